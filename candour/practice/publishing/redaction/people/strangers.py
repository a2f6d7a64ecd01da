"""Finds people whom the register does not hold, and every other place where the text names them again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people import context
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.held import People
from candour.practice.publishing.redaction.people.misspelling import parts_like, slips
from candour.practice.publishing.redaction.people.name_forms import MIDDLE, Part
from candour.practice.publishing.redaction.people.quotes import names_in_quotes
from candour.practice.publishing.redaction.people.readings import is_title, leads_to_name
from candour.practice.publishing.redaction.people.signs import Signs
from candour.practice.publishing.redaction.register import Span
from candour.practice.publishing.redaction.text import wording as words_of
from candour.practice.publishing.redaction.text.wording import Word, is_made_of_ordinary, is_ordinary

_MOST_WORDS = 4
_NOT_HELD = "the register does not hold it"
_AGAIN = "a name that the text gives to somebody elsewhere"
_RELATIVE = "a family name of the register with a given name that is nobody's in it"


@dataclass
class Stranger:
    """Somebody the text names and the register does not hold."""

    number: int
    parts: dict[str, str] = field(default_factory=dict)
    """Each part of the name, glued, and whether it is `given` or `family`."""


class Strangers:
    """Reads a text, after the people of the register are found in it, for anybody else."""

    def __init__(self, compiled: Compiled, people: People, named: list[Span]) -> None:
        self.compiled, self.wording, self.claims = compiled, people.wording, people.claims
        self.unheld = people.unheld
        self.found: list[Stranger] = []
        self.signs = Signs(
            self.wording,
            {span.start for span in named},
            {span.end for span in named},
            _words_of_places(compiled),
        )

    def spans(self) -> Iterator[Span]:
        """Each place where the text names somebody unknown."""
        for first, last, bearers in self.unheld:
            yield replace(self._span(first, last, self._remember(first, last), _RELATIVE), others=bearers)
        runs = list(self._runs())
        for first, last in runs:
            yield from self._met_first(first, last)
        for first, last in runs:
            if not self.claims.holds(self.wording.words[first].start, self.wording.words[last].end):
                yield from self._met_again(first, last)
        yield from self._ordinary_met_again()
        yield from names_in_quotes(self.compiled, self.wording, self.claims)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Words with capitals that stand together and that nothing has explained."""
        words, place = self.wording.words, 0
        while place < len(words):
            if not self._may_begin(words[place]):
                place += 1
                continue
            last = place
            while last + 1 < len(words) and last - place < _MOST_WORDS - 1 and self._joins(last):
                last += 1
            while last > place and is_title(words[last]) and len(words[last].text) > 1:
                last -= 1
            yield place, last
            place = last + 1

    def _may_begin(self, word: Word) -> bool:
        if not word.capital or self.claims.holds(word.start, word.end):
            return False
        if len(word.text) == 1:
            return self._is_initial(word)
        if is_title(word) or self.signs.is_no_name(word):
            return False
        return not word.upper or self._is_name_in_capitals(word)

    def _is_initial(self, word: Word) -> bool:
        """“Ms E. Willard”: a letter between a title and a name."""
        after = self.wording.at(word.at + 1)
        leads = after is not None and re.fullmatch(r"\.? ", self.wording.gap(word.at)) is not None
        return (
            leads
            and after is not None
            and after.capital
            and len(after.text) > 2
            and is_title(self.wording.at(word.at - 1))
        )

    def _is_name_in_capitals(self, word: Word) -> bool:
        if len(word.text) < 4 or is_ordinary(word.key):
            return False
        listed = self.wording.after(word.end)[:1] == ","
        return words_of.is_given(word.key) or is_title(self.wording.at(word.at - 1)) or listed

    def _joins(self, last: int) -> bool:
        """Whether the next word belongs to the same name."""
        word, after = self.wording.words[last], self.wording.words[last + 1]
        gap = self.wording.gap(last)
        if not after.capital or word.possessive or self.claims.holds(after.start, after.end):
            return False
        if not re.fullmatch(r" |[ ]?\n[ ]?" if len(word.text) > 1 else r"\.? ?", gap):
            return False
        if ("\n" in gap and self.wording.begins_sentence(after)) or (
            after.upper and not word.upper and len(after.text) > 1
        ):
            return False
        if len(after.text) == 1:
            return True
        if after.key in tables.words("capitalised_words") or context.is_cue(after.key, "person verbs"):
            return False
        if after.key in self.compiled.parts:
            return is_ordinary(after.key) and not is_made_of_ordinary(word.folded)
        return not is_ordinary(after.key) or words_of.is_given(word.key) or self.signs.may_be_family(word, after)

    def _met_first(self, first: int, last: int) -> Iterator[Span]:
        begin = self.signs.ordinary_given_before(first)
        word = self.wording.words[begin]
        begin = first if self.claims.holds(word.start, word.end) else begin
        why = self.signs.reason(first, last) or (self.signs.reason(begin, last) if begin < first else "")
        if not why:
            return
        like = self._like(begin, last)
        if like:
            span = self._span(begin, last, None, f"{like.how}, and {why}")
            yield replace(span, entity=self.compiled.people[like.who].entity.key, sure=0.6)
        else:
            yield self._span(begin, last, self._remember(begin, last), f"{why}; {_NOT_HELD}")

    def _like(self, first: int, last: int) -> Part | None:
        """The one person of the register whose name this may be, badly written."""
        key = self.wording.words[first].key
        if first < last or words_of.is_given(key):
            return None
        parts = parts_like(key, self.compiled.misspellable, generous=True)
        parts = [part for part in parts if part.role != MIDDLE and not self.compiled.people[part.who].entity.kept]
        return parts[0] if parts and len({part.who for part in parts if part.cost <= parts[0].cost}) == 1 else None

    def _remember(self, first: int, last: int) -> Stranger:
        words = [word for word in self.wording.words[first : last + 1] if len(word.text) > 1]
        keys = [word.key for word in words if word.key not in self.compiled.parts] or [word.key for word in words]
        lone_family = len(keys) == 1 and is_title(self.wording.at(first - 1))
        stranger = self._known_by(keys)
        if stranger is None:
            stranger = Stranger(len(self.found) + 1)
            self.found.append(stranger)
        for place, key in enumerate(keys):
            stranger.parts.setdefault(key, "family" if lone_family or (place and place == len(keys) - 1) else "given")
        return stranger

    def _known_by(self, keys: list[str]) -> Stranger | None:
        for stranger in self.found:
            if keys and all(key in stranger.parts for key in keys):
                return stranger
            if len(keys) > 1 and keys[0] in stranger.parts and len(stranger.parts) == 1:
                return stranger
        return None

    def _met_again(self, first: int, last: int) -> Iterator[Span]:
        """A part of a name that was met elsewhere in the text, whatever is said here."""
        place = first
        while place <= last:
            stranger = self._whose(self.wording.words[place])
            end = place
            if stranger:
                while end < last and self.wording.words[end + 1].key in stranger.parts:
                    end += 1
                yield self._span(place, end, stranger, f"{_AGAIN}; {_NOT_HELD}")
            place = end + 1

    def _ordinary_met_again(self) -> Iterator[Span]:
        """A name that is also an ordinary word, met before as somebody's name."""
        for word in self.wording.words:
            if word.capital and is_made_of_ordinary(word.folded) and not self.claims.holds(word.start, word.end):
                stranger = self._whose(word)
                if stranger:
                    yield self._span(word.at, word.at, stranger, f"{_AGAIN}; {_NOT_HELD}")

    def _whose(self, word: Word) -> Stranger | None:
        for stranger in self.found:
            if word.key in stranger.parts and (self._is_titled(word) or self._reads_as(word, stranger)):
                return stranger
        if is_ordinary(word.key) or len(word.key) < 5:
            return None
        return next((one for one in self.found if any(slips(word.key, part) is not None for part in one.parts)), None)

    def _is_titled(self, word: Word) -> bool:
        title = self.wording.at(word.at - 1)
        return title is not None and is_title(title) and leads_to_name(title, self.wording.gap(title.at))

    def _reads_as(self, word: Word, stranger: Stranger) -> bool:
        if not is_ordinary(word.key):
            return True
        family_only = stranger.parts[word.key] == "family"
        known = frozenset(stranger.parts)
        return context.reads_as_name(self.wording, word, family_only=family_only, known=known) > 0

    def _span(self, first: int, last: int, stranger: Stranger | None, why: str) -> Span:
        start, end = self._with_titles(first), self.wording.words[last].end
        self.claims.add(start, end)
        number = stranger.number if stranger else 0
        return Span(start, end, None, "person", why, 0.7, needs_review=True, stranger=number)

    def _with_titles(self, first: int) -> int:
        start = self.wording.words[first].start
        for place in (first - 1, first - 2):
            before = self.wording.at(place)
            if before is None or not is_title(before) or not leads_to_name(before, self.wording.gap(place)):
                break
            if not self.claims.holds(before.start, before.end):
                start = before.start
        return start


def _words_of_places(compiled: Compiled) -> frozenset[str]:
    """The words of the register's places and organisations, which are nobody's names."""
    return frozenset(
        word
        for entity in compiled.register.entities
        for fact in ("town", "names", "aliases", "street", "line", "address", "addresses")
        if entity.kind in ("place", "organisation") or fact.startswith("address")
        for value in entity.each(fact)
        for word in re.findall(r"[a-z]+", value.lower())
    )
