"""The register in the form in which a text is searched for it: every way to write every name, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from candour.practice.publishing.redaction.people.name_forms import (
    FAMILY,
    GIVEN,
    INITIAL,
    MIDDLE,
    Part,
    initials_of,
    parts_of,
    pieces_of,
    take_apart,
)
from candour.practice.publishing.redaction.register import Entity, Register
from candour.practice.publishing.redaction.text.folding import glue

_ADULT = 18
_CHILD_ROLES = (
    "child",
    "sibling",
    "brother",
    "sister",
    "baby",
    "twin",
    "infant",
    "son",
    "daughter",
    "pupil",
    "subject",
)
_ELDER_ROLES = ("grand", "great", "aunt", "uncle", "mgm", "mgf", "pgm", "pgf")
_WOMEN = ("mother", "sister", "daughter", "aunt", "niece", "wife", "mgm", "pgm", "girl")
_MEN = ("father", "brother", "son", "uncle", "nephew", "husband", "mgf", "pgf", "boy")


@dataclass(frozen=True)
class Person:
    """Somebody of the register, and what helps to tell who is meant."""

    entity: Entity
    place: int
    """Their place among the people of the register: the earlier, the likelier, where nothing else decides."""
    is_child: bool
    is_elder: bool
    sex: str
    title: str


class Compiled:
    """A register, ready to be looked for."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.people = [
            _person(entity, place, register.anchor_on)
            for place, entity in enumerate(entity for entity in register.entities if entity.kind == "person")
        ]
        self.parts: dict[str, list[Part]] = {}
        self.initials: dict[str, list[Part]] = {}
        for person in self.people:
            self._take(person)

    def _take(self, person: Person) -> None:
        for key, part in parts_of(person.place, person.entity):
            if len(key) < 2:
                continue
            parts = self.parts.setdefault(key, [])
            known = next((one for one in parts if (one.who, one.role) == (part.who, part.role)), None)
            if known is None:
                parts.append(part)
            elif part.cost < known.cost:
                parts[parts.index(known)] = part
        for letters, how in initials_of(person.entity).items():
            self.initials.setdefault(letters, []).append(
                Part(person.place, "initials", how, 0.3 if how == "initials" else 0.1)
            )

    @cached_property
    def misspellable(self) -> list[tuple[str, Part]]:
        """The parts of names that may be misspelt: the names themselves, and no short forms of them."""
        return [
            (key, part)
            for key, parts in self.parts.items()
            for part in parts
            if len(key) >= 4 and part.role in (GIVEN, MIDDLE, FAMILY) and part.cost <= 0.35
        ]

    @cached_property
    def of_several_words(self) -> list[tuple[str, Part]]:
        """Those of them that are written in several words, such as “Van der Berg”."""
        written = {glue(name) for person in self.people for name in _pieces(person.entity) if " " in name}
        return [(key, part) for key, part in self.misspellable if key in written]

    @cached_property
    def most_words(self) -> int:
        """How many words the longest part of a name has."""
        return max((name.count(" ") + 1 for person in self.people for name in _pieces(person.entity)), default=1)

    @cached_property
    def first_letters(self) -> dict[str, list[Part]]:
        """Each letter that a given or middle name of somebody begins with."""
        found: dict[str, list[Part]] = {}
        for person in self.people:
            letters = {
                piece[0] for name in take_apart(person.entity) for given in name.given for piece in pieces_of(given)
            }
            letters |= {glue(alias)[:1] for alias in person.entity.each("aliases")}
            for letter in sorted(letters):
                found.setdefault(letter, []).append(Part(person.place, INITIAL, "an initial", 0.3))
        return found


def _pieces(entity: Entity) -> list[str]:
    return [piece for name in take_apart(entity) for piece in (*name.given, name.family)]


def _person(entity: Entity, place: int, anchor_on: date | None) -> Person:
    role = entity.role.lower()
    born = entity.day("born_on")
    if born and anchor_on:
        is_child = (anchor_on - born).days < _ADULT * 365.25
    else:
        is_child = any(word in role for word in _CHILD_ROLES) and not any(word in role for word in _ELDER_ROLES)
    sex = entity.one("sex").lower()[:1]
    if not sex:
        sex = "f" if any(word in role for word in _WOMEN) else "m" if any(word in role for word in _MEN) else ""
    return Person(
        entity,
        place,
        is_child,
        any(word in role for word in _ELDER_ROLES),
        sex,
        entity.one("title").lower().strip("."),
    )
