"""What the pages of challenges show: rows of the ledger, one challenge with its stages, and the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.workflow.moving import offered
from candour.practice.challenges.queries.challenges import days_at_stage, silent_days
from candour.practice.challenges.queries.index import Index, Line
from candour.practice.challenges.queries.ledger import LedgerRow
from candour.practice.challenges.workflow import CHALLENGE

if TYPE_CHECKING:
    from candour.practice.challenges.models import Challenge, Step

NONE = "none"
BY_BODY = (
    "Body challenged",
    "Challenges",
    "Answered",
    "No answer",
    "Not due yet",
    "Resolved",
    "% resolved",
    "Median days to resolution",
)
ADDRESSES = {
    "answer": "challenge_answer",
    "resolve": "challenge_resolve",
    "higher": "challenge_higher",
    "withdraw": "challenge_withdraw",
    "close": "challenge_close",
}
_MARKS = {"answered": "soon", "resolved": "met"}


@dataclass(frozen=True)
class RowShown:
    """A challenge in the ledger."""

    address: str
    name: str
    title: str
    issue: str
    raised_by: str
    body: str
    raised: str
    stage: str
    mark: str
    mark_words: str


@dataclass(frozen=True)
class StepShown:
    """A stage at which a challenge lay, with what each side said there."""

    stage: str
    title: str
    since: str
    with_whom: str
    asked: str
    answer_by: str
    reply: str
    reply_text: str
    replied: str
    silent: str


@dataclass(frozen=True)
class ButtonShown:
    """A move that leads on, or every reason why it cannot be made."""

    title: str
    address: str
    reason: str


def count_days(number: int) -> str:
    """A number of days in words."""
    return "1 day" if number == 1 else f"{number} days"


def row_shown(row: LedgerRow) -> RowShown:
    """A row of the ledger."""
    if row.silent_days is not None:
        mark, words = "late", f"No answer, {count_days(row.silent_days)}"
    elif row.state == CHALLENGE.start:
        mark, words = "open", f"Answer by {day_words(row.answer_by)}"
    else:
        mark, words = _MARKS.get(row.state, ""), row.state_words
        words = f"{words}, {day_words(row.ended_on)}" if row.ended_on else words
    return RowShown(
        address=reverse("challenge", args=[row.ref]),
        name=row.name,
        title=row.title,
        issue=row.issue,
        raised_by=row.raised_by,
        body=row.body,
        raised=day_words(row.raised_on),
        stage=f"Stage {row.stage} of {row.last_stage}, {count_days(row.days)}",
        mark=mark,
        mark_words=words,
    )


def facts_of(found: Challenge) -> list[tuple[str, str]]:
    """What is known of a challenge, as pairs of a name and a text."""
    pairs = (
        ("Raised by", found.raised_by.name),
        ("Body challenged", found.body.name),
        ("About", found.get_issue_display()),
        ("What is asked", found.asked),
        ("Who is concerned", found.get_concerned_display()),
        ("Safe meanwhile", found.safe_meanwhile),
        ("Raised on", day_words(found.raised_on)),
        ("Recorded by", f"{found.recorded_by}, {day_words(found.recorded_at)}"),
        ("Ended on", day_words(found.ended_on)),
        ("What changes", found.settled),
        ("Why it was withdrawn", found.withdrawn_because),
        (f"{found.raised_by.name} still holds", found.dissent_of_raiser),
        (f"{found.body.name} still holds", found.dissent_of_body),
        ("What was learned", found.learned),
    )
    return [(name, value) for name, value in pairs if value]


def steps_shown(actor: Actor, found: Challenge, steps: list[Step]) -> list[StepShown]:
    """The stages, the last first, so that how it stands is read first."""
    shown = []
    until = found.ended_on or actor.today
    for step in reversed(steps):
        silence = silent_days(step, until)
        shown.append(
            StepShown(
                stage=f"Stage {step.stage} of {found.last_stage}",
                title=step.title,
                since=f"{day_words(step.from_on)}, {count_days(days_at_stage(step, until))}",
                with_whom=step.with_whom,
                asked=step.because or found.asked,
                answer_by=day_words(step.answer_by),
                reply=step.get_reply_display() if step.reply else "",
                reply_text=step.reply_text,
                replied=f"{day_words(step.replied_on)}, recorded by {step.replied_by}" if step.replied_on else "",
                silent=f"No answer, {count_days(silence)}" if silence is not None else "",
            )
        )
        until = step.from_on
    return shown


def buttons_of(actor: Actor, found: Challenge) -> list[ButtonShown]:
    """The moves that lead on from where a challenge stands."""
    return [
        ButtonShown(one.move.title, reverse(ADDRESSES[one.move.key], args=[found.ref]), " ".join(one.reasons))
        for one in offered(actor, found, CHALLENGE)
    ]


def index_shown(found: Index) -> dict[str, Any]:
    """The tables of the index: the rows with the name of each column beside each value."""
    lines = [*found.lines, found.together] if found.lines else []
    return {
        "columns": BY_BODY,
        "lines": [list(zip(BY_BODY, _cells(line), strict=True)) for line in lines],
        "pairs": [(one.raised_by, one.body, one.challenges, one.resolved) for one in found.pairs],
    }


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.body,
        str(line.challenges),
        str(line.answered),
        str(line.silent),
        str(line.waiting),
        str(line.resolved),
        NONE if line.percent is None else f"{line.percent}%",
        NONE if line.days is None else f"{line.days:g}",
    )
