"""The calculator beside a limit or a plan: from the address of a page to a due date with its sum, or to dated steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.design.rules import SumLine, shown
from candour.project.rulebook_pages.calculation import (
    CannotCount,
    dated_steps,
    due_date,
    has_ways_of_counting,
    moment_in_words,
    start_in_words,
)
from candour.project.rulebook_pages.forms import StartForm
from candour.rulebook.calendars import Calendar
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import WorkingDaysBefore
from candour.rulebook.language.timetables import Timetable

ASKED = ("start_day", "start_month", "start_year", "counting")


@dataclass(frozen=True)
class DatedStep:
    """A step of a plan with its date."""

    at: datetime
    title: str
    who: str
    is_past_limit: bool


@dataclass(frozen=True)
class Answer:
    """What a calculator found."""

    start: str
    due: str
    counting: str
    sum: tuple[SumLine, ...]
    steps: tuple[DatedStep, ...]
    warning: str
    """Where the edition was not in force on the day of the start."""
    eased: str


@dataclass(frozen=True)
class Calculator:
    """The form and, once it was filled in, its answer."""

    form: StartForm
    answer: Answer | None


def calculator_of(rule: Clock | Timetable, asked: Mapping[str, str], calendar: Calendar) -> Calculator:
    """The calculator of a limit or a plan, with its answer if the address asks for one."""
    form = _form(rule, asked)
    if not form.is_bound or not form.is_valid():
        return Calculator(form, None)
    start = form.cleaned_data["start"]
    try:
        answer = _plan(rule, start, calendar) if isinstance(rule, Timetable) else _due(rule, form, start, calendar)
    except CannotCount as refused:
        form.add_error("start", str(refused))
        return Calculator(form, None)
    return Calculator(form, answer)


def _form(rule: Clock | Timetable, asked: Mapping[str, str]) -> StartForm:
    data = {"counting": rule.convention.value, **asked} if any(name in asked for name in ASKED) else None
    if isinstance(rule, Clock) and isinstance(rule.allows, WorkingDaysBefore):
        return StartForm(data, label=f"When is {rule.starts_when}?", convention=None)
    has_ways = isinstance(rule, Clock) and has_ways_of_counting(rule)
    return StartForm(
        data, label=f"The day on which {rule.starts_when}", convention=rule.convention if has_ways else None
    )


def _due(clock: Clock, form: StartForm, start: date, calendar: Calendar) -> Answer:
    due = due_date(clock, start, calendar, convention=form.convention)
    rule = shown(due)
    eased = rule.note.removeprefix(clock.note).strip()
    return Answer(
        start_in_words(start), moment_in_words(due.at), rule.counting, rule.sum, (), _warning(clock, start), eased
    )


def _plan(plan: Timetable, start: date, calendar: Calendar) -> Answer:
    steps = tuple(
        DatedStep(planned.at, planned.step.title, planned.step.who, planned.past_limit)
        for planned in dated_steps(plan, start, calendar)
    )
    return Answer(start_in_words(start), "", shown(plan).counting, (), steps, _warning(plan, start), "")


def _warning(rule: Clock | Timetable, start: date) -> str:
    edition = rule.cites.edition
    return "" if edition.applies_on(start) else f"{edition.title} was not in force on that day."
