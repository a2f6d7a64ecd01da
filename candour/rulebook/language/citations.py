"""Where a rule comes from, and how far anybody has checked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Grade(Enum):
    """How well the source of a rule is evidenced. Only STATUTE and GUIDANCE may be shown as what the law says."""

    STATUTE = "S"
    GUIDANCE = "G"
    REPUBLISHED = "G-"
    PROCEDURE = "Q"
    LOCAL = "L"
    FOUNDING_PAPER = "SEED"
    BACKGROUND = "BK"
    UNVERIFIED = "U"

    @property
    def is_law(self) -> bool:
        """Whether the text itself was seen, so that it may be presented as law or statutory guidance."""
        return self in (Grade.STATUTE, Grade.GUIDANCE)

    @property
    def standing(self) -> str:
        """How a rule of this grade may be introduced, so that nothing unverified is shown as law."""
        return _STANDING.get(self, "Not checked against the text")

    @property
    def explained(self) -> str:
        """One sentence for the reader of a rule: what somebody has and has not checked."""
        return _EXPLAINED[self]


_EXPLAINED = {
    Grade.STATUTE: "The text of the statute or regulation was seen.",
    Grade.GUIDANCE: "The official text was seen.",
    Grade.REPUBLISHED: "Known from an official statement as somebody else republished it. Check before quoting.",
    Grade.PROCEDURE: "Known from a partnership's procedure that reproduces the national guidance. Second-hand.",
    Grade.LOCAL: "Local practice of one partnership. Not a national rule.",
    Grade.FOUNDING_PAPER: "From the partnership's own founding papers. A local rule.",
    Grade.BACKGROUND: "Generally understood, but the text was not seen. Check before relying on it.",
    Grade.UNVERIFIED: "Looked for and not verified, or sources disagree.",
}
_STANDING = {
    Grade.STATUTE: "The law",
    Grade.GUIDANCE: "National guidance",
    Grade.LOCAL: "Local protocol",
    Grade.FOUNDING_PAPER: "Local protocol",
}


@dataclass(frozen=True)
class Edition:
    """One version of a statute, a piece of guidance or a local protocol, and the dates between which it applies."""

    key: str
    title: str
    publisher: str
    subject: str
    """Whose cases it governs: "children", "adults" or "both"."""
    in_force_from: date
    in_force_until: date | None
    """The last day on which it applied; None while it still does."""
    link: str
    note: str = ""
    """What a reader must know about this edition, above all what was not seen of it."""

    def applies_on(self, day: date) -> bool:
        """Whether this edition was in force on the day."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def cite(self, place: str, grade: Grade) -> Citation:
        """A citation of a place in this edition, such as a chapter or a regulation."""
        return Citation(self, place, grade)


@dataclass(frozen=True)
class Citation:
    """A place in an edition, with the evidence for it."""

    edition: Edition
    place: str
    grade: Grade

    @property
    def words(self) -> str:
        """The citation as a reader would write it: "Working Together to Safeguard Children 2023, chapter 5"."""
        return f"{self.edition.title}, {self.place}" if self.place else self.edition.title

    @property
    def standing(self) -> str:
        """How the rule may be introduced, so that nothing unverified is shown as law."""
        return self.grade.standing
