"""Putting what bodies promised upon a published report on the public site, or bringing up to date what stands there."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation
from candour.practice.learning.models import Report
from candour.practice.learning.queries.promises import as_the_site_takes_it, published_promises
from candour.practice.public import operations as public
from candour.practice.publishing.queries.guarding import singled_out
from candour.practice.publishing.queries.releases import kept_out_beside


@operation
def publish_promises(actor: Actor, *, ref: str, document_ref: str) -> int:
    """Put every promise of a published report, and every silence, beside that report on the public site.

    All or none: words that may single somebody out, or name what was redacted from the report, are refused with where
    they stand. Returns how many. Raises Refused.
    """
    report = fetch(actor, Report, "partnership", ref=ref)
    require(actor, "keep recommendations", report)
    if report.is_restricted or report.published_on is None or not report.published_on.is_known:
        raise Refused("Only what a published report recommends is promised in public. Say first when it was published.")
    promises = published_promises(actor, report)
    if not promises:
        raise Refused("No body has been asked for anything yet.")
    words = {one.source_ref: "\n\n".join((one.recommendation, one.what, one.evidence, one.reason)) for one in promises}
    kept_out = kept_out_beside(document_ref, words.values())
    reasons = [
        f"{one.who}, “{one.recommendation[:60]}”: {found}"
        for one in promises
        for found in (*_named(kept_out.get(words[one.source_ref], [])), *singled_out(words[one.source_ref]))
    ]
    if reasons:
        raise Refused(*reasons)
    for one in promises:
        public.put_promise(
            actor, partnership_id=report.partnership_id, report_ref=document_ref, **as_the_site_takes_it(one)
        )
    return len(promises)


def _named(words: list[str]) -> list[str]:
    return [f"“{one}” is what the redaction of the report keeps out." for one in dict.fromkeys(words)]
