"""Between a stored deadline and the rulebook: what it counts, its sum, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from candour.platform.deadlines.models import Deadline
from candour.rulebook.calendars import BeyondCalendar, Calendar
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
    cannot: str = ""
    """Why the working days cannot be counted, if they cannot."""

    @property
    def is_soon(self) -> bool:
        """Whether it is due within two working days."""
        return not self.is_late and not self.cannot and self.working_days <= 2

    @property
    def words(self) -> str:
        """In words, such as “2 working days left”, “due today” or “3 working days late”."""
        if self.cannot:
            return f"{'Late' if self.is_late else 'Not due yet'}; working days cannot be counted: {self.cannot}"
        if not self.is_late and self.working_days == 0:
            return "due today"
        if self.working_days == 0:
            return "late by less than a working day"
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
    """How far off a due moment is, in working days; and why nobody can say where the calendar does not reach."""
    is_late = at > due_at
    first, last = sorted((day_of(due_at), day_of(at)))
    try:
        return Left(is_late, calendar.between(first, last))
    except BeyondCalendar as beyond:
        return Left(is_late, 0, str(beyond))
