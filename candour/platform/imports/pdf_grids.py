"""Tables with ruled lines on a page of a PDF: their grid, and the words in each cell. It runs confined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from candour.platform.imports.pdf_lines import Line, lines_of, paragraphs, words_of
from candour.platform.imports.pdf_pages import Letter, Page, Rule

MOST_RULES = 600
"""In either direction. A page with more is a drawing."""
MOST_CELLS = 20_000
_NEAR = 2.5
_TOUCH = 3.0
_SHORTEST = 6.0
_COVERED = 0.7
_PADDING = 10.0


class Cell(NamedTuple):
    """The lines in a cell, and where they may end at the right."""

    lines: list[Line]
    right: float


class Ruled(NamedTuple):
    """A table on a page, with the places of its columns."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: list[list[str]]
    cells: list[list[Cell | None]]
    """The cell in each place that has words."""


class _Frame(NamedTuple):
    """Where the rows and columns of a table end, and to which cell each place in the grid belongs."""

    across: list[float]
    down: list[float]
    cells: list[list[int]]

    def holds(self, letter: Letter) -> bool:
        along, beside = _middle(letter)
        return self.down[0] <= along <= self.down[-1] and self.across[0] <= beside <= self.across[-1]

    @property
    def area(self) -> float:
        return (self.down[-1] - self.down[0]) * (self.across[-1] - self.across[0])


def ruled_tables(page: Page) -> tuple[list[Ruled], list[Letter], bool]:
    """The tables of a page from top to bottom, the letters outside them, and whether its lines could be followed.

    A cell that is merged downwards stands in every row, and one that is merged across is followed by empty cells.
    """
    across, down = _merged(page.across), _merged(page.down)
    if len(across) > MOST_RULES or len(down) > MOST_RULES:
        return [], page.letters, False
    frames = []
    for lines, bars in _connected(across, down):
        rows, columns = _edges(lines, bars), _edges(bars, lines)
        if (len(rows) - 1) * (len(columns) - 1) > MOST_CELLS:
            return [], page.letters, False
        cells = _cells(rows, columns, lines, bars)
        if len({cell for row in cells for cell in row}) > 1:
            frames.append(_Frame(rows, columns, cells))
    frames.sort(key=lambda one: one.area)
    within: list[list[list[Letter]]] = [[] for _ in frames]
    outside: list[Letter] = []
    for word in words_of(page.letters):
        place = next((number for number, frame in enumerate(frames) if frame.holds(_amid(word))), None)
        if place is None:
            outside += word
        else:
            within[place].append(word)
    tables = [_table(frame, some) for frame, some in zip(frames, within, strict=True) if some]
    return sorted(tables, key=lambda one: one.top), outside, True


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that continue each other or lie side by side as one, and none that is too short to part cells."""
    beside: list[list[Rule]] = []
    for rule in sorted(rules):
        if beside and rule.at - beside[-1][0].at <= _NEAR:
            beside[-1].append(rule)
        else:
            beside.append([rule])
    merged: list[Rule] = []
    for group in beside:
        at = sum(rule.at for rule in group) / len(group)
        begun, ends = 0.0, None
        for rule in sorted(group, key=lambda one: one.start):
            if ends is not None and rule.start <= ends + _TOUCH:
                ends = max(ends, rule.end)
                continue
            if ends is not None:
                merged.append(Rule(at, begun, ends))
            begun, ends = rule.start, rule.end
        if ends is not None:
            merged.append(Rule(at, begun, ends))
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together, those across and those down."""
    heads = list(range(len(across) + len(down)))
    for one, line in enumerate(across):
        for other, bar in enumerate(down, start=len(across)):
            if _meets(line, bar):
                _unite(heads, one, other)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*across, *down]):
        parts.setdefault(_head(heads, number), ([], []))[number >= len(across)].append(rule)
    return [(lines, bars) for lines, bars in parts.values() if lines and bars]


def _meets(line: Rule, bar: Rule) -> bool:
    return line.start - _TOUCH <= bar.at <= line.end + _TOUCH and bar.start - _TOUCH <= line.at <= bar.end + _TOUCH


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where lines lie, and where those that cross them end, since an outer side need not be drawn."""
    ends = [min(rule.start for rule in crossing), max(rule.end for rule in crossing)]
    edges: list[float] = []
    for at in sorted({rule.at for rule in rules}):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    for at in ends:
        if all(abs(at - edge) > 2 * _TOUCH for edge in edges):
            edges.append(at)
    return sorted(edges)


def _cells(rows: list[float], columns: list[float], lines: Sequence[Rule], bars: Sequence[Rule]) -> list[list[int]]:
    """For each place in the grid the number of its cell: places that no line parts are one cell."""
    wide = len(columns) - 1
    heads = list(range((len(rows) - 1) * wide))
    over = [[line for line in lines if abs(line.at - edge) <= _NEAR] for edge in rows]
    beside = [[bar for bar in bars if abs(bar.at - edge) <= _NEAR] for edge in columns]
    for row in range(len(rows) - 1):
        for column in range(wide):
            here = row * wide + column
            if column + 1 < wide and not _covers(beside[column + 1], rows[row], rows[row + 1]):
                _unite(heads, here, here + 1)
            if row + 2 < len(rows) and not _covers(over[row + 1], columns[column], columns[column + 1]):
                _unite(heads, here, here + wide)
    return [[_head(heads, row * wide + column) for column in range(wide)] for row in range(len(rows) - 1)]


def _covers(rules: Iterable[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVERED * (end - start)


def _table(frame: _Frame, words: Iterable[list[Letter]]) -> Ruled:
    held: dict[int, list[Letter]] = {}
    for word in words:
        along, beside = _middle(_amid(word))
        row = min(bisect_right(frame.across, beside), len(frame.across) - 1) - 1
        column = min(bisect_right(frame.down, along), len(frame.down) - 1) - 1
        held.setdefault(frame.cells[row][column], []).extend(word)
    read = {cell: _read(frame, cell, some) for cell, some in held.items()}
    texts = {cell: "\n".join(paragraphs(one.lines, one.right)) for cell, one in read.items()}
    rows, cells = [], []
    for numbers in frame.cells:
        begins = [cell not in numbers[:place] for place, cell in enumerate(numbers)]
        rows.append([texts.get(cell, "") if first else "" for cell, first in zip(numbers, begins, strict=True)])
        cells.append([read.get(cell) if first else None for cell, first in zip(numbers, begins, strict=True)])
    return Ruled(frame.across[0], frame.across[-1], tuple(frame.down), rows, cells)


def _read(frame: _Frame, cell: int, letters: Iterable[Letter]) -> Cell:
    columns = [place for cells in frame.cells for place, one in enumerate(cells) if one == cell]
    left, right = frame.down[min(columns)], frame.down[max(columns) + 1]
    lines = lines_of(letters)
    padding = min(_PADDING, *(max(0.0, line.left - left) for line in lines))
    return Cell(lines, right - padding)


def _amid(word: list[Letter]) -> Letter:
    """The letter in the middle of a word, which tells to which cell it belongs even where it runs over a line."""
    return word[len(word) // 2]


def _middle(letter: Letter) -> tuple[float, float]:
    return (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2


def _head(heads: list[int], number: int) -> int:
    while heads[number] != number:
        heads[number] = heads[heads[number]]
        number = heads[number]
    return number


def _unite(heads: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(heads, one), _head(heads, other)))
    heads[second] = first
