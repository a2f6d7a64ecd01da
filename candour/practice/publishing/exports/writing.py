"""The plain text of a version, read as parts: each with its heading, where it comes from, and whom it is for.

A line that begins with # is the heading of a part, one with ## a heading within it, one with - a point of a list, and
one between bars a row of a table. Under the heading of a part, [Source: …] says where it comes from, and [Not for the
public] keeps it from the page and from the files that everybody gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from candour.platform.exports.documents import Block, Bullets, Grid, Heading, Numbered, Paragraph
from candour.practice.publishing.redaction.gate import TAKEN_OUT, small_counts

_SOURCE = re.compile(r"\[Source:\s*(.*?)\s*\]", re.IGNORECASE)
_NOT_PUBLIC = re.compile(r"\[Not for the public\]", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}")
_RULE = re.compile(r"[\s|:-]+")


@dataclass
class Part:
    """A part of a version."""

    title: str = ""
    source: str = ""
    is_public: bool = True
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, without its heading and labels."""
        return "\n".join(self.lines).strip()


def parts_of(text: str) -> list[Part]:
    """The parts of a text. Words before the first heading are a part without a title."""
    parts = [Part()]
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("# "):
            parts.append(Part(stripped[2:].strip()))
        elif source := _SOURCE.fullmatch(stripped):
            parts[-1].source = source[1]
        elif _NOT_PUBLIC.fullmatch(stripped):
            parts[-1].is_public = False
        else:
            parts[-1].lines.append(line)
    return [part for part in parts if part.title or part.text]


def written(parts: Iterable[Part]) -> str:
    """Parts as the text that `parts_of` reads."""
    pieces = []
    for part in parts:
        head = [f"# {part.title}"] if part.title else []
        head += [f"[Source: {part.source}]"] if part.source else []
        head += [] if part.is_public else ["[Not for the public]"]
        pieces.append("\n".join([*head, part.text]))
    return "\n\n".join(pieces)


def blocks_of(text: str, *, guard_counts: bool) -> list[Block]:
    """What a part says, as blocks of a document; without small counts in its tables, if those count people."""
    blocks: list[Block] = []
    for kind, lines in _runs(text):
        if kind == "heading":
            blocks += [Heading(min(4, _level(line)), line.lstrip("# ")) for line in lines]
        elif kind == "bullets":
            blocks.append(Bullets([line[1:].strip() for line in lines]))
        elif kind == "numbers":
            blocks.append(Numbered([line.partition(" ")[2].strip() for line in lines]))
        elif kind == "table":
            rows = table_of(lines)
            if rows:
                blocks.append(_grid(guarded(rows) if guard_counts else rows))
        else:
            blocks.append(Paragraph(" ".join(lines)))
    return blocks


def guarded(rows: list[list[str]]) -> list[list[str]]:
    """A table without small counts, and without those from which they would follow."""
    numbered = [[int(cell) if _COUNT.fullmatch(cell) else cell for cell in row] for row in rows]
    return [[str(cell) if cell is not None else "" for cell in row] for row in small_counts(numbered)]


def counts_taken_out(text: str) -> int:
    """How many counts of the tables of a text are taken out."""
    tables = (table_of(lines) for kind, lines in _runs(text) if kind == "table")
    return sum(cell == TAKEN_OUT for rows in tables if rows for row in guarded(rows) for cell in row)


def table_of(lines: list[str]) -> list[list[str]]:
    """The rows of a table, all of one length."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)]
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * width][:width] for row in rows]


def _grid(rows: list[list[str]]) -> Block:
    return Grid(rows[0], rows[1:])


def _level(line: str) -> int:
    return len(line) - len(line.lstrip("#"))


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith(("- ", "* ", "• ")):
        return "bullets"
    return "numbers" if re.match(r"\d{1,2}[.)] ", line) else "paragraph"


def _runs(text: str) -> Iterable[tuple[str, list[str]]]:
    """Lines that belong together, with what they are. An empty line ends a paragraph."""
    runs: list[tuple[str, list[str]]] = []
    is_open = False
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            is_open = False
            continue
        kind = _kind(line)
        if is_open and runs[-1][0] == kind:
            runs[-1][1].append(line)
        else:
            runs.append((kind, [line]))
        is_open = True
    return runs
