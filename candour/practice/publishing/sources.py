"""The kinds of record of other apps from which texts are handed over to be published, and what each is asked and told.

What is made from such a record is seen only by whoever sees the record, until everybody may read it. Publishing knows
no word of the record itself: each app says at start-up what goes out beside a text, what still stands against it, and
what follows when it is out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, SeesRule


@dataclass(frozen=True)
class Alongside:
    """What stands on the public page beside a text: facts by name, and what bodies promised."""

    fact_sheet: tuple[tuple[str, str], ...] = ()
    promises: tuple[Mapping[str, Any], ...] = ()
    """Each as the public site takes it, but for its report; days are written as 2026-05-02."""
    to_name: tuple[str, ...] = ()
    """Who is named in it as a rule, such as its reviewer: proposed to whoever asks for the release, and no more."""


@dataclass(frozen=True)
class Out:
    """A text that everybody may read from now on."""

    title: str
    on: date
    public_ref: str


def _nothing(*_: object) -> None:
    """Nothing follows."""


@dataclass(frozen=True)
class Source:
    """A kind of record, and what is asked of it and told to it by its id, by whoever acts."""

    kind: str
    """The label of its model in small letters, such as "cases.fullreview"."""
    sees: SeesRule
    """Who sees the record, written for a row whose `owner_id` is its id."""
    against: Callable[[Actor, int], list[str]] = field(default=lambda *_: [])
    """Why its text cannot go out now, in sentences for those who see the record."""
    alongside: Callable[[Actor, int], Alongside] = field(default=lambda *_: Alongside())
    copied: Callable[[Actor, int, date], None] = _nothing
    """All copies that are due before were sent, the last on that day. A step of the operation under way."""
    released: Callable[[Actor, int, Out], None] = _nothing
    """It is out. A step of the operation under way."""
    deposits: bool = False
    """Whether the record itself sees to it that its text goes to a national repository."""
    ended: Callable[[Actor, int], None] = _nothing
    """It was withdrawn. A step of the operation under way."""


_sources: dict[str, Source] = {}


def on_source(source: Source) -> None:
    """Let texts of a kind of record be handed over. Called once for each, at start-up. Raises ValueError if known."""
    if source.kind in _sources:
        raise ValueError(f"{source.kind} hands over already.")
    _sources[source.kind] = source


def source_of(kind: str) -> Source | None:
    """What is known of a kind of record; None for a text that was handed over from nowhere."""
    return _sources[kind] if kind else None


def is_known(kind: str) -> bool:
    """Whether texts of a kind of record can be handed over."""
    return kind in _sources


def comes_from_seen(actor: Actor) -> Q:
    """Only rows that came from no record, or from one that the actor sees."""
    seen = Q(owner_kind="")
    for kind, source in sorted(_sources.items()):
        rule = source.sees(actor)
        seen |= Q(owner_kind=kind) & rule if rule != NOTHING else NOTHING
    return seen
