"""A table as it was printed: rows of cells, and nothing known yet of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from candour.platform.exports.lettering import printable

MOST_LINES = 20_000
MOST_COLUMNS = 200


class Unreadable(Exception):
    """No table can be read from it. The sentence is for whoever sent it."""


@dataclass(frozen=True)
class Grid:
    """One table with the name of the place where it stands, such as "Table 2" or a sheet."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    is_hidden: bool = False
    """Whether it stands in a sheet that Excel does not show."""
    follows: bool = False
    """Whether nothing but empty lines stands between it and the table before it."""


def grid(name: str, rows: Iterable[Sequence[str]], *, is_hidden: bool = False, follows: bool = False) -> Grid:
    """A table of cleaned cells, without empty rows, and with rows of one length. Raises Unreadable for a vast one."""
    cleaned = [tuple(_cleaned(cell) for cell in row) for row in islice(rows, MOST_LINES + 1)]
    filled = [row for row in cleaned if any(row)]
    width = max((_length(row) for row in filled), default=0)
    if len(cleaned) > MOST_LINES or width > MOST_COLUMNS:
        raise Unreadable(
            f"A table has more than {MOST_LINES} rows or {MOST_COLUMNS} columns. Send it in smaller parts."
        )
    squared = tuple((row + ("",) * width)[:width] for row in filled)
    return Grid(printable(name), squared, is_hidden, follows)


def rejoined(grids: Iterable[Grid]) -> list[Grid]:
    """The tables, with those in one that were cut by a page: the second follows at once and has the same head."""
    joined: list[tuple[Grid, list[tuple[str, ...]]]] = []
    for part in grids:
        if not part.rows:
            continue
        if joined and part.follows and part.rows[0] == joined[-1][1][0]:
            joined[-1][1].extend(part.rows[1:])
        else:
            joined.append((part, list(part.rows)))
    return [replace(first, rows=tuple(rows)) for first, rows in joined]


def _cleaned(cell: str) -> str:
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in printable(cell).split("\n"))
    return "\n".join(lines).strip()


def _length(row: Sequence[str]) -> int:
    return max(number for number, cell in enumerate(row, start=1) if cell)
