"""Charts: columns of stacked parts, always with a title, a description in words, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALONE = 12.0
"""The widest that a column is, of a hundred, so that one alone does not look like a wall."""


@dataclass(frozen=True)
class Part:
    """One part of a column, in hundredths of the picture from its left and upper edge."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Row:
    """One column as a row of the table. `note` stands beside its title, and `address` is its page, if it has one."""

    title: str
    numbers: tuple[int, ...]
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture of stacked columns and its table."""

    name: str
    """Its place on the page, of which there is one."""
    title: str
    words: str
    """What the picture shows, for whoever does not see it."""
    first: str
    """What a row of the table is."""
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[tuple[Row, list[tuple[str, int]]], ...]
    """Each row with its numbers, each under its head."""
    parts: tuple[Part, ...]
    legend: tuple[tuple[str, str], ...]
    """The kind and the name of each part, from the bottom up."""


def stacked(
    name: str, title: str, words: str, *, first: str, rows: Sequence[Row], kinds: Sequence[tuple[str, str]]
) -> Chart:
    """A chart of rows whose first numbers, one for each of the kinds, are stacked from the bottom up.

    `kinds` gives the kind and the name of every number; one of an empty kind stands only in the table.
    """
    drawn = [place for place, (kind, _) in enumerate(kinds) if kind]
    step = 100 / max(1, len(rows))
    width = min(step * 0.8, ALONE)
    parts: list[Part] = []
    for column, row in enumerate(rows):
        whole = sum(row.numbers[place] for place in drawn) or 1
        top = 100.0
        for place in drawn:
            height = 100 * row.numbers[place] / whole
            top -= height
            if height:
                x = step * column + (step - width) / 2
                parts.append(Part(kinds[place][0], *(f"{one:.2f}" for one in (x, top, width, height))))
    heads = tuple(head for _, head in kinds)
    return Chart(
        name,
        title,
        words,
        first,
        heads,
        tuple(rows),
        tuple((row, list(zip(heads, row.numbers, strict=True))) for row in rows),
        tuple(parts),
        tuple((kind, head) for kind, head in kinds if kind),
    )
