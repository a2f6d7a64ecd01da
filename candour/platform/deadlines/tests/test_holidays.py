"""A bank holiday proclaimed later: it moves what is open and unmet, each by a recorded act, and nothing else.

The holiday is Wednesday 25 November 2026. Ten working days after Wednesday 18 November are 19, 20, 23, 24, 25, 26,
27, 30 November and 1 and 2 December; without the 25th they end on 3 December.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline, ProclaimedHoliday
from candour.platform.deadlines.tests.conftest import Setting
from tests.cast import Cast
from tests.pages import problems, words

STARTED, HOLIDAY = date(2026, 11, 18), date(2026, 11, 25)


def proclaim(
    cast: Cast, key: str = "manager", on: date = HOLIDAY, title: str = "A day of mourning", confirmed: str = "yes"
) -> Any:
    day = {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}
    return cast.client(key).post("/due/bank-holidays/", {**day, "title": title, "confirmed": confirmed}, follow=True)


def days(title: str) -> date:
    return Deadline.objects.get(title=title).due_on


def test_what_is_open_and_counted_across_it_moves_by_a_day(cast: Cast, due: Setting) -> None:
    partnership = cast.partnership()

    def ten(title: str, **more: Any) -> None:
        due(title, date(2026, 12, 2), partnership, **({"starts_on": STARTED, "number": 10} | more))

    ten("open")
    ten("met", met_at=cast.now)
    ten("called off", cancelled_at=cast.now)
    ten("in calendar days", counts="calendar-days", number=14)
    ten("day one counts", number=11, convention="day-one")
    due("on the holiday", HOLIDAY, partnership, starts_on=STARTED, number=5)
    due("before", date(2026, 11, 24), partnership, starts_on=STARTED, number=4)
    due("after", date(2026, 12, 10), partnership, starts_on=date(2026, 11, 26), number=10)
    due("moved by hand", date(2026, 12, 9), partnership, starts_on=STARTED, number=10)
    due("late", date(2026, 11, 17), partnership, starts_on=date(2026, 11, 3), number=10)

    answer = proclaim(cast)

    assert "The bank holiday is recorded. Open deadlines that moved: 3." in words(answer)
    assert days("open") == days("day one counts") == date(2026, 12, 3)
    assert days("on the holiday") == date(2026, 11, 26)
    assert days("met") == days("called off") == days("in calendar days") == date(2026, 12, 2)
    assert (days("before"), days("after")) == (date(2026, 11, 24), date(2026, 12, 10))
    assert (days("moved by hand"), days("late")) == (date(2026, 12, 9), date(2026, 11, 17))
    assert Deadline.objects.get(title="open").due_at == datetime(2026, 12, 3, 23, 59, 59, tzinfo=UTC)
    lines = [(line.who, line.what) for line in history_of(partnership)]
    moved = "moved the deadline “open” from 2 December 2026 to 3 December 2026: bank holiday on 25 November 2026"
    assert ("Priya Anand", moved) in lines
    assert sum("bank holiday on 25 November 2026" in what for _, what in lines) == 3
    assert [line.what for line in history_of(ProclaimedHoliday.objects.get())] == [
        "recorded a bank holiday on 25 November 2026; open deadlines that moved: 3"
    ]


def test_it_is_shown_and_counted_from_then_on(cast: Cast) -> None:
    assert "A day of mourning" not in words(cast.client("nelft").get("/due/bank-holidays/"))
    proclaim(cast)

    assert "Wednesday 25 November 2026: A day of mourning" in words(cast.client("nelft").get("/due/bank-holidays/"))


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 11, 18), "A holiday that is past moves nothing. Dates that have gone by stay as they were."),
        (date(2026, 11, 28), "That day is not a working day already: Saturday."),
        (date(2026, 12, 25), "That day is not a working day already: Christmas Day."),
        (date(2029, 1, 3), "The calendar knows days until 31 December 2028."),
    ],
)
def test_a_day_that_cannot_become_a_holiday_is_refused(cast: Cast, on: date, reason: str) -> None:
    assert problems(proclaim(cast, on=on)) == [reason]
    assert not ProclaimedHoliday.objects.exists()


def test_the_same_day_is_recorded_once(cast: Cast) -> None:
    proclaim(cast)

    assert problems(proclaim(cast)) == ["That day is not a working day already: A day of mourning."]
    assert ProclaimedHoliday.objects.count() == 1


def test_only_a_manager_or_a_system_administrator_records_one(cast: Cast) -> None:
    for key in ("nelft", "administrator", "council", "scrutineer"):
        answer = proclaim(cast, key)
        assert answer.status_code == 422, key
        assert problems(answer) == [
            "You cannot record a bank holiday. Only a partnership manager or a system administrator, because it moves "
            "dates in every case."
        ]
    assert not ProclaimedHoliday.objects.exists()
    assert proclaim(cast, "technical").status_code == 200
    assert ProclaimedHoliday.objects.count() == 1


def test_what_would_move_is_said_first_and_nothing_moves_yet(cast: Cast, due: Setting) -> None:
    mine = cast.partnership()
    another = type(mine).objects.exclude(pk=mine.pk).order_by("pk")[0]
    for title, acts in (("one", mine), ("two", mine), ("other", another)):
        due(title, date(2026, 12, 2), acts, starts_on=STARTED, number=10)

    answer = proclaim(cast, confirmed="")

    assert "moves 3 dates in 2 partnerships" in words(answer)
    assert not ProclaimedHoliday.objects.exists()
    assert days("one") == date(2026, 12, 2)


def test_what_is_counted_back_from_a_day_moves_to_the_day_before(cast: Cast, due: Setting) -> None:
    # Three working days before Monday 30 November are the 27th, 26th and 25th; without the 25th, the 24th
    due(
        "papers",
        HOLIDAY,
        cast.partnership(),
        starts_on=date(2026, 11, 30),
        number=3,
        counts="working-days-before",
    )
    proclaim(cast)
    assert days("papers") == date(2026, 11, 24)
