"""Small counts in a table: taken out, with as many others as it takes so that nobody can work them out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

TAKEN_OUT = "[c]"
"""What stands instead of a count, the same whether it was small itself or guards another."""

_TOTALS = ("total", "totals", "all", "sum", "overall", "grand total", "any")

Cell = str | int | float | None
_Place = tuple[int, int]
_GROUND = "ground"
"""The end of every line of the table that has no total, so that nothing can be worked out along it."""


def small_counts(rows: Sequence[Sequence[Cell]], floor: int = 5) -> list[list[Cell]]:
    """The table without counts from 1 to below the floor, and without those from which they could be worked out.

    The first row and the first column are labels. A column or row labelled as a total is the sum of the others. A count
    of none is left standing.
    """
    table = [list(row) for row in rows]
    counts = {
        (row, column): int(value)
        for row, cells in enumerate(table)
        for column, value in enumerate(cells)
        if row and column and isinstance(value, int | float) and not isinstance(value, bool)
    }
    out = {place for place, count in counts.items() if 0 < count < floor}
    lines = _Lines(table)
    while open_places := [place for place in sorted(out) if _is_bridge(place, out, lines)]:
        guards = _guards(open_places, counts, out, lines)
        if not guards:
            out |= {place for place in counts if lines.holds(place)}
            break
        out.add(min(guards, key=lambda place: (counts[place], place)))
    for row, column in out:
        table[row][column] = TAKEN_OUT
    return table


class _Lines:
    """Which rows and columns of a table add up to a total."""

    def __init__(self, table: Sequence[Sequence[Cell]]) -> None:
        head = table[0] if table else []
        self.rows_add_up = any(_is_total(label) for label in head[1:])
        self.columns_add_up = any(_is_total(row[0]) for row in table[1:] if row)

    def ends(self, place: _Place) -> tuple[str, str]:
        """The row and the column of a place, as the ends of a link between them."""
        row = f"row {place[0]}" if self.rows_add_up else _GROUND
        column = f"column {place[1]}" if self.columns_add_up else _GROUND
        return row, column

    def holds(self, place: _Place) -> bool:
        """Whether a place stands in any line that adds up."""
        return self.ends(place) != (_GROUND, _GROUND)


def _is_total(label: Cell) -> bool:
    return isinstance(label, str) and label.strip().lower().rstrip(":") in _TOTALS


def _is_bridge(place: _Place, out: set[_Place], lines: _Lines) -> bool:
    """Whether the count can be worked out: no other way leads over counts taken out from its row to its column."""
    start, end = lines.ends(place)
    if start == end:
        return False
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for there in _neighbours(here, out - {place}, lines):
            if there == end:
                return False
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return True


def _neighbours(here: str, out: set[_Place], lines: _Lines) -> Iterator[str]:
    for place in out:
        row, column = lines.ends(place)
        if row == here:
            yield column
        if column == here:
            yield row


def _guards(open_places: list[_Place], counts: dict[_Place, int], out: set[_Place], lines: _Lines) -> list[_Place]:
    """Counts that may be taken out beside one that can be worked out: in its row or column, and above none."""
    return [
        place
        for place, count in counts.items()
        if count
        and place not in out
        and any(
            (lines.rows_add_up and place[0] == other[0]) or (lines.columns_add_up and place[1] == other[1])
            for other in open_places
        )
    ]
