"""What is gathered from a finished file: its words, each with its place, and whatever could hold words nobody sees."""

from __future__ import annotations

from dataclasses import dataclass, field

UNREAD = "What cannot be read cannot be proved clean."
NOBODY_SEES = "Nobody sees it on the page."


@dataclass(frozen=True)
class Leak:
    """Something a finished file holds that it must not: where, what, and why that matters, in plain words."""

    where: str
    what: str
    why: str


@dataclass(frozen=True)
class Piece:
    """Words of the file and where they stand."""

    where: str
    text: str
    lines: tuple[str, ...] = ()
    """Where each line of the words stands, if they were gathered from several places."""


@dataclass
class Findings:
    """All that was gathered."""

    pieces: list[Piece] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """What could not be looked at, in words."""
    pictures: frozenset[str] | None = None
    """The marks of the pictures that were put in, where nothing but these may be there; None where any may."""

    def read(self, where: str, text: str) -> None:
        """Gather words."""
        if text.strip():
            self.pieces.append(Piece(where, text))

    def read_lines(self, where: str, lines: list[tuple[str, str]]) -> None:
        """Gather lines, each with its own place, that are read as one text, since a name may run over two of them."""
        kept = [(place, line.replace("\n", " ")) for place, line in lines if line.strip()]
        if kept:
            text = "\n".join(line for _, line in kept)
            self.pieces.append(Piece(where, text, tuple(place for place, _ in kept)))

    def leak(self, where: str, what: str, why: str) -> None:
        """Note something that must not be there, whatever it says."""
        found = Leak(where, shortened(what), why)
        if found not in self.leaks:
            self.leaks.append(found)

    def meet_picture(self, where: str, *marks: str) -> None:
        """Note a picture that is none of those that were put in. Its marks are digests of its bytes or its pixels."""
        if self.pictures is not None and self.pictures.isdisjoint(marks):
            self.leak(where, "A picture that was not put in.", "Words can stand in it that nobody has read.")


def shortened(text: str, most: int = 80) -> str:
    """A line of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
