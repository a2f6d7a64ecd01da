"""Working days: which days count, which do not and why, and how far the calendar knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKEND = {5: "Saturday", 6: "Sunday"}
ONE_DAY = timedelta(days=1)


class BeyondCalendar(ValueError):
    """A day was asked for that lies outside the dates for which bank holidays are known."""


@dataclass(frozen=True)
class Holiday:
    """A day that is not a working day, with the name by which people know it."""

    on: date
    title: str


class Calendar:
    """The working days of one country between two dates, counted once so that every question is a look-up.

    A working day is any day except Saturday, Sunday, Christmas Day, Boxing Day, Good Friday or a bank holiday under
    the Banking and Financial Dealings Act 1971 (wording of SI 2006/1738, regulation 2). Working Together itself
    defines no working day.
    """

    def __init__(
        self,
        *,
        name: str,
        version: str,
        known_from: date,
        known_until: date,
        holidays: Iterable[Holiday],
    ) -> None:
        self.name = name
        self.version = version
        self.known_from = known_from
        self.known_until = known_until
        self.holidays: Mapping[date, str] = {holiday.on: holiday.title for holiday in holidays}
        self._working: list[date] = []
        self._counted: list[int] = []
        day = known_from
        while day <= known_until:
            if day.weekday() not in WEEKEND and day not in self.holidays:
                self._working.append(day)
            self._counted.append(len(self._working))
            day += ONE_DAY

    def is_working(self, day: date) -> bool:
        """Whether the day counts. Raises BeyondCalendar for a day outside the calendar."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Why a day is not counted: the holiday's name or the day of the weekend; None for a working day."""
        self._require(day)
        return self.holidays.get(day) or WEEKEND.get(day.weekday())

    def after(self, day: date, working_days: int) -> date:
        """The nth working day after a day that is itself not counted (the day is "day 0")."""
        if working_days == 0:
            return day
        return self._nth(self._up_to(day) + working_days)

    def from_day_one(self, day: date, working_days: int) -> date:
        """The nth working day when the day itself is "day 1", or the first working day after it if it is not one."""
        if working_days == 0:
            return day
        return self._nth(self._before(day) + working_days)

    def before(self, day: date, working_days: int) -> date:
        """The nth working day before a day, not counting the day itself."""
        return self._nth(self._before(day) - working_days + 1)

    def between(self, after: date, until: date) -> int:
        """How many working days lie after the first day, up to and including the second (never negative)."""
        return max(0, self._up_to(until) - self._up_to(after))

    def with_holidays(self, proclaimed: Iterable[Holiday], version: str) -> Calendar:
        """The same calendar with days proclaimed later added, under a version of its own."""
        known = [Holiday(on, title) for on, title in self.holidays.items()]
        return Calendar(
            name=self.name,
            version=version,
            known_from=self.known_from,
            known_until=self.known_until,
            holidays=[*known, *proclaimed],
        )

    def _up_to(self, day: date) -> int:
        self._require(day)
        return self._counted[(day - self.known_from).days]

    def _before(self, day: date) -> int:
        return self._up_to(day) - self.is_working(day)

    def _nth(self, number: int) -> date:
        if 1 <= number <= len(self._working):
            return self._working[number - 1]
        raise BeyondCalendar(self._reach())

    def _require(self, day: date) -> None:
        if not self.known_from <= day <= self.known_until:
            raise BeyondCalendar(self._reach())

    def _reach(self) -> str:
        first, last = (f"{day.day} {day:%B %Y}" for day in (self.known_from, self.known_until))
        return f"Bank holidays of {self.name} are known from {first} until {last}. Nothing can be counted beyond that."
