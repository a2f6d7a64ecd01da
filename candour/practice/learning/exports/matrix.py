"""The matrix and the action plan of a report as Word, Excel or CSV."""

from __future__ import annotations

from datetime import datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Document, Grid, Heading, Paragraph, write_docx
from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.learning.queries.matrix import CellBrief, Matrix
from candour.practice.learning.queries.plans import PlanRow
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

CLASSIFICATION = "Official – sensitive"
_FIRST = (
    Column("No", width=6),
    Column("Recommendation", width=50),
    Column("Number in the report", width=12),
    Column("Page", width=8),
    Column("Paragraph", width=10),
)
_PLAN = (
    Column("No", width=6),
    Column("Recommendation", width=14),
    Column("Body", width=24),
    Column("Action", width=50),
    Column("Answers for it", width=22),
    Column("Due", width=18),
    Column("State", width=22),
    Column("Last said", width=40),
    Column("What shows the change", width=40),
)


def matrix_file(
    found: Matrix, plan: list[PlanRow], kind: str, *, title: str, made_at: datetime, made_for: str
) -> bytes:
    """The matrix, with its plan and its refusals beside it where the kind of file can hold them."""
    when = f"As it stands on {day_words(made_at)}"
    columns = (*_FIRST, *(Column(body.title, width=28) for body in found.bodies))
    rows = [
        (f"{row.number}", row.text, row.report_number, row.page, row.paragraph, *(cell_words(one) for one in row.cells))
        for row in found.rows
    ]
    actions = [_action(row) for row in plan]
    if kind == "csv":
        return write_csv(Table("Matrix", columns, rows))
    if kind == "xlsx":
        tables = [Table("Matrix", columns, rows), Table("Action plan", _PLAN, actions)]
        return write_xlsx(tables, reference=when, made_at=made_at, made_for=made_for)
    short = [(f"{row.number}", row.text, row.where, *(cell_words(one) for one in row.cells)) for row in found.rows]
    heads = ("No", "Recommendation", "In the report", *(body.title for body in found.bodies))
    return write_docx(
        Document(
            title=f"Recommendations: {title}",
            reference=when,
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=[
                Paragraph(when),
                Paragraph(_summary(found)),
                Grid(heads, short),
                Heading(1, "Refused, or accepted in part"),
                *(_refusals(found) or [Paragraph("Nothing is refused.")]),
                Heading(1, "Action plan"),
                Grid(tuple(column.title for column in _PLAN), actions) if actions else Paragraph("There is no action."),
            ],
            landscape=True,
        )
    )


def cell_words(cell: CellBrief) -> str:
    """A cell in words, so that an empty one is empty and one that does not apply begins with N/A."""
    said = f"N/A. {cell.text}".strip() if cell.kind == CellKind.NOT_APPLICABLE else cell.text
    answer = f"{Answer(cell.answer).label}: {cell.reason} ({cell.signatory})" if cell.answer else ""
    return "\n".join(one for one in (said, answer) if one)


def _summary(found: Matrix) -> str:
    counts = found.counts
    parts = (
        (counts["unowned"], "cells that nobody owns"),
        (counts["silent"], "without a response"),
        (counts["refused"], "refused"),
        (counts["not-applicable"], "not applicable"),
    )
    said = ", ".join(f"{number} {words}" for number, words in parts)
    return f"{len(found.rows)} recommendations for {len(found.bodies)} bodies: {said}."


def _refusals(found: Matrix) -> list[Paragraph]:
    return [
        Paragraph(
            f"{cell.body}: {Answer(cell.answer).label.lower()}. {cell.reason} Signed by {cell.signatory}.",
            lead=f"Recommendation {row.number}.",
        )
        for row in found.rows
        for cell in row.cells
        if cell.answer in (Answer.REFUSED, Answer.PART)
    ]


def _action(row: PlanRow) -> tuple[str, ...]:
    state = "Late" if row.is_late else PLAN_ACTION.title_of(row.state)
    return (
        f"{row.number}",
        f"{row.recommendation}",
        row.body,
        row.text,
        row.owner or "Nobody yet",
        row.due,
        state,
        row.said,
        row.evidence,
    )
