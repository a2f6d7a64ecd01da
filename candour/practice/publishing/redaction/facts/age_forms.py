"""Finds the numbers of a text that may be ages, in every way in which ages are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_ONES, start=1)} | {
    f"{ten}{joint}{one}": 20 + 10 * index + number
    for index, ten in enumerate(_TENS)
    for joint in ("-", " ", "")
    for number, one in [(0, ""), *enumerate(_ONES[:9], start=1)]
    if bool(joint) == bool(one)
}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_WORDS, key=lambda word: -len(word)))})"
_YEARS_OR_LESS = r"y(?:ea)?rs?|months?|mths?|weeks?|wks?|days?"
_UNIT = rf"(?:{_YEARS_OR_LESS}|mos?|m|y)"
_HARDLY = r"(?:then |now |only |just |barely |aged |nearly |about |around )?"
_DAYS_MORE = r"(?:[-\s,]*(?:and\s+)?\d{1,2}[-\s]*(?:months?|mths?|weeks?|wks?|days?))?"
_GOES_ON = (
    r"(?:at the time|when|years of age|respectively|at that|by then|and|or|but|now|then|while|though|in|on|who|"
    r"because|by)"
)

_OLD = re.compile(
    rf"\b(?P<count>{_COUNT})(?:(?:\s*(?:and a half|1/2|½))?[-\s]*(?P<unit>{_UNIT}){_DAYS_MORE}[-\s]+old\b"
    r"|\s*(?:y\.?/?o\.?|yrs?/?o)\b)"
)
_AGED = re.compile(
    r"\b(?:aged?|aging|turned|turning|was only|only|just|nearly|almost|(?:at )?(?:the )?age(?: of)?:?)\s+"
    rf"{_HARDLY}(?P<count>{_COUNT})\b(?:\s*(?P<unit>{_YEARS_OR_LESS}|and a half|½)\b)?"
)
_AFTER_NAME = re.compile(
    rf"(?:\s*[,(]\s*|\s+(?:who )?(?:is|was|were|are|turned|now|then)\s+{_HARDLY})"
    rf"(?P<count>{_COUNT})(?:\s*(?P<unit>{_YEARS_OR_LESS}|yo|m|y)\b)?(?:\s*[,-]?\s*(?:m|f|male|female)\b)?"
    r"(?=\s*[),;.:|]|\s*$|\s+(?:and|at|when|in|years?|yrs?|on|who|years old)\b|\s*-)"
)
_IS = re.compile(
    rf"(?:\b(?:is|was|were|are|am|be|been|being|turned|turns|then|now|only)\s+|\(\s*){_HARDLY}(?P<count>{_COUNT})"
    rf"(?:\s*,\s*(?P<third>{_COUNT}))?(?:\s*(?P<unit>{_YEARS_OR_LESS})\b(?=\s*\)|\s+and\s+\d))?"
    rf"(?:\s+(?:and|&)\s+(?P<second>{_COUNT})(?:\s*(?P<last>{_YEARS_OR_LESS})\b)?)?"
    rf"(?=\s*[.,;:)|]|\s+{_GOES_ON}\b)"
)
_BEGINS = re.compile(
    rf"(?:^|[.\n]\s*)(?:at|by|aged)\s+{_HARDLY}(?P<count>{_COUNT})(?:\s*(?P<unit>{_YEARS_OR_LESS})\b)?(?: old)?,\s"
)
_BOTH = re.compile(
    r"\b(?P<years>\d{1,2})\s*(?:y(?:ea)?rs?|y)\s*,?\s*(?:and\s+)?(?P<months>\d{1,2})\s*(?:months?|mths?|m)\b(?:\s+old\b)?"
)
_TWELFTHS = re.compile(r"(?<![\d/])(?P<count>\d{1,2})/(?P<whole>12|52)\b(?![/\d])(?:\s*old\b)?")
_SHORT = re.compile(
    r"(?:^|[,;|(\s])(?P<count>\d{1,2})\s?(?P<unit>yrs?|y(?![a-z])|mths?|mo(?![a-z])|m(?![a-z])|wks?)"
    r"(?=\s*[,;|).:]|\s+(?:old|m|f)\b|\s*$)"
)
_ANY = re.compile(rf"(?P<count>{_COUNT})\b(?:[-\s]*(?P<unit>{_UNIT})\b)?")
_PER_YEAR = {"years": 1, "months": 12, "weeks": 52, "days": 365}


class AgeForm(NamedTuple):
    """A number that may be an age."""

    start: int
    end: int
    number: int
    unit: str
    """years, months, weeks or days."""
    says_so: bool
    """Whether the words around it say that it is an age."""


def age_forms(folded: str, ends_of_names: Iterable[int]) -> list[AgeForm]:
    """Every number of a folded text that may be an age, in order, the longest that begins at a place."""
    found: dict[int, AgeForm] = {}
    for form in _everywhere(folded, ends_of_names):
        if form.start not in found or form.end > found[form.start].end:
            found[form.start] = form
    return [found[start] for start in sorted(found)]


def years_in(folded: str) -> float | None:
    """How many years an age tells, whatever its unit; none if it tells none."""
    found = _ANY.search(folded)
    if found is None:
        return None
    return _number(found["count"]) / _PER_YEAR[_unit(found["unit"])]


def _everywhere(folded: str, ends_of_names: Iterable[int]) -> Iterator[AgeForm]:
    for found in _OLD.finditer(folded):
        yield _form(found, "count", found["unit"], found.end(), says_so=True)
    for pattern, says_so in ((_AGED, True), (_BEGINS, False), (_SHORT, False)):
        for found in pattern.finditer(folded):
            yield _plain(found, says_so=says_so)
    for end in ends_of_names:
        if follows := _AFTER_NAME.match(folded, end):
            yield _plain(follows, says_so=True)
    yield from _after_is(folded)
    yield from _of_two_parts(folded)


def _after_is(folded: str) -> Iterator[AgeForm]:
    """“was 26”, “were 5 and 2”: up to three ages of as many people."""
    for found in _IS.finditer(folded):
        for count, unit in (("count", "unit"), ("third", ""), ("second", "last")):
            if found[count]:
                said = found[unit] if unit else None
                yield _form(found, count, said, found.end(unit if said else count), says_so=False)


def _of_two_parts(folded: str) -> Iterator[AgeForm]:
    """“1 year 5 months”, and “17/12” as it is written in hospitals."""
    for found in _BOTH.finditer(folded):
        months = int(found["years"]) * 12 + int(found["months"])
        yield AgeForm(found.start(), found.end(), months, "months", says_so=False)
    for found in _TWELFTHS.finditer(folded):
        unit = "months" if found["whole"] == "12" else "weeks"
        yield AgeForm(found.start(), found.end(), int(found["count"]), unit, says_so=False)


def _plain(found: re.Match[str], *, says_so: bool) -> AgeForm:
    end = found.end("unit") if found["unit"] else found.end("count")
    return _form(found, "count", found["unit"], end, says_so=says_so)


def _form(found: re.Match[str], count: str, unit: str | None, end: int, *, says_so: bool) -> AgeForm:
    return AgeForm(found.start(count), end, _number(found[count]), _unit(unit), says_so)


def _number(count: str) -> int:
    return _WORDS.get(count) or int(count)


def _unit(written: str | None) -> str:
    return {"m": "months", "w": "weeks", "d": "days"}.get((written or "years")[:1], "years")
