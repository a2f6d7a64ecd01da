"""The tests' own real databases: each is whole, apart from all others, and the same for threads and processes."""

from __future__ import annotations

from datetime import datetime
from urllib.request import urlopen

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from candour.platform.access.actor import Actor
from candour.platform.allowances.models import Used
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import verify_all
from candour.platform.audit_trail.sentences import sentence
from tests.databases import RealDatabase, race, serving

COUNTED = sentence("test.counted", "counted")


@operation
def count(actor: Actor, *, person: int) -> Used:
    used = Used.objects.create(person_id=person, what="a test", stretch=actor.today.isoformat(), times=1)
    record(COUNTED, subject=used)
    return used


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_one_of_its_own(real_database: RealDatabase, now: datetime, turn: int) -> None:
    assert not Used.objects.exists()
    count(Actor.system("a test", now), person=turn)


def test_every_thread_writes_to_it_for_good(real_database: RealDatabase, now: datetime) -> None:
    outcomes = race(8, lambda number: count(Actor.system("a test", now), person=number))

    assert {type(outcome) for outcome in outcomes} == {Used}
    assert Used.objects.count() == 8
    assert verify_all().entries == 8
    assert verify_all().broken_at is None


def test_what_a_thread_raises_is_handed_back(real_database: RealDatabase, now: datetime) -> None:
    outcomes = race(4, lambda number: count(Actor.system("a test", now), person=7))

    assert sum(isinstance(outcome, Used) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 3


def test_its_triggers_refuse_as_they_do_in_production(real_database: RealDatabase, now: datetime) -> None:
    count(Actor.system("a test", now), person=7)

    with (
        pytest.raises(DatabaseError, match="cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM audit_trail_entry")


@pytest.mark.django_db
def test_the_ordinary_database_is_not_touched_by_it(now: datetime) -> None:
    assert not Used.objects.exists()


@pytest.mark.served
def test_a_server_process_answers_from_it(real_database: RealDatabase) -> None:
    with serving(real_database) as address, urlopen(f"{address}/brand.css") as answer:  # noqa: S310
        assert answer.status == 200
        assert b"--govuk-brand-colour" in answer.read()
