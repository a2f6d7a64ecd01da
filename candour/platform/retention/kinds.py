"""Which kinds of record have an end: from which day their time runs, how long it is, and what an app knows to keep one.

    register(Kept("closed-case", Case, title="closed case", began="closed_at", body="partnership_id", years=15, ...))

The numbers are practice, not law, unless their source says otherwise; each body may settle on others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from candour.platform.access.actor import Actor


@dataclass(frozen=True)
class Staying:
    """Something that was made from a record and outlives it."""

    record: Model
    why: str
    """In a sentence that anybody may read."""


def _no_reasons(actor: Actor, records: Sequence[Model]) -> dict[int, list[str]]:
    return {}


def _nothing_stays(records: Sequence[Model]) -> dict[int, list[Staying]]:
    return {}


@dataclass(frozen=True)
class Kept:
    """One kind of record and its usual time. The model has a `ref`."""

    key: str
    model: type[Model]
    title: str
    """What one is called, such as "closed case"."""
    began: str
    """The field with the moment or day from which the time runs; while it is empty, the record is kept."""
    begins: str
    """The same in words: "the day on which it was closed"."""
    body: str
    """The path to the id of the body whose record it is."""
    years: int
    source: str
    """Where the number of years comes from, for whoever has to defend it."""
    address: Callable[[Model], str]
    """The page of one, to which whoever looks after its end goes back."""
    needed: Callable[[Actor, Sequence[Model]], dict[int, list[str]]] = _no_reasons
    """By the id of a record: sentences that say why it is needed beyond its time. Asked for many records at once."""
    stays: Callable[[Sequence[Model]], dict[int, list[Staying]]] = _nothing_stays
    """By the id of a record: what was made from it and stays when it is erased."""


_kinds: dict[str, Kept] = {}


def register(kept: Kept) -> None:
    """Give a kind of record an end. Called once for each, at start-up. Raises ValueError for a key that is taken."""
    if kept.key in _kinds:
        raise ValueError(f"{kept.key} is registered already.")
    _kinds[kept.key] = kept


def kinds() -> tuple[Kept, ...]:
    """Every kind, by key."""
    return tuple(_kinds[key] for key in sorted(_kinds))


def kind_of(key: str) -> Kept:
    """The kind with that key. Raises KeyError."""
    return _kinds[key]


_body_models: list[type[Model]] = []


def bodies_are(model: type[Model]) -> None:
    """Say what the bodies are whose records they are: a model with a `ref`, shown by its name. Called once."""
    _body_models[:] = [model]


def body_model() -> type[Model]:
    """The model of the bodies."""
    return _body_models[0]


_outliving: list[str] = []


def outlives(model: type[Model]) -> None:
    """Say that rows of a model outlive the record that they name: they hold nothing of it and have an end of their own.

    Called once for each, at start-up.
    """
    _outliving.append(model._meta.label_lower)


def outliving() -> tuple[str, ...]:
    """The labels of those models."""
    return tuple(_outliving)


Rows = dict[type[Model], set[int]]
_offshoots: dict[str, list[Callable[[set[int]], Rows]]] = defaultdict(list)


def takes_along(model: type[Model], find: Callable[[set[int]], Rows]) -> None:
    """Say what else goes when rows of a model go, though its own columns do not need them: `find` is given their ids.

    For what was made from them, such as drafts, and is not theirs by any key that forbids to stand alone.
    """
    _offshoots[model._meta.label_lower].append(find)


def taken_along(model: type[Model], ids: set[int]) -> list[Rows]:
    """What goes with those rows of a model."""
    return [find(ids) for find in _offshoots.get(model._meta.label_lower, ())]


_standing: dict[str, Callable[[set[int]], set[int]]] = {}


def stands_alone(model: type[Model], find: Callable[[set[int]], set[int]]) -> None:
    """Say which rows of a model outlive the record that they name as their owner: `find` picks them from ids.

    They stay and name no owner any more.
    """
    _standing[model._meta.label_lower] = find


def can_stand_alone(model: type[Model]) -> bool:
    """Whether rows of a model can outlive the record that they name."""
    return model._meta.label_lower in _standing


def standing_alone(model: type[Model], ids: set[int]) -> set[int]:
    """Those of the rows of a model that outlive the record that they name."""
    find = _standing.get(model._meta.label_lower)
    return find(ids) if find and ids else set()
