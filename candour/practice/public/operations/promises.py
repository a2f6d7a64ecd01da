"""Putting on the site what each body promised upon a published recommendation, and how it stands."""

from __future__ import annotations

from datetime import date

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch
from candour.platform.audit_trail.operation import operation, record
from candour.practice.public import audit_events
from candour.practice.public.models import Document, Promise, PromiseStep
from candour.practice.public.operations.sites import site_to_put_on
from candour.practice.public.vocabulary import PROVED, Status


@operation
def put_promise(
    actor: Actor,
    *,
    partnership_id: int,
    source_ref: str,
    recommendation: str,
    report_ref: str,
    who: str,
    what: str,
    by_when: date | None,
    status: str,
    evidence: str = "",
    reason: str = "",
) -> str:
    """Put a promise on the site, or change the one of that source. Returns its reference. Raises Refused.

    `report_ref` is the reference of the published report that made the recommendation; `who` is a body and never a
    person; `status` is one of `vocabulary.Status`. A refusal needs its reason, and proof its evidence. Each change of
    status or date stays to be seen.
    """
    site = site_to_put_on(actor, partnership_id)
    report = fetch(actor, Document, ref=report_ref, site=site)
    reasons = []
    if report.withdrawn_on is not None or report.shown_at is None:
        reasons.append("The report is not on the public site, so its recommendations are not either.")
    if status not in Status.values:
        reasons.append("This is no status of a promise.")
    if not (source_ref and recommendation.strip() and who.strip()):
        reasons.append("Say what is recommended, and to which body.")
    if status == Status.REFUSED and not reason.strip():
        reasons.append("A body that does not accept a recommendation says why.")
    if status in PROVED and not evidence.strip():
        reasons.append("Say what shows that it was done.")
    if status not in (Status.REFUSED, Status.NO_RESPONSE) and not what.strip():
        reasons.append("Say what was promised.")
    if reasons:
        raise Refused(*reasons)
    earlier = Promise.objects.filter(site=site, came_from=source_ref).first()
    promise, _ = Promise.objects.update_or_create(
        site=site,
        came_from=source_ref,
        defaults={
            "document": report,
            "recommended": recommendation.strip(),
            "who": who.strip(),
            "what": what.strip(),
            "by_when": by_when,
            "status": status,
            "evidence": evidence.strip(),
            "reason": reason.strip(),
            "published_on": report.published_on,
            "stands": True,
            "changed_at": actor.at,
        },
    )
    if earlier is None or (earlier.status, earlier.by_when) != (status, by_when):
        PromiseStep.objects.create(promise=promise, at=actor.at, status=status, by_when=by_when)
    record(audit_events.PROMISE_PUT, subject=promise, within=site, slug=site.slug, status=promise.get_status_display())
    return promise.ref
