"""How recommendations and actions stand over every report that somebody sees: by body, by report and by theme.

The database groups and counts. Names are asked for only of the lines that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from django.db.models import Count, Q, Value

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Cell, PlanAction, Report
from candour.practice.learning.queries.reports import UNOWNED
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

MOST = 200
OF_CELLS: dict[str, Q] = {
    "cells": Q(),
    "unowned": UNOWNED,
    "silent": Q(answer=Answer.NONE, kind__in=(CellKind.ACTION, CellKind.QUESTION)),
    "refused": Q(answer=Answer.REFUSED),
}
"""What is counted of cells: for each number, which of them it counts."""

Key = tuple[Any, ...]
Counts = list[int]


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


NUMBERS = tuple(name for name in Line.__dataclass_fields__ if name not in ("key", "name"))
UNOWNED_AT, LATE_AT = NUMBERS.index("unowned"), NUMBERS.index("late")


@dataclass(frozen=True)
class RollUp:
    """The lines that are shown, and the sum of all, shown or not, where none is counted twice."""

    lines: list[Line]
    together: Line | None


def of_actions(actor: Actor) -> dict[str, Q]:
    """What is counted of actions: for each number, which of them it counts."""
    return {
        "open": Q(state=PLAN_ACTION.start),
        "late": Q(state=PLAN_ACTION.start, due_sort__lt=Value(actor.today)),
        **{state: Q(state=state) for state in ("done", "evidenced", "retested", "sustained")},
        "failed": Q(failed_count__gt=0),
    }


def by_body(actor: Actor) -> RollUp:
    """Every body over every report, the one with most that nobody owns first."""

    def named(keys: Sequence[Key]) -> Mapping[Key, tuple[str, str]]:
        return {key: (key[0], key[1]) if key[0] else (key[2], key[3]) for key in keys}

    columns = [f"body__{body}__{column}" for body in ("organisation", "partnership") for column in ("ref", "name")]
    return rolled_up(_counted(actor, *columns), named, sums=True)


def by_report(actor: Actor) -> RollUp:
    """Every report, the one with most that nobody owns first."""

    def named(keys: Sequence[Key]) -> Mapping[Key, tuple[str, str]]:
        found = seen_by(actor, Report).filter(pk__in=[one for (one,) in keys]).values_list("pk", "ref", "title")
        return {(pk,): (ref, title) for pk, ref, title in found}

    return rolled_up(_counted(actor, "report_id"), named, sums=True)


def rolled_up(
    counted: Mapping[Key, Counts], named: Callable[[Sequence[Key]], Mapping[Key, tuple[str, str]]], *, sums: bool
) -> RollUp:
    """The lines with most that nobody owns, named, and the sum of every line where `sums` says that it means anything.

    `named` gives the key and the name that are shown of some lines.
    """
    first = nsmallest(MOST, counted, key=lambda key: (-counted[key][UNOWNED_AT], -counted[key][LATE_AT], str(key)))
    names = named(first)
    lines = [_line(*names[key], counted[key]) for key in first if key in names]
    lines.sort(key=lambda line: (-line.unowned, -line.late, line.name))
    together = [sum(numbers) for numbers in zip(*counted.values(), strict=True)] if sums and counted else None
    return RollUp(lines, _line("", "Together", together) if together else None)


def put_in(counted: dict[Key, Counts], key: Key, names: Iterable[str], numbers: Iterable[int]) -> None:
    """Put numbers of one kind into a line, which is made if there is none."""
    line = counted.setdefault(key, [0] * len(NUMBERS))
    for name, number in zip(names, numbers, strict=True):
        line[NUMBERS.index(name)] = number


def _counted(actor: Actor, *by: str) -> dict[Key, Counts]:
    """Everything that the actor sees, grouped in the database by some columns. Two questions."""
    counted: dict[Key, Counts] = {}
    for rows, counts in ((seen_by(actor, Cell), OF_CELLS), (seen_by(actor, PlanAction), of_actions(actor))):
        numbers = {f"n_{name}": Count("pk", filter=which or None) for name, which in counts.items()}
        for row in rows.order_by().values_list(*by).annotate(**numbers):
            put_in(counted, row[: len(by)], counts, row[len(by) :])
    return counted


def _line(key: str, name: str, counts: Counts) -> Line:
    return Line(key, name, *counts)
