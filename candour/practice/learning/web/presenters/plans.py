"""Action plans as their pages show them, with the line of life of each action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.platform.access.policy import may, why_not
from candour.platform.dates.words import day_words, moment_words
from candour.practice.learning.queries.plans import is_late
from candour.practice.learning.vocabulary import NoteKind
from candour.practice.learning.web.presenters.matrix import STATE_MARKS
from candour.practice.learning.workflow import PLAN_ACTION

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.learning.models import Retest
    from candour.practice.learning.queries.plans import ActionShown, PlanRow

STEPS = (
    ("planned", "Planned"),
    ("done", "Done"),
    ("evidenced", "Evidenced"),
    ("retested", "Re-tested"),
    ("sustained", "Sustained"),
)
MOVES = {
    "finish": "plan_action_done",
    "accept": "plan_action_accept",
    "return": "plan_action_return",
    "drop": "plan_action_drop",
    "reopen": "plan_action_reopen",
}
"""The moves that have a page of their own; tests are judged where they were drawn."""


@dataclass(frozen=True)
class PlanLine:
    """An action in the list of a plan."""

    address: str
    number: int
    recommendation: int
    body: str
    text: str
    owner: str
    due: str
    mark: str
    words: str
    said: str
    evidence: str
    failed: str


@dataclass(frozen=True)
class Step:
    """A step on the line of life of an action."""

    title: str
    when: str
    state: str
    """ "past", "now" or "ahead"."""


@dataclass(frozen=True)
class Button:
    """A way on from an action: possible, or with the reasons why not."""

    title: str
    address: str
    reason: str


def line_of(row: PlanRow) -> PlanLine:
    """A row of a plan with its mark."""
    return PlanLine(
        address=reverse("plan_action", args=[row.ref]),
        number=row.number,
        recommendation=row.recommendation,
        body=row.body,
        text=row.text,
        owner=row.owner,
        due=row.due or "No date",
        mark="late" if row.is_late else STATE_MARKS[row.state],
        words="Late" if row.is_late else PLAN_ACTION.title_of(row.state),
        said=f"{row.said} ({day_words(row.said_at)})" if row.said else "",
        evidence=row.evidence,
        failed="" if not row.failed else "Failed a test once" if row.failed == 1 else f"Failed {row.failed} tests",
    )


def life_of(shown: ActionShown) -> list[Step]:
    """The five steps of an action's life, with the day on which each was last reached."""
    action = shown.action
    order = [key for key, _ in STEPS]
    here = order.index(action.state) if action.state in order else 0
    reached = {
        "planned": action.added_at,
        "done": action.done_at,
        "evidenced": action.evidenced_at,
        "retested": next((one.said_at for one in reversed(shown.notes) if one.kind == NoteKind.HELD), None),
    }
    reached["sustained"] = reached["retested"]
    return [
        Step(
            title,
            day_words(reached[key]) if number <= here else "",
            "past" if number < here else "now" if number == here else "ahead",
        )
        for number, (key, title) in enumerate(STEPS)
    ]


def facts_of(shown: ActionShown, today: Any) -> list[tuple[str, str]]:
    """What is known of an action, as pairs for a summary list."""
    action = shown.action
    pairs = (
        ("Answers for it", action.owner.name if action.owner else "Nobody yet: it was brought in from an old table"),
        ("For", action.body.title),
        ("Due", (action.due_on.words if action.due_on else "No date") + (", late" if is_late(action, today) else "")),
        ("What was done", action.done_note),
        ("What shows the change", action.evidence or ("" if action.evidence_file_id else _nothing_yet(action.state))),
        ("Evidence accepted", day_words(action.evidenced_on)),
        ("Failed when tested again", f"{action.failed_count} times" if action.failed_count > 1 else "Once"
         if action.failed_count else ""),
        ("Why it was dropped", action.dropped_because),
    )  # fmt: skip
    return [(name, value) for name, value in pairs if value]


def _nothing_yet(state: str) -> str:
    return "Nothing yet" if state == "done" else ""


def notes_of(shown: ActionShown) -> list[dict[str, str]]:
    """What was said and found of an action, the newest first."""
    return [
        {
            "kind": NoteKind(one.kind).label,
            "mark": {"failed": "late", "returned": "late", "held": "met", "evidenced": "met"}.get(one.kind, "open"),
            "text": one.text,
            "when": moment_words(one.said_at),
            "who": one.said_by,
        }
        for one in reversed(shown.notes)
    ]


def buttons_of(actor: Actor, shown: ActionShown) -> list[Button]:
    """What can be done with an action now. What the reader may not do says who may."""
    action = shown.action
    buttons = []
    if action.state == PLAN_ACTION.start:
        buttons.append(_button(actor, "answer for an action", action, "Say how it stands", "plan_action_update"))
        title = "Change it" if action.owner_id else "Say who answers for it and by when"
        reason = "" if may(actor, "answer for a body", action.cell) else why_not("answer for a body")
        buttons.append(Button(title, reverse("plan_action_change", args=[action.ref]), reason))
    if action.state == "done":
        buttons.append(_button(actor, "answer for an action", action, "Add evidence", "plan_action_evidence"))
    for offer in shown.moves:
        if offer.move.key in MOVES:
            address = reverse(MOVES[offer.move.key], args=[action.ref])
            allowed = "" if may(actor, offer.move.act, action) else why_not(offer.move.act)
            needs = _lacking(offer.reasons) if offer.move.key == "accept" else ""
            buttons.append(Button(offer.move.title, address, allowed or needs))
    return buttons


def tests_shown(actor: Actor, action: Any, tests: list[Retest]) -> list[dict[str, Any]]:
    """The tests of an action: when each was drawn, by which draw, and what was found."""
    may_judge = may(actor, "judge evidence", action)
    words = {"held": "It holds", "failed": "It does not hold", "": "Waits to be judged"}
    return [
        {
            "months": one.months,
            "drawn": day_words(one.draw.drawn_on),
            "mark": {"held": "met", "failed": "late", "": "soon"}[one.result],
            "result": words[one.result],
            "finding": one.finding,
            "judged": f"{day_words(one.judged_at)}, {one.judged_by}" if one.judged_at else "",
            "address": reverse("plan_action_test", args=[action.ref, one.ref]) if may_judge and not one.result else "",
        }
        for one in tests
    ]


def _lacking(reasons: tuple[str, ...]) -> str:
    return " ".join(reasons)


def _button(actor: Actor, act: str, action: Any, title: str, name: str) -> Button:
    return Button(title, reverse(name, args=[action.ref]), "" if may(actor, act, action) else why_not(act))
