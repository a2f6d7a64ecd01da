"""What must hold of the rulebook's arithmetic whatever the dates are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from candour.rulebook import index
from candour.rulebook.calendars import ENGLAND_AND_WALES, BeyondCalendar, Holiday
from candour.rulebook.language.clocks import LONDON, Clock, Due, day_number
from candour.rulebook.language.durations import (
    CalendarDays,
    CalendarMonths,
    Convention,
    Duration,
    WorkingDays,
    WorkingDaysBefore,
)
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate, Precision

CALENDAR = ENGLAND_AND_WALES
CLOCK = index.rule("working-together-2023/rapid-review", Clock)
ONE_DAY = timedelta(days=1)
NOT_YET_ELSEWHERE: set[date] = set()
"""Holidays proclaimed so lately that the independent source does not have them, each with its proclamation."""

days = st.dates(date(2013, 1, 1), date(2027, 12, 31))
numbers = st.integers(1, 60)
conventions = st.sampled_from(Convention)
durations = st.one_of(
    numbers.map(WorkingDays),
    numbers.map(WorkingDaysBefore),
    numbers.map(CalendarDays),
    st.integers(1, 24).map(CalendarMonths),
)
repeatably = settings(derandomize=True, database=None, deadline=None, max_examples=150)


def due(start: date | datetime, allows: Duration, convention: Convention) -> Due:
    return CLOCK.due(start, CALENDAR, allows=allows, convention=convention)


# The calendar


def test_the_calendar_has_exactly_the_holidays_that_an_independent_source_has() -> None:
    years = range(CALENDAR.known_from.year, CALENDAR.known_until.year + 1)
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=years)

    assert set(CALENDAR.holidays) - NOT_YET_ELSEWHERE == {day for day in theirs if day.weekday() < 5}
    assert len([day for day in CALENDAR.holidays if 2018 <= day.year <= 2026]) == 75, "eight a year, and three more"


def test_no_holiday_of_the_calendar_falls_on_a_weekend() -> None:
    assert not [day for day in CALENDAR.holidays if day.weekday() > 4]


@given(days)
@repeatably
def test_a_day_counts_or_says_why_it_does_not(day: date) -> None:
    why = CALENDAR.why_not(day)

    assert (why is None) is CALENDAR.is_working(day)
    assert why or day.weekday() < 5


# Working days


@given(days, numbers, conventions)
@repeatably
def test_a_limit_in_working_days_ends_on_a_working_day(start: date, number: int, convention: Convention) -> None:
    assert CALENDAR.is_working(due(start, WorkingDays(number), convention).on)


@given(days, numbers)
@repeatably
def test_so_many_working_days_lie_between_the_start_and_the_due_day(start: date, number: int) -> None:
    assert CALENDAR.between(start, CALENDAR.after(start, number)) == number


@given(days, numbers, conventions)
@repeatably
def test_a_slow_count_by_hand_comes_to_the_same(start: date, number: int, convention: Convention) -> None:
    day = start - ONE_DAY if convention is Convention.DAY_ONE else start
    left = number
    while left:
        day += ONE_DAY
        left -= day.weekday() < 5 and day not in CALENDAR.holidays

    assert due(start, WorkingDays(number), convention).on == day


@given(days.filter(CALENDAR.is_working), numbers)
@repeatably
def test_going_forward_and_back_returns_to_a_working_day(start: date, number: int) -> None:
    assert CALENDAR.before(CALENDAR.after(start, number), number) == start
    assert CALENDAR.after(CALENDAR.before(start, number), number) == start


@given(days, numbers)
@repeatably
def test_day_one_is_within_one_day_less_from_a_working_day_and_the_same_from_another(start: date, number: int) -> None:
    less = number - 1 if CALENDAR.is_working(start) else number

    assert CALENDAR.from_day_one(start, number) == CALENDAR.after(start, less)


@given(days, days, durations, conventions)
@repeatably
def test_a_later_start_is_never_due_earlier(
    first: date, second: date, allows: Duration, convention: Convention
) -> None:
    first, second = sorted((first, second))

    assert due(first, allows, convention).on <= due(second, allows, convention).on


@given(days, numbers, st.integers(1, 20), conventions)
@repeatably
def test_more_days_are_due_later(start: date, number: int, more: int, convention: Convention) -> None:
    shorter, longer = (due(start, WorkingDays(count), convention).on for count in (number, number + more))

    assert shorter < longer


@given(days, numbers, conventions, st.integers(-5, 120))
@repeatably
def test_a_holiday_proclaimed_later_moves_a_limit_only_if_it_takes_one_of_its_days(
    start: date, number: int, convention: Convention, distance: int
) -> None:
    proclaimed = start + timedelta(days=distance)
    later = CALENDAR.with_holidays([Holiday(proclaimed, "A day of mourning")], "later")
    allows = WorkingDays(number)
    before, after = (allows.ends_on(start, calendar, convention) for calendar in (CALENDAR, later))
    first = start if convention is Convention.DAY_ONE else start + ONE_DAY
    takes_a_day = CALENDAR.is_working(proclaimed) and first <= proclaimed <= before

    assert after == (CALENDAR.after(before, 1) if takes_a_day else before)


@given(st.dates(date(1990, 1, 1), date(2011, 12, 31)) | st.dates(date(2029, 1, 1), date(2099, 1, 1)), numbers)
@repeatably
def test_nothing_is_counted_from_a_day_whose_holidays_are_not_known(start: date, number: int) -> None:
    for count in (CALENDAR.after, CALENDAR.from_day_one, CALENDAR.before):
        with pytest.raises(BeyondCalendar, match="known from 1 January 2012 until 31 December 2028"):
            count(start, number)


# The sum


@given(days, numbers, conventions, st.booleans())
@repeatably
def test_the_sum_has_every_day_once_and_counts_up_to_what_is_allowed(
    start: date, number: int, convention: Convention, backwards: bool
) -> None:
    result = due(start, WorkingDaysBefore(number) if backwards else WorkingDays(number), convention)
    lines = result.sum()
    counted = [line for line in lines if line.number is not None]

    assert {abs((second.on - first.on).days) for first, second in pairwise(lines)} <= {1}
    assert lines[0].on == start
    assert lines[-1].on == result.on
    assert [line.number for line in counted] == list(range(1, number + 1))
    assert counted[-1].on == result.on
    assert all(line.why for line in lines if line.number is None)
    assert all(CALENDAR.is_working(line.on) for line in counted)


@given(days, st.one_of(numbers.map(CalendarDays), st.integers(1, 24).map(CalendarMonths)), conventions)
@repeatably
def test_the_sum_of_days_and_months_names_the_start_and_the_end(
    start: date, allows: Duration, convention: Convention
) -> None:
    result = due(start, allows, convention)

    assert result.sum()[0].on == start
    assert result.sum()[-1].on == result.on
    assert len(result.sum()) <= 2


@given(days, numbers, conventions)
@repeatably
def test_the_number_of_the_due_day_is_what_is_allowed(start: date, number: int, convention: Convention) -> None:
    on = due(start, WorkingDays(number), convention).on

    assert day_number(start, on, CALENDAR, convention) == number
    assert day_number(start, on - ONE_DAY, CALENDAR, convention) < number


# Days, months and moments


@given(days, st.integers(1, 24))
@repeatably
def test_months_keep_the_number_of_the_day_or_end_the_month(start: date, number: int) -> None:
    on = due(start, CalendarMonths(number), Convention.WITHIN).on

    assert (on.year * 12 + on.month) - (start.year * 12 + start.month) == number
    assert on.day == start.day or (on.day < start.day and (on + ONE_DAY).day == 1)


@given(days, st.times(), durations, conventions)
@repeatably
def test_a_moment_is_counted_from_its_day_in_london(
    day: date, hour: time, allows: Duration, convention: Convention
) -> None:
    moment = datetime.combine(day, hour, UTC)
    in_london = moment.astimezone(LONDON).date()

    assert due(moment, allows, convention).on == due(in_london, allows, convention).on
    with pytest.raises(ValueError, match="time zone"):
        due(moment.replace(tzinfo=None), allows, convention)


@given(days, durations, conventions, st.times())
@repeatably
def test_the_due_moment_lies_on_the_due_day_in_london(
    start: date, allows: Duration, convention: Convention, by: time
) -> None:
    result = CLOCK.due(start, CALENDAR, allows=allows, convention=convention, by=by.replace(second=0, microsecond=0))

    assert result.at.utcoffset() == timedelta(0)
    assert not result.is_late(result.at)
    assert result.is_late(result.at + timedelta(seconds=1))
    assert abs(result.at.astimezone(LONDON) - datetime.combine(result.on, by, LONDON)) <= timedelta(hours=1)


# Dates known in part


@st.composite
def fuzzy_dates(draw: Callable[[st.SearchStrategy[object]], object]) -> FuzzyDate:
    day = draw(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
    precision = draw(st.sampled_from(Precision))
    assert isinstance(day, date)
    if precision is Precision.DAY:
        return FuzzyDate(precision, day.year, day.month, day.day, bool(draw(st.booleans())))
    if precision is Precision.MONTH:
        return FuzzyDate(precision, day.year, day.month, about=bool(draw(st.booleans())))
    if precision is Precision.YEAR:
        return FuzzyDate(precision, day.year, about=bool(draw(st.booleans())))
    assert isinstance(precision, Precision)
    return FuzzyDate(precision)


@given(fuzzy_dates())
@repeatably
def test_a_date_known_in_part_survives_being_stored_and_being_shown(fuzzy: FuzzyDate) -> None:
    assert FuzzyDate.decode(fuzzy.encode()) == fuzzy
    assert FuzzyDate.parse(fuzzy.words) == fuzzy
    assert len(fuzzy.encode()) <= 16, "the width of the column"


@given(fuzzy_dates(), fuzzy_dates(), fuzzy_dates())
@repeatably
def test_certainly_before_is_a_strict_partial_order(first: FuzzyDate, second: FuzzyDate, third: FuzzyDate) -> None:
    assert not first.certainly_before(first)
    assert not (first.certainly_before(second) and second.certainly_before(first))
    if first.certainly_before(second) and second.certainly_before(third):
        assert first.certainly_before(third)


@given(fuzzy_dates(), fuzzy_dates(), st.data())
@repeatably
def test_certainly_before_holds_for_any_days_that_the_two_could_be(
    first: FuzzyDate, second: FuzzyDate, data: st.DataObject
) -> None:
    assume(first.certainly_before(second))

    assert data.draw(_days_of(first)) < data.draw(_days_of(second))


@pytest.mark.parametrize(
    ("first", "second", "is_certain"),
    [
        ("28 June 2020", "30 June 2020", True),
        ("30 June 2020", "28 June 2020", False),
        ("30 June 2020", "30 June 2020", False),
        ("June 2020", "1 July 2020", True),
        ("June 2020", "30 June 2020", False),
        ("2019", "January 2020", True),
        ("2020", "December 2020", False),
        ("about 2018", "2020", False),
        ("28 June 2020", "about 30 June 2020", False),
        ("not known", "2020", False),
        ("2020", "to be confirmed", False),
    ],
)
def test_before_is_certain_only_where_every_reading_agrees(first: str, second: str, is_certain: bool) -> None:
    assert FuzzyDate.parse(first).certainly_before(FuzzyDate.parse(second)) is is_certain


@given(st.text(max_size=20))
@repeatably
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (FuzzyDate.parse, FuzzyDate.decode):
        try:
            fuzzy = read(text)
        except NotADate:
            continue
        assert not fuzzy.is_known or not fuzzy.certainly_before(fuzzy)


@pytest.mark.parametrize("text", ["", "yesterday", "31/02/2020", "03/04/85", "15/00/2020", "1 1 1"])
def test_a_refusal_tells_the_writer_what_to_do(text: str) -> None:
    with pytest.raises(NotADate, match=r"Write it like|is not a real date\.|Write the year in full\."):
        FuzzyDate.parse(text)


@pytest.mark.parametrize("stored", ["2018-13", "2018-02-30", "2018-00-15", "15/06/2020", "", "soon"])
def test_what_was_never_stored_is_refused(stored: str) -> None:
    with pytest.raises(NotADate):
        FuzzyDate.decode(stored)


def _days_of(fuzzy: FuzzyDate) -> st.SearchStrategy[date]:
    assert fuzzy.earliest is not None
    assert fuzzy.latest is not None
    return st.dates(fuzzy.earliest, fuzzy.latest)
