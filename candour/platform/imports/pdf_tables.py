"""Tables and running text out of PDF files, with what could not be read of them. It runs confined, without Django."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2

from candour.platform.imports.office_tables import line_of_row
from candour.platform.imports.pdf_grids import Cell, Ruled, ruled_tables
from candour.platform.imports.pdf_lines import Line, joined, lines_of, paragraphs, would_fit
from candour.platform.imports.pdf_pages import read_page

MOST_PAGES = 400
MOST_LETTERS = 2_000_000
_EDGE = 0.16
"""The part of a page, above and below, in which lines that every page repeats may stand."""
_OUTERMOST = 2
_SAME_PLACE = 4.0
_LEFT_FREE = 0.4
"""How much of a page may be free beneath a table that goes on overleaf."""
_MOST_HEADS = 5
_LEAST_LINES, _LEAST_GAPS = 3, 2

Answer = dict[str, Any]


class _Sheet(NamedTuple):
    number: int
    height: float
    tables: list[Ruled]
    lines: list[Line]
    """The lines outside its tables, without those that every page repeats."""
    right: float
    """Where its lines may end at the right."""


def pdf_tables(content: bytes) -> tuple[Answer, bytes]:
    """Every table with ruled lines, those that go on overleaf as one. `unread` names what is not read, and where.

    `too_much` says that the file is beyond what is read of one.
    """
    sheets, unread = _sheets(content)
    if sheets is None:
        return {"too_much": True}, b""
    tables: list[Answer] = []
    before: _Sheet | None = None
    for sheet in sheets:
        for place, table in enumerate(sheet.tables):
            last = before.tables[-1] if before and before.tables and not place else None
            if before and last and _goes_on(before, last, sheet, table):
                _add(tables[-1], last, table, sheet.number, unread)
                continue
            tables.append({"rows": table.rows, "follows": bool(place) and not _between(sheet, place)})
        if _looks_unruled(sheet.lines):
            unread.append(("unruled", sheet.number))
        before = sheet
    return {"tables": tables, "unread": unread}, b""


def pdf_text(content: bytes) -> tuple[Answer, bytes]:
    """The paragraphs in order, without the tables and without what every page repeats at its edges.

    Rows that begin with a name and a colon, as those above notes do, are lines of the text.
    """
    sheets, unread = _sheets(content)
    if sheets is None:
        return {"too_much": True}, b""
    unread = [(kind, number) for kind, number in unread if kind != "lines"]
    return {"text": "\n".join(text for sheet in sheets for text in _told(sheet)), "unread": unread}, b""


def _told(sheet: _Sheet) -> Iterator[str]:
    lines = sheet.lines
    for table in sheet.tables:
        above = [line for line in lines if line.base < table.top]
        yield from paragraphs(above, sheet.right)
        yield from filter(None, map(line_of_row, table.rows))
        lines = lines[len(above) :]
    yield from paragraphs(lines, sheet.right)


def _sheets(content: bytes) -> tuple[list[_Sheet] | None, list[tuple[str, int]]]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    sheets: list[_Sheet] = []
    unread: list[tuple[str, int]] = []
    count = 0
    if len(document) > MOST_PAGES:
        return None, []
    for place in range(len(document)):
        page = read_page(document, place)
        count += len(page.letters)
        if count > MOST_LETTERS:
            return None, []
        tables, outside, is_clear = ruled_tables(page)
        unread += [(kind, place + 1) for kind in sorted(page.unread | ({"lines"} if not is_clear else set()))]
        lines = lines_of(outside)
        right = max(
            [page.width - min((line.left for line in lines), default=0.0), *(line.right for line in lines)],
        )
        sheets.append(_Sheet(place + 1, page.height, tables, lines, right))
    return _without_repeated(sheets), unread


def _without_repeated(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """The pages without the lines that stand at the same place of several, such as their numbers."""
    found = Counter(key for sheet in sheets for key in {_key(line) for line in _outermost(sheet)})
    repeated = {key for key, count in found.items() if count > 1}
    return [
        sheet._replace(
            lines=[line for line in sheet.lines if line not in _outermost(sheet) or _key(line) not in repeated]
        )
        for sheet in sheets
    ]


def _outermost(sheet: _Sheet) -> list[Line]:
    above = [line for line in sheet.lines[:_OUTERMOST] if line.base < _EDGE * sheet.height]
    return above + [line for line in sheet.lines[-_OUTERMOST:] if line.base > (1 - _EDGE) * sheet.height]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / _SAME_PLACE)


def _goes_on(before: _Sheet, last: Ruled, sheet: _Sheet, table: Ruled) -> bool:
    """Whether the first table of a page continues the last one of the page before: nothing stands between them."""
    if any(line.base > last.bottom for line in before.lines) or any(line.base < table.top for line in sheet.lines):
        return False
    if len(last.edges) != len(table.edges) or before.height - last.bottom > _LEFT_FREE * before.height:
        return False
    alike = all(abs(one - other) < _SAME_PLACE for one, other in zip(last.edges, table.edges, strict=True))
    return alike or _plain(last.rows[0]) == _plain(table.rows[0])


def _add(before: Answer, last: Ruled, table: Ruled, page: int, unread: list[tuple[str, int]]) -> None:
    """Put the rows of a table to those of the one that it continues, without the heads that it repeats."""
    rows = before["rows"]
    heads = 0
    while heads < min(_MOST_HEADS, len(table.rows), len(rows)) and _plain(table.rows[heads]) == _plain(rows[heads]):
        heads += 1
    rest = table.rows[heads:]
    if rest and len(rows) > heads and _may_be_cut(rows[-1], rest[0]):
        flows = _flows_on(last.cells[-1], table.cells[heads])
        is_cut = all(flows)
        if any(flows) or 2 * sum(map(bool, rest[0])) <= sum(map(bool, rows[-1])):
            unread.append(("cut" if is_cut else "doubt", page))
        if is_cut:
            rows[-1] = [joined(one, other) for one, other in zip(rows[-1], rest[0], strict=True)]
            rest = rest[1:]
    rows += rest


def _may_be_cut(last: list[str], first: list[str]) -> bool:
    """Whether a row may be the rest of the last one overleaf: it has no beginning, or begins with a small letter."""
    filled = [place for place, cell in enumerate(first) if cell]
    if not filled or not last[0] or not all(last[place] for place in filled):
        return False
    return first[0][0].islower() if first[0] else len(filled) < sum(bool(cell) for cell in last)


def _flows_on(last: list[Cell | None], first: list[Cell | None]) -> list[bool]:
    """For each cell of a row, whether it goes on where the one above it had no room for another word."""
    return [
        before is not None and not would_fit(before.lines[-1], after.lines[0], before.right)
        for before, after in zip(last, first, strict=True)
        if after is not None
    ]


def _between(sheet: _Sheet, place: int) -> bool:
    """Whether a line stands between a table of a page and the one before it."""
    above, below = sheet.tables[place - 1].bottom, sheet.tables[place].top
    return any(above < line.base < below for line in sheet.lines)


def _looks_unruled(lines: Sequence[Line]) -> bool:
    """Whether several lines begin anew at the same places, as those of a table without ruled lines do."""
    places = Counter(
        tuple(round(start / _SAME_PLACE) for start in line.starts[1:])
        for line in lines
        if len(line.starts) > _LEAST_GAPS
    )
    pairs = Counter[tuple[int, int]]()
    for key, count in places.items():
        for pair in set(pairwise(key)):
            pairs[pair] += count
    return max(pairs.values(), default=0) >= _LEAST_LINES


def _plain(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in row]
