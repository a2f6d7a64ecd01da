"""Sets of recommendations as somebody sees them, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning.models import Cell, PlanAction, Recommendation, Report, ReportBody
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

PAGE = 30
UNOWNED = Q(kind=CellKind.EMPTY, answer=Answer.NONE)
"""A cell that is nobody's: neither an action nor a question, no reason why it does not apply, and no refusal."""


@dataclass(frozen=True)
class Standing:
    """How a set of recommendations stands."""

    ref: str
    title: str
    kind: str
    partnership: str
    published: str
    recommendations: int
    bodies: int
    unowned: int
    """How many cells are nobody's; where no body is asked, how many recommendations."""
    unanswered: int
    open_actions: int
    late_actions: int
    unevidenced: int


def report(actor: Actor, ref: str) -> Report:
    """One set of recommendations by its reference. Raises Hidden."""
    return fetch(actor, Report, "partnership", ref=ref)


def ref_of_report(actor: Actor, id_: int) -> str:
    """The reference of a set of recommendations by its id, if the actor sees it; else nothing."""
    found = seen_by(actor, Report).filter(pk=id_).values_list("ref", flat=True).first()
    return found or ""


def bodies_of(actor: Actor, report: Report) -> list[ReportBody]:
    """The bodies that are asked to answer a report that the caller has fetched as seen, in the order of columns."""
    asked = ReportBody.objects.filter(report=report).select_related("organisation", "partnership")
    return list(asked.order_by("order", "pk"))


def body(actor: Actor, report: Report, ref: str) -> ReportBody:
    """One body that is asked to answer a report. Raises Hidden."""
    return fetch(actor, ReportBody, ref=ref, report=report)


def standings(actor: Actor, *, page: int = 1) -> tuple[list[Standing], bool]:
    """A page of the sets of recommendations that the actor sees, the newest first, and whether there are more."""
    start = (page - 1) * PAGE
    found = seen_by(actor, Report).select_related("partnership").order_by("-opened_at", "-pk")
    some = list(found[start : start + PAGE + 1])
    shown = some[:PAGE]
    ids = [one.pk for one in shown]
    asked = dict(_counted(ReportBody, ids))
    made = dict(_counted(Recommendation, ids))
    cells: dict[int, dict[str, Any]] = {
        row["report"]: dict(row)
        for row in Cell.objects.filter(report__in=ids)
        .values("report")
        .annotate(
            unowned=Count("pk", filter=UNOWNED),
            unanswered=Count("pk", filter=Q(answer=Answer.NONE) & Q(kind__in=(CellKind.ACTION, CellKind.QUESTION))),
        )
    }
    actions: dict[int, dict[str, Any]] = {
        row["report"]: dict(row)
        for row in PlanAction.objects.filter(report__in=ids)
        .values("report")
        .annotate(
            open=Count("pk", filter=Q(state=PLAN_ACTION.start)),
            late=Count("pk", filter=Q(state=PLAN_ACTION.start, due_sort__lt=actor.today)),
            unevidenced=Count("pk", filter=Q(state="done")),
        )
    }
    lines = [
        Standing(
            ref=one.ref,
            title=one.title,
            kind=one.get_kind_display(),
            partnership=one.partnership.name,
            published=one.published_on.words if one.published_on else "",
            recommendations=made.get(one.pk, 0),
            bodies=asked.get(one.pk, 0),
            unowned=cells.get(one.pk, {}).get("unowned", 0) if asked.get(one.pk) else made.get(one.pk, 0),
            unanswered=cells.get(one.pk, {}).get("unanswered", 0),
            open_actions=actions.get(one.pk, {}).get("open", 0),
            late_actions=actions.get(one.pk, {}).get("late", 0),
            unevidenced=actions.get(one.pk, {}).get("unevidenced", 0),
        )
        for one in shown
    ]
    return lines, len(some) > PAGE


def partnerships_kept(actor: Actor) -> list[tuple[str, str]]:
    """The partnerships whose recommendations the actor keeps, as references and names."""
    kept = directory.my_partnerships(actor, *roles.TEAM)
    return [(one.ref, one.name) for one in kept]


def may_read(actor: Actor) -> bool:
    """Whether the actor is somebody to whom learning is open at all."""
    return actor.kind == "person" and bool(actor.powers) and not actor.holds(roles.UNBOUND)


def _counted(model: type[ReportBody] | type[Recommendation], ids: list[int]) -> list[tuple[int, int]]:
    counted = model._default_manager.filter(report__in=ids).values("report").annotate(n=Count("pk"))
    return [(row["report"], row["n"]) for row in counted]
