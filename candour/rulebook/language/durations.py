"""How long a rule allows, in the unit that the rule itself uses."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from candour.rulebook.calendars import Calendar


class Convention(Enum):
    """Which day is counted as the first."""

    WITHIN = "within"
    """The start is day 0 and the first working day after it is day 1: the ordinary reading of "within n days"."""
    DAY_ONE = "day-one"
    """The day of the start is itself day 1 (the first working day after it, if it is not a working day): BHR."""

    @property
    def words(self) -> str:
        """The convention in words for a reader of the sum."""
        if self is Convention.DAY_ONE:
            return "day 1 is the day received"
        return "the day it starts is not counted"


@dataclass(frozen=True)
class WorkingDays:
    """A number of working days after the start."""

    number: int

    @property
    def words(self) -> str:
        """The duration in words: "15 working days"."""
        return _counted(self.number, "working day")

    def ends_on(self, start: date, calendar: Calendar, convention: Convention) -> date:
        """The last day allowed. Raises BeyondCalendar past what the calendar knows."""
        if convention is Convention.DAY_ONE:
            return calendar.from_day_one(start, self.number)
        return calendar.after(start, self.number)


@dataclass(frozen=True)
class CalendarDays:
    """A number of days after the start, weekends and holidays included."""

    number: int

    @property
    def words(self) -> str:
        """The duration in words: "7 days"."""
        return _counted(self.number, "day")

    def ends_on(self, start: date, calendar: Calendar, convention: Convention) -> date:
        """The last day allowed; the calendar is not asked."""
        skipped = 1 if convention is Convention.DAY_ONE else 0
        return start + timedelta(days=self.number - skipped)

    def words_at_the_end(self, start: date, until: date, convention: Convention) -> str:
        """What the last day is, for the last line of the sum."""
        if convention is Convention.DAY_ONE:
            return f"day {self.number}, the start being day 1"
        return f"{self.words} later"


@dataclass(frozen=True)
class CalendarMonths:
    """A number of months after the start: the same day of the month, or its last day where there is no such day."""

    number: int

    @property
    def words(self) -> str:
        """The duration in words: "6 months"."""
        return _counted(self.number, "month")

    def ends_on(self, start: date, calendar: Calendar, convention: Convention) -> date:
        """The last day allowed; months have one way of counting, so the convention changes nothing."""
        month = start.month - 1 + self.number
        year, month = start.year + month // 12, month % 12 + 1
        return date(year, month, min(start.day, months.monthrange(year, month)[1]))

    def words_at_the_end(self, start: date, until: date, convention: Convention) -> str:
        """What the last day is, for the last line of the sum."""
        if until.day != start.day:
            return f"{self.words} later: the last day of a month that has no day {start.day}"
        return f"{self.words} later"


@dataclass(frozen=True)
class WorkingDaysBefore:
    """A number of working days before an event, the event's own day not counted."""

    number: int

    @property
    def words(self) -> str:
        """The duration in words: "7 working days before"."""
        return f"{_counted(self.number, 'working day')} before"

    def ends_on(self, start: date, calendar: Calendar, convention: Convention) -> date:
        """The last day on which the thing is still in time. Raises BeyondCalendar before what the calendar knows."""
        return calendar.before(start, self.number)


Duration = WorkingDays | CalendarDays | CalendarMonths | WorkingDaysBefore


def working_days(number: int) -> WorkingDays:
    """So many working days of England and Wales."""
    return WorkingDays(number)


def calendar_days(number: int) -> CalendarDays:
    """So many days, weekends and holidays included."""
    return CalendarDays(number)


def calendar_months(number: int) -> CalendarMonths:
    """So many calendar months."""
    return CalendarMonths(number)


def working_days_before(number: int) -> WorkingDaysBefore:
    """So many working days before an event."""
    return WorkingDaysBefore(number)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
