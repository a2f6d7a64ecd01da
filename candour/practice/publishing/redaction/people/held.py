"""Finds the people of the register in a text, however their names are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people import context
from candour.practice.publishing.redaction.people.choosing import Chosen, Told, choose, is_list
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.initials import Initials
from candour.practice.publishing.redaction.people.misspelling import slips
from candour.practice.publishing.redaction.people.name_forms import FAMILY, GIVEN, INITIALS, PLURAL, WHOLE
from candour.practice.publishing.redaction.people.parts import NameParts
from candour.practice.publishing.redaction.people.readings import Reading, is_title, leads_to_name
from candour.practice.publishing.redaction.register import Span
from candour.practice.publishing.redaction.text import wording as words_of
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.wording import Word, Wording, is_made_of_ordinary, is_ordinary

_MOST_PARTS = 6
_KEPT_COST = 0.3
"""How far what is written may be from the name of somebody who is left standing."""
_DOUBTFUL_COST = 0.65
_JOINED = re.compile(r"[ \t]{0,3}(?:\n[ \t]*)?|[-_'.]|\. ?\n?")
_TURNED = re.compile(r",[ \t]*(?:\n[ \t]*)?|[ \t]{1,3}|_")
_IN_BRACKETS = re.compile(r" ?[\"'(] ?")


class People:
    """Reads a text for the people of a register, from its beginning to its end."""

    def __init__(self, compiled: Compiled, wording: Wording, claims: Claims) -> None:
        self.compiled, self.wording, self.claims = compiled, wording, claims
        self.known = frozenset(compiled.parts) | {letters.lower() for letters in compiled.initials}
        self.told = Told()
        self.kept: list[Span] = []
        """Where the text names people who are left standing."""
        self.unheld: list[tuple[int, int, tuple[str, ...]]] = []
        """Relatives whom the register does not hold: first and last word of the name, and who bears the family name."""
        self._read_to = 0
        """The place of the first word that is no part of a name already read."""
        self._parts = NameParts(compiled, wording, self.known)
        self._initials = Initials(compiled, wording, self.known)

    def spans(self) -> Iterator[Span]:
        """Each place where the text names somebody, in order. What is found is claimed, kept people too."""
        place = self._read_to = 0
        while place < len(self.wording.words):
            word = self.wording.words[place]
            reading = None if self.claims.holds(word.start, word.end) else self._read(place)
            chosen = self._choose(reading) if reading else None
            if reading is None or chosen is None or self._is_hardly_kept(reading, chosen):
                place += 1
                continue
            yield from self._told_of(reading, chosen)
            place = self._read_to = reading.last + 1

    def _read(self, place: int) -> Reading | None:
        after_title, title = self._title(place)
        if title:
            reading = self._name(after_title, title)
            if reading:
                reading.first, reading.title = place, title
                return reading
        return self._initials.at(place) or self._name(place, "")

    def _title(self, place: int) -> tuple[int, str]:
        title = ""
        for _ in range(2):
            word = self.wording.at(place)
            if word is None or not is_title(word) or not leads_to_name(word, self.wording.gap(place)):
                break
            title = word.key
            place += 1
        return place, title if self.wording.at(place) else ""

    def _name(self, place: int, title: str) -> Reading | None:
        reading = Reading(place, place - 1)
        while reading.last + 1 < len(self.wording.words) and reading.words < _MOST_PARTS:
            if not self._takes_next(reading, title):
                break
        if not reading.parts or not (title or self._stands(reading)):
            return None
        self._with_strange_half(reading, title)
        return reading

    def _takes_next(self, reading: Reading, title: str) -> bool:
        place = reading.last + 1
        gap = self.wording.gap(place - 1) if reading.parts else ""
        if reading.parts and not self._goes_on(reading, gap):
            return False
        if any(reading.take(last, parts, gap) for last, parts in self._parts.exact(place)):
            return True
        return any(reading.take(last, parts, gap) for last, parts in self._parts.alike(reading, place, title))

    def _goes_on(self, reading: Reading, gap: str) -> bool:
        roles = {part.role for part in next(iter(reading.parts.values()))}
        if roles == {PLURAL} or WHOLE in roles:
            return False
        if _JOINED.fullmatch(gap):
            return "." not in gap or len(self.wording.words[reading.last].text) == 1 or gap == "."
        if _TURNED.fullmatch(gap):
            return roles == {FAMILY}
        return bool(_IN_BRACKETS.fullmatch(gap)) and GIVEN in roles and FAMILY not in roles

    def _with_strange_half(self, reading: Reading, title: str) -> None:
        """Add a word beside a name that can only be the other half of it, though the register does not hold it."""
        if reading.roles == {FAMILY} and not title and self._has_strange_given(reading):
            reading.first -= 1
            reading.strange = True
        elif reading.roles == {GIVEN} and self._has_strange_family(reading):
            reading.last += 1
            reading.strange = True

    def _has_strange_given(self, reading: Reading) -> bool:
        before = self.wording.at(reading.first - 1) if reading.first > self._read_to else None
        if before is None or not self._is_half(before) or self.wording.gap(reading.first - 1) not in (" ", "\n"):
            return False
        likened = [
            part
            for name, part in self.compiled.misspellable
            if part.role == GIVEN and part.who in reading.parts and slips(before.key, name, generous=True)
        ]
        if likened:
            reading.parts = {part.who: [*reading.parts[part.who], part] for part in likened}
            return True
        if before.upper and len(before.text) < 4:
            letters = {part.who for part in self.compiled.first_letters.get(before.key[0], ())}
            reading.parts = {who: parts for who, parts in reading.parts.items() if who in letters} or reading.parts
            return True
        reading.unheld = words_of.is_given(before.key) or not is_made_of_ordinary(before.folded)
        return reading.unheld

    def _has_strange_family(self, reading: Reading) -> bool:
        last, after = self.wording.words[reading.last], self.wording.at(reading.last + 1)
        if after is None or not self._is_half(after) or last.possessive or self.wording.gap(reading.last) != " ":
            return False
        return not is_made_of_ordinary(after.folded) and after.key not in self.known and not after.upper

    def _is_half(self, word: Word) -> bool:
        acronym = word.upper and word.key in tables.words("acronyms", "all")
        other = is_title(word) or word.key in tables.words("capitalised_words") or acronym
        return word.capital and len(word.text) > 1 and not other and not self.claims.holds(word.start, word.end)

    def _stands(self, reading: Reading) -> bool:
        """Whether it is a name here, where its one word is also an ordinary one."""
        words = self.wording.words[reading.first : reading.last + 1]
        if len(words) > 1:
            return any(word.capital or not is_ordinary(word.key) for word in words)
        if len(words[0].text) == 1 and words[0].capital:
            return False
        return not is_ordinary(words[0].key) or self._weight(reading) > 0

    def _weight(self, reading: Reading) -> int:
        word = self.wording.words[reading.first]
        if reading.roles == {PLURAL} and word.capital and self.wording.previous_key(word.at) == "the":
            return 1
        return context.reads_as_name(self.wording, word, family_only=reading.is_family_only, known=self.known)

    def _choose(self, reading: Reading) -> Chosen:
        return choose(self.compiled, self.wording, reading, self.told)

    def _is_hardly_kept(self, reading: Reading, chosen: Chosen) -> bool:
        """Whether it is only like the name of somebody who is left standing: that leaves nobody standing."""
        kept = self.compiled.people[chosen.who].entity.kept and not chosen.others
        return kept and any(part.cost > _KEPT_COST for part in reading.parts[chosen.who])

    def _told_of(self, reading: Reading, chosen: Chosen) -> Iterator[Span]:
        """The span of a name, if its person is not left standing; the text has now told of them in any case."""
        people = self.compiled.people
        if reading.unheld:
            bearers = tuple(people[who].entity.key for who in reading.parts)
            self.unheld.append((reading.first, reading.last, bearers))
            return
        first, last = self.wording.words[reading.first], self.wording.words[reading.last]
        self.claims.add(first.start, last.end)
        before = self.wording.legible.text[max(0, self.told.last_end) : first.start]
        self.told.hear(chosen.who, last.end + 2 * last.possessive, goes_on=is_list(before))
        who = next((one for one in (chosen.who, *chosen.others) if not people[one].entity.kept), None)
        if who is None:
            self.kept.append(Span(first.start, last.end, people[chosen.who].entity.key, "person", "kept", 1.0, False))
            return
        doubtful = self._is_doubtful(reading, chosen)
        yield Span(
            first.start,
            self._end(reading),
            people[who].entity.key,
            "family" if self._is_whole_family(reading) else "person",
            reading.why(chosen.who),
            round(max(0.3, 0.99 - 0.25 * reading.costs()[chosen.who] - 0.2 * doubtful), 2),
            doubtful or chosen.needs_review,
            tuple(people[other].entity.key for other in (chosen.who, *chosen.others) if other != who),
        )

    def _is_whole_family(self, reading: Reading) -> bool:
        """“The Cartwrights”, “the Cartwright household”: everybody of the name."""
        following = self.wording.next_key(reading.last)
        alone = reading.roles == {FAMILY} and not reading.title
        return reading.roles == {PLURAL} or (alone and context.is_cue(following, "whole family"))

    def _end(self, reading: Reading) -> int:
        """Where the name ends: with its full stop, where initials have one that ends no sentence."""
        last, after = self.wording.words[reading.last], self.wording.at(reading.last + 1)
        dotted = len(last.text) == 1 and self.wording.legible.text[last.end : last.end + 2] in (". ", ".'")
        return last.end + 1 if dotted and after and not after.capital else last.end

    def _is_doubtful(self, reading: Reading, chosen: Chosen) -> bool:
        if reading.clash or reading.strange or reading.costs()[chosen.who] > _DOUBTFUL_COST:
            return True
        if reading.title or reading.last > reading.first:
            return False
        word = self.wording.words[reading.first]
        if INITIALS in reading.roles:
            return self._initials.weight(reading.first, reading.last, word.text) <= 1
        return is_ordinary(word.key) and self._weight(reading) <= 1
