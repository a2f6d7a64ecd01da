"""Finds ages that follow from a date of birth of the register, and leaves ages of nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from candour.practice.publishing.redaction.facts.age_forms import AgeForm, age_forms
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.register import Entity, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.dates import Written

_BAND = re.compile(
    r"^\s*(?:and|or)?\s*(?:under|over|above|below|upwards|older|younger|to\s+\w+\b|-\s*(?:\d|to\b)|plus\b|\+)"
)
_GENERAL = re.compile(
    r"(?:\b(?:children|young people|people|adults|pupils|those|anyone|everyone|all|ages|persons|women|men|girls|boys|"
    r"babies|infants|under|over|above|below|least|every|per|for|within|after|last|past|next|previous|first|between|the)"
    r"\s+(?:of\s+)?(?:who are\s+)?)$"
)
_SAID_BEFORE = re.compile(r"\b(?:aged?|ages|at the age of|age)\s*$")
_THING = re.compile(
    r"^[-\s]*(?:review|check|checks|plan|course|programme|project|period|pilot|strategy|term|contract|visit|history|gap|"
    r"delay|wait)\b"
)
_OLDEST = 110
_NEAR = 16
"""How far after a name an age is plainly that person's."""
_IN_MONTHS, _IN_WEEKS = 300, 400
"""Up to how many months, and up to how many days, ages are also told in months, weeks and days."""

Ages = dict[tuple[str, int], list[str]]
"""Whose age a number of years, months, weeks or days is."""


def spans(
    compiled: Compiled, folded: str, written: list[Written], people: list[Span], claims: Claims
) -> Iterator[Span]:
    """Each age in the text that is somebody's of the register."""
    born = {person.entity.key: day for person in compiled.people if (day := _birth(person.entity))}
    known = _ages(born, _days(compiled, written))
    whose = {span.end: span.entity for span in people}
    for form in age_forms(folded, whose):
        if claims.holds(form.start, form.end) or _is_general(folded, form.start, form.end):
            continue
        named = next((whose[place] for place in range(form.start, form.start - _NEAR, -1) if place in whose), None)
        fits = _fitting(form, known, named if named in born else None)
        if fits:
            claims.add(form.start, form.end)
            why = "an age that follows from a date of birth"
            yield Span(form.start, form.end, fits[0], "age", why, 0.9, needs_review=False, others=tuple(fits[1:]))


def _fitting(form: AgeForm, known: Ages, named: str | None) -> list[str]:
    """Whose age it may be: of whoever is named right before, give or take one; or of all who are as old."""
    fits = list(dict.fromkeys(known.get((form.unit, form.number), ())))
    if named is None:
        return fits
    near = {who for step in (-1, 0, 1) for who in known.get((form.unit, form.number + step), ())}
    if named in near:
        return [named]
    return fits or ([named] if form.says_so and form.number <= _OLDEST else [])


def _is_general(folded: str, start: int, end: int) -> bool:
    """Whether it is an age of nobody in particular, or of a plan: “aged 4 and under”, “a two-year review”."""
    before = _SAID_BEFORE.sub("", folded[max(0, start - 40) : start])
    following = folded[end : end + 24]
    return bool(_BAND.match(following) or _GENERAL.search(before) or _THING.match(following))


def _birth(entity: Entity) -> date | None:
    return None if entity.kept else entity.day("born_on")


def _days(compiled: Compiled, written: list[Written]) -> list[date]:
    """The days on which somebody's age may be told: those of the register, and those that the text names."""
    entities = compiled.register.entities
    days = {entity.day("on") for entity in entities if entity.kind == "date"}
    days |= {entity.day("died_on") for entity in entities if entity.kind == "person"}
    days |= {one.as_date() for one in written}
    days.add(compiled.register.anchor_on)
    return sorted(day for day in days if day)


def _ages(born: dict[str, date], days: list[date]) -> Ages:
    found: Ages = {}
    for who, birth in born.items():
        for day in days:
            for unit, count in _on(birth, day):
                found.setdefault((unit, count), []).append(who)
    return found


def _on(born: date, day: date) -> Iterator[tuple[str, int]]:
    """How old somebody is on a day, in every unit in which it may be told."""
    past = (day - born).days
    if past < 0:
        return
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    yield "years", months // 12
    if months <= _IN_MONTHS:
        yield "months", months
    if past <= _IN_WEEKS:
        yield "weeks", past // 7
        yield "days", past
