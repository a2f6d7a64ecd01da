"""What somebody may find: part of every search itself, so that nothing else is matched, ordered, counted or paged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, seen_by
from candour.platform.search.models import Entry
from candour.platform.search.registry import kinds

FEW = 1000


@dataclass(frozen=True)
class Scope:
    """The entries that may be found, and whether they are few, which decides how the database goes about it."""

    entries: QuerySet[Any]
    """Of few, a list of their ids; of many, a condition that each is held against when it has matched."""
    is_narrow: bool


def scope_of(actor: Actor) -> Scope:
    """The entries of records that the actor may see, by the one rule of each model."""
    seen = {label: seen_by(actor, kind.model).order_by() for label, kind in kinds().items()}
    if not seen:
        return Scope(Entry.objects.none(), is_narrow=True)
    if _are_few([records.values("pk") for records in seen.values()]):
        ids = [Entry.objects.filter(kind=label, record_id__in=seen[label].values("pk")).values("pk") for label in seen]
        return Scope(ids[0].union(*ids[1:], all=True), is_narrow=True)
    condition = NOTHING
    for label, records in seen.items():
        condition |= Q(kind=label) & Q(Exists(records.filter(pk=OuterRef("record_id"))))
    return Scope(Entry.objects.filter(condition), is_narrow=False)


def _are_few(seen: list[QuerySet[Model, Any]]) -> bool:
    return len(seen[0].union(*seen[1:], all=True)[: FEW + 1]) <= FEW
