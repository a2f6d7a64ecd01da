"""A review that follows a decision, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.dates.words import day_words
from candour.practice.cases.queries.deposits import repository_of
from candour.practice.cases.queries.full_reviews import limit_of
from candour.practice.cases.vocabulary import ABOUT_REPOSITORIES
from candour.practice.cases.workflow_of_reviews import ENDS, MOVES_WITH_A_FORM, STAGES
from candour.rulebook import index
from candour.rulebook.language.review_types import QualityMarker

if TYPE_CHECKING:
    from candour.platform.deadlines.models import Hold
    from candour.platform.files.models import StoredFile
    from candour.platform.workflow.moving import Offered
    from candour.practice.cases.models import (
        Case,
        Deposit,
        FullReview,
        LinkedProcess,
        MarkerAnswer,
        ReviewDraft,
        ReviewDuty,
        Reviewer,
        ReviewKindSpell,
    )


@dataclass(frozen=True)
class ReviewLine:
    """A review among those of its case."""

    title: str
    stage: str
    mark: str
    lead: str
    decided: str
    address: str


@dataclass(frozen=True)
class StepOffered:
    """A step that leads on: possible, or with everything that is still wanting."""

    title: str
    address: str
    asks_more: bool
    is_grave: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class DutyShown:
    """A duty with its own decision, limit and sign-off."""

    ref: str
    title: str
    owner: str
    decision: str
    decided: str
    due: str
    mark: str
    mark_words: str
    signed: str
    sends_to: str


@dataclass(frozen=True)
class ReviewShown:
    """A review in its own words."""

    ref: str
    title: str
    stage: str
    note: str
    source: str
    covers: tuple[str, ...]
    lead: str
    beside_because: str
    decided: str
    started: str
    ended: str
    ended_because: str
    limit: str
    limit_source: str
    has_ended: bool
    is_published_type: bool
    needs_copy: bool
    is_signed_off: bool
    learning: str
    learning_words: str
    copied: str
    published: str
    published_where: str
    is_proposal: bool
    sources: str
    options: list[str]


@dataclass(frozen=True)
class DepositShown:
    """Where a published review went: sent to the repository, not sent for a reason, or still owed."""

    repository: str
    mark: str
    mark_words: str
    note: str = ""
    is_sent: bool = False
    words: str = ""
    file: str = ""
    recorded: str = ""
    link: str = ""
    stays: str = ""


@dataclass(frozen=True)
class StageOfQuality:
    """The quality markers of one stage: how many are answered, and what each answer is."""

    key: str
    title: str
    answered: int
    markers: list[tuple[str, str, str, str]]


def review_line(case: Case, review: FullReview) -> ReviewLine:
    """A review in a line."""
    mark = "met" if review.state in ENDS else "open"
    return ReviewLine(
        review.type.title,
        STAGES[review.state],
        mark,
        review.lead,
        day_words(review.decided_on),
        reverse("full_review", args=[case.ref, review.ref]),
    )


def review_shown(review: FullReview) -> ReviewShown:
    """The review itself."""
    kind = review.type
    clock = limit_of(review)
    limit = f"{clock.allows.words} from when {clock.starts_when}" if clock else ""
    standing = f"{clock.best_source.standing}: {clock.best_source.words}" if clock else ""
    return ReviewShown(
        ref=review.ref,
        title=kind.title,
        stage=STAGES[review.state],
        note=kind.note,
        source=f"{kind.cites.standing}: {kind.cites.words}",
        covers=kind.covers,
        lead=review.lead,
        beside_because=review.beside_because,
        decided=day_words(review.decided_on),
        started=day_words(review.started_on),
        ended=day_words(review.ended_on),
        ended_because=review.ended_because,
        limit=limit,
        limit_source=standing,
        has_ended=review.state in ENDS,
        is_published_type=kind.is_published,
        needs_copy="copy" in kind.needs,
        is_signed_off=review.state == "signed-off",
        learning=day_words(review.learning_issued_on),
        learning_words=review.learning_words,
        copied=day_words(review.copied_on),
        published=day_words(review.published_on),
        published_where=review.published_where,
        is_proposal="proposed" in kind.stages,
        sources=review.sources,
        options=[one for one in review.options.splitlines() if one.strip()],
    )


def deposit_shown(review: FullReview, held: Deposit | None) -> DepositShown | None:
    """What is recorded of the sending of a published review; nothing for one that is not published."""
    if review.state != "published":
        return None
    if held is None:
        owed = repository_of(review.case)
        return DepositShown(owed.label, "open", "Owed: not recorded yet", note=ABOUT_REPOSITORIES[owed])
    sent = day_words(held.sent_on)
    stays = f"Stays there until {day_words(held.stays_until)}" if held.stays_until else "Stays there; no end is set"
    return DepositShown(
        repository=held.get_repository_display(),
        mark="met" if sent else "unknown",
        mark_words=f"Sent on {sent}" if sent else "Not sent",
        is_sent=bool(sent),
        words=f"By {held.sent_by}\nReceipt: {held.receipt}" if sent else held.not_sent_because,
        file=_where(held.receipt_file),
        recorded=f"Recorded by {held.recorded_by}, {day_words(held.recorded_at)}",
        link=held.link,
        stays=stays,
    )


def step_offered(case: Case, review: FullReview, one: Offered) -> StepOffered:
    """A step with its button, or with what is still wanting. What needs only a reason leads to its form."""
    asks_more = one.move.key in MOVES_WITH_A_FORM
    address = reverse("full_review_step", args=[case.ref, review.ref, one.move.key])
    reasons = tuple(reason for reason in one.reasons if not (asks_more and reason == "Give the reason."))
    return StepOffered(one.move.title, address, asks_more, one.move.key in ("stop", "unpublish", "rework"), reasons)


def duty_shown(duty: ReviewDuty, today: date, hold: Hold | None) -> DutyShown:
    """A duty with its mark. A hold is shown beside the limit, which goes on counting."""
    if duty.signed_off_on:
        late = duty.due_on is not None and duty.signed_off_on > duty.due_on
        mark, words = ("met-late", "Signed off late") if late else ("met", "Signed off")
    elif duty.due_on is None:
        mark, words = "open", "No limit"
    elif duty.due_on < today:
        mark, words = "late", f"{(today - duty.due_on).days} days late"
    else:
        mark, words = "open", f"{(duty.due_on - today).days} days left"
    if hold is not None and not duty.signed_off_on:
        mark = mark if mark == "late" else "held"
        words = f"{words}; held since {day_words(hold.placed_at)}, and the limit goes on"
    by = f"{duty.signed_off_by}, {day_words(duty.signed_off_on)}" if duty.signed_off_on else ""
    decided = ", ".join(part for part in (duty.decided_by, day_words(duty.decided_on)) if part)
    return DutyShown(
        duty.ref, duty.title, duty.owner, duty.decision, decided, day_words(duty.due_on), mark, words, by, duty.sends_to
    )


def kind_spells(spells: list[ReviewKindSpell]) -> list[tuple[str, str, str]]:
    """What kinds a review has been: since when, which, and why."""
    return [
        (day_words(one.from_at), index.REVIEW_TYPES[one.kind].title, f"{one.because} ({one.by})".strip())
        for one in spells
    ]


def stages_of_quality(
    markers: list[tuple[QualityMarker, MarkerAnswer | None]],
) -> list[StageOfQuality]:
    """The markers stage by stage."""
    stages: dict[str, list[tuple[str, str, str, str]]] = {}
    for marker, answer in markers:
        said = answer.get_met_display() if answer else ""
        stages.setdefault(marker.stage, []).append((marker.title, marker.asks, said, answer.evidence if answer else ""))
    return [StageOfQuality(key, STAGES[key], sum(1 for one in held if one[2]), held) for key, held in stages.items()]


def fee_words(reviewer: Reviewer) -> str:
    """A fee in pounds."""
    return "" if reviewer.fee_pence is None else f"£{reviewer.fee_pence / 100:,.2f}"


def draft_address(draft: ReviewDraft) -> str:
    """Where the file of a draft is, once it has been scanned."""
    return _where(draft.file)


def waits_for(process: LinkedProcess) -> tuple[str, str, str]:
    """A process for which something of the review waits."""
    return process.get_kind_display(), process.get_stops_display().lower(), day_words(process.next_on)


def _where(file: StoredFile | None) -> str:
    return reverse("file", args=[file.ref]) if file and file.state == "clean" else ""
