"""How recommendations and actions stand over every report that somebody sees: by body, by report and by theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Cell, PlanAction
from candour.practice.learning.queries.reports import UNOWNED
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

MOST = 200
_CELLS = {
    "cells": Count("pk"),
    "unowned": Count("pk", filter=UNOWNED),
    "silent": Count("pk", filter=Q(answer=Answer.NONE, kind__in=(CellKind.ACTION, CellKind.QUESTION))),
    "refused": Count("pk", filter=Q(answer=Answer.REFUSED)),
}


@dataclass(frozen=True)
class Line:
    """How one body, report or theme stands."""

    key: str
    name: str
    cells: int = 0
    unowned: int = 0
    silent: int = 0
    refused: int = 0
    open: int = 0
    late: int = 0
    done: int = 0
    evidenced: int = 0
    retested: int = 0
    sustained: int = 0
    failed: int = 0


Grouped = Callable[[QuerySet[Any], str], QuerySet[Any, dict[str, Any]]]
"""Gives the rows of a query with a `key` and a `name` to group by; the path leads from the row to its report body."""


def by_body(actor: Actor) -> list[Line]:
    """Every body over every report, the one with most that nobody owns first."""

    def grouped(rows: QuerySet[Any], _: str) -> QuerySet[Any, dict[str, Any]]:
        return rows.annotate(
            name=Coalesce("body__organisation__name", "body__partnership__name"),
            key=Coalesce("body__organisation__ref", "body__partnership__ref"),
        ).values("key", "name")

    return rolled_up(actor, grouped)


def by_report(actor: Actor) -> list[Line]:
    """Every report, the one with most that nobody owns first."""

    def grouped(rows: QuerySet[Any], _: str) -> QuerySet[Any, dict[str, Any]]:
        return rows.annotate(name=F("report__title"), key=F("report__ref")).values("key", "name")

    return rolled_up(actor, grouped)


def rolled_up(actor: Actor, grouped: Grouped, most: int | None = MOST) -> list[Line]:
    """Lines of everything that the actor sees, grouped as is asked. Two questions to the database.

    The path given to `grouped` leads from a row to its recommendation.
    """
    found: dict[str, dict[str, Any]] = {}
    for rows in (
        grouped(seen_by(actor, Cell).order_by(), "recommendation").annotate(**_CELLS),
        grouped(seen_by(actor, PlanAction).order_by(), "cell__recommendation").annotate(**_actions(actor)),
    ):
        for row in rows:
            found.setdefault(row["key"], {}).update(row)
    lines = [Line(**row) for row in found.values()]
    return sorted(lines, key=lambda line: (-line.unowned, -line.late, line.name))[:most]


def totals(lines: Iterable[Line]) -> Line:
    """The sum of lines that share no row, such as those of every body or every report."""
    names = [name for name in Line.__dataclass_fields__ if name not in ("key", "name")]
    every = list(lines)
    return Line(key="", name="Together", **{name: sum(getattr(line, name) for line in every) for name in names})


def _actions(actor: Actor) -> dict[str, Count]:
    late = Q(state=PLAN_ACTION.start, due_sort__lt=Value(actor.today))
    states = ("done", "evidenced", "retested", "sustained")
    return {
        "open": Count("pk", filter=Q(state=PLAN_ACTION.start)),
        "late": Count("pk", filter=late),
        "failed": Count("pk", filter=Q(failed_count__gt=0)),
        **{state: Count("pk", filter=Q(state=state)) for state in states},
    }
