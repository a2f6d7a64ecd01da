"""Dates of meetings as old tables print them: in part, with remarks, or on a day on which nobody meets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from candour.platform.dates.years import report_year
from candour.platform.imports.recipes import Context, Note
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate, Precision

_REMARK = re.compile(r"\s*(?:\[.*?\]|\(.*?\)|[–—-]\s*[^\d]*$)\s*$")
_SATURDAY = 5
_NEAR = timedelta(days=14)


def read_date(printed: str, column: str, what: str) -> tuple[FuzzyDate | None, list[Note]]:
    """A date as it is printed, remarks after it left aside, and what is to be said of how it was read."""
    text = printed.strip()
    if not text:
        return None, []
    try:
        found = FuzzyDate.parse(text)
    except NotADate:
        try:
            found = FuzzyDate.parse(_REMARK.sub("", text))
        except NotADate:
            words = f"The {what} cannot be read as a date. It is kept as it is printed."
            return None, [Note("question", words, column, printed)]
    if found.exact is not None:
        return found, []
    if not found.is_known:
        return found, [Note("fine", f"“{text}” is read as: {found.words.lower()}.", column, printed)]
    how = "about then" if found.about else f"known to the {found.precision.value} only"
    return found, [Note("fine", f"“{text}” is read as {found.words}, {how}.", column, printed)]


def doubts(found: FuzzyDate | None, printed: str, column: str, context: Context) -> list[Note]:
    """What speaks against a meeting on that day: a weekend, or a year in which the plan or log has no such month."""
    if found is None or not found.is_known:
        return []
    if found.exact is not None and found.exact.weekday() >= _SATURDAY:
        return [_of_weekend(found.exact, printed, column, _meetings(context))]
    year = context.get("plan_year")
    if year is not None and not _in_plan(found, year):
        return [_of_year(found, printed, column, year)]
    return []


def plan_year(dates: Iterable[FuzzyDate | None]) -> int | None:
    """The year from April to March into which most of the dates fall; None where there are fewer than three."""
    years = [report_year(found.earliest) for found in dates if found is not None and found.earliest is not None]
    return max(sorted(set(years)), key=years.count) if len(years) >= 3 else None


def words_of(found: FuzzyDate | None) -> str:
    """A date as an import keeps it, which is read again when the import is applied."""
    return found.words if found is not None else ""


def read_again(words: str) -> FuzzyDate | None:
    """A date from the words in which an import kept it."""
    return FuzzyDate.parse(words) if words else None


def _meetings(context: Context) -> list[date]:
    return [date.fromisoformat(day) for day in context.get("meetings", ())]


def _of_weekend(day: date, printed: str, column: str, meetings: list[date]) -> Note:
    words = f"{FuzzyDate.on(day).words} is a {day:%A}, on which no meeting is held."
    near = sorted((one for one in meetings if abs(one - day) <= _NEAR), key=lambda one: (abs(one - day), one))
    if not near:
        return Note("question", words, column, printed, is_doubt=True)
    proposed = FuzzyDate.on(near[0]).words
    return Note("correction", f"{words} There was a meeting on {proposed}.", column, printed, proposed, is_doubt=True)


def _of_year(found: FuzzyDate, printed: str, column: str, year: int) -> Note:
    span = f"{year}–{(year + 1) % 100:02}"
    words = f"{found.words} is not in the year {span} of this table."
    moved = [
        FuzzyDate(found.precision, other, found.month, found.day, found.about)
        for other in (year, year + 1)
        if found.precision is not Precision.YEAR
        and _in_plan(FuzzyDate(found.precision, other, found.month, found.day), year)
    ]
    if not moved:
        return Note("question", words, column, printed, is_doubt=True)
    meant = moved[0].words
    return Note("correction", f"{words} {meant} is probably meant.", column, printed, meant, is_doubt=True)


def _in_plan(found: FuzzyDate, year: int) -> bool:
    first, last = found.earliest, found.latest
    return first is not None and last is not None and report_year(last) >= year >= report_year(first)
