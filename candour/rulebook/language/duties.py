"""Who must be told what, by when, and in which circumstances."""

from __future__ import annotations

from dataclasses import dataclass, replace

from candour.rulebook.language.citations import Citation, Edition, Grade
from candour.rulebook.language.clocks import Clock


@dataclass(frozen=True)
class Duty:
    """A duty to tell somebody of an event."""

    key: str
    title: str
    owner: str
    applies_when: str
    tells: tuple[str, ...]
    clock: Clock
    cites: Citation
    is_must: bool = True
    """Whether the source says "must"; where it says "should", the duty is shown as expected."""
    reuses: str = ""
    """The duty that this one repeats because its own text could not be verified; empty otherwise."""
    note: str = ""

    @property
    def name(self) -> str:
        """The duty's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"


def reused_duty(duty: Duty, edition: Edition, *, clock: Clock, place: str, because: str) -> Duty:
    """The same duty under a later edition whose own text was not verified: it says so wherever it is shown."""
    return replace(
        duty,
        clock=clock,
        cites=edition.cite(place, Grade.UNVERIFIED),
        reuses=duty.name,
        note=" ".join(part for part in (because, duty.note) if part),
    )
