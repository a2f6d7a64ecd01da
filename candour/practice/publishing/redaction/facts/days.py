"""Finds the dates of the register in a text by their value, whatever their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.register import Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.dates import Written

_BIRTH = re.compile(r"(?:\bborn\b|\bbirth\b|\bd\.? ?o\.? ?b\b|\bb\.|\bbaby due\b)[^.\n]{0,25}$")
_NOT_A_DATE = re.compile(
    r"(?:£|\bversion|\bv|\bpara(?:graph)?|\bsection|\bs\.|\bpage|\bat|\bact|\brule|\bregulations?)\s*$"
)


@dataclass(frozen=True)
class Day:
    """A day that must not be told, and whose it is."""

    on: date
    entity: str
    is_birth: bool
    why: str


def days_of(compiled: Compiled) -> list[Day]:
    """Every day that the register holds: births and deaths first, then the days of the case."""
    days = []
    for entity in compiled.register.entities:
        if entity.kind == "person" and not entity.kept:
            for fact, why in (("born_on", "a date of birth"), ("died_on", "a date of death")):
                on = entity.day(fact)
                if on:
                    days.append(Day(on, entity.key, fact == "born_on", why))
    for entity in compiled.register.entities:
        if entity.kind == "date" and (on := entity.day("on")) and not entity.kept:
            days.append(Day(on, entity.key, False, f"the day of {entity.role}" if entity.role else "a day of the case"))
    return days


def spans(compiled: Compiled, folded: str, written: list[Written], claims: Claims) -> Iterator[Span]:
    """Each date of the text that means a day of the register, or every date where the register asks for all."""
    days = days_of(compiled)
    for one in written:
        if claims.holds(one.start, one.end):
            continue
        found = _meant(one, days, folded)
        if found is None and compiled.register.every_date and (one.month is not None or _is_year(one, folded)):
            found = Span(one.start, one.end, None, "date", "every date is to be masked", 0.9, needs_review=False)
        if found:
            claims.add(one.start, one.end)
            yield found


def _is_year(one: Written, folded: str) -> bool:
    return not _NOT_A_DATE.search(folded[max(0, one.start - 20) : one.start])


def _meant(one: Written, days: list[Day], folded: str) -> Span | None:
    after_birth = bool(_BIRTH.search(folded[max(0, one.start - 45) : one.start]))
    meant = [day for day in days if one.means(day.on)]
    if not one.is_day:
        meant = [
            day for day in meant if (one.month is not None or after_birth) and (day.is_birth or one.month is not None)
        ]
    if not meant:
        return None
    births = [day for day in meant if day.is_birth]
    first = (births or meant)[0] if after_birth else meant[0]
    others = tuple(dict.fromkeys(day.entity for day in meant if day.entity != first.entity))
    part = "" if one.in_full else ", told in part"
    unsure = not one.is_day and not after_birth
    return Span(one.start, one.end, first.entity, "date", first.why + part, 0.6 if unsure else 0.97, unsure, others)


def unheld_births(folded: str, written: list[Written], masked: Claims) -> list[tuple[int, int]]:
    """Dates after words of birth that the register does not hold: a slip of the pen, or somebody it does not know."""
    return [
        (one.start, one.end)
        for one in written
        if one.is_day
        and not masked.holds(one.start, one.end)
        and _BIRTH.search(folded[max(0, one.start - 45) : one.start])
    ]
