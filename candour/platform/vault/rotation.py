"""Changing keys: everything sealed under an earlier key is sealed anew under the first, a batch at a time.

Each batch is saved by itself, so a run that was stopped goes on where it was. What somebody changes meanwhile is left
as they saved it, for it is under the first key already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Value
from django.db.models.functions import Cast, Concat, StrIndex, Substr

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import operation, record
from candour.platform.vault import audit_events
from candour.platform.vault.facts import mark_anew
from candour.platform.vault.fields import SealedTextField
from candour.platform.vault.keys import ring
from candour.platform.vault.models import Fact, Identity, Rotation
from candour.platform.vault.sealing import Unsealable, reseal


@dataclass(frozen=True)
class Column:
    """A column of sealed values, each row with the place that it was sealed for."""

    model: type[models.Model]
    name: str
    place: Any
    """The place of each row, as the database works it out."""

    @property
    def label(self) -> str:
        """The column in words."""
        return f"{self.model._meta.label_lower}.{self.name}"

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Every row that holds a value, with the value as it is stored and the name of its key."""
        ended = Concat("stored", Value(":"), output_field=models.TextField())
        under = Substr(ended, 1, StrIndex(ended, Value(":")) - 1)
        return self._stored.annotate(under=under, sealed_for=self.place).filter(stored__isnull=False)

    def replace(self, pk: Any, stored: str, anew: str) -> int:
        """Put another stored value in place of one, unless it was changed meanwhile; how many rows were changed."""
        # Without the place, whose table would be joined: PostgreSQL would then not see what was saved while it waited.
        row = self._stored.filter(pk=pk, stored=stored)
        return row.update(**{self.name: Value(anew, models.TextField())})

    @property
    def _stored(self) -> models.QuerySet[Any]:
        return self.model._base_manager.annotate(stored=Cast(self.name, models.TextField()))


@dataclass(frozen=True)
class Sealed:
    """A stored value on its way to another key."""

    pk: Any
    stored: str
    place: str


def columns() -> Iterator[Column]:
    """Every column of sealed values in every app."""
    yield Column(Fact, "sealed", Concat(Value("vault.fact/"), "identity__ref", Value("/"), "name"))
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedTextField):
                yield Column(model, field.name, Value(field.place))


def counts_by_key(column: Column) -> dict[str, int]:
    """How many values of a column are under each key, by its name; those under none of the ring count as ""."""
    counted: dict[str, int] = {}
    for under, number in column.rows.values_list("under").annotate(number=Count("pk")).order_by():
        name = under if under in ring().keys else ""
        counted[name] = counted.get(name, 0) + number
    return counted


def waiting(column: Column, *, after: Any, at_most: int) -> list[Sealed]:
    """The next values of a column that are not under the first key, in order of their rows."""
    rows = column.rows.exclude(under=ring().first).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return [Sealed(*row) for row in rows.values_list("pk", "stored", "sealed_for")[:at_most]]


def unmarked(*, after: int, at_most: int) -> list[Identity]:
    """The next identities whose marks were made with another index key than the present one."""
    others = Identity.objects.exclude(marked_under=ring().index_name)
    return list(others.filter(pk__gt=after).order_by("pk")[:at_most])


@operation
def begin(actor: Actor, *, what: str, under: str) -> Rotation:
    """Begin a change of keys."""
    rotation = Rotation.objects.create(what=what, under=under, begun_at=actor.at)
    record(audit_events.ROTATION_BEGUN, subject=rotation, what=what, key=under)
    return rotation


@operation
def reseal_batch(actor: Actor, *, rotation: Rotation, column: Column, batch: list[Sealed]) -> list[Any]:
    """Seal values anew under the first key. Returns the rows that no key of the ring opens; they are left alone."""
    unopened, done = [], 0
    for sealed in batch:
        try:
            anew = reseal(sealed.stored, sealed.place)
        except Unsealable:
            unopened.append(sealed.pk)
            continue
        done += column.replace(sealed.pk, sealed.stored, anew)
    _count(rotation, done)
    record(audit_events.RESEALED, subject=rotation, count=done, key=rotation.under, place=column.label)
    return unopened


@operation
def remark_batch(actor: Actor, *, rotation: Rotation, batch: list[Identity]) -> list[int]:
    """Make the marks of identities anew. Returns those with a fact that no key opens; they are left alone."""
    unopened, done = [], 0
    for identity in batch:
        try:
            with transaction.atomic():
                done += _remark(identity)
        except Unsealable:
            unopened.append(identity.pk)
    _count(rotation, done)
    record(audit_events.REMARKED, subject=rotation, count=done)
    return unopened


@operation
def finish(actor: Actor, *, rotation: Rotation) -> None:
    """Note that a change of keys went through to the end."""
    rotation.refresh_from_db()
    rotation.finished_at = actor.at
    rotation.save(update_fields=["finished_at"])
    record(
        audit_events.ROTATION_FINISHED, subject=rotation, what=rotation.what, key=rotation.under, count=rotation.done
    )


def _remark(identity: Identity) -> int:
    # Taking the row first makes whoever changes its facts wait, and whoever changed them already is not overtaken.
    unchanged = Identity.objects.filter(pk=identity.pk, version=identity.version)
    if not unchanged.update(marked_under=ring().index_name):
        return 0
    mark_anew(identity)
    return 1


def _count(rotation: Rotation, done: int) -> None:
    Rotation.objects.filter(pk=rotation.pk).update(done=models.F("done") + done)
