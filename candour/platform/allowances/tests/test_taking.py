"""Allowances: so many in a stretch of time and no more, however many ask at once, and again in the next stretch."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.allowances import taking
from candour.platform.allowances.models import Used
from candour.platform.allowances.taking import take
from tests.databases import RealDatabase, race


def person(number: int, at: datetime) -> Actor:
    return Actor("person", f"person {number}", at, person_id=number)


@pytest.mark.django_db
def test_it_ends_at_the_limit_and_each_person_has_their_own(now: datetime) -> None:
    taken = [take(person(1, now), "peeks", each="day", at_most=3) for _ in range(5)]

    assert taken == [True, True, True, False, False]
    assert take(person(2, now), "peeks", each="day", at_most=3)
    assert take(person(1, now), "exports", each="day", at_most=3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("each", "last", "next_"),
    [
        ("minute", datetime(2026, 11, 18, 10, 4, 59, tzinfo=UTC), datetime(2026, 11, 18, 10, 5, tzinfo=UTC)),
        ("hour", datetime(2026, 11, 18, 10, 59, tzinfo=UTC), datetime(2026, 11, 18, 11, 0, tzinfo=UTC)),
        # In summer the day in London begins at 23:00 UTC.
        ("day", datetime(2026, 7, 1, 22, 59, tzinfo=UTC), datetime(2026, 7, 1, 23, 0, tzinfo=UTC)),
        ("day", datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_next_stretch_begins_anew(each: str, last: datetime, next_: datetime) -> None:
    assert take(person(1, last), "peeks", each=each, at_most=1)  # type: ignore[arg-type]
    assert not take(person(1, last), "peeks", each=each, at_most=1)  # type: ignore[arg-type]

    assert take(person(1, next_), "peeks", each=each, at_most=1)  # type: ignore[arg-type]
    assert not take(person(1, next_), "peeks", each=each, at_most=1)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_clock_that_steps_back_gives_nothing_back(now: datetime) -> None:
    assert take(person(1, now), "peeks", each="minute", at_most=1)
    assert not take(person(1, now - timedelta(minutes=5)), "peeks", each="minute", at_most=1)


@pytest.mark.django_db
def test_only_people_have_one_and_none_means_none(now: datetime) -> None:
    assert not take(Actor.visitor(now), "peeks", each="day", at_most=5)
    assert not take(Actor.link("a link", ("request", 1), now), "peeks", each="day", at_most=5)
    assert not take(person(1, now), "peeks", each="day", at_most=0)


@pytest.mark.django_db
def test_what_was_taken_for_nothing_is_given_back(now: datetime) -> None:
    with transaction.atomic():
        assert take(person(1, now), "peeks", each="day", at_most=1)
        transaction.set_rollback(True)

    assert take(person(1, now), "peeks", each="day", at_most=1)


@pytest.mark.parametrize("before", [0, 3])
def test_of_many_at_once_no_more_than_the_limit_take_one(
    real_database: RealDatabase, now: datetime, before: int
) -> None:
    for _ in range(before):
        assert take(person(1, now), "peeks", each="day", at_most=5)

    outcomes = race(16, lambda number: take(person(1, now), "peeks", each="day", at_most=5))

    assert outcomes.count(True) == 5 - before
    assert outcomes.count(False) == 16 - 5 + before
    assert Used.objects.get().times == 5


def test_counting_first_and_writing_after_would_be_caught(
    real_database: RealDatabase, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_then_write(mine: QuerySet[Used], now: str, at_most: int) -> bool:
        counted = mine.first()
        if counted is None or counted.times >= at_most:
            return False
        time.sleep(0.05)
        return bool(mine.update(times=counted.times + 1))

    monkeypatch.setattr(taking, "_count", check_then_write)

    outcomes = race(16, lambda number: take(person(1, now), "peeks", each="day", at_most=5))

    assert outcomes.count(True) > 5, "this test would not notice a limit that can be overrun"


def test_many_at_once_begin_a_new_stretch_together(real_database: RealDatabase, now: datetime) -> None:
    for _ in range(5):
        take(person(1, now), "peeks", each="day", at_most=5)
    tomorrow = now + timedelta(days=1)

    outcomes = race(16, lambda number: take(person(1, tomorrow), "peeks", each="day", at_most=5))

    assert outcomes.count(True) == 5
    assert outcomes.count(False) == 11
