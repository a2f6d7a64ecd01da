"""The decision room and the submission as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.dates.words import due_words, moment_words

if TYPE_CHECKING:
    from candour.practice.cases.models import Submission
    from candour.practice.cases.queries.decisions import Card, Room


@dataclass(frozen=True)
class CardShown:
    """A partner's card."""

    title: str
    accountable: str
    state: str
    classes: str
    is_open: bool
    view: str
    prefers: str
    reason: str
    given_by: str
    given_at: str


@dataclass(frozen=True)
class RoomShown:
    """The room."""

    proposal: str
    proposal_reason: str
    state: str
    due: str
    round: int
    cards: list[CardShown]
    earlier: list[tuple[int, list[tuple[str, str, str]]]]
    next_words: str
    information: str
    consulted: str
    outcome: str
    outcome_reason: str
    decided_by: str
    decided_at: str
    passed_because: str
    is_open: bool
    needs_information: bool
    may_answer: bool
    may_decide: bool


@dataclass(frozen=True)
class SubmissionShown:
    """What was sent."""

    sent_at: str
    sender: str
    receipt: str
    file_address: str
    days: str
    mark: str
    due: str


def room_shown(room: Room) -> RoomShown:
    """The room with what happens next in words."""
    decision = room.decision
    return RoomShown(
        proposal=room.proposal,
        proposal_reason=decision.proposal_reason,
        state=decision.get_state_display(),
        due=due_words(decision.due_at),
        round=decision.round,
        cards=[_card(card) for card in room.cards],
        earlier=[
            (
                number,
                [(position.accountable, position.get_view_display(), position.reason) for position in positions],
            )
            for number, positions in room.earlier
        ],
        next_words=_next(room),
        information=decision.information_given,
        consulted=f"{decision.consulted}: {decision.consulted_words}" if decision.consulted_at else "",
        outcome=room.outcome,
        outcome_reason=decision.outcome_reason,
        decided_by=decision.decided_by,
        decided_at=moment_words(decision.decided_at),
        passed_because=decision.passed_because,
        is_open=decision.state == "open",
        needs_information=decision.state == "information",
        may_answer=room.may_answer,
        may_decide=room.may_decide,
    )


def submission_shown(submission: Submission) -> SubmissionShown:
    """What was sent, with how long it took."""
    used, allowed = submission.days_used, submission.days_allowed
    if used is None or allowed is None:
        days, mark = "The working days could not be counted", "unknown"
    elif used > allowed:
        late = used - allowed
        days = f"{used} working days of {allowed}: {late} working {'day' if late == 1 else 'days'} late"
        mark = "late"
    else:
        days, mark = f"{used} working days of {allowed}: in time", "met"
    return SubmissionShown(
        moment_words(submission.sent_at),
        submission.sender,
        submission.receipt,
        reverse("file", args=[submission.file.ref]),
        days,
        mark,
        due_words(submission.due_at),
    )


def _card(card: Card) -> CardShown:
    classes = "card card--answered" if card.is_open else "card card--closed" if card.has_answered else "card"
    state = "Has answered; closed until all have" if card.has_answered else "Has not answered yet"
    capacity = " as nominee" if card.is_nominee else ""
    return CardShown(
        title=card.partner,
        accountable=card.accountable or "Post vacant",
        state="" if card.is_open else state,
        classes=classes,
        is_open=card.is_open,
        view=card.view,
        prefers=card.prefers,
        reason=card.reason,
        given_by=f"{card.given_by}{capacity}",
        given_at=moment_words(card.given_at),
    )


def _next(room: Room) -> str:
    decision = room.decision
    if decision.state == "decided":
        return "The decision is made. Every position is kept beside it."
    if decision.state == "with-chair":
        return f"The decision is with the chair, because {decision.passed_because}."
    if decision.state == "information":
        return "The partnership office gives the information that was asked for; then a new round begins."
    waiting = "1 partner has" if room.missing == 1 else f"{room.missing} partners have"
    return (
        f"{waiting} not answered. When all have, the positions open together. If they do not agree, or the hour "
        f"({due_words(decision.due_at)}) comes first, the decision passes to the chair by itself."
    )
