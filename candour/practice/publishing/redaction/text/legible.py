"""A text as the engine reads it: cleaned of what hides words, with the way back to the places of the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

from candour.practice.publishing.redaction.text.folding import LOOK_ALIKES, fold

_NOTHING = "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufffe"
_MARKS = "\u0300-\u036f"
_SPECIAL = re.compile(
    rf"""
      (?P<linebreak> (?<=[a-zà-ÿ])[-\u00ad\u2010\u2011][ \t]*\r?\n[ \t]*(?=[a-zà-ÿ]) )
    | (?P<hyphenbreak> (?<=\w)[-\u2010\u2011][ \t]*\r?\n[ \t]*(?=\w) )
    | (?P<nothing> [{_NOTHING}]+ )
    | (?P<accented> [^\W\d_][{_MARKS}]+ )
    | (?P<space> [\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x0b\x0c\x85] )
    | (?P<return> \r\n? )
    | (?P<quote> [\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\uff07] )
    | (?P<quotes> [\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02] )
    | (?P<dash> [\u2010-\u2015\u2212\uff0d\u058a\ufe63] )
    | (?P<compatible> [\ufb00-\ufb06\uff01-\uff5e\u2460-\u24ff\u02b0-\u02b8\u2070-\u209c\U0001d400-\U0001d7ff] )
    | (?P<mixed> [^\W\d_]*[\u0370-\u03ff\u0400-\u052f][^\W\d_]* )
    """,
    re.VERBOSE,
)
_LATIN = re.compile(r"[A-Za-z]")
_REPLACED = {"nothing": "", "linebreak": "", "hyphenbreak": "-", "space": " ", "return": "\n"} | {
    "quote": "'",
    "quotes": '"',
    "dash": "-",
}


class Legible:
    """The cleaned text (`text`), the same without case and accents (`folded`), and the way back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        pieces: list[str] = []
        self._starts, self._origins = [0], [0]
        """Where a stretch begins in the cleaned text and in the original; within it both go letter by letter."""
        self._whole: list[bool] = [False]
        """Whether a stretch stands for a replaced piece as a whole."""
        length = last = 0
        for found in _SPECIAL.finditer(original):
            instead = _instead(found)
            if instead is None:
                continue
            pieces.append(original[last : found.start()])
            length += found.start() - last
            pieces.append(instead)
            self._mark(length, found.start(), whole=True)
            length += len(instead)
            last = found.end()
            self._mark(length, last, whole=False)
        pieces.append(original[last:])
        self.text = "".join(pieces)

    @cached_property
    def folded(self) -> str:
        """The cleaned text as it is compared, of the same length."""
        return fold(self.text)

    def in_original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the cleaned text stands in the original, with all that was cleaned away inside it."""
        if start >= end:
            at = self._begin(start)
            return at, at
        return self._begin(start), self._end(end - 1)

    def _mark(self, cleaned: int, origin: int, *, whole: bool) -> None:
        if self._starts[-1] == cleaned:
            self._origins[-1], self._whole[-1] = origin, whole
        else:
            self._starts.append(cleaned)
            self._origins.append(origin)
            self._whole.append(whole)

    def _begin(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        return self._origins[index] + (0 if self._whole[index] else place - self._starts[index])

    def _end(self, place: int) -> int:
        """Where the letter at this place ends in the original."""
        index = bisect_right(self._starts, place) - 1
        if not self._whole[index]:
            return self._origins[index] + place - self._starts[index] + 1
        found = _SPECIAL.match(self.original, self._origins[index])
        return found.end() if found else self._origins[index] + 1


def _instead(found: re.Match[str]) -> str | None:
    """What stands in the cleaned text instead of this piece; none if it stays as it is."""
    piece, kind = found.group(), str(found.lastgroup)
    if kind in _REPLACED:
        return _REPLACED[kind]
    if kind == "accented":
        return unicodedata.normalize("NFC", piece)[0]
    if kind == "compatible":
        return unicodedata.normalize("NFKC", piece)
    return piece.translate(LOOK_ALIKES) if _LATIN.search(piece) else None
