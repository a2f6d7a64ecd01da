"""What the engine is told and what it answers: who is in the register, and where the text speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["person", "place", "organisation", "code", "date"]
KINDS: tuple[Kind, ...] = ("person", "place", "organisation", "code", "date")

Facts = Mapping[str, str | tuple[str, ...]]
"""What is known of an entity, by these names and no others:

person: `names` (in full), `aliases`, `given`, `middle`, `family`, `initials`, `title`, `sex` (f or m), `born_on`,
`died_on`, `nhs_number`, `ni_number`, `phones`, `emails`, `handles`, `vehicles`, `references`, `addresses` (in one line)
place: `address` or `addresses` (each in one line), or `line`, `street`, `town` and `postcode`
organisation: `names`, `aliases`
code: `values`
date: `on`

Days are written as 2024-05-02. Everything but `names` may be missing; parts of a name are worked out where they are.
"""

FACTS = frozenset(
    (
        *("names", "aliases", "given", "middle", "family", "initials", "title", "sex", "born_on", "died_on"),
        *("nhs_number", "ni_number", "phones", "emails", "handles", "vehicles", "references", "address", "addresses"),
        *("line", "street", "town", "postcode", "values", "on"),
    )
)


@dataclass(frozen=True)
class Entity:
    """One person, place, organisation, code or date that the register knows."""

    key: str
    kind: str
    role: str = ""
    """What it is in the case, in a word or two: child, mother, school. It says who is likely to be meant."""
    pseudonym: str = ""
    facts: Facts = field(default_factory=dict)
    kept: bool = False
    """Known, and left standing: a practitioner who may be named. Nobody else is then taken for them."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"“{self.kind}” is no kind of entity: {', '.join(KINDS)}.")
        if unknown := sorted(set(self.facts) - FACTS):
            raise ValueError(f"The engine knows no fact called {', '.join(unknown)}.")

    def each(self, fact: str) -> tuple[str, ...]:
        """Every value of a fact, none if it is not known."""
        value = self.facts.get(fact) or ()
        return tuple(one for one in ((value,) if isinstance(value, str) else value) if one)

    def one(self, fact: str) -> str:
        """The first value of a fact, empty if it is not known."""
        return next(iter(self.each(fact)), "")

    def day(self, fact: str) -> date | None:
        """A day, if it is known."""
        written = self.one(fact)
        return date.fromisoformat(written) if written else None


@dataclass(frozen=True)
class Register:
    """Everybody and everything that a text must not name, and what it may."""

    entities: tuple[Entity, ...]
    allowed: tuple[str, ...] = ()
    """Names and phrases that are left standing wherever they are written: own bodies, published reviews."""
    anchor_on: date | None = None
    """The day that ages are counted to, where the text does not say another."""
    every_date: bool = False
    """Whether every date is found, and not only those that the register holds."""

    def __post_init__(self) -> None:
        keys = [entity.key for entity in self.entities]
        if len(set(keys)) < len(keys):
            raise ValueError("Two entities of the register have one key.")


@dataclass(frozen=True)
class Span:
    """A stretch of the text that must be masked, whom it speaks of, and why."""

    start: int
    end: int
    entity: str | None
    """The key of the entity, or none where the register does not hold it."""
    kind: str
    """person, family (everybody of the name), place, organisation, code, date or age."""
    why: str
    sure: float
    """From 0 to 1."""
    needs_review: bool
    others: tuple[str, ...] = ()
    """Who else it may be, where more than one fits. A person says which."""
    stranger: int = 0
    """The number of a person whom the register does not hold, the same wherever the text names them; 0 for all else."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, to put spans in order by."""
        return self.start, self.end
