"""A plan of dated steps that share one start, such as the fifteen days of a rapid review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from candour.rulebook.calendars import Calendar
from candour.rulebook.language.citations import Citation
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, day_of
from candour.rulebook.language.durations import Convention, working_days


@dataclass(frozen=True)
class Step:
    """One thing to be done by a day of the plan."""

    key: str
    title: str
    who: str
    day: int
    """The working day of the plan by which it is done."""
    from_day: int | None = None
    """The day on which it begins, where the plan gives it several."""
    by: time | None = None
    """The time of day in London; None means the end of the day."""
    heading: str = ""


@dataclass(frozen=True)
class PlannedStep:
    """A step with its date under one start."""

    step: Step
    on: date
    at: datetime
    """The last moment that is in time, in UTC."""
    past_limit: bool
    """Whether the plan itself puts the step after the day that the law or guidance allows."""


@dataclass(frozen=True)
class Timetable:
    """A protocol's plan of steps, the convention by which it counts its days, and the limit that it must keep."""

    key: str
    title: str
    cites: Citation
    convention: Convention
    starts_when: str
    limit_days: int
    """The working days that the governing limit allows, counted as this plan counts them."""
    steps: tuple[Step, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """The plan's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"

    @property
    def breaks_limit(self) -> tuple[Step, ...]:
        """The steps that this plan puts later than the limit allows."""
        return tuple(step for step in self.steps if step.day > self.limit_days)

    def plan(self, start: datetime | date, calendar: Calendar) -> tuple[PlannedStep, ...]:
        """Every step with its date. Raises BeyondCalendar past the days for which holidays are known."""
        day = day_of(start)
        return tuple(self._dated(step, day, calendar) for step in self.steps)

    def step(self, key: str) -> Step:
        """One step by its key. Raises KeyError where the plan has no such step."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def _dated(self, step: Step, start: date, calendar: Calendar) -> PlannedStep:
        on = working_days(step.day).ends_on(start, calendar, self.convention)
        at = datetime.combine(on, step.by or END_OF_DAY, LONDON).astimezone(UTC)
        return PlannedStep(step, on, at, step.day > self.limit_days)
