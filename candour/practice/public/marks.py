"""The few marks of a public document's text: read into parts for a page, and written from the blocks of an export.

A line that begins with “# ”, “## ” or “### ” is a heading; lines with “- ” make a list, with “1. ” a numbered one;
“> ” a notice; “| a | b |” a row of a table whose first row is its head. What stands between empty lines is a paragraph.
Nothing else is a mark, so that no text can become more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from candour.platform.exports.blocks import Block, Bullets, Grid, Heading, Notice, Numbered, Pairs, Paragraph, in_order

_MARKS = (
    ("heading", re.compile(r"(#{1,3}) +(.*)")),
    ("list", re.compile(r"()[-•*] +(.*)")),
    ("steps", re.compile(r"()\d+[.)] +(.*)")),
    ("notice", re.compile(r"()> ?(.*)")),
    ("table", re.compile(r"()\|(.*)\|\s*")),
)
_LOWEST = 3


@dataclass(frozen=True)
class Part:
    """A part of a text as a page shows it."""

    kind: str
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parts_of(text: str) -> list[Part]:
    """The parts of a marked text, in order, with no level of heading skipped."""
    parts: list[Part] = []
    level = 0
    for kind, lines in groupby(_lines(text), key=lambda line: line[0]):
        run = list(lines)
        if kind == "heading":
            for _, depth, words in run:
                level = min(len(depth), level + 1)
                parts.append(Part("heading", words, level=level))
        elif kind in ("list", "steps"):
            parts.append(Part(kind, items=tuple(words for _, _, words in run)))
        elif kind == "table":
            parts.append(_table([words for _, _, words in run]))
        elif kind:
            parts.append(Part(kind, " ".join(words for _, _, words in run)))
    return parts


def lines_of(text: str) -> list[str]:
    """What a marked text says without its marks: each heading, paragraph, item of a list and row of a table a line."""
    return [line for part in parts_of(text) for line in _said_in(part) if line]


def marked(blocks: Iterable[Block]) -> str:
    """The text of an export's blocks with its marks, so that a page says what the file says."""
    return "\n\n".join(text for block in in_order(list(blocks)) if (text := _marked(block)))


def _said_in(part: Part) -> list[str]:
    rows = (part.head, *part.rows) if part.head else ()
    return [part.text, *part.items, *(" | ".join(row) for row in rows)]


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        stripped = line.strip()
        for kind, mark in _MARKS:
            if found := mark.fullmatch(stripped):
                yield kind, found[1], found[2].strip()
                break
        else:
            yield ("paragraph" if stripped else ""), "", stripped


def _table(lines: list[str]) -> Part:
    cells = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    width = len(cells[0])
    rows = tuple((row + ("",) * width)[:width] for row in cells[1:] if not all(set(cell) <= set("-: ") for cell in row))
    return Part("table", head=cells[0], rows=rows)


def _marked(block: Any) -> str:
    match block:
        case Heading():
            return f"{'#' * min(block.level, _LOWEST)} {_line(block.text)}"
        case Paragraph():
            return _plain(f"{block.lead} {block.text}")
        case Bullets():
            return "\n".join(f"- {_line(item)}" for item in block.items)
        case Numbered():
            return "\n".join(f"{number}. {_line(item)}" for number, item in enumerate(block.items, start=1))
        case Notice():
            return f"> {_line(block.text)}"
        case Pairs():
            return "\n".join(_row(pair) for pair in (("Name", "Value"), *block.rows)) if block.rows else ""
        case Grid():
            return "\n".join(_row(row) for row in (block.columns, *block.rows))
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    line = _line(text)
    # A paragraph that happens to begin like a mark stays a paragraph.
    return f"\u2060{line}" if any(mark.fullmatch(line) for _, mark in _MARKS) else line


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_line(cell).replace('|', '/') for cell in cells)} |"
