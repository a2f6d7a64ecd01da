"""A time limit: what starts it, how long it allows, which days count, and the sum that leads to its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candour.rulebook.calendars import Calendar
from candour.rulebook.language.citations import Citation, Edition, Grade
from candour.rulebook.language.durations import Convention, Duration, WorkingDays, WorkingDaysBefore

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)
CLOSE_OF_BUSINESS = time(17, 0)


@dataclass(frozen=True)
class Reading:
    """One way in which sources read the event that starts a clock."""

    key: str
    starts_when: str
    cites: Citation
    convention: Convention | None = None
    """The convention that goes with this reading, where the source has its own."""


@dataclass(frozen=True)
class Relaxation:
    """A period in which the limit was officially eased. It is shown beside the sum and never taken off it."""

    says: str
    starts_on: date
    ends_on: date | None
    cites: Citation


@dataclass(frozen=True)
class Clock:
    """A time limit as a rule states it.

    A date that falls on the last day allowed is in time until the end of that day, unless the rule gives a time of day.
    All days and times of day are of Europe/London.
    """

    key: str
    title: str
    starts_when: str
    allows: Duration
    cites: Citation
    owner: str = ""
    convention: Convention = Convention.WITHIN
    by: time | None = None
    readings: tuple[Reading, ...] = ()
    """The readings of the start event, where sources differ; the first is the default."""
    locally_set: str = ""
    """What the partnership may choose, and within which limits; empty where the rule leaves no choice."""
    relaxations: tuple[Relaxation, ...] = ()
    also: tuple[Citation, ...] = ()
    """Other sources that say the same."""
    reuses: str = ""
    """The rule that this one repeats because its own text could not be verified; empty otherwise."""
    note: str = ""

    @property
    def name(self) -> str:
        """The clock's full name: the key of its edition and its own, which no other rule has."""
        return f"{self.cites.edition.key}/{self.key}"

    @property
    def best_source(self) -> Citation:
        """The source with which the rule may be introduced: the first whose text was seen, else its own citation."""
        return next((cite for cite in (self.cites, *self.also) if cite.grade.is_law), self.cites)

    def due(
        self,
        start: datetime | date,
        calendar: Calendar,
        *,
        convention: Convention | None = None,
        allows: Duration | None = None,
        by: time | None = None,
    ) -> Due:
        """The moment by which the limit is kept, from an aware datetime or a day in London.

        The convention, the duration and the time of day may be given where the rule is locally set. Raises
        BeyondCalendar past the days for which holidays are known, and ValueError for a naive datetime.
        """
        day = day_of(start)
        counted = convention or self.convention
        duration = allows or self.allows
        on = duration.ends_on(day, calendar, counted)
        at = datetime.combine(on, by or self.by or END_OF_DAY, LONDON).astimezone(UTC)
        return Due(self, start, day, counted, duration, on, at, calendar)

    def reading(self, key: str) -> Reading:
        """One of the clock's readings by its key. Raises KeyError for a reading that no source has."""
        for reading in self.readings:
            if reading.key == key:
                return reading
        raise KeyError(key)


@dataclass(frozen=True)
class CountedDay:
    """A day of a sum: its number, or why it has none."""

    on: date
    number: int | None
    why: str

    @property
    def words(self) -> str:
        """The day as a line of the sum: "Fri 3 Apr 2026: not counted, Good Friday"."""
        day = f"{self.on:%a} {self.on.day} {self.on:%b %Y}"
        return f"{day}: {self.why}" if self.number is None else f"{day}: day {self.number}"


@dataclass(frozen=True)
class Due:
    """The date that a clock gives for one start, with its sum."""

    clock: Clock
    start: datetime | date
    start_day: date
    convention: Convention
    allows: Duration
    on: date
    at: datetime
    """The last moment that is in time, in UTC."""
    calendar: Calendar

    def is_late(self, moment: datetime) -> bool:
        """Whether a thing done at the moment is out of time."""
        return moment > self.at

    def sum(self) -> tuple[CountedDay, ...]:
        """Every day from the start to the due date: counted with its number, or not counted and why."""
        return days_counted(self.start_day, self.on, self.allows, self.convention, self.calendar)


def days_counted(
    start: date, until: date, allows: Duration, convention: Convention, calendar: Calendar
) -> tuple[CountedDay, ...]:
    """The sum between a start and the day to which it led, day by day. Durations in days or months need only these."""
    return tuple(_days(start, until, allows, convention, calendar))


def _days(
    start: date, until: date, allows: Duration, convention: Convention, calendar: Calendar
) -> Iterator[CountedDay]:
    if not isinstance(allows, WorkingDays | WorkingDaysBefore):
        yield CountedDay(start, None, "start")
        if until != start:
            yield CountedDay(until, None, allows.words_at_the_end(start, until, convention))
        return
    backwards = isinstance(allows, WorkingDaysBefore)
    step = timedelta(days=-1 if backwards else 1)
    number, day = 0, start
    if backwards or convention is Convention.WITHIN:
        yield CountedDay(day, None, "the event, not counted" if backwards else "start, not counted")
        day += step
    while (day >= until) if backwards else (day <= until):
        why = calendar.why_not(day)
        if why is None:
            number += 1
            yield CountedDay(day, number, "")
        else:
            yield CountedDay(day, None, f"not counted, {why}")
        day += step


def day_of(moment: datetime | date) -> date:
    """The day in London on which a moment falls. Raises ValueError for a datetime without a time zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("A moment must say its time zone.")
    return moment.astimezone(LONDON).date()


def day_number(start: datetime | date, on: date, calendar: Calendar, convention: Convention) -> int:
    """Which working day of a count the day is: 0 before the first; a day not counted has the one before's number."""
    day = day_of(start)
    if convention is Convention.DAY_ONE:
        day -= timedelta(days=1)
    return calendar.between(day, on)


def reused(clock: Clock, edition: Edition, *, place: str, because: str) -> Clock:
    """The same rule under a later edition whose own text was not verified: it says so wherever it is shown."""
    return replace(
        clock,
        cites=edition.cite(place, Grade.UNVERIFIED),
        also=(),
        reuses=clock.name,
        note=" ".join(part for part in (because, clock.note) if part),
    )
