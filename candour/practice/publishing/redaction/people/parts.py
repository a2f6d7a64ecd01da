"""Looks up which parts of whose names a word may be: exactly, by its letters, or as a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people import context
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.misspelling import parts_like
from candour.practice.publishing.redaction.people.name_forms import FAMILY, GIVEN, INITIAL, Part
from candour.practice.publishing.redaction.people.readings import Reading, is_title
from candour.practice.publishing.redaction.text.wording import Word, Wording, is_ordinary

Found = list[tuple[int, list[Part]]]
"""The last word that belongs to it, with the parts it may be."""

_MOST_WORDS = 4
_INSIDE = re.compile(r"[ \t]{1,3}|[ \t]*\n[ \t]*|[-_'.]")
_AFTER_INITIAL = re.compile(r"\.? ?|_|-")
_BEFORE_INITIAL = re.compile(r",? |_")
_EVERYDAY_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "mum", "dad"))


class NameParts:
    """The parts of names of a register, looked up in one text."""

    def __init__(self, compiled: Compiled, wording: Wording, known: frozenset[str]) -> None:
        self.compiled, self.wording, self.known = compiled, wording, known
        self._likened: dict[tuple[str, bool], list[Part]] = {}

    def exact(self, place: int) -> Iterator[tuple[int, list[Part]]]:
        """The parts of names that begin at a word, those of several words first."""
        words, key = self.wording.words, ""
        found: Found = []
        for last in range(place, min(place + _MOST_WORDS, len(words))):
            if last > place and not _INSIDE.fullmatch(self.wording.gap(last - 1)):
                break
            key += words[last].key
            parts = self.compiled.parts.get(key)
            if parts and self._may_be(words[place], last > place):
                found.append((last, parts))
            if words[last].possessive:
                break
        if words[place].capital and len(words[place].text) == 1:
            found += self._single_initial(place) or self._family_initial(place)
        if not found and "-" in words[place].folded:
            found += self._by_halves(place)
        return reversed(found)

    def alike(self, reading: Reading, place: int, title: str) -> Iterator[tuple[int, list[Part]]]:
        """The parts of names that the words at a place may be, badly written."""
        for last in self._windows(place):
            parts = (
                self._several_alike(reading, place, last) if last > place else self._one_alike(reading, place, title)
            )
            if parts:
                yield last, parts

    def _may_be(self, word: Word, several: bool) -> bool:
        if word.capital:
            return not (word.upper and word.key in tables.words("acronyms", "all"))
        if several:
            return not is_ordinary(word.key)
        if is_ordinary(word.key):
            return context.reads_as_name(self.wording, word, family_only=False, known=self.known) > 0
        return len(word.key) > 2 or self.wording.in_quotes(word)

    def _single_initial(self, place: int) -> Found:
        """One letter that stands for a given or middle name, where the family name is beside it."""
        word, before = self.wording.words[place], self.wording.at(place - 1)
        parts = self.compiled.first_letters.get(word.key)
        leads = _AFTER_INITIAL.fullmatch(self.wording.gap(place)[:2].rstrip("\n"))
        follows = before and _BEFORE_INITIAL.fullmatch(self.wording.between(before, word))
        return [(place, parts)] if parts and (leads or follows) else []

    def _family_initial(self, place: int) -> Found:
        """“Daniel C”: the letter of a family name after a given name."""
        before = self.wording.at(place - 1)
        if before is None or before.key not in self.compiled.parts or self.wording.gap(place - 1) != " ":
            return []
        letter = self.wording.words[place].key
        having = dict.fromkeys(
            part.who
            for key, parts in self.compiled.parts.items()
            for part in parts
            if key[0] == letter and part.role == FAMILY
        )
        return [(place, [Part(who, INITIAL, "the first letter of the family name", 0.2) for who in having])]

    def _by_halves(self, place: int) -> Found:
        """A name of two halves that the register holds in another order, or of two people's names."""
        halves = [half.replace("'", "") for half in self.wording.words[place].folded.split("-")]
        known = [{part.who: part for part in self.compiled.parts.get(half, ())} for half in halves]
        common = [who for who in known[0] if all(who in half for half in known)]
        parts = [Part(who, known[0][who].role, "parts of a name", 0.5) for who in common]
        if not parts and all(half or is_ordinary(name) for half, name in zip(known, halves, strict=True)):
            held = [part for half in known for part in half.values() if part.cost < 0.5 and len(halves) < 4]
            firsts = {part.who: part for part in reversed(held)}
            how = "part of a name in two halves"
            parts = [Part(who, part.role, how, part.cost + 0.5) for who, part in sorted(firsts.items())]
        return [(place, parts)] if parts else []

    def _windows(self, place: int) -> list[int]:
        """How many words a misspelt name may have: more than one only where the register has such names."""
        windows = [place]
        if self.compiled.most_words > 1 and (self.wording.words[place].capital or is_title(self.wording.at(place - 1))):
            for last in range(place + 1, min(place + self.compiled.most_words, len(self.wording.words))):
                if not _INSIDE.fullmatch(self.wording.gap(last - 1)) or self.wording.words[last - 1].possessive:
                    break
                windows.insert(0, last)
        return windows

    def _several_alike(self, reading: Reading, place: int, last: int) -> list[Part]:
        key = "".join(word.key for word in self.wording.words[place : last + 1])
        parts = parts_like(key, self.compiled.of_several_words)
        return [part for part in parts if not reading.parts or part.who in reading.parts]

    def _one_alike(self, reading: Reading, place: int, title: str) -> list[Part]:
        word = self.wording.words[place]
        if not self._may_be_misspelt(word):
            return self._other_half_alike(reading, word)
        everyday = title in _EVERYDAY_TITLES
        parts = self._like(word.key, generous=bool(reading.parts or everyday))
        if reading.parts:
            return [part for part in parts if part.who in reading.parts and part.role != GIVEN]
        if title and not everyday:
            return [part for part in parts if part.role == FAMILY and part.is_misspelt]
        plain = word.capital or context.speaks_in_a_quote(self.wording, word)
        return [part for part in parts if plain or part.is_misspelt]

    def _other_half_alike(self, reading: Reading, word: Word) -> list[Part]:
        """“Nikolai Bank” for Nikolai Banks: an ordinary word, but in the place of the family name that it is like."""
        if not reading.parts or not word.capital or not is_ordinary(word.key) or self.wording.gap(word.at - 1) != " ":
            return []
        parts = self._like(word.key, generous=False)
        return [part for part in parts if part.who in reading.parts and part.role == FAMILY and part.is_misspelt]

    def _may_be_misspelt(self, word: Word) -> bool:
        if is_ordinary(word.key) or is_title(word) or len(word.key) < (3 if word.capital else 4):
            return False
        acronym = word.upper and word.key in tables.words("acronyms", "all")
        known = word.key in tables.words("capitalised_words") or context.is_cue(word.key, "organisations")
        return not (acronym or known)

    def _like(self, key: str, *, generous: bool) -> list[Part]:
        if (key, generous) not in self._likened:
            self._likened[key, generous] = parts_like(key, self.compiled.misspellable, generous=generous)
        return self._likened[key, generous]
