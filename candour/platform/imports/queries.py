"""What can be read of imports, always as seen by someone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, belongs_to, fetch, owner_of, require
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.permissions import may_handle
from candour.platform.imports.recipes import Recipe, recipe_of


def run_by_ref(actor: Actor, ref: str) -> ImportRun:
    """One import. Raises Hidden, also where the actor sees the owner but may not bring rows into it."""
    run = fetch(actor, ImportRun, ref=ref)
    if not may_handle(actor, run):
        raise Hidden
    return run


def runs_of(actor: Actor, owner: Model) -> list[ImportRun]:
    """Every import into a record, newest first, for whoever may handle them."""
    runs = ImportRun.objects.filter(belongs_to(actor, owner))
    return [run for run in runs.order_by("-made_at", "-pk") if may_handle(actor, run)]


def rows_of(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows of an import that the caller has fetched as seen, in order."""
    return ImportRow.objects.filter(run=run).order_by("number")


def owner_of_run(actor: Actor, run: ImportRun) -> Model:
    """The record into which the rows are brought. Raises Hidden."""
    return owner_of(actor, run.owner_kind, run.owner_id)


def recipe_and_owner(actor: Actor, key: str, owner_ref: str) -> tuple[Recipe, Model]:
    """A recipe and the record of that reference. Raises Hidden, and Refused where no rows may be brought into it."""
    recipe = recipe_of(key)
    owner = recipe.find_owner(actor, owner_ref)
    require(actor, recipe.may_import, owner)
    return recipe, owner


def values_of(row: ImportRow) -> dict[str, Any]:
    """What the row says, with the corrections that somebody accepted and no others."""
    accepted = [row.notes[number] for number in row.decisions]
    return row.reading | {note["column"]: note["proposed"] for note in accepted}


def is_problem(row: ImportRow) -> bool:
    """Whether a row is left out because of a problem."""
    return any(note["level"] == "problem" for note in row.notes)


def kept_in_doubt(rows: Iterable[ImportRow]) -> list[ImportRow]:
    """Rows to be imported in which a value that can hardly be right stays as it is printed."""
    return [
        row
        for row in rows
        if not is_problem(row)
        and any(note.get("is_doubt") and number not in row.decisions for number, note in enumerate(row.notes))
    ]


def corrections(rows: Iterable[ImportRow]) -> list[tuple[ImportRow, int]]:
    """Every correction that is proposed for rows that can be imported: the row, and the number of the note."""
    return [
        (row, number)
        for row in rows
        if not is_problem(row)
        for number, note in enumerate(row.notes)
        if note["level"] == "correction"
    ]
