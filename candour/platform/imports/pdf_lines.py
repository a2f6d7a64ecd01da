"""Letters of a PDF put together to lines and paragraphs. It runs confined, and knows nothing of Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from candour.platform.imports.pdf_pages import Letter, turned, turning

_SAME_LINE = 0.4
"""How far apart baselines may be in one line, in heights of its letters, as in "3rd" with raised letters."""
_SPACE = 0.2
_OVERLAP = 0.25
_WIDE = 1.2
_LEADING = 1.3
"""How much further apart than others two lines are between which a paragraph ends."""
_SLACK = 0.35
_BEGINS = re.compile(r"(?:[•▪●◦‣·*–-]|\(?\d{1,2}[.)])\s")
_BROKEN_WORD = re.compile(r"\w[-\u2010/–]$")


class Line(NamedTuple):
    """A line of words, with what stands apart in it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    """How wide its first word is."""
    starts: tuple[float, ...]
    """Where it begins anew after a wide gap."""


def words_of(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters word by word, in the order in which the file writes them."""
    words: list[list[Letter]] = []
    for letter in letters:
        last = words[-1][-1] if words else None
        if (
            last is None
            or letter.spaced
            or letter.turn != last.turn
            or abs(letter.base - last.base) > _SAME_LINE * letter.size
            or not (letter.turn or _touches(last, letter))
        ):
            words.append([])
        words[-1].append(letter)
    return words


def _touches(before: Letter, after: Letter) -> bool:
    """Whether a letter stands close behind another, or in its place, as those that are drawn as one do."""
    gap = after.left - before.right
    return after.left == before.left or -_OVERLAP * after.size < gap < _SPACE * after.size


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """The lines of some letters from top to bottom. What stands sideways comes after what stands upright."""
    by_turn: dict[int, list[Letter]] = {}
    for letter in letters:
        by_turn.setdefault(letter.turn, []).append(letter)
    lines = []
    for turn, some in sorted(by_turn.items()):
        upright = [turned(one, turn, turning(turn, 0, 0)) for one in some] if turn else some
        lines += [_line(row) for row in _rows(upright)]
    return lines


def paragraphs(lines: Sequence[Line], right: float) -> list[str]:
    """The paragraphs of some lines. A line that ends although the next word would fit before `right` ends one."""
    apart = [after.base - before.base for before, after in pairwise(lines)]
    usual = median([space for space in apart if space > 0] or [0])
    texts: list[str] = []
    for number, line in enumerate(lines):
        if number and not _ends(lines[number - 1], line, usual, right):
            texts[-1] = joined(texts[-1], line.text)
        else:
            texts.append(line.text)
    return texts


def joined(before: str, after: str) -> str:
    """Two pieces that a line or a page cut. A hyphen stays as it is printed."""
    if not before or not after:
        return before or after
    return before + ("" if _BROKEN_WORD.search(before) and not after[0].isspace() else " ") + after


def _ends(before: Line, after: Line, usual: float, right: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if _BEGINS.match(after.text) or abs(before.size - after.size) > 0.1 * max(before.size, after.size):
        return True
    if after.base - before.base > _LEADING * usual:
        return True
    return would_fit(before, after, right)


def would_fit(before: Line, after: Line, right: float) -> bool:
    """Whether the first word of a line would fit at the end of another, so that something else parted them."""
    return before.right + before.size * _SPACE + after.first < right - _SLACK * before.size


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one.base):
        if rows and letter.base - rows[-1][0].base < _SAME_LINE * max(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return rows


def _line(row: list[Letter]) -> Line:
    row = sorted(row, key=lambda one: (one.left, one.number))
    pieces, starts = [row[0].text], [row[0].left]
    first = 0.0
    for before, letter in pairwise(row):
        gap = letter.left - before.right
        if letter.spaced if letter.number == before.number + 1 else gap > _SPACE * letter.size:
            pieces.append(" ")
            first = first or before.right - row[0].left
        if gap > _WIDE * letter.size:
            starts.append(letter.left)
        pieces.append(letter.text)
    right = max(letter.right for letter in row)
    return Line(
        "".join(pieces),
        row[0].left,
        right,
        median(letter.base for letter in row),
        median(letter.size for letter in row),
        first or right - row[0].left,
        tuple(starts),
    )
