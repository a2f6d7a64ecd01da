"""Why a file is refused, and the limits beyond which one is."""

from __future__ import annotations

LARGEST = 25 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_ENTRIES = 2000
HIGHEST_RATIO = 100
MOST_PIXELS = 40_000_000


class Refusal(Exception):
    """The file is refused. The sentence tells whoever sent it how to mend it, and repeats nothing of it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
