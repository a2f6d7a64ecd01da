"""The recipes for an old matrix: a table with a column for each body, or a list of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.learning.imports.cells import body_titled, make_context, read_cell, row_number
from candour.practice.learning.models import Cell, Recommendation
from candour.practice.learning.operations import bringing_in as operations
from candour.practice.learning.operations.recommendations import Worded
from candour.practice.learning.queries.reports import report
from candour.practice.learning.vocabulary import CellKind

_NUMBER = Column(
    "number", ("No", "rec_no", "Rec no", "Rec. no", "Row", "Number", "Ref", "#", "Recommendation number"), required=True
)


def _body_columns(context: Context) -> tuple[Column, ...]:
    return tuple(Column(ref, tuple(titles)) for ref, titles in context["bodies"])


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of a matrix says: the recommendation, and a cell for each body that is asked."""
    notes: list[Note] = []
    number = row_number(cells["number"])
    if number is None:
        notes.append(Note("problem", "The row has no number.", "number", cells["number"]))
    elif number in context["taken"]:
        notes.append(Note("problem", f"There is a recommendation {number} in the matrix already.", "number"))
    elif number in context.get("twice", ()):
        notes.append(Note("problem", f"The number {number} stands in the table more than once.", "number"))
    if not cells["text"].strip():
        notes.append(Note("problem", "The row does not say what is recommended.", "text"))
    titles = {ref: str(names[0]) for ref, names in context["bodies"]}
    kinds = {ref: read_cell(cells.get(ref, "")) for ref in titles}
    notes += _notes_on(kinds, titles)
    if cells["report_number"].strip() == cells["number"].strip() and cells["number"].strip():
        words = (
            "The number in the report is the same as that of the row. Check that the one was not taken for the other."
        )
        notes.append(Note("question", words, "report_number"))
    names = ("report_number", "page", "paragraph", "text")
    said = {name: cells[name].strip() for name in names}
    return Reading({"number": number or 0, **said, **{ref: cells.get(ref, "").strip() for ref in titles}}, tuple(notes))


def _notes_on(kinds: Mapping[str, tuple[CellKind, str]], titles: Mapping[str, str]) -> list[Note]:
    def named(kind: CellKind, *, silent: bool = False) -> list[str]:
        return [titles[ref] for ref, (found, words) in kinds.items() if found == kind and not (silent and words)]

    notes = []
    if not titles:
        notes.append(Note("problem", "Nobody is asked to answer yet. Say first who answers, and send it again."))
    elif len(named(CellKind.EMPTY)) == len(titles):
        notes.append(Note("question", "No body owns this recommendation. It is listed as unowned by every body."))
    elif named(CellKind.EMPTY):
        notes.append(Note("question", f"Nobody owns it for: {', '.join(named(CellKind.EMPTY))}."))
    if named(CellKind.NOT_APPLICABLE, silent=True):
        excused = ", ".join(named(CellKind.NOT_APPLICABLE, silent=True))
        notes.append(Note("question", f"It is said not to apply, without a reason: {excused}."))
    if named(CellKind.QUESTION):
        notes.append(Note("fine", f"Read as a question and not as an action: {', '.join(named(CellKind.QUESTION))}."))
    if named(CellKind.ACTION):
        notes.append(
            Note("question", f"Nobody by name answers for the action of: {', '.join(named(CellKind.ACTION))}.")
        )
    return notes


def _survey(rows: Sequence[Cells], context: Context) -> dict[str, Any]:
    numbers = Counter(row_number(row["number"]) for row in rows)
    return {"twice": [number for number, count in numbers.items() if number and count > 1]}


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> Recommendation:
    worded = Worded(
        values["text"],
        number=values["number"],
        report_number=values["report_number"],
        page=values["page"],
        paragraph=values["paragraph"],
    )
    cells = {ref: read_cell(values[ref]) for ref, _ in context["bodies"]}
    return operations.bring_in_row(actor, report_id=context["owner_id"], worded=worded, cells=cells)


def read_one_cell(cells: Cells, context: Context) -> Reading:
    """What a line of a list of cells says: which row, which body, and what stands there."""
    notes: list[Note] = []
    number, body = row_number(cells["number"]), body_titled(cells["body"], context["bodies"])
    if number is None or number not in context["taken"]:
        words = (
            f"There is no recommendation “{cells['number'].strip()}” in the matrix. Bring in the recommendations first."
        )
        notes.append(Note("problem", words, "number", cells["number"]))
    if not body:
        words = f"“{cells['body'].strip()}” is not asked to answer. Add it, or rename the column of a body that is."
        notes.append(Note("problem", words, "body", cells["body"]))
    kind, text = read_cell(cells["cell"], cells["kind"])
    if [number, body] in context["filled"]:
        notes.append(Note("problem", "Something stands in this cell already.", "cell", cells["cell"]))
    if kind == CellKind.EMPTY:
        notes.append(Note("question", "Nobody owns this. It is listed as unowned.", "cell"))
    if kind == CellKind.NOT_APPLICABLE and not text:
        notes.append(Note("question", "It is said not to apply, without a reason.", "cell"))
    if kind == CellKind.ACTION:
        notes.append(Note("question", "Nobody by name answers for the action.", "cell"))
    return Reading({"number": number or 0, "body": body, "kind": kind.value, "text": text}, tuple(notes))


def _apply_cell(actor: Actor, values: Mapping[str, Any], context: Context) -> Cell:
    return operations.bring_in_cell(
        actor,
        report_id=context["owner_id"],
        number=values["number"],
        body_ref=values["body"],
        kind=CellKind(values["kind"]),
        text=values["text"],
    )


def _undo(actor: Actor, kind: str, id_: int) -> None:
    if kind == "learning.recommendation":
        operations.take_out_row(actor, recommendation_id=id_)
    else:
        operations.take_out_cell(actor, cell_id=id_)


def _home(owner: Model) -> str:
    return reverse("matrix", args=[owner.ref])  # type: ignore[attr-defined]


MATRIX = Recipe(
    key="matrix",
    title="Bring in a matrix of recommendations",
    intro=(
        "Bring the table as Word, Excel, PDF or CSV, or paste it. Each body that is asked has a column: rename its "
        "head on “Who answers” if the table prints it otherwise. You see first what each row would become."
    ),
    columns=(
        _NUMBER,
        Column("text", ("Recommendation", "Recommendations", "Recommendation text", "Finding"), required=True),
        Column("report_number", ("Number in the report", "Report number", "Report recommendation")),
        Column("page", ("Page", "Report page")),
        Column("paragraph", ("Paragraph", "Para", "Report paragraph")),
    ),
    more_columns=_body_columns,
    enough=2,
    may_import="keep recommendations",
    find_owner=report,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    survey=_survey,
    home=_home,
)

MATRIX_CELLS = Recipe(
    key="matrix-cells",
    title="Bring in the cells of a matrix",
    intro=(
        "Bring a list with a line for each cell: the number of the recommendation, the body, and what stands in the "
        "cell. The recommendations must be in the matrix already."
    ),
    columns=(
        _NUMBER,
        Column("body", ("Body", "Column", "Agency", "Partnership"), required=True),
        Column("cell", ("Cell", "Action", "Text", "Response"), required=True),
        Column("kind", ("Kind", "cell_kind")),
    ),
    may_import="keep recommendations",
    find_owner=report,
    read_row=read_one_cell,
    apply_row=_apply_cell,
    undo_row=_undo,
    make_context=make_context,
    home=_home,
)
