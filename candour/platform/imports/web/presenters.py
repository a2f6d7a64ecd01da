"""What the pages of imports show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from candour.platform.imports.queries import ImportRow, is_problem, values_of
from candour.platform.imports.recipes import Recipe

Pair = tuple[str, str]


@dataclass(frozen=True)
class Note:
    """A note on a row; a correction that can be accepted has a key."""

    level: str
    text: str
    printed: str
    proposed: str
    key: str
    ticked: bool


@dataclass(frozen=True)
class Row:
    """A row as it was printed and as it was read."""

    number: int
    place: str
    printed: list[Pair]
    unknown: list[Pair]
    read: list[Pair]
    notes: list[Note]
    is_problem: bool
    outcome: str


def row_of(recipe: Recipe, row: ImportRow, ticked: set[str]) -> Row:
    """One row for the page. What was read is shown with the corrections that were accepted."""
    cells = [cell for cell in row.cells if cell["text"]]
    return Row(
        number=row.number,
        place=row.place,
        printed=[(cell["title"], cell["text"]) for cell in cells if cell["key"]],
        unknown=[(cell["title"] or "No heading", cell["text"]) for cell in cells if not cell["key"]],
        read=[
            (_title(recipe, key), words_of(value)) for key, value in values_of(row).items() if value not in (None, "")
        ],
        notes=[_note(row, number, note, ticked) for number, note in enumerate(row.notes)],
        is_problem=is_problem(row),
        outcome=row.get_outcome_display(),
    )


def words_of(value: Any) -> str:
    """A value as a reader should see it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(words_of(part) for part in value)
    return "nothing" if value in (None, "") else str(value)


def key_of(row: ImportRow, number: int) -> str:
    """How a form names a correction."""
    return f"{row.number}-{number}"


def decisions_of(keys: Iterable[str]) -> dict[int, list[int]]:
    """The corrections that a form names, by row."""
    decisions: dict[int, list[int]] = {}
    for key in keys:
        row, _, number = key.partition("-")
        decisions.setdefault(int(row), []).append(int(number))
    return decisions


def _note(row: ImportRow, number: int, note: dict[str, Any], ticked: set[str]) -> Note:
    key = key_of(row, number) if note["level"] == "correction" and not is_problem(row) else ""
    return Note(note["level"], note["text"], note["printed"], words_of(note["proposed"]), key, key in ticked)


def _title(recipe: Recipe, key: str) -> str:
    column = recipe.column(key)
    return column.titles[0] if column else key.replace("_", " ").capitalize()
