"""The tests' own real databases: each is whole, apart from all others, and the same for threads and processes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from candour.platform.access.actor import Actor
from candour.platform.allowances.models import Used
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import verify_all
from candour.platform.audit_trail.sentences import sentence
from tests.databases import RealDatabase, copied, pointing_to, race, serving

COUNTED = sentence("test.counted", "counted")


@operation
def count(actor: Actor, *, person: int) -> Used:
    used = Used.objects.create(person_id=person, what="a test", stretch=actor.today.isoformat(), times=1)
    record(COUNTED, subject=used)
    return used


def shape() -> dict[str, tuple[list[Any], list[Any]]]:
    """Every table with its columns and its constraints and indexes, whatever their order.

    The cache's table is made by no migration, and in one of Django's own the number of a row was narrower at first.
    """
    shown = {}
    with connection.cursor() as cursor:
        ask = connection.introspection
        for table in set(ask.table_names(cursor)) - {"cache", "auth_group_permissions"}:
            columns = ask.get_table_description(cursor, table)
            constraints = ask.get_constraints(cursor, table)
            shown[table] = (
                sorted((one.name, str(one.type_code), one.null_ok, one.display_size) for one in columns),
                sorted(
                    (
                        "" if one["foreign_key"] or one["primary_key"] else name.partition("_")[0],
                        sorted(one["columns"] or ()),
                        one["unique"],
                        one["check"],
                        one["index"],
                        str(one["foreign_key"]),
                    )
                    for name, one in constraints.items()
                ),
            )
    return shown


def conditions() -> set[tuple[str, ...]]:
    """What each check, key and index says, where the database tells it in words of its own."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND contype = 'c' "
            "UNION SELECT tablename, regexp_replace(indexdef, ' INDEX [^ ]+ ON ', ' INDEX ON ') FROM pg_indexes "
            "WHERE schemaname = 'public' AND tablename <> 'cache'"
        )
        return {tuple(str(cell) for cell in row) for row in cursor.fetchall()}


def triggers() -> set[str]:
    """The names of all triggers."""
    own = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        own = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(own)
        return {str(row[0]) for row in cursor.fetchall()}


def test_one_made_at_once_is_as_one_that_was_migrated(
    empty_database: RealDatabase, database_template: str, tmp_path: Path
) -> None:
    call_command("migrate", verbosity=0)
    migrated, by_migrations, said = shape(), triggers(), conditions()
    with copied(database_template, tmp_path, "made") as made, pointing_to(made):
        assert shape() == migrated
        assert conditions() == said
        assert triggers() == by_migrations != set()


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
