"""Tables out of text: separated by tabs, drawn with bars, or separated by commas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from candour.platform.exports.lettering import printable
from candour.platform.imports.grids import MOST_LINES, Grid, Unreadable, grid, rejoined

_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_DELIMITERS = ",;\t|"
_SAMPLE = 50
_MARK = "\ufeff"
_MOST_LINES_OF_A_CELL = 40
_MOST_LINES_OF_A_TEXT = 5 * MOST_LINES

Rows = list[list[str]]

csv.field_size_limit(1_000_000)


def read_csv(text: str, name: str = "The file") -> list[Grid]:
    """The one table of a CSV file, whatever separates its cells. Raises Unreadable."""
    cleaned = _bounded(text)
    rows = _csv_rows(cleaned, _delimiter_of(cleaned))
    return [table for table in [grid(name, rows)] if table.rows]


def read_pasted(text: str, name: str = "The text") -> list[Grid]:
    """Every table in a text, as pasted from Word, Excel, a web page or the text of a document. Raises Unreadable."""
    lines = _bounded(text).split("\n")
    if any("\t" in line for line in lines):
        tables = rejoined(_tabbed_tables(lines))
    elif sum(len(_BAR.findall(line)) > 1 for line in lines) > 1:
        tables = [grid("", [_barred(line) for line in lines if _BAR.search(line) and not _is_rule(line)])]
    else:
        return read_csv(text, name)
    tables = [table for table in tables if table.rows]
    return [Grid(name if len(tables) == 1 else f"Table {number}", table.rows) for number, table in enumerate(tables, 1)]


def _bounded(text: str) -> str:
    cleaned = printable(text.removeprefix(_MARK))
    if cleaned.count("\n") > _MOST_LINES_OF_A_TEXT:
        raise Unreadable(f"There are more than {_MOST_LINES_OF_A_TEXT} lines. Send them in smaller parts.")
    return cleaned


def _tabbed_tables(lines: Sequence[str]) -> Iterator[Grid]:
    """Tables of lines with tabs. A line without one stands inside a cell if the table goes on after it."""
    follows = False
    for block in _blocks(lines):
        if isinstance(block, str):
            follows = follows and not block.strip()
            continue
        rows = _quoted_rows(block) or _plain_rows(block)
        yield grid("", rows, follows=follows)
        follows = True


def _blocks(lines: Sequence[str]) -> Iterator[list[str] | str]:
    """Runs of lines that make up one table, and the other lines one by one."""
    number = 0
    while number < len(lines):
        if "\t" not in lines[number]:
            yield lines[number]
            number += 1
            continue
        width = lines[number].count("\t")
        ends = number + 1
        while (after := _next_row(lines, ends, width)) is not None:
            ends = after + 1
        yield list(lines[number:ends])
        number = ends


def _next_row(lines: Sequence[str], start: int, width: int) -> int | None:
    """The number of the next line with tabs that still belongs to the table; None where the table ends."""
    for number in range(start, min(start + _MOST_LINES_OF_A_CELL, len(lines))):
        if not lines[number].strip():
            return None
        if "\t" in lines[number]:
            apart = number > start
            return number if not apart or _may_go_on(lines, start, number, width) else None
    return None


def _may_go_on(lines: Sequence[str], start: int, number: int, width: int) -> bool:
    """Whether lines without tabs stand inside a cell: the row before them was cut, or the one after them is whole."""
    return lines[number].count("\t") == width or lines[start - 1].count("\t") + lines[number].count("\t") == width


def _quoted_rows(block: Sequence[str]) -> Rows:
    """The rows as Excel copies them, with quotation marks round cells of several lines; none where they do not fit."""
    if not any('\t"' in line or line.startswith('"') for line in block):
        return []
    try:
        rows = list(csv.reader(io.StringIO("\n".join(block), newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return []
    return rows if len({len(row) for row in rows}) == 1 else []


def _plain_rows(block: Sequence[str]) -> Rows:
    """The rows line by line. A line that is too short is taken together with the next, if that makes it whole."""
    width = block[0].count("\t") + 1
    rows: Rows = []
    waiting: list[str] = []
    for line in block:
        cells = line.split("\t")
        if waiting and len(waiting) + len(cells) - 1 <= width and len(cells) != width:
            waiting = [*waiting[:-1], f"{waiting[-1]}\n{cells[0]}", *cells[1:]]
        elif rows and not waiting and len(cells) == 1:
            rows[-1][-1] += f"\n{line}"
            continue
        else:
            rows += [waiting] if waiting else []
            waiting = cells
        if len(waiting) >= width:
            rows.append(waiting)
            waiting = []
    return rows + ([waiting] if waiting else [])


def _barred(line: str) -> list[str]:
    cells = _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
    return [re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|")) for cell in cells]


def _is_rule(line: str) -> bool:
    return all(_RULE.fullmatch(cell) or not cell.strip() for cell in _barred(line))


def _delimiter_of(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells, more than one."""
    lines = [line for line in text.split("\n") if line.strip()][:_SAMPLE]

    def agreement(delimiter: str) -> tuple[int, int]:
        rows = _csv_rows("\n".join(lines), delimiter)
        lengths = [len(row) for row in rows if len(row) > 1]
        commonest = max(lengths, key=lengths.count, default=0)
        return lengths.count(commonest) if commonest else 0, commonest

    return max(_DELIMITERS, key=agreement)


def _csv_rows(text: str, delimiter: str) -> Rows:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable("The text could not be read as a table. Paste it from Word or Excel itself.") from None
