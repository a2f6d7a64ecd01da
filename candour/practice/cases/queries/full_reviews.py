"""Reviews that follow a decision, as somebody sees them: their parts, their limits and what is still wanting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.deadlines.calendar import calendar
from candour.platform.workflow.moving import Offered, offered
from candour.practice.cases.models import (
    Case,
    FullReview,
    GroupedCase,
    LinkedProcess,
    MarkerAnswer,
    Referral,
    ReviewDraft,
    ReviewDuty,
    Reviewer,
    ReviewKindSpell,
    ReviewLetter,
    ReviewTerms,
)
from candour.practice.cases.workflow_of_reviews import CARRIED_OUT, FULL_REVIEWS, STAGES, copy_was_sent
from candour.practice.governance import queries as governance
from candour.practice.learning.queries import reports as learning
from candour.practice.learning.queries.promises import promises_of_report
from candour.practice.publishing import queries as publishing
from candour.practice.voice import queries as voice
from candour.practice.voice.queries.readiness import TO_FINISH, TO_PUBLISH
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.review_types import QualityMarker, ReviewType

if TYPE_CHECKING:
    from candour.practice.governance.models import Meeting


@dataclass(frozen=True)
class CopyTime:
    """Whether the copy went to the national bodies early enough before a day of publication."""

    last_day: date | None
    """The last day on which the copy is in time; None where the calendar does not reach."""
    is_late: bool


@dataclass(frozen=True)
class HandedOver:
    """The report of a review with publishing, as far as the reader sees it."""

    redaction: str
    """The reference of its redaction; empty for whoever does not work on that."""
    document: str
    title: str
    number: str
    """The version that counts today; empty before there is one."""
    state: str


def full_reviews_of(actor: Actor, case: Case) -> list[FullReview]:
    """The reviews of a case, the newest first."""
    return list(seen_by(actor, FullReview).filter(case=case).order_by("-opened_at", "-pk"))


def full_review(actor: Actor, case: Case, ref: str) -> FullReview:
    """One review of a case that the actor has fetched. Reading it is recorded. Raises Hidden."""
    review = fetch(actor, FullReview, ref=ref, case=case)
    review.case = case
    return review


def types_for(case: Case) -> list[ReviewType]:
    """The types of review that fit a case, those of the law first."""
    return [one for one in index.REVIEW_TYPES.values() if one.fits(case.subject_law)]


def steps_from_here(actor: Actor, review: FullReview) -> list[Offered]:
    """The moves that lead on from where a review is, each possible or with what is still wanting."""
    return [
        Offered(one.move, (*one.reasons, *owed_to_family(actor, review, one.move.to_state)))
        for one in offered(actor, review, FULL_REVIEWS[review.kind])
    ]


def owed_to_family(actor: Actor, review: FullReview, to_state: str) -> list[str]:
    """What a listed family is owed before a review comes to an end; nothing where their page was not opened."""
    if to_state not in CARRIED_OUT or voice.room_of(actor, review.case) is None:
        return []
    return voice.unmet(actor, review.case, *(TO_PUBLISH if to_state == "published" else TO_FINISH))


def kinds_of(actor: Actor, review: FullReview) -> list[ReviewKindSpell]:
    """What kinds a review has been, in order."""
    return list(seen_by(actor, ReviewKindSpell).filter(review=review).order_by("from_at", "pk"))


def duties_of(actor: Actor, review: FullReview) -> list[ReviewDuty]:
    """The duties that a review discharges, in the order in which they came."""
    return list(seen_by(actor, ReviewDuty).filter(review=review).order_by("pk"))


def duty(actor: Actor, ref: str) -> ReviewDuty:
    """One duty by its reference. Raises Hidden."""
    return fetch(actor, ReviewDuty, "review", ref=ref)


def grouped_with(actor: Actor, review: FullReview) -> list[Case]:
    """The other cases of a review that the actor sees, by key."""
    grouped = seen_by(actor, GroupedCase).filter(review=review).select_related("case")
    return sorted((one.case for one in grouped), key=lambda case: case.key)


def terms_of(actor: Actor, review: FullReview) -> list[ReviewTerms]:
    """The versions of a review's terms, the newest first."""
    return list(seen_by(actor, ReviewTerms).filter(review=review).order_by("-number"))


def reviewers_of(actor: Actor, review: FullReview) -> list[Reviewer]:
    """Who carries a review out, or did."""
    return list(seen_by(actor, Reviewer).filter(review=review).order_by("pk"))


def reviewer(actor: Actor, ref: str) -> Reviewer:
    """One reviewer by reference. Raises Hidden."""
    return fetch(actor, Reviewer, ref=ref)


def letters_of(actor: Actor, review: FullReview) -> list[ReviewLetter]:
    """Requests to the reviewer and updates that came, the newest first."""
    return list(seen_by(actor, ReviewLetter).filter(review=review).order_by("-made_on", "-pk"))


def letter(actor: Actor, case: Case, ref: str) -> ReviewLetter:
    """One letter of a case's review. Raises Hidden."""
    return fetch(actor, ReviewLetter, "review", ref=ref, review__case=case)


def drafts_of(actor: Actor, review: FullReview) -> list[ReviewDraft]:
    """The drafts that the actor may see, the newest first."""
    return list(seen_by(actor, ReviewDraft).filter(review=review).select_related("file").order_by("-number"))


def panels_of(actor: Actor, review: FullReview) -> list[Meeting]:
    """The panel meetings of a review, in order of time."""
    return governance.meetings_of(actor, review)


def markers_of(actor: Actor, review: FullReview) -> list[tuple[QualityMarker, MarkerAnswer | None]]:
    """Every quality marker, with its answer if there is one."""
    answers = {one.marker: one for one in seen_by(actor, MarkerAnswer).filter(review=review)}
    return [(marker, answers.get(marker.key)) for marker in index.QUALITY_MARKERS]


def referral_source(actor: Actor, case: Case) -> str:
    """From which agency the first referral came, to fill in for whoever opens a review."""
    first = seen_by(actor, Referral).filter(case=case).select_related("organisation").order_by("received_at").first()
    return first.organisation.name if first and first.organisation else ""


def limit_of(review: FullReview) -> Clock | None:
    """The limit of a review's own duty, where the edition that governs the case has one."""
    return index.clocks_in(review.case.edition_key).get(review.type.clock)


def copy_time(actor: Actor, review: FullReview, publish_on: date) -> CopyTime:
    """How the copy to the national bodies stands against a day of publication."""
    clock = index.clocks_in(review.case.edition_key).get("copy-before-publication")
    if clock is None:
        return CopyTime(None, False)
    try:
        last = clock.allows.ends_on(publish_on, calendar(actor), Convention.WITHIN)
    except BeyondCalendar:
        return CopyTime(None, False)
    return CopyTime(last, review.copied_on is None or review.copied_on > last)


def stopped_by(actor: Actor, case: Case) -> list[LinkedProcess]:
    """The processes that have not ended and for which something of the review waits."""
    waiting = seen_by(actor, LinkedProcess).filter(case=case, ended_on=None).exclude(stops="")
    return list(waiting.order_by("pk"))


def recommendations_of(actor: Actor, review: FullReview) -> str:
    """The reference of the set of recommendations of a review, if it was opened and the actor sees it."""
    return learning.ref_of_report(actor, review.recommendations_id) if review.recommendations_id else ""


def handed_over(actor: Actor, review: FullReview) -> HandedOver | None:
    """How the report of a review stands with publishing; None where it was not handed over."""
    found = publishing.document_from(actor, review)
    if found is None:
        return None
    document, edition = found
    dossier = publishing.dossier_from(actor, review)
    return HandedOver(
        dossier.ref if dossier is not None else "",
        document.ref,
        document.title,
        edition.number if edition is not None else "",
        edition.get_state_display() if edition is not None else "",
    )


def why_not_out(actor: Actor, review: FullReview) -> list[str]:
    """Why the report of a review cannot be published now, whoever asks; nothing where that was recorded already.

    Whether a copy went out before is for whoever releases it to say: they give their reason where none did.
    """
    if review.state == "published":
        return []
    step = FULL_REVIEWS[review.kind].moves.get("publish")
    if step is None or review.state not in step.from_states:
        return [f"The review is not ready for its report to be published: {STAGES[review.state].lower()}."]
    # What is owed to a family is asked for the whole of it, and not for as much as a second person sees.
    whole = Actor.system(actor.label, actor.at)
    findings = [need(review) for need in step.needs if need is not copy_was_sent]
    wanting = [one.because for one in findings if one.met is not True]
    return [*wanting, *owed_to_family(whole, review, step.to_state)]


def beside_report(actor: Actor, review: FullReview) -> publishing.Alongside:
    """What stands on the public page beside the report of a review: its fact sheet, and what bodies promised."""
    sheet = tuple((name, value) for name, value in review.fact_sheet() if value)
    promises = promises_of_report(actor, review.recommendations_id) if review.recommendations_id else []
    reviewers = seen_by(actor, Reviewer).filter(review=review).exclude(checked_on=None).order_by("pk")
    return publishing.Alongside(
        fact_sheet=sheet,
        promises=tuple({**one, "by_when": one["by_when"].isoformat() if one["by_when"] else ""} for one in promises),
        to_name=tuple(dict.fromkeys(one.name for one in reviewers)),
    )
