"""The stages through which a challenge between agencies goes, from those who work together up to those who answer."""

from __future__ import annotations

from dataclasses import dataclass

from candour.rulebook.language.citations import Citation


@dataclass(frozen=True)
class Stage:
    """One rung of a ladder: between whom it lies, and how many working days the ladder gives for an answer."""

    number: int
    title: str
    working_days: int


@dataclass(frozen=True)
class Ladder:
    """Every stage of a protocol of challenge, the lowest first."""

    key: str
    title: str
    cites: Citation
    stages: tuple[Stage, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """The ladder's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"

    @property
    def last(self) -> int:
        """The number of its last stage."""
        return self.stages[-1].number

    def stage(self, number: int) -> Stage:
        """The stage of that number. Raises KeyError for one that the ladder does not have."""
        for stage in self.stages:
            if stage.number == number:
                return stage
        raise KeyError(number)
