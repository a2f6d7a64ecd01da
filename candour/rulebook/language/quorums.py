"""When a group may decide: the rule, who counts towards it, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from candour.rulebook.language.citations import Citation


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


@dataclass(frozen=True)
class Present:
    """Somebody who is present and not withdrawn for a conflict, in the seat for which they count."""

    seat: str
    is_deputy: bool = False


@dataclass(frozen=True)
class Part:
    """One requirement of the rule, as it stands at this moment."""

    title: str
    needed: int
    have: int
    base: int
    present: tuple[str, ...]
    """What is there, by unit or sector."""
    missing: tuple[str, ...]
    """What still has to arrive, by unit or sector; empty once the part is met."""

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
class Each:
    """Every named sector is represented."""

    sectors: tuple[str, ...]

    def stands(self, seats: tuple[Seat, ...], here: frozenset[str]) -> Standing:
        """How far the sectors are represented by the seats that are filled now."""
        represented = {sector for seat in seats if seat.key in here for sector in seat.sectors}
        missing = tuple(sector for sector in self.sectors if sector not in represented)
        have = len(self.sectors) - len(missing)
        there = tuple(sector for sector in self.sectors if sector in represented)
        part = Part("Represented", len(self.sectors), have, len(self.sectors), there, missing)
        return Standing(part.met, (part,))


@dataclass(frozen=True)
class Share:
    """At least a share of the units that have a counting seat, rounded up to a whole unit; never none."""

    of_units: Fraction

    def stands(self, seats: tuple[Seat, ...], here: frozenset[str]) -> Standing:
        """How many units are present of those that count."""
        units = list(dict.fromkeys(seat.unit for seat in seats if seat.counts))
        present = {seat.unit for seat in seats if seat.counts and seat.key in here}
        needed = max(1, math.ceil(self.of_units * len(units)))
        have = len(present)
        missing = () if have >= needed else tuple(unit for unit in units if unit not in present)
        there = tuple(unit for unit in units if unit in present)
        part = Part("Agencies present", needed, have, len(units), there, missing)
        return Standing(part.met, (part,))


@dataclass(frozen=True)
class AllOf:
    """Every one of several requirements."""

    rules: tuple[Rule, ...]

    def stands(self, seats: tuple[Seat, ...], here: frozenset[str]) -> Standing:
        """All the parts; met when each is."""
        standings = [rule.stands(seats, here) for rule in self.rules]
        parts = tuple(part for standing in standings for part in standing.parts)
        return Standing(all(standing.met for standing in standings), parts)


Rule = Each | Share | AllOf


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
        here = frozenset(one.seat for one in present if self.deputies_count or not one.is_deputy)
        return self.rule.stands(tuple(seats), here)
