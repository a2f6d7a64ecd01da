"""Handing the signed-off report of a review to publishing, and what its release does to the review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.files.queries import content_of
from candour.platform.vault import operations as vault
from candour.platform.workflow.moving import Conflict
from candour.practice.cases import audit_events
from candour.practice.cases.models import FullReview, ReviewDraft
from candour.practice.cases.operations.full_reviews import follow_step
from candour.practice.cases.operations.known_to_case import known_to, referrals_with_referrers
from candour.practice.cases.queries.full_reviews import beside_report, why_not_out
from candour.practice.cases.reasons import FOR_PUBLISHING
from candour.practice.cases.workflow_of_reviews import FULL_REVIEWS
from candour.practice.directory import queries as directory
from candour.practice.publishing import operations as publishing
from candour.practice.publishing.operations import Handed
from candour.practice.publishing.queries import Alongside, Out

READY = "signed-off"
"""The stage at which a report may be handed over: signed off, and not yet published."""


def hand_over(actor: Actor, *, review_ref: str) -> str:
    """Hand the newest draft of a signed-off report to publishing, with what the case knows that it must not name.

    Its file is read before the transaction, so that nothing waits for it. Returns the reference of the redaction.
    Raises Refused.
    """
    review = fetch(actor, FullReview, "case__partnership", ref=review_ref)
    require(actor, "run a review", review)
    draft = seen_by(actor, ReviewDraft).filter(review=review).select_related("file").order_by("-number").first()
    reasons = _against_handing(review)
    if draft is None or draft.file is None:
        reasons.append("The newest draft has no file.")
    elif draft.file.state != "clean":
        reasons.append("The newest draft waits for the virus check. Try again in a minute.")
    if reasons or draft is None or draft.file is None:
        raise Refused(*reasons)
    source = f"{review.type.title}, draft {draft.number}"
    texts = publishing.read_texts(content_of(draft.file), draft.file.kind, source)
    return _hand_over(actor, review_ref=review_ref, draft_ref=draft.ref, texts=texts)


@operation
def _hand_over(actor: Actor, *, review_ref: str, draft_ref: str, texts: Sequence[Handed]) -> str:
    review = fetch(actor, FullReview, "case__partnership", ref=review_ref)
    require(actor, "run a review", review)
    draft = fetch(actor, ReviewDraft, ref=draft_ref, review=review)
    # Reading the file took a while, in which the review may have been stopped.
    if reasons := _against_handing(review):
        raise Refused(*reasons)
    case = review.case
    held = vault.open_all(actor, owner=case, purpose=FOR_PUBLISHING)
    for referral in referrals_with_referrers(case):
        held |= vault.open_all(actor, owner=referral, purpose=FOR_PUBLISHING)
    bodies = [name for one in directory.organisations(actor) for name in (one.name, one.short_name) if name]
    dossier = publishing.open_dossier(
        actor,
        partnership_id=case.partnership_id,
        title=f"{review.type.title}: case {case.key}",
        kind="review",
        texts=texts,
        register=known_to(case, held),
        owner=review,
        allowed=[case.partnership.name, case.partnership.short_name, *bodies],
        anchor_on=case.incident_on.exact if case.incident_on else None,
        enter_document=review.type.title,
    )
    record(audit_events.HANDED_TO_PUBLISHING, subject=review, within=case, number=draft.number)
    return dossier.ref


def _against_handing(review: FullReview) -> list[str]:
    if not review.type.is_published:
        return ["The report of a review of this type is not published."]
    return [] if review.state == READY else ["Only a report that is signed off and not yet published is handed over."]


def why_it_cannot_go_out(actor: Actor, review_id: int) -> list[str]:
    """Why the report of a review cannot be released now: what is owed to its bodies, its family or the law."""
    return why_not_out(actor, FullReview.objects.select_related("case").get(pk=review_id))


def what_goes_beside(actor: Actor, review_id: int) -> Alongside:
    """The fact sheet of a review, what bodies promised upon it, and its reviewers' names."""
    return beside_report(actor, FullReview.objects.select_related("case").get(pk=review_id))


def note_copies(actor: Actor, review_id: int, on: date) -> None:
    """Note on the review that the national bodies were sent its report. A step of the operation that proves it."""
    review = FullReview.objects.select_related("case").get(pk=review_id)
    if FullReview.objects.filter(pk=review.pk, copied_on=None).update(copied_on=on):
        record(audit_events.COPY_SENT, subject=review, within=review.case, on=on.isoformat())


def note_release(actor: Actor, review_id: int, out: Out) -> None:
    """Record the publication of a review whose report was released. A step of the operation that releases it.

    The second person who releases it decides; they need not work on the case, so what follows is done for them. A
    review whose publication was recorded by hand keeps its day. Raises Conflict if somebody else moved it.
    """
    review = FullReview.objects.select_related("case").get(pk=review_id)
    where = f"The partnership’s public site: {out.title}"[:300]
    kind = review.type.title
    if review.state != READY:
        FullReview.objects.filter(pk=review.pk, published_where="").update(published_where=where)
        record(audit_events.FULL_REVIEW_MOVED, subject=review, within=review.case, kind=kind, step="Release")
        return
    step = FULL_REVIEWS[review.kind].moves["publish"]
    if not FullReview.objects.filter(pk=review.pk, state=READY).update(state=step.to_state, version=F("version") + 1):
        raise Conflict
    review.state = step.to_state
    record(audit_events.FULL_REVIEW_MOVED, subject=review, within=review.case, kind=kind, step=step.title)
    follow_step(Actor.system(actor.label, actor.at), review, step.key, out.on, where=where)


def note_withdrawal(actor: Actor, review_id: int) -> None:
    """Note in the history of a review that its report was withdrawn. A step of the operation that withdraws it."""
    review = FullReview.objects.select_related("case").get(pk=review_id)
    record(audit_events.PUBLICATION_ENDED, subject=review, within=review.case)
