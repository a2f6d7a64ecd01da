"""Between a stored deadline and the rulebook: what it counts, its sum, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from candour.platform.deadlines.models import Deadline
from candour.rulebook.calendars import Calendar
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, CountedDay, day_of, days_counted
from candour.rulebook.language.durations import (
    CalendarDays,
    CalendarMonths,
    Convention,
    Duration,
    WorkingDays,
    WorkingDaysBefore,
)

_KINDS: dict[str, type[WorkingDays] | type[CalendarDays] | type[CalendarMonths] | type[WorkingDaysBefore]] = {
    "working-days": WorkingDays,
    "calendar-days": CalendarDays,
    "calendar-months": CalendarMonths,
    "working-days-before": WorkingDaysBefore,
}


@dataclass(frozen=True)
class Left:
    """How a deadline stands on a day."""

    is_late: bool
    working_days: int
    """Working days that are left, or by which it is late. Zero on the due day itself."""

    @property
    def words(self) -> str:
        """"2 working days left", "due today", "3 working days late"."""
        if not self.is_late and self.working_days == 0:
            return "due today"
        days = "1 working day" if self.working_days == 1 else f"{self.working_days} working days"
        return f"{days} late" if self.is_late else f"{days} left"


def unit_of(duration: Duration) -> str:
    """The stored name of the unit in which a duration counts."""
    return next(name for name, kind in _KINDS.items() if type(duration) is kind)


def duration_of(deadline: Deadline) -> Duration:
    """What the deadline's rule allowed when it was set."""
    return _KINDS[deadline.counts](deadline.number)


def end_of(on: date, by: time | None) -> datetime:
    """The last moment in time on a day in London, in UTC."""
    return datetime.combine(on, by or END_OF_DAY, LONDON).astimezone(UTC)


def recount(deadline: Deadline, calendar: Calendar) -> date:
    """The day on which the deadline falls by a calendar, from the same start and rule."""
    return duration_of(deadline).ends_on(deadline.starts_on, calendar, Convention(deadline.convention))


def sum_of(deadline: Deadline, calendar: Calendar) -> tuple[CountedDay, ...]:
    """Every day of the deadline's sum, counted or not and why."""
    return days_counted(
        deadline.starts_on, deadline.due_on, duration_of(deadline), Convention(deadline.convention), calendar
    )


def left(due_at: datetime, at: datetime, calendar: Calendar) -> Left:
    """How far off a due moment is, in working days."""
    due_on, today = day_of(due_at), day_of(at)
    if at > due_at:
        return Left(True, calendar.between(due_on, today))
    return Left(False, calendar.between(today, due_on))

