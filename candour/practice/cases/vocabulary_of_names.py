"""Words that stand where names stand: those that are never a name, and names that are ordinary words as well."""

from __future__ import annotations

from pathlib import Path

_WORDS = Path(__file__).parent / "words"


def _words(name: str) -> frozenset[str]:
    return frozenset((_WORDS / f"{name}.txt").read_text(encoding="utf-8").split())


GENERAL = _words("general")
"""Titles, kinship, work and small words: alone they tell nobody from anybody, so they are never replaced."""

ORDINARY = _words("ordinary")
"""Names that are also ordinary words, and words that stand beside names: replaced only with a capital letter."""
