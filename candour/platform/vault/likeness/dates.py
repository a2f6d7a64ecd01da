"""Dates of birth as they are compared: to the day where both are known to the day, else to the month or the year."""

from __future__ import annotations

from dataclasses import dataclass

from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate, Precision


@dataclass(frozen=True)
class Birth:
    """One way in which a date of birth can agree with another."""

    code: str
    precision: Precision


def kept(text: str) -> tuple[Birth, ...]:
    """The ways in which a stored date of birth can be found: a day also by its month and its year."""
    date = _read(text)
    if date is None:
        return ()
    year, month, day = f"{date.year:04}", f"{date.month:02}", f"{date.day:02}"
    if date.precision is Precision.DAY:
        within = [("within", f"{year}-{month}", Precision.MONTH), ("within", year, Precision.YEAR)]
        return _births(("is", f"{year}-{month}-{day}", Precision.DAY), *within)
    if date.precision is Precision.MONTH:
        return _births(("is", f"{year}-{month}", Precision.MONTH), ("within", year, Precision.YEAR))
    return _births(("is", year, Precision.YEAR))


def sought(text: str) -> tuple[Birth, ...]:
    """The ways in which a date of birth agrees with stored ones.

    A day agrees with the same day, and with a month or year of which no more is known. It does not agree with another
    day of its month. A month agrees with every day in it.
    """
    date = _read(text)
    if date is None:
        return ()
    year, month, day = f"{date.year:04}", f"{date.month:02}", f"{date.day:02}"
    only_year = ("is", year, Precision.YEAR)
    if date.precision is Precision.DAY:
        only_month = ("is", f"{year}-{month}", Precision.MONTH)
        return _births(("is", f"{year}-{month}-{day}", Precision.DAY), only_month, only_year)
    if date.precision is Precision.MONTH:
        return _births(*((how, f"{year}-{month}", Precision.MONTH) for how in ("is", "within")), only_year)
    return _births(*((how, year, Precision.YEAR) for how in ("is", "within")))


def _births(*ways: tuple[str, str, Precision]) -> tuple[Birth, ...]:
    return tuple(Birth(f"{how} {date}", precision) for how, date, precision in ways)


def _read(text: str) -> FuzzyDate | None:
    try:
        date = FuzzyDate.decode(text.strip())
    except NotADate:
        try:
            date = FuzzyDate.parse(text)
        except NotADate:
            return None
    if not date.is_known:
        return None
    return FuzzyDate(Precision.YEAR, date.year) if date.about else date
