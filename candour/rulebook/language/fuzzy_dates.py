"""Dates as people know them: to the day, to the month, to the year, about, or not at all, and why not."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Precision(Enum):
    """How much of the date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"
    TO_BE_CONFIRMED = "to-be-confirmed"
    NOT_APPLICABLE = "not-applicable"
    NOT_DONE = "not-done"


_WORDS = {
    Precision.UNKNOWN: "Not known",
    Precision.TO_BE_CONFIRMED: "To be confirmed",
    Precision.NOT_APPLICABLE: "Not applicable",
    Precision.NOT_DONE: "Not done",
}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_PLAIN = {
    "unknown": Precision.UNKNOWN,
    "not known": Precision.UNKNOWN,
    "tbc": Precision.TO_BE_CONFIRMED,
    "to be confirmed": Precision.TO_BE_CONFIRMED,
    "n/a": Precision.NOT_APPLICABLE,
    "na": Precision.NOT_APPLICABLE,
    "not applicable": Precision.NOT_APPLICABLE,
    "n": Precision.NOT_DONE,
    "no": Precision.NOT_DONE,
    "not done": Precision.NOT_DONE,
}
_YEARS = range(1800, 2200)
_LAST_SHORT_YEAR = 29
"""A year in two digits is taken for one of this century up to here; after that it could be either, so it is refused."""


class NotADate(ValueError):
    """The text could not be read as a date or as a reason why there is none."""


@dataclass(frozen=True)
class FuzzyDate:
    """A date with the precision in which it is known. Dates with no day, month or year say why they have none."""

    precision: Precision
    year: int = 0
    month: int = 0
    day: int = 0
    about: bool = False

    @classmethod
    def on(cls, day: date) -> FuzzyDate:
        """A date known to the day."""
        return cls(Precision.DAY, day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> FuzzyDate:
        """Read a date as people write it, day before month: "15/06/2020", "23 03 2018", "Dec 2018", "???", "TBC".

        Raises NotADate with words for the person who wrote it.
        """
        words = re.sub(r"\s+", " ", text.strip().lower())
        if words in _PLAIN:
            return cls(_PLAIN[words])
        if words and set(words) <= {"?"}:
            return cls(Precision.UNKNOWN)
        about = bool(re.match(r"(about|around|circa|c\.?|approx\.?|approximately) ", words)) or words.endswith("?")
        words = re.sub(r"^(about|around|circa|c\.?|approx\.?|approximately) ", "", words).rstrip("?").strip()
        parts = _parts(words)
        if parts is None or parts[0] not in _YEARS:
            raise NotADate(f"“{text.strip()}” is not a date. Write it like 27 3 2026, March 2026 or 2026.")
        return cls._real(*parts, about=about, text=text.strip())

    @classmethod
    def decode(cls, stored: str) -> FuzzyDate:
        """Read the stored form. Raises NotADate where it is not one."""
        about, stored = stored.endswith("~"), stored.removesuffix("~")
        for precision in _WORDS:
            if stored == precision.value:
                return cls(precision)
        match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", stored)
        if not match:
            raise NotADate(f"“{stored}” is not a stored date.")
        year, month, day = (int(group or 0) for group in match.groups())
        return cls._real(year, month, day, about=about, text=stored)

    @classmethod
    def _real(cls, year: int, month: int, day: int, *, about: bool, text: str) -> FuzzyDate:
        try:
            date(year, month or 1, day or 1)
        except ValueError as error:
            raise NotADate(f"“{text}” is not a real date.") from error
        if day and not month:
            raise NotADate(f"“{text}” is not a real date.")
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(precision, year, month, day, about)

    def encode(self) -> str:
        """The stored form: "2018-03-23", "2018-12", "2018~", "to-be-confirmed". Known dates sort by time."""
        if self.precision in _WORDS:
            return self.precision.value
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + ("~" if self.about else "")

    @property
    def is_known(self) -> bool:
        """Whether at least the year is known."""
        return self.precision not in _WORDS

    @property
    def exact(self) -> date | None:
        """The day, where it is known for certain; else None, so that nothing is counted from a guess."""
        if self.precision is Precision.DAY and not self.about:
            return date(self.year, self.month, self.day)
        return None

    @property
    def earliest(self) -> date | None:
        """The first day that it could be, "about" left aside; None where nothing is known."""
        return date(self.year, self.month or 1, self.day or 1) if self.is_known else None

    @property
    def latest(self) -> date | None:
        """The last day that it could be, "about" left aside; None where nothing is known."""
        if not self.is_known:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The date as it is shown: "23 March 2018", "December 2018", "about 2018", "To be confirmed"."""
        if self.precision in _WORDS:
            return _WORDS[self.precision]
        parts = [
            str(self.day) if self.day else "",
            calendar.month_name[self.month] if self.month else "",
            str(self.year),
        ]
        return ("about " if self.about else "") + " ".join(part for part in parts if part)

    def certainly_before(self, other: FuzzyDate) -> bool:
        """Whether this date lies before the other in every way in which the two can be read; never for "about"."""
        if self.about or other.about:
            return False
        return bool(self.latest and other.earliest and self.latest < other.earliest)

    def days_between(self, other: FuzzyDate) -> timedelta | None:
        """The least time between the two dates, this one first; None where either is not known."""
        if self.latest is None or other.earliest is None:
            return None
        return max(timedelta(0), other.earliest - self.latest)


def _parts(words: str) -> tuple[int, int, int] | None:
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", words)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
        return int(match[1]), int(match[2]), 0
    if match := re.fullmatch(r"(\d{1,2})[ /.\-](\d{1,2})[ /.\-](\d{4}|\d{2})", words):
        year = int(match[3])
        if len(match[3]) == 2:
            if year > _LAST_SHORT_YEAR:
                raise NotADate(f"“{words}” could be in either century. Write the year in full.")
            year += 2000
        return year, int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{1,2}) ([a-z]+),? (\d{4})", words):
        return (int(match[3]), _MONTHS[match[2]], int(match[1])) if match[2] in _MONTHS else None
    if match := re.fullmatch(r"([a-z]+),? (\d{4})", words):
        return (int(match[2]), _MONTHS[match[1]], 0) if match[1] in _MONTHS else None
    if match := re.fullmatch(r"(\d{1,2})[ /](\d{4})", words):
        return int(match[2]), int(match[1]), 0
    if match := re.fullmatch(r"\d{4}", words):
        return int(match[0]), 0, 0
    return None
