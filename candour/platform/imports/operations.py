"""What can be done with imports: send a table to be checked, decide on corrections, apply the import, and undo it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.exports.lettering import printable
from candour.platform.files.names import safe_name
from candour.platform.files.operations import take_in
from candour.platform.imports import applying, audit_events
from candour.platform.imports.grids import Grid
from candour.platform.imports.matching import Cell, Match, match
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.queries import corrections, is_problem, kept_in_doubt, owner_of_run, rows_of
from candour.platform.imports.reading import WITH_TEXT, Unreadable, read_pasted, tables_and_gaps, text_and_gaps
from candour.platform.imports.recipes import Recipe, recipe_of
from candour.platform.imports.workflow import APPLY, IMPORTS
from candour.platform.workflow.moving import move, save_edit

MOST_TABLES = 200
MOST_ROWS = 1000
MOST_CORRECTIONS = 1500
"""A page can hold no more boxes to tick than this."""

Decisions = Mapping[int, Collection[int]]
"""For each row by its number, the numbers of its notes whose corrections are accepted."""


def bring_in(
    actor: Actor, *, recipe: Recipe, owner: Model, owner_ref: str, upload: UploadedFile | None = None, text: str = ""
) -> ImportRun:
    """Keep what somebody sent, and start an import of what can be read of it. Nothing else is changed yet.

    There is an import to look at whatever was sent: where nothing could be read, it says why.
    """
    require(actor, recipe.may_import, owner)
    grids: list[Grid] = []
    unread: list[str] = []
    problem, source_ref = "", ""
    try:
        if upload is not None:
            stored = take_in(actor, upload=upload, owner=owner, classification="Import")
            source_ref = stored.ref
            if stored.state == "refused":
                raise Unreadable(stored.why)
            upload.seek(0)
            grids, unread = _tables_of(recipe, upload.read(), stored.kind)
        else:
            grids = _told(recipe, text) or _shaped(recipe, read_pasted(text))
    except Unreadable as unreadable:
        problem = str(unreadable)
    return start(
        actor,
        recipe=recipe,
        owner=owner,
        grids=grids,
        source_name=(upload.name or "") if upload is not None else "Pasted text",
        context=recipe.make_context(actor, owner),
        owner_ref=owner_ref,
        source_ref=source_ref,
        pasted=text if upload is None else "",
        problem=problem,
        unread=unread,
    )


def _tables_of(recipe: Recipe, content: bytes, kind: str) -> tuple[list[Grid], list[str]]:
    if recipe.read_text is not None and kind in WITH_TEXT:
        text, unread = text_and_gaps(content, kind)
        told = _told(recipe, text)
        if told is not None:
            return told, unread
    grids, unread = tables_and_gaps(content, kind)
    return _shaped(recipe, grids), unread


def _shaped(recipe: Recipe, grids: list[Grid]) -> list[Grid]:
    return recipe.reshape(grids) if recipe.reshape is not None else grids


def _told(recipe: Recipe, text: str) -> list[Grid] | None:
    return recipe.read_text(text) if recipe.read_text is not None else None


@operation
def start(
    actor: Actor,
    *,
    recipe: Recipe,
    owner: Model,
    grids: Sequence[Grid],
    source_name: str,
    context: Mapping[str, Any],
    owner_ref: str = "",
    source_ref: str = "",
    pasted: str = "",
    problem: str = "",
    unread: Sequence[str] = (),
) -> ImportRun:
    """Read the rows of every table that fits the recipe and keep them to be looked at. Nothing else is changed."""
    require(actor, recipe.may_import, owner)
    recipe = recipe.within(context)
    run = ImportRun(
        recipe=recipe.key,
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        owner_ref=owner_ref,
        source_name=safe_name(source_name),
        source_ref=source_ref,
        pasted=printable(pasted),
        problem=problem,
        unread=list(unread),
        context=dict(context),
        made_at=actor.at,
        made_by=actor.label,
        made_by_person_id=actor.person_id,
    )
    matches = [match(recipe, grid) for grid in grids[:MOST_TABLES] if grid.rows]
    run.found = [_described(found) for found in matches]
    rows = _rows(run, recipe, [found for found in matches if found.fits])
    run.problem = run.problem or _too_much(grids, rows)
    run.save(force_insert=True)
    if not run.problem:
        ImportRow.objects.bulk_create(rows)
    record(audit_events.STARTED, subject=run, within=owner, rows=len(rows), recipe=recipe.title)
    return run


@operation
def decide(actor: Actor, *, run: ImportRun, decisions: Decisions, version: int, kept_because: str = "") -> None:
    """Accept just these corrections of a draft, with the reason for what is kept in doubt.

    Raises Refused for what is none, and Conflict for a stale version.
    """
    require(actor, APPLY, run)
    _decide(actor, run, decisions, version, kept_because)


@operation
def apply_run(
    actor: Actor,
    *,
    run: ImportRun,
    decisions: Decisions | None = None,
    version: int | None = None,
    kept_because: str = "",
) -> None:
    """Bring in every row without a problem, or none at all. Decisions given with it are taken first, with their reason.

    A value that can hardly be right is corrected, or kept for a reason. Rows with problems stay with the import, as
    left out. Raises Refused with every reason, row by row, and Conflict.
    """
    require(actor, APPLY, run)
    if decisions is not None:
        _decide(actor, run, decisions, run.version if version is None else version, kept_because)
    rows = list(rows_of(run))
    wanted = [row for row in rows if not is_problem(row)]
    if run.state == "draft" and not wanted:
        raise Refused("None of the rows can be imported.")
    kept = ", ".join(str(row.number) for row in kept_in_doubt(wanted))
    if run.state == "draft" and kept and not run.kept_because:
        raise Refused(f"Say why what can hardly be right stays as it is printed. Rows: {kept}.")
    owner = owner_of_run(actor, run)
    move(actor, run, IMPORTS, "apply", within=owner)
    recipe = recipe_of(run.recipe)
    applying.make_all(actor, recipe, run, wanted)
    for row in rows:
        row.outcome = "left out" if is_problem(row) else "imported"
    ImportRow.objects.bulk_update(rows, ["outcome", "made_kind", "made_id"], batch_size=200)
    run.applied_at, run.applied_by = actor.at, actor.label
    run.save(update_fields=["applied_at", "applied_by"])
    left_out = len(rows) - len(wanted)
    record(audit_events.BROUGHT_IN, subject=run, within=owner, rows=len(wanted), left_out=left_out, recipe=recipe.title)


@operation
def undo_run(actor: Actor, *, run: ImportRun) -> None:
    """Remove all that the import made, or nothing. Raises Refused, naming each row whose record was changed since."""
    require(actor, APPLY, run)
    rows = [row for row in rows_of(run) if row.outcome == "imported"]
    applying.refuse_touched(run, rows)
    move(actor, run, IMPORTS, "undo", within=owner_of_run(actor, run))
    applying.remove_all(actor, recipe_of(run.recipe), rows)
    for row in rows:
        row.outcome = "removed"
    ImportRow.objects.bulk_update(rows, ["outcome"], batch_size=200)
    run.undone_at, run.undone_by = actor.at, actor.label
    run.save(update_fields=["undone_at", "undone_by"])


def _decide(actor: Actor, run: ImportRun, decisions: Decisions, version: int, kept_because: str) -> None:
    if run.state != "draft":
        raise Refused("This has been imported already, so its corrections cannot be changed.")
    rows = list(rows_of(run))
    proposed = {(row.number, note) for row, note in corrections(rows)}
    accepted = {(number, note) for number, notes in decisions.items() for note in notes}
    if accepted - proposed:
        raise Refused("One of the corrections is not one of those that were proposed.")
    save_edit(run, version, kept_because=kept_because.strip())
    for row in rows:
        row.decisions = sorted(note for number, note in accepted if number == row.number)
    ImportRow.objects.bulk_update(rows, ["decisions"], batch_size=200)
    owner = owner_of_run(actor, run)
    record(audit_events.DECIDED, subject=run, within=owner, accepted=len(accepted), proposed=len(proposed))


def _rows(run: ImportRun, recipe: Recipe, matches: Sequence[Match]) -> list[ImportRow]:
    printed = [(found, place, cells) for found in matches for place, cells in found.rows()][: MOST_ROWS + 1]
    known = [_known(recipe, cells) for _, _, cells in printed]
    context = applying.context_of(run)
    if recipe.survey is not None:
        context |= recipe.survey(known, context)
    readings = [recipe.read_row(one, context) for one in known]
    return [
        ImportRow(
            run=run,
            number=number,
            place=f"{found.table.name[:120]}, row {place}",
            cells=[{"title": cell.title, "text": cell.text, "key": cell.key} for cell in cells],
            reading=reading.values,
            notes=[vars(note) for note in reading.notes],
        )
        for number, ((found, place, cells), reading) in enumerate(zip(printed, readings, strict=True), start=1)
    ]


def _known(recipe: Recipe, cells: Sequence[Cell]) -> dict[str, str]:
    known = dict.fromkeys((column.key for column in recipe.columns), "")
    return known | {cell.key: cell.text for cell in cells if cell.key}


def _too_much(grids: Sequence[Grid], rows: Sequence[ImportRow]) -> str:
    if len(grids) > MOST_TABLES:
        return f"There are more than {MOST_TABLES} tables. Send them in several parts."
    if len(rows) > MOST_ROWS:
        return f"There are more than {MOST_ROWS} rows. Send them in several parts."
    if len(corrections(rows)) > MOST_CORRECTIONS:
        return f"There are more than {MOST_CORRECTIONS} corrections to decide. Send the rows in several parts."
    return ""


def _described(found: Match) -> dict[str, Any]:
    return {
        "name": found.table.name,
        "rows": len(found.table.rows),
        "head": list(found.head),
        "unknown": [title for title, key in zip(found.head, found.keys, strict=True) if title and not key],
        "missing": [column.titles[0] for column in found.missing],
        "is_hidden": found.table.is_hidden,
        "fits": found.fits,
    }
