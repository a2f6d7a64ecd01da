"""When a group may decide: the rule, who counts towards it, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

from candour.rulebook.language.citations import Citation


class Base(Enum):
    """What a share or a number counts."""

    UNITS = "agencies"
    """Agencies or sectors: several seats of one unit count once."""
    SEATS = "seats"
    """Seats, whoever fills them: one person in two seats fills two."""
    MEMBERS = "members"
    """People: one person in two seats is one."""


class Rounding(Enum):
    """What becomes of a share that is not a whole number."""

    UP = "rounded up"
    DOWN = "rounded down"
    NEAREST = "rounded to the nearest, halves up"
    MORE_THAN = "more than the share"
    """The smallest whole number above the share, even where the share is whole: half of ten is six."""


@dataclass(frozen=True)
class Seat:
    """A place in a group, as a quorum counts it."""

    key: str
    unit: str
    """The agency or sector that the seat counts for; several seats of one unit count once."""
    sectors: frozenset[str] = frozenset()
    """The sectors that somebody in this seat represents, such as "health"."""
    counts: bool = True
    """Whether the seat is part of the base; advisers, visitors and "as required" seats usually are not."""
    is_chair: bool = False
    """Whether it is the seat of a chair, co-chair or vice-chair."""


@dataclass(frozen=True)
class Present:
    """Somebody who is present and not withdrawn for a conflict, in a seat for which they count."""

    seat: str
    is_deputy: bool = False
    person: str = ""
    """Who it is, so that one person in two seats counts once as a member. Empty where nobody sits twice."""


@dataclass(frozen=True)
class Part:
    """One requirement of the rule, as it stands at this moment."""

    title: str
    needed: int
    have: int
    base: int
    present: tuple[str, ...]
    """What is there, by unit, sector or seat."""
    missing: tuple[str, ...]
    """What still has to arrive; empty once the part is met."""

    @property
    def met(self) -> bool:
        """Whether enough are present."""
        return self.have >= self.needed


@dataclass(frozen=True)
class Standing:
    """Whether the group is quorate now, part by part."""

    met: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Room:
    """The seats of a group and who is there."""

    seats: tuple[Seat, ...]
    present: tuple[Present, ...]

    @cached_property
    def filled(self) -> frozenset[str]:
        """The keys of the seats in which somebody is."""
        return frozenset(one.seat for one in self.present)

    @cached_property
    def base(self) -> tuple[Seat, ...]:
        """The seats that count."""
        return tuple(seat for seat in self.seats if seat.counts)

    def all_of(self, base: Base) -> tuple[str, ...]:
        """Everything that counts, in the order of the seats."""
        return _once(self.base, _UNIT if base is Base.UNITS else _KEY)

    def here_of(self, base: Base) -> tuple[str, ...]:
        """What of it is here. A person in several seats stands under the first of them where members are counted."""
        filled = tuple(seat for seat in self.base if seat.key in self.filled)
        if base is not Base.MEMBERS:
            return _once(filled, _UNIT if base is Base.UNITS else _KEY)
        counted = {seat.key for seat in filled}
        first_seat_of: dict[str, str] = {}
        for one in self.present:
            if one.seat in counted:
                first_seat_of.setdefault(one.person or f"in {one.seat}", one.seat)
        return tuple(first_seat_of.values())


@dataclass(frozen=True)
class Each:
    """Every named sector is represented."""

    sectors: tuple[str, ...]

    def stands(self, room: Room) -> Standing:
        """How far the sectors are represented by the seats that are filled now."""
        represented = {sector for seat in room.seats if seat.key in room.filled for sector in seat.sectors}
        there = tuple(sector for sector in self.sectors if sector in represented)
        missing = tuple(sector for sector in self.sectors if sector not in represented)
        return _one(Part("Represented", len(self.sectors), len(there), len(self.sectors), there, missing))


@dataclass(frozen=True)
class Share:
    """At least a share of what counts; never none."""

    of_base: Fraction
    base: Base = Base.UNITS
    rounding: Rounding = Rounding.UP

    def stands(self, room: Room) -> Standing:
        """How many are here of those that count."""
        exact = self.of_base * len(room.all_of(self.base))
        return _counted(room, self.base, max(1, _ROUNDED[self.rounding](exact)))


@dataclass(frozen=True)
class Number:
    """At least so many of what counts, however many there are in all."""

    at_least: int
    base: Base = Base.SEATS

    def stands(self, room: Room) -> Standing:
        """How many are here of those that count."""
        return _counted(room, self.base, self.at_least)


@dataclass(frozen=True)
class ChairOrDeputy:
    """A chair is here: somebody in a chair's, co-chair's or vice-chair's seat, or a deputy where deputies count."""

    def stands(self, room: Room) -> Standing:
        """Whether one of the chairs is here."""
        chairs = tuple(seat.key for seat in room.seats if seat.is_chair)
        there = tuple(key for key in chairs if key in room.filled)
        return _one(
            Part("In the chair", 1, min(1, len(there)), len(chairs), there, () if there else chairs or ("chair",))
        )


@dataclass(frozen=True)
class AllOf:
    """Every one of several requirements."""

    rules: tuple[Rule, ...]

    def stands(self, room: Room) -> Standing:
        """All the parts; met when each is."""
        standings = [rule.stands(room) for rule in self.rules]
        return Standing(all(one.met for one in standings), tuple(part for one in standings for part in one.parts))


@dataclass(frozen=True)
class AnyOf:
    """At least one of several requirements."""

    rules: tuple[Rule, ...]

    def stands(self, room: Room) -> Standing:
        """The parts of the first that is met, or of all of them if none is."""
        standings = [rule.stands(room) for rule in self.rules]
        for standing in standings:
            if standing.met:
                return standing
        return Standing(False, tuple(part for one in standings for part in one.parts))


Rule = Each | Share | Number | ChairOrDeputy | AllOf | AnyOf


@dataclass(frozen=True)
class Quorum:
    """A group's rule for being quorate, with the sentence in which its terms of reference put it."""

    key: str
    title: str
    sentence: str
    rule: Rule
    cites: Citation
    deputies_count: bool = True
    locally_set: str = ""

    @property
    def name(self) -> str:
        """The rule's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"

    def stands(self, seats: Iterable[Seat], present: Iterable[Present]) -> Standing:
        """Whether the group is quorate with those present. A person who has withdrawn must not be among them."""
        return standing(self.rule, seats, present, deputies_count=self.deputies_count)


def standing(rule: Rule, seats: Iterable[Seat], present: Iterable[Present], *, deputies_count: bool = True) -> Standing:
    """Whether those present satisfy a rule. Deputies are left out where they do not count."""
    here = tuple(one for one in present if deputies_count or not one.is_deputy)
    return rule.stands(Room(tuple(seats), here))


_KEY: Callable[[Seat], str] = lambda seat: seat.key  # noqa: E731
_UNIT: Callable[[Seat], str] = lambda seat: seat.unit  # noqa: E731

_ROUNDED: dict[Rounding, Callable[[Fraction], int]] = {
    Rounding.UP: math.ceil,
    Rounding.DOWN: math.floor,
    Rounding.NEAREST: lambda exact: math.floor(exact + Fraction(1, 2)),
    Rounding.MORE_THAN: lambda exact: math.floor(exact) + 1,
}
_TITLES = {Base.UNITS: "Agencies present", Base.SEATS: "Seats filled", Base.MEMBERS: "Members present"}


def _once(seats: Iterable[Seat], of: Callable[[Seat], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(of(seat) for seat in seats))


def _one(part: Part) -> Standing:
    return Standing(part.met, (part,))


def _counted(room: Room, base: Base, needed: int) -> Standing:
    everything, here = room.all_of(base), room.here_of(base)
    missing = () if len(here) >= needed else tuple(one for one in everything if one not in here)
    return _one(Part(_TITLES[base], needed, len(here), len(everything), here, missing))
