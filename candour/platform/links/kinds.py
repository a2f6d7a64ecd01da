"""Which kinds of record can be linked: how one is found, called and reached, and who may link it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be linked."""

    slug: str
    """The word for it in an address."""
    model: type[Model]
    called: str
    may_link: str
    """The act that somebody must be allowed to do to a record in order to link it."""
    title_of: Callable[[Any], str]
    address_of: Callable[[Any], str]
    named: Callable[[Actor, str], Sequence[Model]]
    """The records that people know by those words, such as a key or a number, as far as the actor sees them."""
    needs: tuple[str, ...] = ()
    """The relations of a record that its title is made of."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let records of a kind be linked. Called once for each, at start-up. Raises ValueError if the word is taken."""
    if kind.slug in _kinds:
        raise ValueError(f"{kind.slug} is registered already.")
    _kinds[kind.slug] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order in which the apps registered them."""
    return list(_kinds.values())


def kind_of_slug(slug: str) -> Kind:
    """The kind of that word. Raises Hidden."""
    if slug not in _kinds:
        raise Hidden
    return _kinds[slug]


def kind_of(record: Model) -> Kind:
    """The kind to which a record belongs. Raises LookupError for one that no app registered."""
    return kind_of_label(record._meta.label_lower)


def kind_of_label(label: str) -> Kind:
    """The kind whose model has that label. Raises LookupError."""
    found = next((kind for kind in _kinds.values() if kind.model._meta.label_lower == label), None)
    if found is None:
        raise LookupError(label)
    return found
