"""What a review hands on: its recommendations, which bodies answer and which are followed until they have worked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.cases import audit_events
from candour.practice.cases.models import FullReview
from candour.practice.learning.operations import reports
from candour.rulebook.language.fuzzy_dates import FuzzyDate

if TYPE_CHECKING:
    from candour.practice.learning.models import Report

HAS_FINDINGS = ("with-partners", "signed-off", "published", "unpublished", "finished")
KINDS = {
    "lcspr": "local-review",
    "national": "national-review",
    "sar-mandatory": "adults-review",
    "sar-discretionary": "adults-review",
    "scr": "serious-case-review",
    "audit": "audit",
}
"""The kind of a set of recommendations by the type of its review; any other is another local review."""


@operation
def open_recommendations(actor: Actor, *, review_ref: str) -> Report:
    """Open the set of recommendations of a review that has come to findings. It knows the case, and so its walls.

    Raises Refused before there is a draft with the partners, and where the set is open already.
    """
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    if review.state not in HAS_FINDINGS:
        raise Refused("The recommendations are opened once the draft is with the partners or the review has finished.")
    if review.recommendations_id is not None:
        raise Refused("The recommendations of this review are open already.")
    return open_set(actor, review)


@operation
def open_set(actor: Actor, review: FullReview) -> Report:
    """The same as a part of the step that ends a review, which has permitted it. Raises Refused if it is open."""
    report = reports.open_report(
        actor,
        partnership_id=review.case.partnership_id,
        title=f"{review.type.title}: case {review.case.key}",
        kind=KINDS.get(review.kind, "other-review"),
        dated=review.published_on or review.ended_on or FuzzyDate.on(actor.today),
        source=review.lead,
        web_address=review.published_where if review.published_where.startswith("https://") else "",
        is_restricted=review.state != "published",
        grew_out_of=review.case,
    )
    changed = FullReview.objects.filter(pk=review.pk, recommendations=None).update(recommendations=report)
    if not changed:
        raise Refused("The recommendations of this review are open already.")
    record(audit_events.RECOMMENDATIONS_OPENED, subject=review, within=review.case)
    return report
