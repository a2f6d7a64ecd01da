"""Searches the words of a finished file for whatever the register holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote

from candour.practice.publishing.redaction.finding import Finder
from candour.practice.publishing.redaction.gate.findings import Leak, Piece, shortened
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.name_forms import FAMILY, GIVEN, WHOLE
from candour.practice.publishing.redaction.register import Register, Span
from candour.practice.publishing.redaction.text.folding import fold, glue
from candour.practice.publishing.redaction.text.wording import is_ordinary

_AROUND = 24
_ALONE = 7
"""How many letters a name must have to be searched for letter by letter, whatever stands between."""
_BY_FORM = ("an NHS number, by its check digit", "a National Insurance number", "a bank account")
_SHORTEST_CODE = 6


class Search:
    """A register, ready to be searched for in many pieces of one file."""

    def __init__(self, register: Register, settled: Collection[str]) -> None:
        self.finder = Finder(register)
        self.settled = frozenset(fold(words) for words in settled)
        self.closely = _closely(self.finder.compiled)
        self.known: dict[str, list[tuple[int, int, str]]] = {}

    def leaks(self, pieces: Iterable[Piece]) -> list[Leak]:
        """Each place where a piece names somebody or something of the register, in order, each once."""
        found: dict[Leak, None] = {}
        for piece in pieces:
            for start, end, why in self._hits(piece.text):
                found[Leak(_place(piece, start), _around(piece.text, start, end), f"It tells {why}.")] = None
        return list(found)

    def _hits(self, text: str) -> list[tuple[int, int, str]]:
        if text not in self.known:
            spelt = unquote(text) if "%" in text else text
            hits = [(span.start, span.end, span.why) for span in self.finder.find(spelt) if self._counts(span, spelt)]
            hits += [
                hit
                for hit in self._letter_by_letter(spelt)
                if not any(hit[0] < end and start < hit[1] for start, end, _ in hits)
            ]
            self.known[text] = sorted(hits)
        return self.known[text]

    def _counts(self, span: Span, text: str) -> bool:
        if span.entity is None:
            return span.why in _BY_FORM
        return not (span.needs_review and fold(text[span.start : span.end]) in self.settled)

    def _letter_by_letter(self, text: str) -> list[tuple[int, int, str]]:
        """Names and codes whose letters are set apart, or run into other words."""
        places = [place for place, letter in enumerate(text) if letter.isalnum()]
        letters = fold("".join(text[place] for place in places))
        found = []
        for wanted, why in self.closely.items():
            at = letters.find(wanted)
            while at >= 0:
                start, end = places[at], places[at + len(wanted) - 1] + 1
                if fold(text[start:end]) not in self.settled:
                    found.append((start, end, why))
                at = letters.find(wanted, at + 1)
        return found


def _closely(compiled: Compiled) -> dict[str, str]:
    """What is searched for letter by letter: only what no other words would spell by chance."""
    found: dict[str, str] = {}
    for key, parts in compiled.parts.items():
        for part in parts:
            if compiled.people[part.who].entity.kept or part.cost > 0.1 or is_ordinary(key):
                continue
            if (part.role == WHOLE and len(key) > _ALONE) or (part.role in (GIVEN, FAMILY) and len(key) >= _ALONE):
                found[key] = "a name of the register, its letters set apart or run together"
    for entity in compiled.register.entities:
        for fact in ("nhs_number", "ni_number", "phones", "references", "values", "vehicles"):
            for value in entity.each(fact) if not entity.kept else ():
                if len(glue(value)) >= _SHORTEST_CODE and re.search(r"\d", value):
                    found[glue(value)] = "a number of the register"
    return found


def _place(piece: Piece, start: int) -> str:
    if not piece.lines:
        return piece.where
    return piece.lines[min(piece.text.count("\n", 0, start), len(piece.lines) - 1)]


def _around(text: str, start: int, end: int) -> str:
    return shortened(text[max(0, start - _AROUND) : end + _AROUND], 2 * _AROUND + 60)
