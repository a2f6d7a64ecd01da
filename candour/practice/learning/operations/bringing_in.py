"""Rows and cells of an old matrix brought in, and taken out again while nobody has touched what they made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.learning import audit_events, search
from candour.practice.learning.models import Cell, Letter, PlanAction, Recommendation, Report
from candour.practice.learning.operations.plans import next_number
from candour.practice.learning.operations.recommendations import Worded, add_recommendation
from candour.practice.learning.vocabulary import CellKind

Printed = tuple[CellKind, str]


@operation
def bring_in_row(actor: Actor, *, report_id: int, worded: Worded, cells: Mapping[str, Printed]) -> Recommendation:
    """Bring in a recommendation with what its cells say, by the references of the bodies. Raises Refused.

    What is to be done becomes an action that nobody by name answers for yet.
    """
    report = fetch(actor, Report, "partnership", pk=report_id)
    made = add_recommendation(actor, ref=report.ref, worded=worded, is_imported=True)
    for cell in Cell.objects.filter(recommendation=made).select_related("body", "recommendation", "report"):
        kind, text = cells.get(cell.body.ref, (CellKind.EMPTY, ""))
        if kind != CellKind.EMPTY:
            _fill(actor, cell, kind, text)
    record(audit_events.RECOMMENDATION_IN, subject=made, number=made.number)
    return made


@operation
def bring_in_cell(actor: Actor, *, report_id: int, number: int, body_ref: str, kind: CellKind, text: str) -> Cell:
    """Bring in what stands in one empty cell. Raises Refused where something stands there."""
    related = ("body", "recommendation", "report", "report__partnership")
    cell = fetch(actor, Cell, *related, report_id=report_id, recommendation__number=number, body__ref=body_ref)
    require(actor, "keep recommendations", cell)
    if cell.kind or cell.answer:
        raise Refused("Something stands in this cell already.")
    if kind != CellKind.EMPTY:
        _fill(actor, cell, kind, text)
    body = cell.body.called
    record(
        audit_events.CELL_SET,
        subject=cell,
        within=cell.recommendation,
        number=number,
        body=body,
        kind=CellKind(kind).label,
    )
    return cell


@operation
def take_out_row(actor: Actor, *, recommendation_id: int) -> None:
    """Remove a recommendation that an import made, with its cells. Raises Refused once somebody has worked on it."""
    found = fetch(actor, Recommendation, "report", "report__partnership", pk=recommendation_id)
    require(actor, "keep recommendations", found)
    if not found.is_imported or Letter.objects.filter(recommendation=found).exists():
        raise Refused("A letter was written on it, or it was not brought in.")
    _refuse_touched(Cell.objects.filter(recommendation=found).values_list("pk", flat=True))
    record(audit_events.RECOMMENDATION_REMOVED, subject=found, number=found.number)
    PlanAction.objects.filter(cell__recommendation=found).delete()
    search.drop_recommendation(found)
    found.delete()


@operation
def take_out_cell(actor: Actor, *, cell_id: int) -> None:
    """Empty a cell that an import filled. Raises Refused once somebody has worked on it."""
    cell = fetch(actor, Cell, "body", "recommendation", "report", "report__partnership", pk=cell_id)
    require(actor, "keep recommendations", cell)
    _refuse_touched([cell.pk])
    PlanAction.objects.filter(cell=cell).delete()
    Cell.objects.filter(pk=cell.pk).update(kind="", text="", version=F("version") + 1)
    number, body = cell.recommendation.number, cell.body.called
    record(audit_events.CELL_EMPTIED, subject=cell, within=cell.recommendation, number=number, body=body)


def _fill(actor: Actor, cell: Cell, kind: CellKind, text: str) -> None:
    Cell.objects.filter(pk=cell.pk).update(kind=kind, text=text, version=F("version") + 1)
    if kind != CellKind.ACTION:
        return
    cell.report.hold()
    PlanAction.objects.create(
        report=cell.report,
        body=cell.body,
        cell=cell,
        number=next_number(cell.report),
        text=text,
        added_at=actor.at,
        is_imported=True,
    )


def _refuse_touched(cells: Iterable[int]) -> None:
    cells = list(cells)
    touched = PlanAction.objects.filter(cell__in=cells).exclude(version=1, is_imported=True)
    if touched.exists() or Cell.objects.filter(pk__in=cells).exclude(answer="").exists():
        raise Refused("Somebody has answered it or worked on its actions since.")
