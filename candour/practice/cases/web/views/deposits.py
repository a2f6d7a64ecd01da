"""The pages on which the office records what became of a published review: sent to the repository, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from candour.platform.access.policy import Refused, may
from candour.platform.files import operations as files
from candour.practice.cases.operations import deposits as operations
from candour.practice.cases.queries.deposits import deposit_of
from candour.practice.cases.web.forms import full_reviews as forms
from candour.practice.cases.web.views.full_reviews import form_view

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.cases.models import FullReview


def _send(actor: Actor, review: FullReview, answers: dict[str, Any], _: str) -> None:
    upload, stored = answers.pop("receipt_file"), None
    if upload:
        if not may(actor, "run a review", review):
            raise Refused("Only the partnership office records this.")
        stored = files.take_in(actor, upload=upload, owner=review, classification="Receipt of the repository")
        if stored.state == "refused":
            raise Refused(f"The file was kept but not taken: {stored.why}")
    operations.record_deposit(actor, review_ref=review.ref, receipt_file=stored, **answers)


def _recorded(actor: Actor, review: FullReview, _: str) -> dict[str, Any]:
    held = deposit_of(actor, review)
    if held is None:
        where = review.published_where
        return {"version": 0, "link": where if where.startswith(("https://", "http://")) else ""}
    return {
        "on": held.sent_on,
        "by": held.sent_by,
        "receipt": held.receipt,
        "because": held.not_sent_because,
        "link": held.link,
        "stays_until": held.stays_until,
        "version": held.version,
    }


sent = form_view(
    forms.SentToRepositoryForm,
    _send,
    title="Record that the report was sent to the national repository",
    done="It is recorded. The review’s page shows the receipt and the permanent address.",
    initial=_recorded,
)
not_sent = form_view(
    forms.NotSentToRepositoryForm,
    lambda actor, review, answers, _: operations.refuse_deposit(actor, review_ref=review.ref, **answers),
    title="Say why the report is not sent to the national repository",
    done="The reason is recorded, and stands on the review’s page.",
    initial=_recorded,
)
