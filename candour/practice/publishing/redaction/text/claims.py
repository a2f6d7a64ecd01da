"""Which stretches of a text are taken already, so that nothing is found twice in one place."""

from __future__ import annotations

from bisect import bisect_left, insort


class Claims:
    """Stretches that do not overlap."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        insort(self._taken, (start, end))

    def holds(self, start: int, end: int) -> bool:
        """Whether any of a stretch is taken."""
        place = bisect_left(self._taken, (start, start))
        if place < len(self._taken) and self._taken[place][0] < end:
            return True
        return place > 0 and self._taken[place - 1][1] > start
