"""Searching: what is asked for, within what the searcher may see, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from django.db import connection

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, all_sees
from candour.platform.allowances.taking import take
from candour.platform.audit_trail.reading import note_read
from candour.platform.search import postgresql, sqlite
from candour.platform.search.models import Entry
from candour.platform.search.registry import kind_of
from candour.platform.search.scope import scope_of
from candour.platform.search.words import sought_in

A_MINUTE = 60
"""How often one person may search in a minute."""
LAST_PAGE = 50

_BACKENDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True)
class Found:
    """A record that was found."""

    kind: str
    title: str
    line: str
    """What it is and of which day."""
    address: str


@dataclass(frozen=True)
class Results:
    """One page of what was found, and whether another follows. How many there are in all is never said."""

    found: tuple[Found, ...]
    page: int
    has_more: bool


def find(actor: Actor, words: str, *, page: int = 1, newest: int = 20) -> Results:
    """The records with all the words that the actor may see, so many to a page; the last word may be a beginning.

    Raises Refused for whoever is not signed in, and for a person who searches more than sixty times in a minute.
    """
    if not actor.is_system and actor.person_id is None:
        raise Refused("Sign in to search.")
    if not actor.is_system and not take(actor, "searches", each="minute", at_most=A_MINUTE):
        raise Refused(f"You have searched {A_MINUTE} times in this minute. Wait a minute and search again.")
    page = min(max(page, 1), LAST_PAGE)
    sought = sought_in(words)
    if sought is None:
        return Results((), page, has_more=False)
    start = (page - 1) * newest
    entries: list[Entry] = _BACKENDS[connection.vendor].newest(sought, scope_of(actor), start, start + newest + 1)
    shown = entries[:newest]
    _note(shown)
    return Results(tuple(map(_found, shown)), page, has_more=len(entries) > newest and page < LAST_PAGE)


def _found(entry: Entry) -> Found:
    day = f"{entry.at.day} {entry.at:%B %Y}"
    return Found(entry.kind, entry.title, f"{kind_of(entry.kind).called}, {day}", entry.address)


def _note(entries: list[Entry]) -> None:
    sees = all_sees()
    for entry in entries:
        model = kind_of(entry.kind).model
        if model in sees and sees[model].confidential:
            note_read(model(pk=entry.record_id))
