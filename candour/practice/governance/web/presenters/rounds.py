"""Rounds between meetings as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.dates.words import due_words, moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from candour.practice.governance.models import Response, Round
    from candour.practice.governance.queries.rounds import ResponseShown

ANSWERS = {
    "decision": [("agree", "Agree"), ("disagree", "Do not agree"), ("abstain", "Abstain")],
    "comments": [("comment", "Comment"), ("nothing", "Nothing to add")],
}


@dataclass(frozen=True)
class RoundLine:
    """A round in the list of a group."""

    ref: str
    kind: str
    question: str
    closes: str
    state: str
    is_open: bool
    is_late: bool
    answered: str


def to_answer(waiting: list[Response]) -> list[dict[str, str]]:
    """The rounds that wait for the reader's answer, with the seat for which they answer."""
    return [
        {
            "ref": one.round.ref,
            "kind": one.round.get_kind_display(),
            "question": one.round.question,
            "group": one.round.group.name,
            "seat": one.seat.title,
            "due": due_words(one.round.closes_at),
            "mark": "open",
        }
        for one in waiting
    ]


def line(round_: Round, at: datetime) -> RoundLine:
    """A round in the list."""
    question = round_.question if len(round_.question) <= 120 else f"{round_.question[:119]}…"
    return RoundLine(
        ref=round_.ref,
        kind=round_.get_kind_display(),
        question=question,
        closes=moment_words(round_.closes_at),
        state=round_.get_state_display(),
        is_open=round_.state == "open",
        is_late=round_.state == "open" and round_.closes_at < at,
        answered=f"{round_.answered} of {round_.asked}",  # type: ignore[attr-defined]
    )


def facts(round_: Round) -> list[tuple[str, str]]:
    """What a round is, as names and values."""
    pairs = [
        ("Asked for", round_.get_kind_display()),
        ("Opened", f"{moment_words(round_.opened_at)} by {round_.opened_by}"),
        ("Deadline", moment_words(round_.closes_at)),
        ("Closed", moment_words(round_.closed_at)),
        ("Result", round_.result),
    ]
    return [(name, value) for name, value in pairs if value]


def response(one: ResponseShown) -> dict[str, object]:
    """The place of a member in a round."""
    said_by = one.person + (f", acting by delegation; {one.accountable} stays accountable" if one.accountable else "")
    waits = "Has to sign" if one.must_sign else "Waiting"
    return {
        "id": one.response_id,
        "seat": one.seat,
        "holder": one.holder or "Vacant",
        "status": "Answered" if one.answered else waits,
        "answered": one.answered,
        "answer": one.answer,
        "text": one.text,
        "said_by": said_by,
        "at": moment_words(one.answered_at) if one.answered else "",  # type: ignore[arg-type]
        "is_late": one.is_late,
        "may_answer": one.may_answer,
    }
