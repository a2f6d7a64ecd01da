"""Pseudonyms: two or more letters that say nothing about the person, as trackers have always used."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTHS = (2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8)
"""How long each proposal is: short while there are few cases, longer when short ones are taken."""


def proposed_keys(not_these: Collection[str]) -> Iterator[str]:
    """Pseudonyms to try in turn, none of them the initials to avoid, forwards or backwards."""
    avoided = {initials.upper() for initials in not_these} | {initials.upper()[::-1] for initials in not_these}
    for length in LENGTHS:
        key = "".join(secrets.choice(LETTERS) for _ in range(length))
        if key not in avoided:
            yield key
