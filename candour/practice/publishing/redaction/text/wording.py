"""The words of a text, each with what is around it: how it is written, and whether a sentence begins with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.text.legible import Legible

_WORD = re.compile(r"[^\W\d_]+(?:(?:'|(?<=[^\W\d_]{2})-(?=[^\W\d_]{2}|[^\W\d_]'))[^\W\d_]+)*")
_PARTICLE = re.compile(r"(?:[a-z]{1,4}[-'])+")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])'s$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|prof|rev|sgt|insp|no|nos|cllr|e\.g|i\.e|etc|re|vs|para|d\.o\.b|[a-z])\.$"
)
_NUMBERING = re.compile(
    r"(?:^|\n)[ \t]*(?:[(\[]?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)\]:]*|[-*•·–o])[ \t]+$", re.IGNORECASE
)
_ENDS = ".!?:;|•·\t>"
_OPENING = " \t\n\"'([{*_"
_LONG_LINE = 60
"""A line as long as this goes on in the next; a shorter one may be a heading."""


@dataclass(slots=True)
class Word:
    """A word without its possessive: what is compared, and how it was written."""

    start: int
    end: int
    text: str
    folded: str
    key: str
    """Folded, without hyphens and apostrophes."""
    at: int
    """Its place among the words."""
    capital: bool
    upper: bool
    """Written in capitals throughout, and not one letter only."""
    possessive: bool


@dataclass
class Wording:
    """A text and its words."""

    legible: Legible
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        text, folded = self.legible.text, self.legible.folded
        for found in _WORD.finditer(text):
            start, end = found.span()
            written = folded[start:end]
            possessive = bool(_POSSESSIVE.search(written))
            end -= 2 * possessive
            written = folded[start:end]
            shown = text[start:end]
            self.words.append(
                Word(
                    start,
                    end,
                    shown,
                    written,
                    written.replace("-", "").replace("'", ""),
                    len(self.words),
                    _has_capital(shown),
                    len(shown) > 1 and shown.isupper(),
                    possessive,
                )
            )
        self._starts = [word.start for word in self.words]

    def at(self, index: int) -> Word | None:
        """The word at a place, if there is one."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def first_from(self, place: int) -> int:
        """The place among the words of the first that begins there or later."""
        return bisect_left(self._starts, place)

    def between(self, one: Word, other: Word) -> str:
        """What stands between two words, without the possessive of the first."""
        return self.legible.text[one.end + 2 * one.possessive : other.start]

    def gap(self, index: int) -> str:
        """What stands between a word and the next; a line's end if there is none."""
        after = self.at(index + 1)
        return self.between(self.words[index], after) if after else "\n"

    def before(self, place: int, letters: int = 40) -> str:
        """What stands before a place, folded."""
        return self.legible.folded[max(0, place - letters) : place]

    def after(self, place: int, letters: int = 40) -> str:
        """What stands after a place, folded."""
        return self.legible.folded[place : place + letters]

    def next_key(self, index: int) -> str:
        """The next word, if only a space or the end of a line is between."""
        after = self.at(index + 1)
        return after.key if after and self._on_one_line(self.gap(index), after) else ""

    def previous_key(self, index: int) -> str:
        """The word before, if only a space or the end of a line is between."""
        before, word = self.at(index - 1), self.words[index]
        return before.key if before and self._on_one_line(self.between(before, word), word) else ""

    def _on_one_line(self, gap: str, after: Word) -> bool:
        """Whether only a space is between, or the end of a line that goes on."""
        return not gap.strip() and not ("\n" in gap and after.capital and self.begins_sentence(after))

    def begins_sentence(self, word: Word) -> bool:
        """Whether a capital says nothing here, because any word would have one."""
        before = self.legible.text[max(0, word.start - 24) : word.start]
        stripped = before.rstrip(_OPENING)
        if not stripped:
            return len(before) == word.start or "\n" in before
        if _NUMBERING.search(before):
            return True
        broken = before[len(stripped) :]
        if "\n\n" in broken:
            return True
        if stripped[-1] in _ENDS:
            return not _ABBREVIATION.search(stripped.lower())
        return "\n" in broken and not self._goes_on(word.start - len(broken))

    def _goes_on(self, end: int) -> bool:
        """Whether the line that ends here was only broken because it was full."""
        text = self.legible.text
        line = text[text.rfind("\n", 0, end) + 1 : end]
        return len(line) >= _LONG_LINE and "|" not in line

    def in_quotes(self, word: Word) -> bool:
        """Whether the word begins what somebody is quoted as saying."""
        return self.legible.text[max(0, word.start - 1) : word.start] in ('"', "'")


def _has_capital(shown: str) -> bool:
    """Whether it begins with a capital, or has one after a particle: “da-Conceição”, “al-Rashid”."""
    particle = _PARTICLE.match(shown)
    return shown[0].isupper() or bool(particle and shown[particle.end() : particle.end() + 1].isupper())


def is_ordinary(key: str) -> bool:
    """Whether it is an ordinary word of English, so that a name must prove itself by its context."""
    return key in tables.words("ordinary_words")


def is_given(key: str) -> bool:
    """Whether it is a given name that many people have."""
    return key in tables.words("given_names_uk") or key in tables.words("given_names_census")


_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "er",
    "ers",
    "ness",
    "ment",
    "ments",
    "able",
    "al",
    "ally",
    "ism",
    "ist",
    "ists",
    "isation",
    "ised",
    "ising",
    "less",
    "ful",
    "ity",
    "ive",
    "or",
    "ors",
    "ion",
    "ions",
)
_BEGINNINGS = (
    "un",
    "re",
    "non",
    "pre",
    "multi",
    "inter",
    "co",
    "over",
    "under",
    "mis",
    "dis",
    "anti",
    "self",
    "sub",
    "semi",
    "post",
    "cyber",
)


def is_made_of_ordinary(folded: str) -> bool:
    """Whether it is an ordinary word, or built of ordinary words by the usual beginnings and endings."""
    pieces = [piece for piece in folded.replace("'", "-").split("-") if piece]
    return all(_is_built(piece) for piece in pieces)


def _is_built(piece: str) -> bool:
    if is_ordinary(piece) or len(piece) == 1:
        return True
    if any(_is_stem(piece.removesuffix(ending), ending) for ending in _ENDINGS if piece.endswith(ending)):
        return not is_given(piece)
    return any(
        piece.startswith(beginning) and len(piece) > len(beginning) + 3 and is_ordinary(piece.removeprefix(beginning))
        for beginning in _BEGINNINGS
    )


def _is_stem(stem: str, ending: str) -> bool:
    """Whether an ordinary word takes an ending so: “box-es”, but not “gun-es”."""
    if len(stem) < (3 if ending in ("s", "es", "ed", "ing", "ly") else 4):
        return False
    if ending in ("s", "es"):
        return is_ordinary(stem) and (ending == "s") != stem.endswith(("s", "x", "z", "ch", "sh"))
    doubled = stem[-1] == stem[-2] and is_ordinary(stem[:-1])
    return is_ordinary(stem) or is_ordinary(f"{stem}e") or doubled
