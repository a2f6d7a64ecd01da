"""Finds people of the register by their initials, and tells those from other capitals."""

from __future__ import annotations

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people import context
from candour.practice.publishing.redaction.people.capitals import PLAINLY_A_THING, read_as_person
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.name_forms import INITIALS, Part
from candour.practice.publishing.redaction.people.readings import Reading
from candour.practice.publishing.redaction.text.wording import Wording, is_ordinary

_MOST_LETTERS = 4
_HASTY = 0.6
"""What it costs that initials are written without capitals."""


class Initials:
    """The initials of a register's people, looked for in one text."""

    def __init__(self, compiled: Compiled, wording: Wording, known: frozenset[str]) -> None:
        self.compiled, self.wording, self.known = compiled, wording, known
        self._nowhere_a_thing: dict[str, bool] = {}

    def at(self, place: int) -> Reading | None:
        """Somebody's initials that begin at a word: “CC”, “C.C.”, “C C”, or “cc” where a person must stand."""
        if not self.wording.words[place].capital:
            return self._without_capitals(place)
        last, letters = self._letters(place)
        parts = self.compiled.initials.get(letters)
        if not parts:
            return None
        weight = self.weight(place, last, letters)
        if weight < 0 or (weight == 0 and not self._is_nowhere_a_thing(letters)):
            return None
        return Reading(place, last, parts={part.who: [part] for part in parts}, words=1)

    def weight(self, first: int, last: int, letters: str) -> int:
        """How much speaks for a person: above 0 for, 1 not without a second look."""
        is_acronym = letters.lower() in tables.words("acronyms", "all" if len(letters) > 2 else "without an article")
        return read_as_person(self.wording, first, last, is_acronym=is_acronym, known=self.known)

    def _letters(self, place: int) -> tuple[int, str]:
        words = self.wording.words
        first = words[place]
        if first.upper and 2 <= len(first.text) <= _MOST_LETTERS and first.text.isalpha():
            return place, first.text
        if len(first.text) > 1:
            return place, ""
        last = place
        while last + 1 < len(words) and len(words[last + 1].text) == 1 and words[last + 1].capital:
            if self.wording.gap(last) not in (".", ". ", " ", ""):
                break
            last += 1
        return last, "".join(word.text for word in words[place : last + 1])

    def _is_nowhere_a_thing(self, letters: str) -> bool:
        if letters not in self._nowhere_a_thing:
            same = [word.at for word in self.wording.words if word.text == letters]
            weights = [self.weight(place, place, letters) for place in same]
            self._nowhere_a_thing[letters] = min(weights, default=0) > PLAINLY_A_THING
        return self._nowhere_a_thing[letters]

    def _without_capitals(self, place: int) -> Reading | None:
        word = self.wording.words[place]
        parts = self.compiled.initials.get(word.key.upper()) if len(word.text) < _MOST_LETTERS else None
        if not parts or is_ordinary(word.key) or word.key in tables.words("acronyms", "all"):
            return None
        if not context.is_cue(self.wording.next_key(place), "person verbs"):
            return None
        return Reading(
            place, place, parts={part.who: [Part(part.who, INITIALS, part.how, _HASTY)] for part in parts}, words=1
        )
