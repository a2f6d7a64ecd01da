"""Reads the tables of worked examples out of Markdown files, and dates as the tables write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
REFUSED = "refused"
COUNTINGS = ("within", "day 1 is the day received", "before", "")

Row = dict[str, str]


class BadTable(ValueError):
    """A table is not written as the runner reads it. The message names the file and the line."""


@dataclass(frozen=True)
class Example:
    """One row of one table."""

    file: str
    line: int
    row: Row

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def examples_in(path: Path) -> Iterator[Example]:
    """Every row of every table in a file. Raises BadTable for a row that has another number of cells than its head."""
    head: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head = cells
        elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            if len(cells) != len(head):
                raise BadTable(f"{path.name}:{number} has {len(cells)} cells, its head has {len(head)}.")
            yield Example(path.name, number, dict(zip(head, cells, strict=True)))


def files() -> list[Path]:
    """Every file of worked examples."""
    return sorted(FOLDER.glob("*.md"))


def a_day(text: str) -> date:
    """A day written like “Thu 18 Jun 2020”. Raises BadTable where it is no such day, or not that day of the week."""
    try:
        day = datetime.strptime(text, "%a %d %b %Y").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise BadTable(f"“{text}” is not written like “Thu 18 Jun 2020”.") from error
    if f"{day:%a}" != text[:3]:
        raise BadTable(f"“{text}” is a {day:%A}.")
    return day


def written(day: date) -> str:
    """A day as the tables write it."""
    return f"{day:%a} {day.day} {day:%b %Y}"
