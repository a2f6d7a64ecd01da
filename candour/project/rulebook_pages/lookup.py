"""Finds a rule by its full name or its short key, and by the edition in force where several have that key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from candour.platform.dates.words import day_words
from candour.rulebook import index
from candour.rulebook.language.citations import Edition
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.timetables import Timetable

Counted = Clock | Timetable
R = TypeVar("R", bound=index.Rule)


class NotFound(LookupError):
    """No single rule answers to what was asked. The message says what there is instead."""


@dataclass(frozen=True)
class Chosen:
    """A limit or a plan with the reason why it was taken, and a warning where it was not in force."""

    rule: Counted
    because: str
    warning: str = ""


def any_rule(name: str) -> index.Rule:
    """The rule of that full name, or of that short key where only one edition has it. Raises NotFound."""
    found = _named(name, index.rules())
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"Several editions have “{name}”. Say which: {_list(rule.name for rule in found)}.")
    raise NotFound(_none(name, index.rules()))


def counted_rule(name: str, on: date, edition_key: str = "") -> Chosen:
    """The limit or the plan of that name for something that starts on that day. Raises NotFound.

    A short key is taken from the edition asked for, or else from the guidance in force on the day.
    """
    counted = [rule for rule in index.rules() if isinstance(rule, Counted)]
    found = _named(name, counted)
    if not found:
        raise NotFound(_none(name, counted))
    if edition_key:
        return _of_edition(name, found, _edition(edition_key), on)
    if "/" in name:
        return _chosen(found[0], "named in full", on)
    return _in_force(name, found, on)


def _in_force(name: str, found: list[Counted], on: date) -> Chosen:
    editions = {rule.cites.edition for rule in found}
    subjects = [subject for subject, guidance in index.CASE_GUIDANCE.items() if editions <= set(guidance)]
    if len(subjects) == 1:
        try:
            edition = index.edition_for(subjects[0], on)
        except index.NoEdition as none:
            raise NotFound(str(none)) from none
        for rule in found:
            if rule.cites.edition == edition:
                return Chosen(rule, f"{edition.title} was in force for {subjects[0]} on {day_words(on)}")
        raise NotFound(
            f"{edition.title}, in force on {day_words(on)}, has no “{name}”. "
            f"It is in {_list(rule.name for rule in found)}."
        )
    if len(found) == 1:
        return _chosen(found[0], "the only edition that has it", on)
    raise NotFound(f"Several editions have “{name}”. Say which: {_list(rule.name for rule in found)}.")


def _of_edition(name: str, found: list[Counted], edition: Edition, on: date) -> Chosen:
    for rule in found:
        if rule.cites.edition == edition:
            return _chosen(rule, "from the edition that was asked for", on)
    raise NotFound(f"{edition.title} has no “{name}”. It is in {_list(rule.name for rule in found)}.")


def _chosen(rule: Counted, because: str, on: date) -> Chosen:
    edition = rule.cites.edition
    warning = "" if edition.applies_on(on) else f"{edition.title} was not in force on {day_words(on)}."
    return Chosen(rule, because, warning)


def _edition(key: str) -> Edition:
    editions = {edition.key: edition for edition in index.editions()}
    if key not in editions:
        near = get_close_matches(key, editions, n=3, cutoff=0.4) or list(editions)
        raise NotFound(f"There is no edition “{key}”. There is {_list(near)}.")
    return editions[key]


def _named(name: str, rules: Iterable[R]) -> list[R]:
    return [rule for rule in rules if name in (rule.name, rule.key)]


def _none(name: str, rules: Iterable[index.Rule]) -> str:
    names = dict.fromkeys(name for rule in rules for name in (rule.key, rule.name))
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f"Did you mean {_list(near, last='or')}?" if near else "`manage.py rules` lists every rule."
    return f"There is no “{name}”. {hint}"


def _list(names: Iterable[str], last: str = "and") -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}"
