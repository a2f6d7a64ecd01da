"""The life of a record type as one table: its states, and every move between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from candour.platform.audit_trail.sentences import Sentence
from candour.rulebook.language.findings import Finding

Need = Callable[[Any], Finding]


@dataclass(frozen=True)
class State:
    """A state of a record, with the words in which people see it."""

    key: str
    title: str
    is_end: bool = False


@dataclass(frozen=True)
class Move:
    """A step from one state to another."""

    key: str
    title: str
    """What the button says."""
    from_states: tuple[str, ...]
    to_state: str
    act: str
    """The permission that it needs, by name."""
    history: Sentence
    needs: tuple[Need, ...] = ()
    """What the rules require first. Each looks at the record and finds; the reasons of all that fail are given."""


class Workflow:
    """A table of moves. The first state is where a record begins."""

    def __init__(self, name: str, *, states: Iterable[State], moves: Iterable[Move]) -> None:
        self.name = name
        self.states = {state.key: state for state in states}
        self.moves = {move.key: move for move in moves}
        for move in self.moves.values():
            unknown = {*move.from_states, move.to_state} - self.states.keys()
            if unknown:
                raise ValueError(f"{name}: move {move.key} names unknown states {sorted(unknown)}.")

    @property
    def start(self) -> str:
        """The state in which a record begins."""
        return next(iter(self.states))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The states as choices of a model field."""
        return [(state.key, state.title) for state in self.states.values()]

    @property
    def open_states(self) -> tuple[str, ...]:
        """The states that are not an end."""
        return tuple(state.key for state in self.states.values() if not state.is_end)

    def title_of(self, state: str) -> str:
        """The words for a state."""
        return self.states[state].title
