"""Works out a due date or a dated plan from what somebody typed, and refuses in one sentence what cannot be counted."""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.dates.words import day_words, weekday_words
from candour.rulebook.calendars import BeyondCalendar, Calendar
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, Clock, Due, Reading, day_of
from candour.rulebook.language.durations import CalendarDays, Convention, WorkingDays
from candour.rulebook.language.timetables import PlannedStep, Timetable


class CannotCount(ValueError):
    """What was asked cannot be counted. The message is one sentence for whoever asked."""


def start_from(text: str) -> datetime | date:
    """A day ("2020-12-24") or a moment ("2020-12-24T10:00", in London unless it says otherwise). Raises CannotCount."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CannotCount(f"“{text}” is not a start. Write it like 2020-12-24 or 2020-12-24T10:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def has_ways_of_counting(clock: Clock) -> bool:
    """Whether it makes a difference to the limit which day is counted as the first."""
    return isinstance(clock.allows, WorkingDays | CalendarDays)


def due_date(clock: Clock, start: datetime | date, calendar: Calendar, *, convention: Convention | None = None) -> Due:
    """The due date of a limit. Raises CannotCount."""
    if convention and not has_ways_of_counting(clock):
        raise CannotCount(f"{clock.allows.words[0].upper()}{clock.allows.words[1:]} can be counted in one way only.")
    _require_known(start, calendar)
    try:
        return clock.due(start, calendar, convention=convention)
    except BeyondCalendar as beyond:
        raise CannotCount(str(beyond)) from beyond


def dated_steps(plan: Timetable, start: datetime | date, calendar: Calendar) -> tuple[PlannedStep, ...]:
    """Every step of a plan with its date. Raises CannotCount."""
    _require_known(start, calendar)
    try:
        return plan.plan(start, calendar)
    except BeyondCalendar as beyond:
        raise CannotCount(str(beyond)) from beyond


def reading_of(clock: Clock, key: str) -> Reading:
    """One reading of a limit's start. Raises CannotCount for one that it does not have."""
    if not clock.readings:
        raise CannotCount(f"The start of “{clock.title}” has one reading only.")
    try:
        return clock.reading(key)
    except KeyError as error:
        keys = ", ".join(reading.key for reading in clock.readings)
        raise CannotCount(f"There is no reading “{key}” of the start. There is {keys}.") from error


def moment_in_words(at: datetime, *, until: bool = True) -> str:
    """A moment in London: "Friday 3 April 2026, 09:30"; a due moment at the end of its day says so instead."""
    local = at.astimezone(LONDON)
    if until and local.time() == END_OF_DAY:
        return f"{weekday_words(at)}, by the end of the day"
    return f"{weekday_words(at)}, {'by ' if until else ''}{local:%H:%M}"


def start_in_words(start: datetime | date) -> str:
    """A start as it was given, in London."""
    return moment_in_words(start, until=False) if isinstance(start, datetime) else weekday_words(start)


def _require_known(start: datetime | date, calendar: Calendar) -> None:
    try:
        known = calendar.known_from <= day_of(start) <= calendar.known_until
    except OverflowError:
        known = False
    if not known:
        raise CannotCount(
            f"Bank holidays are known from {day_words(calendar.known_from)} until "
            f"{day_words(calendar.known_until)}. Give a start between those days."
        )
