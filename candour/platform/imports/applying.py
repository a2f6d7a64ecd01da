"""How the records of an import are made and removed, within the operation that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused
from candour.platform.audit_trail.queries import changed_after, last_number
from candour.platform.imports import audit_events
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.queries import values_of
from candour.platform.imports.recipes import Recipe


def context_of(run: ImportRun) -> dict[str, Any]:
    """What the recipe is given: its own context, and into which record the rows go."""
    return run.context | {"owner_kind": run.owner_kind, "owner_id": run.owner_id}


def make_all(actor: Actor, recipe: Recipe, run: ImportRun, rows: Sequence[ImportRow]) -> None:
    """Make the record of each row. Raises Refused with what stands against any of them, row by row."""
    context, reasons = context_of(run), list[str]()
    for row in rows:
        try:
            with transaction.atomic():
                made = recipe.apply_row(actor, values_of(row), context)
        except (Refused, Hidden, IntegrityError) as error:
            reasons += _in_row(row, error, "It cannot be imported, because it clashes with a record that is there.")
            continue
        row.made_kind, row.made_id = made._meta.label_lower, made.pk
    if reasons:
        raise Refused(*reasons)


def refuse_touched(run: ImportRun, rows: Sequence[ImportRow]) -> None:
    """Refuse if the record of any row, or something within it, was changed after the import, naming each."""
    imported = last_number(audit_events.BROUGHT_IN, run)
    changed = changed_after(imported, {row.made_kind for row in rows})
    touched = [row for row in rows if (row.made_kind, str(row.made_id)) in changed]
    if touched:
        raise Refused(*(f"Row {row.number}: what was made from it has been changed since." for row in touched))


def remove_all(actor: Actor, recipe: Recipe, rows: Sequence[ImportRow]) -> None:
    """Remove the record of each row, the last first. Raises Refused with what stands against any of them."""
    reasons: list[str] = []
    for row in reversed(rows):
        try:
            with transaction.atomic():
                recipe.undo_row(actor, row.made_kind, row.made_id or 0)
        except (Refused, Hidden, IntegrityError, ProtectedError, RestrictedError) as error:
            reasons += _in_row(
                row, error, "What was made from it cannot be removed, because other records refer to it."
            )
    if reasons:
        raise Refused(*reversed(reasons))


def _in_row(row: ImportRow, error: Exception, otherwise: str) -> list[str]:
    reasons = error.reasons if isinstance(error, Refused) else (otherwise,)
    return [f"Row {row.number}: {reason}" for reason in reasons]
