"""Whom a name means, where more than one person of the register could be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people import context
from candour.practice.publishing.redaction.people.compiled import Compiled, Person
from candour.practice.publishing.redaction.people.name_forms import FAMILY, INITIAL, INITIALS
from candour.practice.publishing.redaction.people.readings import Reading
from candour.practice.publishing.redaction.text.wording import Wording

_LIST = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|with))\s*(?:to|with|by|for|from)?\s*")
_IN_BRACKETS = re.compile(r"\s*[(,]\s*(?:the\s+)?([a-z]+)")
_SYNONYMS = {
    "mum": "mother",
    "dad": "father",
    "mgm": "grandmother",
    "nan": "grandmother",
    "sib": "sibling",
    "subject": "index",
}
_CLOSE = 0.25
"""Two people whose reasons are as near as this are both asked about."""
_NEAR = 1.0
"""And where the likelier may be named, so is whoever is as near as this: better to mask one name too many."""


@dataclass(frozen=True)
class Chosen:
    """Who is meant, who else may be, and whether a person should say."""

    who: int
    others: tuple[int, ...]
    needs_review: bool


@dataclass
class Told:
    """What the text has told so far: whom it spoke of last."""

    last: int | None = None
    last_end: int = -1000
    together: tuple[int, ...] = ()
    """Who stands in the list of names that was read last: nobody stands in it twice."""

    def hear(self, who: int, end: int, *, goes_on: bool) -> None:
        """Remember who was named."""
        self.together = (*self.together, who) if goes_on else (who,)
        self.last, self.last_end = who, end


def choose(compiled: Compiled, wording: Wording, reading: Reading, told: Told) -> Chosen:
    """The likeliest of those whose name was read. The same text and register always give the same answer."""
    here = _Here.of(wording, reading)
    scored = []
    for who, cost in reading.costs().items():
        person = compiled.people[who]
        score = cost + _by_kind(person, here) + 0.01 * person.place - _by_role_beside(wording, person, reading)
        scored.append((round(score - _by_what_was_told(wording, who, told, here), 4), who))
    scored.sort()
    best, who = scored[0]
    if reading.is_family_only and not reading.title:
        bearers = sorted(other for _, other in scored if not compiled.people[other].entity.kept)
        children = [other for other in bearers if compiled.people[other].is_child]
        who = next(iter(children or bearers), who)
        return Chosen(who, tuple(other for other in sorted(reading.parts) if other != who), needs_review=False)
    margin = _NEAR if compiled.people[who].entity.kept else _CLOSE
    near = [other for score, other in scored[1:] if score - best < margin]
    asked = tuple(other for other in near if not _are_namesakes(compiled.people[who], compiled.people[other]))
    return Chosen(who, asked, bool(asked))


@dataclass(frozen=True)
class _Here:
    """What is said where a name stands."""

    roles: frozenset[str]
    title: str
    start: int
    adult: int
    at_table: bool
    in_file_name: bool

    @classmethod
    def of(cls, wording: Wording, reading: Reading) -> _Here:
        first, last = wording.words[reading.first], wording.words[reading.last]
        return cls(
            reading.roles,
            reading.title,
            first.start,
            context.is_adult_context(wording, reading.last),
            context.is_at_the_table(wording, reading.first, reading.last),
            "_" in wording.legible.text[first.start : last.end],
        )


def _are_namesakes(one: Person, other: Person) -> bool:
    """Whether two people have one name, so that no reader could tell them apart either."""
    return one.entity.each("names") == other.entity.each("names")


def _by_kind(person: Person, here: _Here) -> float:
    practitioner = _is_practitioner(person)
    score = 0.3 * person.is_child * (FAMILY in here.roles and INITIAL in here.roles and not here.in_file_name)
    if here.title:
        return score + _by_title(person, here, practitioner=practitioner)
    if INITIALS not in here.roles:
        return score + 0.3 * practitioner + 0.1 * person.is_elder
    score += 0.5 * person.is_elder
    if practitioner:
        return score + (-0.6 if here.at_table else 0.5)
    return score + 0.8 * here.at_table + 0.4 * (bool(here.adult) and person.is_child == (here.adult > 0))


def _by_title(person: Person, here: _Here, *, practitioner: bool) -> float:
    title = here.title
    women, men = tables.words("cues", "titles of women"), tables.words("cues", "titles of men")
    score = 0.0
    if (title in women and person.sex == "m") or (title in men and person.sex == "f"):
        score += 2
    if person.title == title:
        score -= 0.5
    elif title not in women | men:
        score += 0.0 if practitioner else 1.0
    elif practitioner and person.title:
        score += 0.5
    if person.is_child and FAMILY in here.roles:
        score += 0.9
    if person.is_elder:
        score += 0.3
    return score


def _is_practitioner(person: Person) -> bool:
    return person.entity.kept or bool(person.title) or "practitioner" in person.entity.role.lower()


def _by_role_beside(wording: Wording, person: Person, reading: Reading) -> float:
    """“mother DO”, “MP (father)”: what stands beside a name says whose it is."""
    role = person.entity.role.lower().replace("-", " ").split()
    last = wording.words[reading.last]
    bracketed = _IN_BRACKETS.match(wording.after(last.end))
    beside = {wording.previous_key(reading.first), wording.next_key(reading.last), bracketed[1] if bracketed else ""}
    return 1.2 if beside & {*role, *(word for word, means in _SYNONYMS.items() if means in role)} else 0.0


def _by_what_was_told(wording: Wording, who: int, told: Told, here: _Here) -> float:
    between = wording.legible.text[told.last_end : here.start]
    if is_list(between) and who in told.together:
        return -1.0
    if told.last != who:
        return 0.0
    if between.strip() == "(":
        return 1.0
    return 0.1 if here.start - told.last_end < 200 and FAMILY not in here.roles else 0.0


def is_list(between: str) -> bool:
    """Whether what stands between two names makes a list of them."""
    return bool(_LIST.fullmatch(between))
