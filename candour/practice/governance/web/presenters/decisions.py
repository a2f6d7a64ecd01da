"""Decisions as the register and their own page show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words, moment_words
from candour.practice.governance.web.presenters.live import mark_of

if TYPE_CHECKING:
    from candour.practice.governance.models import GroupDecision


@dataclass(frozen=True)
class DecisionLine:
    """A decision in the register."""

    ref: str
    on: str
    where: str
    question: str
    decision: str
    quorum: str
    mark: str
    """"met", "late", or empty for a group without a rule."""
    briefing: str
    briefing_ref: str
    told: str


@dataclass(frozen=True)
class DecisionShown:
    """One decision with everything that is kept of it."""

    at: str
    where: str
    meeting_ref: str
    round_ref: str
    question: str
    options: list[str]
    decision: str
    reason: str
    by: list[str]
    quorum_words: str
    mark: str
    told: str
    briefing: str
    briefing_ref: str
    ratified_by: str
    ratified_on: str


def line(made: GroupDecision) -> DecisionLine:
    """A decision in the register."""
    return DecisionLine(
        ref=made.ref,
        on=day_words(made.decided_at),
        where=_where(made),
        question=made.question,
        decision=made.decision,
        quorum=mark_of(made) or ("Quorate" if made.was_quorate else "No quorum is stated"),
        mark={True: "met", False: "late", None: ""}[made.was_quorate],
        briefing=made.briefing.title if made.briefing else "",
        briefing_ref=made.briefing.file.ref if made.briefing else "",
        told=made.told,
    )


def whole(made: GroupDecision) -> DecisionShown:
    """A decision with everything that is kept of it."""
    later = made.ratified_by
    return DecisionShown(
        at=moment_words(made.decided_at),
        where=_where(made),
        meeting_ref=made.item.meeting.ref if made.item else "",
        round_ref=made.round.ref if made.round else "",
        question=made.question,
        options=list(made.options),
        decision=made.decision,
        reason=made.reason,
        by=[name for name in made.decided_by.splitlines() if name],
        quorum_words=made.quorum_words,
        mark=mark_of(made),
        told=made.told,
        briefing=made.briefing.title if made.briefing else "",
        briefing_ref=made.briefing.file.ref if made.briefing else "",
        ratified_by=later.ref if later else "",
        ratified_on=day_words(later.decided_at) if later else "",
    )


def short(made: GroupDecision) -> str:
    """A decision in a line of a list."""
    words = made.decision if len(made.decision) <= 80 else f"{made.decision[:79]}…"
    return f"{day_words(made.decided_at)}: {words}"


def _where(made: GroupDecision) -> str:
    if made.item is not None:
        return f"{day_words(made.item.meeting.starts_at)}, item {made.item.order}: {made.item.title}"
    return "In writing, between meetings"
