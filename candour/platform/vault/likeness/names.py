"""Names as they are compared: in their parts, in their usual spelling, and by their sound."""

from __future__ import annotations

import jellyfish

from candour.platform.spelling.folding import folded
from candour.platform.vault.likeness.variants import NOT_NAMES, PARTICLES, may_be, usual

AT_MOST = 4
"""How many parts of a name are looked at, so that a very long one cannot make marks without end."""


def forenames(text: str) -> frozenset[str]:
    """What a person may be called, from their forenames: each name, and each that it may be short for."""
    words = [word for word in folded(text).split() if word not in NOT_NAMES][:AT_MOST]
    whole = ["".join(words)] if len(words) > 1 else []
    return frozenset(name for word in (*words, *whole) for name in may_be(word))


def surnames(text: str) -> frozenset[str]:
    """What a person's family name may be: the whole written as one, and each part of a name of several."""
    words = [word for word in folded(text).split() if word not in NOT_NAMES][:AT_MOST]
    parts = [word for word in words if word not in PARTICLES and len(word) > 1]
    whole = ["".join(words)] if words else []
    return frozenset(usual(name) for name in (*parts, *whole))


def sounds(names: frozenset[str]) -> frozenset[str]:
    """How the names sound, by two ways of writing sounds down; none for a sound too short to tell anything."""
    codes = ((f"m{jellyfish.metaphone(name)}", f"n{jellyfish.nysiis(name)}") for name in names if name.isascii())
    return frozenset(code for both in codes for code in both if len(code) > len("m") + 1)


def initials(names: frozenset[str]) -> frozenset[str]:
    """The letters with which the names begin."""
    return frozenset(name[0] for name in names)
