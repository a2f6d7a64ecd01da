"""The actor: who acts, with which powers, and at which moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from candour.rulebook.language.clocks import LONDON

Kind = Literal["person", "link", "visitor", "system"]
T = TypeVar("T")


@dataclass(frozen=True)
class Power:
    """What a person holds today: a role, and the bodies within which they hold it."""

    role: str
    within: tuple[tuple[str, int], ...] = ()
    """Pairs of a kind of body and its id, such as ("partnership", 3) and ("organisation", 12)."""

    def body(self, kind: str) -> int | None:
        """The id of the body of that kind within which the role is held; None if there is none."""
        return dict(self.within).get(kind)


@dataclass(frozen=True)
class Actor:
    """Whoever acts, and when. Made once at the edge for each request, link or job, and passed to everything below."""

    kind: Kind
    label: str
    at: datetime
    """The moment of the act in UTC: the only clock that anything below the web layer knows."""
    person_id: int | None = None
    account_id: int | None = None
    powers: frozenset[Power] = frozenset()
    key: tuple[str, int] | None = None
    """For the holder of a link: the kind and id of the one record that it opens."""
    through: int | None = None
    """For the holder of a link: the id of the link by which it was opened, where its app keeps links one by one."""
    memory: dict[Hashable, Any] | None = field(default=None, compare=False, repr=False)
    """What was found out for this actor so far, in a request that only reads. None where anything may change."""

    @classmethod
    def visitor(cls, at: datetime) -> Actor:
        """Somebody who has not signed in and has no link."""
        return cls("visitor", "a visitor", at)

    @classmethod
    def system(cls, job: str, at: datetime) -> Actor:
        """A job of the system itself, by name. It sees everything, so only commands and the demonstration make one."""
        return cls("system", job, at)

    @classmethod
    def link(cls, label: str, key: tuple[str, int], at: datetime, through: int | None = None) -> Actor:
        """The holder of a link that opens one record."""
        return cls("link", label, at, key=key, through=through)

    @property
    def today(self) -> date:
        """The day in London."""
        return self.at.astimezone(LONDON).date()

    @property
    def is_system(self) -> bool:
        """Whether it is a job of the system itself."""
        return self.kind == "system"

    def once(self, what: Hashable, find: Callable[[], T]) -> T:
        """What `find` gives, asked only once within a request that only reads, and every time anywhere else."""
        if self.memory is None:
            return find()
        if what not in self.memory:
            self.memory[what] = find()
        found: T = self.memory[what]
        return found

    def bodies(self, kind: str, *roles: str) -> frozenset[int]:
        """The ids of the bodies of that kind within which the actor holds one of the roles, or any role."""
        held = (power.body(kind) for power in self.powers if not roles or power.role in roles)
        return frozenset(body for body in held if body is not None)

    def holds(self, role: str, kind: str | None = None, body: int | None = None) -> bool:
        """Whether the actor holds the role, within that body if one is given."""
        return any(power.role == role and (kind is None or power.body(kind) == body) for power in self.powers)
