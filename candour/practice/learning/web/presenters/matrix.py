"""The matrix as its page shows it: every cell with a mark that is a shape and a word, not only a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

if TYPE_CHECKING:
    from candour.practice.learning.queries.matrix import CellBrief, Matrix, Row

ANSWER_MARKS = {Answer.ACCEPTED: "met", Answer.PART: "soon", Answer.REFUSED: "held", Answer.NONE: "unknown"}
STATE_MARKS = {
    "planned": "open",
    "done": "unknown",
    "evidenced": "met",
    "retested": "met",
    "sustained": "met",
    "dropped": "overtaken",
}


@dataclass(frozen=True)
class ActionShown:
    """An action in a cell, in a line."""

    address: str
    name: str
    line: str
    mark: str


@dataclass(frozen=True)
class CellShown:
    """A cell of the matrix."""

    body: str
    address: str
    mark: str
    words: str
    css: str
    text: str
    answer: str
    answer_mark: str
    actions: list[ActionShown]


@dataclass(frozen=True)
class RowShown:
    """A row of the matrix."""

    number: int
    address: str
    where: str
    text: str
    lead: str
    cells: list[CellShown]


def rows_shown(shown: Matrix) -> list[RowShown]:
    """Every row."""
    return [row_shown(row) for row in shown.rows]


def row_shown(row: Row) -> RowShown:
    """One row with its cells."""
    return RowShown(
        number=row.number,
        address=reverse("recommendation", args=[row.ref]),
        where=row.where,
        text=row.text,
        lead=row.lead,
        cells=[_cell(row, cell) for cell in row.cells],
    )


def _cell(row: Row, cell: CellBrief) -> CellShown:
    mark, words, css = _mark(cell)
    asked = cell.kind in (CellKind.ACTION, CellKind.QUESTION) or bool(cell.answer)
    return CellShown(
        body=cell.body,
        address=reverse("cell", args=[row.ref, cell.body_ref]),
        mark=mark,
        words=words,
        css=css,
        text=cell.text,
        answer=Answer(cell.answer).label if asked else "",
        answer_mark=ANSWER_MARKS[Answer(cell.answer)],
        actions=[
            ActionShown(
                address=reverse("plan_action", args=[action.ref]),
                name=f"Action {action.number}",
                line=_action_line(action),
                mark="late" if action.is_late else STATE_MARKS[action.state],
            )
            for action in cell.actions
        ],
    )


def _mark(cell: CellBrief) -> tuple[str, str, str]:
    if cell.is_unowned:
        return "late", "Nobody owns this", "unowned"
    if cell.kind == CellKind.NOT_APPLICABLE:
        words = "Not applicable" if cell.text.strip() else "Not applicable, no reason given"
        return "overtaken", words, "excused"
    if cell.kind == CellKind.QUESTION:
        return "unknown", "Question", "question"
    return "open", "Action" if cell.kind else "Response", "owned"


def _action_line(action: Any) -> str:
    who = action.owner or "nobody yet"
    state = "late" if action.is_late else PLAN_ACTION.title_of(action.state).lower()
    due = f", due {action.due}" if action.due and action.state == PLAN_ACTION.start else ""
    return f"{who}{due}: {state}"


def counts_shown(shown: Matrix) -> list[tuple[int, str]]:
    """How the matrix stands, as numbers and what they count. What asks for attention comes first."""
    counts = shown.counts
    asked_of_nobody = sum(row.is_asked_of_nobody for row in shown.rows)
    found = [
        (
            asked_of_nobody,
            "recommendation that no body is asked to answer",
            "recommendations that no body is asked to answer",
        ),
        (counts["unowned"], "cell that nobody owns", "cells that nobody owns"),
        (counts["silent"], "without a response", "without a response"),
        (counts["no-reason"], "not applicable without a reason", "not applicable without a reason"),
        (counts["ownerless"], "action without an owner", "actions without an owner"),
        (counts["action"], "cell with something to do", "cells with something to do"),
        (counts["question"], "question", "questions"),
        (counts["not-applicable"], "not applicable", "not applicable"),
        (counts["refused"], "refused", "refused"),
    ]
    return [(number, one if number == 1 else many) for number, one, many in found if number]


def unowned_shown(shown: Matrix) -> list[tuple[int, str, str, str]]:
    """What nobody owns: the row, its address, its text, and by which bodies."""
    return [
        (
            row.number,
            reverse("recommendation", args=[row.ref]),
            row.text,
            _nobody_by(row, bodies),
        )
        for row, bodies in shown.unowned
    ]


def _nobody_by(row: Row, bodies: list[str]) -> str:
    if row.is_asked_of_nobody:
        return "no body is asked to answer it yet"
    return "every body" if len(bodies) == len(row.cells) else ", ".join(bodies)


def facts_of_report(report: Any) -> list[tuple[str, str]]:
    """The head of a report: what it is, who made it, when, and where it can be read."""
    pairs = (
        ("Kind", report.get_kind_display()),
        ("Made by", report.source),
        ("Published", report.published_on.words if report.published_on else ""),
        ("Known as", report.reference),
        ("Answered by", report.partnership.name),
        ("Circulation", "Restricted" if report.is_restricted else ""),
        ("Comments", report.comments),
    )
    return [(name, value) for name, value in pairs if value]
