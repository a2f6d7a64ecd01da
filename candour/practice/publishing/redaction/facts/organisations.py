"""Finds the organisations of the register, such as schools and surgeries: in full, in short and misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people.context import is_cue
from candour.practice.publishing.redaction.people.misspelling import slips
from candour.practice.publishing.redaction.register import Entity, Register, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.folding import fold, glue
from candour.practice.publishing.redaction.text.wording import Wording, is_ordinary

_CHURCH = re.compile(r"\b(?:c of e|c\.? ?e\.?|church of england|rc|roman catholic|catholic|voluntary aided|va)\b")
_CHURCHES = (("ce", "cofe", "churchofengland"), ("rc", "catholic", "romancatholic"))
"""What stands for one another in the names of church schools."""
_ARTICLE = re.compile(r"\bthe\s+$")
_LITTLE_WORDS = ("of", "and", "the", "for")
_MOST_WORDS, _MOST_KINDS = 8, 6
_SHORTEST = 10
"""How many letters a name must have for a slip of the pen in it to be told from another name."""
_SURE, _ALONE, _HARDLY = 0.9, 0.75, 0.7

IN_FULL, SHORT = "the name of an organisation", "a short name of an organisation"
HEAD, FIRST_WORD = "the name of an organisation without its kind", "the first word of an organisation's name"
LETTERS = "the first letters of an organisation's name"
KIND = "the kind of organisation, which stands for the one the register holds"
MISSPELT = "a misspelt name of an organisation"


class Short(NamedTuple):
    """One way to write the name of an organisation."""

    entity: Entity
    how: str
    sure: float


class Organisations:
    """The organisations of a register, ready to be looked for."""

    def __init__(self, register: Register) -> None:
        self.entities = [entity for entity in register.entities if entity.kind == "organisation"]

    @cached_property
    def _forms(self) -> dict[str, Short]:
        found: dict[str, Short] = {}
        for entity in self.entities:
            for name in (*entity.each("names"), *entity.each("aliases")):
                for key, short in _forms_of(entity, name):
                    if key not in found or short.sure > found[key].sure:
                        found[key] = short
        return found

    def spans(self, wording: Wording, claims: Claims) -> Iterator[Span]:
        """Each place where the text names one of them."""
        place = 0
        while place < len(wording.words):
            found = self._at(wording, place) if wording.words[place].capital else None
            if found is None:
                place += 1
                continue
            last, short = found
            start, end = self._with_article(wording, place, short), self._end(wording, place, last)
            if not claims.holds(start, end):
                claims.add(start, end)
                if not short.entity.kept:
                    hardly = short.sure < _HARDLY
                    yield Span(start, end, short.entity.key, "organisation", short.how, short.sure, hardly)
            place = last + 1

    def _with_article(self, wording: Wording, place: int, short: Short) -> int:
        """Where the name begins: with its article, where that is part of it or says that no other is meant."""
        start = wording.words[place].start
        article = _ARTICLE.search(wording.before(start, 6))
        if article and (short.how == KIND or wording.legible.text[start - len(article.group())].isupper()):
            start -= len(article.group())
        return start

    def _end(self, wording: Wording, first: int, last: int) -> int:
        """Where the name ends: with its “'s”, where that is part of it, as in “St Hilda's”."""
        key = "".join(word.key + "s" * word.possessive for word in wording.words[first : last + 1])
        own = wording.words[last].possessive and key in self._forms
        return wording.words[last].end + 2 * own

    def _at(self, wording: Wording, place: int) -> tuple[int, Short] | None:
        key, best = "", None
        for last in range(place, min(place + _MOST_WORDS, len(wording.words))):
            word = wording.words[last]
            if last > place and wording.gap(last - 1).strip(" \n.,&/-"):
                break
            key += word.key + "s" * word.possessive
            short = self._forms.get(key) or (self._forms.get(key.removesuffix("s")) if word.possessive else None)
            if short and self._stands(wording, place, last, short):
                best = (last, short)
        return best or self._misspelt(wording, place)

    def _stands(self, wording: Wording, first: int, last: int, short: Short) -> bool:
        """Whether a short form is the organisation here, where it could be a word like any other."""
        if short.sure >= _SURE or last > first:
            return True
        word, following = wording.words[first], wording.next_key(last)
        if short.how == KIND:
            after = tables.words("places", "not after a kind")
            return wording.previous_key(first) == "the" and following not in after
        if short.how == LETTERS:
            return word.upper
        acts = is_cue(following, "person verbs")
        if following and wording.words[last + 1].capital and not wording.words[last + 1].upper:
            return acts
        if not is_ordinary(word.key) or not wording.begins_sentence(word) or wording.after(word.end)[:1] == ":":
            return True
        return acts and not is_cue(following, "helping verbs")

    def _misspelt(self, wording: Wording, place: int) -> tuple[int, Short] | None:
        key, best = wording.words[place].key, None
        for last in range(place + 1, min(place + _MOST_WORDS - 2, len(wording.words))):
            word = wording.words[last]
            if wording.gap(last - 1).strip(" \n") or not (word.capital or word.key in _LITTLE_WORDS):
                break
            key += word.key
            if word.key in tables.words("places", "institutions") and len(key) >= _SHORTEST:
                for name, short in self._forms.items():
                    alike = abs(len(name) - len(key)) < 3 and name[-3:] == key[-3:]
                    if short.sure >= _SURE and alike and slips(key, name):
                        best = last, Short(short.entity, MISSPELT, 0.8)
        return best


def _forms_of(entity: Entity, name: str) -> Iterator[tuple[str, Short]]:
    """The name, and what remains of it where people are in a hurry."""
    whole = re.sub(r"^the\s+", "", fold(name))
    plain = _CHURCH.sub(" ", whole)
    for written in dict.fromkeys((whole, plain)):
        for form in (written, written.replace("saint ", "st "), re.sub(r"\bst\.? ", "saint ", written)):
            yield glue(form), Short(entity, IN_FULL, 0.98)
    words = [word for word in re.findall(r"[a-z]+(?:'[a-z]+)?", plain) if word not in _LITTLE_WORDS]
    kinds = tables.words("places", "institutions")
    own = next((place for place, word in enumerate(words) if place and word.replace("'s", "") in kinds), len(words))
    yield from _without_some(entity, words[:own], words[own:])
    church = glue(" ".join(_CHURCH.findall(whole)))
    for alike in next((alike for alike in _CHURCHES if church in alike), ()):
        yield from _with_kinds(entity, [*words[:own], alike], words[own:])
    letters = "".join(word[0] for word in words)
    if len(letters) >= 3 and letters not in tables.words("acronyms", "all"):
        yield letters, Short(entity, LETTERS, _HARDLY)
    if words[own:] and words[-1] in tables.words("places", "named by their kind"):
        yield words[-1], Short(entity, KIND, 0.68)


def _with_kinds(entity: Entity, head: list[str], kinds: list[str]) -> Iterator[tuple[str, Short]]:
    """The name with some of its kinds left out."""
    for count in range(1, min(len(kinds), _MOST_KINDS) + 1):
        for some in combinations(kinds[:_MOST_KINDS], count):
            yield glue("".join([*head, *some])), Short(entity, SHORT, 0.95)


def _without_some(entity: Entity, head: list[str], kinds: list[str]) -> Iterator[tuple[str, Short]]:
    """The name with some of its kinds left out, with one word of its own only, or with no kind at all."""
    several = len(head) > 1
    yield from _with_kinds(entity, head, kinds)
    if several:
        for key, _ in _with_kinds(entity, head[-1:], kinds):
            yield key, Short(entity, SHORT, _SURE)
        for kind in kinds:
            yield glue(head[0] + kind), Short(entity, SHORT, _SURE)
    if head:
        alone = glue("".join(head))
        weak = not several and (is_ordinary(alone) or len(alone) < 4)
        yield alone, Short(entity, HEAD, _ALONE if weak else 0.92)
    if several and head[0] not in tables.words("places", "heads that are no name"):
        yield glue(head[0]), Short(entity, FIRST_WORD, 0.72)
