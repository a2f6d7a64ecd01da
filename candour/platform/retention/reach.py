"""What belongs to a record: every row that would have no meaning without it, and every content that it keeps.

Found from the models themselves, so that a table that an app adds later is reached without being named here: rows that
need a row that goes, rows that name one as their owner or subject by kind and id, and the identities, files and answers
that a row that goes points to and that belong to nothing else. A row that merely may point at one stays and points at
nothing, unless its app says that it goes along (`kinds.takes_along`). So does a row that names a record and has a life
of its own, where its app says so (`kinds.stands_alone`). History stays: it tells that something was done and never what
a record said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model

from candour.platform.files.models import StoredFile
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.retention.kinds import can_stand_alone, outliving, standing_alone, taken_along

STAYS = ("audit_trail.entry", "retention.erasureline", "retention.legalhold")
"""Tables that name records and outlive them."""

BELONGINGS = ("vault.identity", "files.storedfile", "guided_forms.formanswers")
"""What a row may point to that was made for it, even where it does not name its owner yet."""


@dataclass
class Reach:
    """Rows by model, and where the contents of files lie."""

    rows: dict[type[Model], set[Any]] = field(default_factory=lambda: defaultdict(set))
    contents: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many rows it is in all."""
        return sum(len(ids) for ids in self.rows.values())


def reach_of(record: Model) -> Reach:
    """Everything that belongs to a record, itself included."""
    found = Reach()
    waiting: list[tuple[type[Model], set[Any]]] = [(type(record), {record.pk})]
    while waiting:
        model, ids = waiting.pop()
        new = ids - found.rows[model]
        if new:
            found.rows[model] |= new
            waiting.extend(_next_to(model, new))
    found.rows = {model: ids for model, ids in found.rows.items() if ids}
    found.contents = _contents(found)
    return found


def erase(found: Reach) -> None:
    """Delete the rows, within the caller's transaction, and loosen what merely pointed at them.

    Constraints between the rows are deferred on both databases, so that their order does not matter. The contents of
    files are the caller's to discard once the transaction has ended.
    """
    _wipe_imports(found)
    for model, ids in found.rows.items():
        rows = model._base_manager.filter(pk__in=ids)
        rows._raw_delete(rows.db)
    for model, ids in found.rows.items():
        for other, key in _pointing_at(model):
            if not _needs(key):
                other._base_manager.filter(**{f"{key.attname}__in": ids}).update(**{key.attname: None})
        for other, kind, id_ in _naming_by_kind():
            if can_stand_alone(other):
                left = other._base_manager.filter(**{kind: model._meta.label_lower, f"{id_}__in": ids})
                left.update(**{kind: "", id_: None})


def _next_to(model: type[Model], ids: set[Any]) -> Iterator[tuple[type[Model], set[Any]]]:
    label = model._meta.label_lower
    for other, key in _pointing_at(model):
        if _needs(key):
            yield other, _ids(other, {f"{key.attname}__in": ids})
    for other, kind, id_ in _naming_by_kind():
        named = _ids(other, {kind: label, f"{id_}__in": ids})
        yield other, named - standing_alone(other, named)
    for column in model._meta.fields:
        if isinstance(column, ForeignKey) and column.related_model._meta.label_lower in BELONGINGS:
            pointed = set(model._base_manager.filter(pk__in=ids).values_list(column.attname, flat=True)) - {None}
            yield column.related_model, _ids(column.related_model, {"pk__in": pointed, "owner_kind": ""})
    for rows in taken_along(model, ids):
        yield from rows.items()


def _needs(key: ForeignKey[Any, Any]) -> bool:
    """Whether a row goes with the one to which this key points."""
    return key.remote_field.on_delete is CASCADE or not key.null


def _ids(model: type[Model], lookup: dict[str, Any]) -> set[Any]:
    return set(model._base_manager.filter(**lookup).values_list("pk", flat=True))


@cache
def _pointing_at(model: type[Model]) -> tuple[tuple[type[Model], ForeignKey[Any, Any]], ...]:
    return tuple(
        (other, key)
        for other in _tables()
        for key in other._meta.fields
        if isinstance(key, ForeignKey) and key.related_model is model
    )


@cache
def _naming_by_kind() -> tuple[tuple[type[Model], str, str], ...]:
    """Each table that names records by kind and id, with the two columns, such as "owner_kind" and "owner_id"."""
    found = []
    for model in _tables():
        names = {column.name for column in model._meta.fields}
        for name in sorted(names):
            if name == "kind" and "record_id" in names and "record_kind" not in names:
                found.append((model, "kind", "record_id"))
            elif name.endswith("_kind") and f"{name[:-5]}_id" in names:
                found.append((model, name, f"{name[:-5]}_id"))
    return tuple(found)


@cache
def _tables() -> tuple[type[Model], ...]:
    models = apps.get_models(include_auto_created=True)
    return tuple(
        model for model in models if model._meta.managed and model._meta.label_lower not in (*STAYS, *outliving())
    )


def _contents(found: Reach) -> set[str]:
    stored = StoredFile.objects.filter(pk__in=found.rows.get(StoredFile, set())).exclude(stored_as=None)
    return {place for place in stored.values_list("stored_as", flat=True) if place}


def _wipe_imports(found: Reach) -> None:
    """A table that was brought in holds, as it was printed, what was made from its rows: it goes as a whole."""
    runs = ImportRun.objects.filter(
        pk__in=ImportRow.objects.filter(pk__in=found.rows.get(ImportRow, set())).values("run_id")
    )
    sources = StoredFile.objects.filter(ref__in=[ref for ref in runs.values_list("source_ref", flat=True) if ref])
    for stored in sources:
        found.rows.setdefault(StoredFile, set()).add(stored.pk)
        found.contents |= {stored.stored_as} if stored.stored_as else set()
    runs.update(pasted="", source_ref="", found=[])
