"""The action plan of a report, one action with its line of life, and who has said nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import Offered, offered
from candour.practice.learning.models import ActionNote, PlanAction, Report
from candour.practice.learning.workflow import PLAN_ACTION

EVERY = 5000
SHOWS = ("open", "late", "done", "proved", "dropped", "all")
_STATES = {"open": ("planned",), "late": ("planned",), "done": ("done",), "dropped": ("dropped",)}
_PROVED = ("evidenced", "retested", "sustained")


@dataclass(frozen=True)
class PlanRow:
    """One action of a plan, as plain values."""

    ref: str
    number: int
    recommendation: int
    body: str
    text: str
    owner: str
    due: str
    state: str
    is_late: bool
    said: str
    said_at: datetime | None
    evidence: str
    failed: int


@dataclass(frozen=True)
class Silent:
    """A body that was asked how its actions stand and has said nothing of some of them."""

    body: str
    actions: int


def plan(actor: Actor, report: Report, shows: str = "all") -> list[PlanRow]:
    """The actions of the plan of a report that the caller has fetched as seen, by number. Two questions."""
    found = PlanAction.objects.filter(report=report)
    if shows == "proved":
        found = found.filter(state__in=_PROVED)
    elif shows in _STATES:
        found = found.filter(state__in=_STATES[shows])
    if shows == "late":
        found = found.filter(due_sort__lt=actor.today)
    rows = list(found.select_related("owner", "body", "cell__recommendation").order_by("number")[:EVERY])
    said = _last_said(rows)
    return [
        PlanRow(
            ref=one.ref,
            number=one.number,
            recommendation=one.cell.recommendation.number,
            body=one.body.title,
            text=one.text,
            owner=one.owner.name if one.owner else "",
            due=one.due_on.words if one.due_on else "",
            state=one.state,
            is_late=is_late(one, actor.today),
            said=said.get(one.pk, ""),
            said_at=one.updated_at,
            evidence=one.evidence,
            failed=one.failed_count,
        )
        for one in rows
    ]


def is_late(action: PlanAction, today: date) -> bool:
    """Whether an open action is past its day."""
    return action.state == PLAN_ACTION.start and action.due_sort is not None and action.due_sort < today


def silent_bodies(actor: Actor, report: Report) -> list[Silent]:
    """The bodies that were asked and have said nothing since, each with how many of its open actions that concerns."""
    if report.updates_asked_at is None:
        return []
    waiting: dict[str, int] = defaultdict(int)
    of_plan = PlanAction.objects.filter(report=report, state=PLAN_ACTION.start)
    for title, said_at in of_plan.order_by("body__order").values_list("body__title", "updated_at"):
        if said_at is None or said_at < report.updates_asked_at:
            waiting[title] += 1
    return [Silent(body, count) for body, count in waiting.items()]


@dataclass(frozen=True)
class ActionShown:
    """One action with everything that the reader may see of it."""

    action: PlanAction
    notes: list[ActionNote]
    moves: list[Offered]
    evidence: StoredFile | None


def action(actor: Actor, ref: str) -> PlanAction:
    """One action by its reference. Raises Hidden."""
    related = ("report", "report__partnership", "body", "body__organisation", "cell", "cell__recommendation", "owner")
    return fetch(actor, PlanAction, *related, ref=ref)


def action_shown(actor: Actor, ref: str) -> ActionShown:
    """One action as its page shows it. Raises Hidden."""
    found = action(actor, ref)
    stored = None
    if found.evidence_file_id is not None:
        stored = seen_by(actor, StoredFile).filter(pk=found.evidence_file_id).first()
    return ActionShown(
        action=found,
        notes=list(ActionNote.objects.filter(action=found).order_by("said_at", "pk")),
        moves=offered(actor, found, PLAN_ACTION),
        evidence=stored,
    )


def _last_said(rows: list[PlanAction]) -> dict[int, str]:
    notes = ActionNote.objects.filter(action__in=[one.pk for one in rows]).exclude(text="").order_by("said_at", "pk")
    return {one.action_id: one.text for one in notes.only("action_id", "text")}
