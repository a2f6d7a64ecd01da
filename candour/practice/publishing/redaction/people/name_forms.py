"""Every form in which the name of a person of the register may be written, worked out once for each text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nicknames import NickNamer

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.register import Entity
from candour.practice.publishing.redaction.text.folding import fold, glue

GIVEN, MIDDLE, FAMILY, PLURAL, INITIAL, INITIALS, WHOLE = (
    "given",
    "middle",
    "family",
    "plural",
    "initial",
    "initials",
    "whole",
)

_PARTICLES = frozenset(
    [
        "van",
        "der",
        "den",
        "de",
        "da",
        "del",
        "della",
        "di",
        "du",
        "des",
        "le",
        "la",
        "el",
        "al",
        "bin",
        "ibn",
        "bint",
        "ben",
        "abu",
        "ap",
        "ab",
        "mac",
        "mc",
        "o",
        "st",
        "san",
        "dos",
        "das",
        "von",
        "zu",
        "ter",
        "ten",
    ]
)
_SPACES = re.compile(r"\s+")
_PIECES = re.compile(r"[^\W\d_]+")
_TITLES = (
    tables.words("cues", "titles") | tables.words("cues", "titles of women") | tables.words("cues", "titles of men")
)
_SHORTEST_HALF = 3


class Part(NamedTuple):
    """One way to write a part of somebody's name."""

    who: int
    """Their place in the register."""
    role: str
    how: str
    """In words: what this form is to the name that the register holds."""
    cost: float
    """0 for the name itself, and more the further from it."""
    is_misspelt: bool = False


class Name(NamedTuple):
    """A name in its parts, each as it is written."""

    given: tuple[str, ...]
    family: str


def take_apart(entity: Entity) -> list[Name]:
    """The names of a person in parts: as the register says, or as far as it can be told from the whole name."""
    given, family = entity.one("given"), entity.one("family")
    if given or family:
        stated = Name((*given.split(), *entity.one("middle").split()), family)
        rest = [name for name in entity.each("names") if glue(name) != glue(f"{given} {family}")]
    else:
        stated, rest = None, list(entity.each("names"))
    found = [stated] if stated else []
    for written in rest:
        name = _split(written)
        if name and name not in found:
            found.append(name)
    return found


def _split(written: str) -> Name | None:
    if "," in written:
        family, _, given = written.partition(",")
        return Name(tuple(given.split()), family.strip())
    pieces = [piece for piece in _SPACES.split(written.strip()) if piece]
    while len(pieces) > 1 and fold(pieces[0]).strip(".") in _TITLES:
        pieces = pieces[1:]
    if not pieces:
        return None
    start = len(pieces) - 1
    while start > 1 and fold(pieces[start - 1]) in _PARTICLES:
        start -= 1
    return Name(tuple(pieces[:start]), " ".join(pieces[start:])) if start else Name((pieces[0],), "")


def parts_of(who: int, entity: Entity) -> Iterator[tuple[str, Part]]:
    """Each form of each part of a person's names, glued, with what it is."""
    for name in take_apart(entity):
        yield from _given(who, name.given)
        if name.family:
            yield from _family(who, name.family)
        if len(name.given) == 1 and name.family:
            yield from _reversed_name(who, name)
    for alias in entity.each("aliases"):
        yield from _alias(who, alias)


def initials_of(entity: Entity) -> dict[str, str]:
    """The initials that somebody may be written with, in capitals, each with the name it comes from."""
    found: dict[str, str] = {}
    for stated in entity.each("initials"):
        found[glue(stated).upper()] = "the initials that the register holds"
    for name in take_apart(entity):
        words = [_PIECES.findall(fold(given)) for given in name.given]
        family = [piece for piece in _PIECES.findall(fold(name.family)) if piece not in ("s",)]
        heads = [piece for piece in family if piece not in _PARTICLES] or family
        first = [word[0][0] for word in words if word]
        if not first or not heads:
            continue
        pieces = [piece[0] for word in words[:1] for piece in word]
        for given in (first[:1], first, pieces):
            for last in (heads[:1], heads[-1:], family[:1], heads, family):
                found.setdefault("".join([*given, *(piece[0] for piece in last)]).upper(), "initials")
    return {letters: how for letters, how in found.items() if len(letters) > 1}


def pieces_of(written: str) -> list[str]:
    """The words of a name, folded: “Kayleigh-Mae” has two."""
    return _PIECES.findall(fold(written))


def _given(who: int, given: tuple[str, ...]) -> Iterator[tuple[str, Part]]:
    for place, written in enumerate(given):
        role = MIDDLE if place else GIVEN
        behind = 0.3 * bool(place)
        whole = glue(written)
        if len(whole) < 2:
            continue
        yield whole, Part(who, role, "middle name" if place else "given name", behind)
        pieces = [glue(piece) for piece in _PIECES.findall(written)]
        for index, piece in enumerate(pieces if len(pieces) > 1 else []):
            if len(piece) >= _SHORTEST_HALF:
                yield piece, Part(who, role, f"part of {written}", behind + 0.2 + 0.2 * bool(index))
        for form in _short_forms(whole) if not place else ():
            yield form, Part(who, role, f"a short form of {written}", 0.4)
        if len(pieces) > 1 and not place:
            for form in _short_forms(pieces[0]):
                yield form, Part(who, role, f"a short form of {written}", 0.6)
        for form in tables.groups("spellings", "given").get(whole, ()):
            yield form, Part(who, role, f"another spelling of {written}", behind + 0.3)
    if len(given) > 1:
        yield glue("".join(given[:2])), Part(who, GIVEN, "given names", 0.0)


def _family(who: int, family: str) -> Iterator[tuple[str, Part]]:
    whole = glue(family)
    yield whole, Part(who, FAMILY, "family name", 0.0)
    yield from _plural(who, whole, family, 0.1)
    if whole.startswith("mac") and len(whole) > 5:
        yield f"mc{whole[3:]}", Part(who, FAMILY, f"another spelling of {family}", 0.2)
    if whole.startswith("mc") and len(whole) > 4:
        yield f"mac{whole[2:]}", Part(who, FAMILY, f"another spelling of {family}", 0.2)
    for form in tables.groups("spellings", "family").get(whole, ()):
        yield form, Part(who, FAMILY, f"another spelling of {family}", 0.3)
    pieces = [glue(piece) for piece in _PIECES.findall(family)]
    if len(pieces) < 2:
        return
    for piece in pieces:
        if piece not in _PARTICLES and len(piece) >= _SHORTEST_HALF:
            yield piece, Part(who, FAMILY, f"part of {family}", 0.3)
            yield from _plural(who, piece, family, 0.4)
    heads = [piece for piece in pieces if piece not in _PARTICLES]
    if len(heads) > 1:
        yield "".join(reversed(heads)), Part(who, FAMILY, f"{family} in another order", 0.2)
    elif len(pieces) > 2:
        yield "".join(pieces[1:]), Part(who, FAMILY, f"part of {family}", 0.2)


def _plural(who: int, key: str, family: str, cost: float) -> Iterator[tuple[str, Part]]:
    how = f"the family {family}"
    yield f"{key}s", Part(who, PLURAL, how, cost)
    yield f"{key}es", Part(who, PLURAL, how, cost)
    if key.endswith("y"):
        yield f"{key[:-1]}ies", Part(who, PLURAL, how, cost)


def _reversed_name(who: int, name: Name) -> Iterator[tuple[str, Part]]:
    """The whole name in one word, as in an address of a web page."""
    given, family = glue(name.given[0]), glue(name.family)
    yield given + family, Part(who, WHOLE, "the whole name", 0.0)
    yield family + given, Part(who, WHOLE, "the whole name", 0.0)


def _alias(who: int, alias: str) -> Iterator[tuple[str, Part]]:
    words = alias.split()
    yield glue(alias), Part(who, GIVEN, "a name the register holds as an alias", 0.05)
    if len(words) == 2:
        yield glue(words[0]), Part(who, GIVEN, f"part of the alias {alias}", 0.3)
        yield glue(words[1]), Part(who, FAMILY, f"part of the alias {alias}", 0.3)


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@cache
def _short_forms(given: str) -> tuple[str, ...]:
    """The familiar forms of a name, and the full names of which it is one, always in the same order."""
    ours = tables.pairs("short_names")
    found = dict.fromkeys(ours.get(given, ()))
    spelt = tables.groups("spellings", "given").get(given, ())
    for other in spelt:
        found.update(dict.fromkeys(ours.get(other, ())))
    found.update(dict.fromkeys(name for name, forms in ours.items() if given in forms))
    for known in (given, *spelt[:3]):
        found.update(dict.fromkeys(sorted(_nicknames().nicknames_of(known))))
    found.update(dict.fromkeys(sorted(_nicknames().canonicals_of(given))))
    return tuple(glue(form) for form in found if len(form) > 1 and glue(form) != given)
