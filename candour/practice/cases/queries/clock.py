"""Day n of fifteen: the reading that governs, the other readings beside it, and the plan in its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.deadlines.models import Deadline
from candour.practice.cases.models import Case, RapidReview
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar, Calendar
from candour.rulebook.language.citations import Citation
from candour.rulebook.language.clocks import Clock, Due, Relaxation, day_number, day_of
from candour.rulebook.language.durations import Convention, WorkingDays
from candour.rulebook.language.timetables import Timetable

ADULT_CLOCK = "havering-case-review-2023/case-decision"
REFERRAL, NOTIFICATION, AWARENESS = "referral", "notification", "awareness"


@dataclass(frozen=True)
class ReadingShown:
    """One reading of the start, with the day it makes today and the date it leads to."""

    key: str
    starts_when: str
    cites: Citation
    started_on: date | None
    """None while the start event has not happened or is not known to the day."""
    day: int | None
    due: Due | None
    is_chosen: bool
    is_strictest: bool
    cannot: str = ""
    """Why nothing can be counted from its start, if nothing can."""


@dataclass(frozen=True)
class EditionShown:
    """What one edition of the guidance, or an official easing of it, would make of the same start."""

    title: str
    cites: tuple[Citation, ...]
    due: Due | None
    """None where it gives no day."""
    says: str
    """What an easing says, or why nothing can be counted; empty otherwise."""
    governs: bool


@dataclass(frozen=True)
class StepShown:
    """A step of the plan in its cell."""

    key: str
    title: str
    due_on: date
    due_at: datetime
    met_at: datetime | None
    is_late: bool
    is_overtaken: bool
    """Whether the review went on without it."""


@dataclass(frozen=True)
class Cell:
    """One working day of the strip."""

    number: int
    on: date
    is_today: bool
    is_past: bool
    is_over_limit: bool
    steps: tuple[StepShown, ...]


@dataclass(frozen=True)
class CaseClock:
    """Everything that a page says about the time of a case."""

    allowed: int
    day: int | None
    """Which day of those allowed it is, by the reading that governs; None while that has not started."""
    is_over: bool
    """Whether the clock has stopped."""
    ended: str
    """What stopped it: "Sent" to the Panel or, for an adult, "Decided"."""
    is_late: bool
    chosen: ReadingShown | None
    readings: tuple[ReadingShown, ...]
    cells: tuple[Cell, ...]
    skipped: tuple[str, ...]
    """The days between the first cell and the last that are not counted, and why."""
    timetable: Timetable | None
    cannot: str
    """Why nothing can be counted, if nothing can."""
    relaxations: tuple[Relaxation, ...]
    rule: Clock | None
    editions: tuple[EditionShown, ...] = ()
    """The same case by each edition, the oldest first; empty where there is only one."""

    @property
    def headline(self) -> str:
        """In words, such as “Day 4 of 15”, “Sent on day 21 of 15” or “Not started”."""
        if self.day is None:
            return f"Not started: {self.allowed} working days allowed"
        if self.is_over:
            return f"{self.ended} on day {self.day} of {self.allowed}"
        return f"Day {self.day} of {self.allowed}"


def governing_clock(case: Case) -> Clock | None:
    """The limit that governs a case: the rapid review of its edition, or the local target for an adult."""
    if not case.is_child:
        return index.rule(ADULT_CLOCK, Clock)
    return index.clocks_in(case.edition_key).get("rapid-review")


def starts_of(case: Case) -> dict[str, datetime | date | None]:
    """The start that each reading has in a case, as far as it is known to the day."""
    return {
        NOTIFICATION: case.notified_at,
        AWARENESS: case.aware_on.exact if case.aware_on else None,
        REFERRAL: case.received_at,
    }


def readings_of(
    case: Case, clock: Clock, chosen: str, starts: Mapping[str, datetime | date | None], today: date, days: Calendar
) -> tuple[ReadingShown, ...]:
    """Every reading of the governing clock side by side, the chosen one marked, the strictest one marked."""
    shown = []
    for reading in clock.readings:
        start = starts.get(reading.key)
        convention = reading.convention or clock.convention
        shown.append((reading, start, *_count(clock, start, today, days, convention)))
    dues = [due.at for _, _, due, _, _ in shown if due]
    strictest = min(dues) if dues else None
    return tuple(
        ReadingShown(
            key=reading.key,
            starts_when=reading.starts_when,
            cites=reading.cites,
            started_on=day_of(start) if start else None,
            day=day,
            due=due,
            is_chosen=reading.key == chosen,
            is_strictest=bool(due and due.at == strictest and len(set(dues)) > 1),
            cannot=cannot,
        )
        for reading, start, due, day, cannot in shown
    )


def editions_of(
    rule: Clock, reading_key: str, start: datetime | date | None, today: date, days: Calendar
) -> tuple[EditionShown, ...]:
    """The same limit by every edition from the same start and reading.

    An easing, whose own end is not known, stands beside its edition where that was in force and the easing covers the
    start.
    """
    every = index.same_limit(rule)
    if start is None or len(every) < 2:
        return ()
    shown = []
    for clock in every:
        reading = next((one for one in clock.readings if one.key == reading_key), None)
        convention = (reading.convention if reading else None) or clock.convention
        due, _, cannot = _count(clock, start, today, days, convention)
        sources = tuple(dict.fromkeys((clock.cites, clock.best_source)))
        shown.append(EditionShown(clock.cites.edition.title, sources, due, cannot, clock is rule))
        shown += [
            EditionShown(f"{clock.cites.edition.title}, as eased", (eased.cites,), None, eased.says, governs=False)
            for eased in clock.relaxations
            if _covers(eased, day_of(start)) and clock.cites.edition.applies_on(day_of(start))
        ]
    return tuple(shown)


def _count(
    clock: Clock, start: datetime | date | None, today: date, days: Calendar, convention: Convention
) -> tuple[Due | None, int | None, str]:
    """When a limit ends, which of its days it is, and why neither can be said, if the calendar does not reach."""
    if start is None:
        return None, None, ""
    try:
        due = clock.due(start, days, convention=convention)
        return due, day_number(start, max(today, day_of(start)), days, convention), ""
    except BeyondCalendar as beyond:
        return None, None, str(beyond)


def clock_of(
    case: Case,
    review: RapidReview | None,
    *,
    chosen: str,
    sent_at: datetime | None,
    plan: list[Deadline],
    at: datetime,
    days: Calendar,
) -> CaseClock:
    """The clock of a case at a moment. `plan` holds the dated steps of its review; `sent_at` stops the clock.

    For an adult what stops it is the decision, since no report goes to the Panel.
    """
    rule = governing_clock(case)
    ended = "Sent" if case.is_child else "Decided"
    today = day_of(sent_at or at)
    if rule is None:
        because = "The rulebook holds no edition for this case, so its days cannot be counted."
        return CaseClock(15, None, sent_at is not None, ended, False, None, (), (), (), None, because, (), None)
    allowed = rule.allows.number if isinstance(rule.allows, WorkingDays) else 15
    starts = starts_of(case)
    if case.is_child:
        readings = readings_of(case, rule, chosen, starts, today, days)
    else:
        readings = _adult_reading(case, rule, today, days)
    governing = next((reading for reading in readings if reading.is_chosen), None)
    late = bool(governing and governing.due and (sent_at or at) > governing.due.at)
    timetable = index.rule(review.timetable_name, Timetable) if review and review.timetable_name else None
    cells, skipped = _strip_or_none(review, timetable, plan, at, sent_at, days) if review and timetable else ((), ())
    relaxed = tuple(eased for eased in rule.relaxations if governing and _covers(eased, governing.started_on))
    return CaseClock(
        allowed=allowed,
        day=governing.day if governing else None,
        is_over=sent_at is not None,
        ended=ended,
        is_late=late,
        chosen=governing,
        readings=readings,
        cells=cells,
        skipped=skipped,
        timetable=timetable,
        cannot=governing.cannot if governing else "",
        relaxations=relaxed,
        rule=rule,
        editions=editions_of(rule, governing.key, starts.get(governing.key), today, days) if governing else (),
    )


def _adult_reading(case: Case, rule: Clock, today: date, days: Calendar) -> tuple[ReadingShown, ...]:
    start = case.received_at
    due, day, cannot = _count(rule, start, today, days, rule.convention)
    started = day_of(start) if start else None
    return (ReadingShown(REFERRAL, rule.starts_when, rule.cites, started, day, due, True, False, cannot),)


def _strip_or_none(
    review: RapidReview,
    timetable: Timetable,
    plan: list[Deadline],
    at: datetime,
    sent_at: datetime | None,
    days: Calendar,
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    try:
        return _strip(review, timetable, plan, at, sent_at, days)
    except BeyondCalendar:
        return (), ()


def _strip(
    review: RapidReview,
    timetable: Timetable,
    plan: list[Deadline],
    at: datetime,
    sent_at: datetime | None,
    days: Calendar,
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    last = max([timetable.limit_days, *(step.day for step in timetable.steps)])
    today = day_of(sent_at or at)
    dates = [
        WorkingDays(number).ends_on(day_of(review.started_at), days, timetable.convention)
        for number in range(1, last + 1)
    ]
    steps: dict[date, list[StepShown]] = {}
    for deadline in plan:
        late = (deadline.met_at or at) > deadline.due_at
        overtaken = deadline.cancelled_at is not None
        shown = StepShown(
            deadline.key, deadline.title, deadline.due_on, deadline.due_at, deadline.met_at, late, overtaken
        )
        steps.setdefault(min(max(deadline.due_on, dates[0]), dates[-1]), []).append(shown)
    cells = tuple(
        Cell(
            number=number,
            on=on,
            is_today=on == today,
            is_past=on < today,
            is_over_limit=number > timetable.limit_days,
            steps=tuple(steps.get(on, ())),
        )
        for number, on in enumerate(dates, start=1)
    )
    return cells, _skipped(dates, days)


def _skipped(dates: list[date], days: Calendar) -> tuple[str, ...]:
    """Holidays by name; weekends are not worth a line each."""
    first, last = dates[0], dates[-1]
    named = [(on, title) for on, title in sorted(days.holidays.items()) if first <= on <= last and on.weekday() < 5]
    return tuple(f"{on:%a} {on.day} {on:%b}: not counted, {title}" for on, title in named)


def _covers(eased: Relaxation, started: date | None) -> bool:
    if started is None:
        return False
    return eased.starts_on <= started and (eased.ends_on is None or started <= eased.ends_on)


def counted(start: datetime | date, until: date, days: Calendar, convention: Convention) -> int:
    """How many working days a review took, from its start to the day it was sent."""
    return day_number(start, until, days, convention)
