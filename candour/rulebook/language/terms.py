"""A word of the field, with what it means in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word that not everybody knows, as it is written out and as it is shortened."""

    word: str
    means: str
    """What it means, in words that somebody who works in none of the agencies knows."""
    short: str = ""
    """Its abbreviation. A text that holds it in capitals means this term."""
    also: tuple[str, ...] = ()
    """Other ways to write it. An added s is understood."""
    is_exact: bool = False
    """Whether it is a title, which is meant only where its capitals stand."""
    is_marked: bool = True
    """Whether a text that holds it explains it; False for words that mean something else in everyday sentences."""

    @property
    def name(self) -> str:
        """The word with its abbreviation."""
        return f"{self.word} ({self.short})" if self.short else self.word
