"""History holds: the database refuses to change it, and whoever gets round the database is found out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.chain import canonical
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import verify_all
from candour.platform.audit_trail.sentences import UnknownSentence, sentence, sentence_of

pytestmark = pytest.mark.django_db

NOTED = sentence("test_chain.noted", "noted {what}")
REFUSED_BY_THE_DATABASE = "The audit trail cannot be changed"


@operation
def note(actor: Actor, account: Account, what: str) -> None:
    """Write a line."""
    record(NOTED, subject=account, what=what)


@pytest.fixture
def five(now: datetime) -> list[Entry]:
    """Five lines of history."""
    account = Account.objects.create_user("ada@example.org", joined_at=now)
    for what in ("one", "two", "three", "four", "five"):
        note(Actor("person", "Ada", now, person_id=7, account_id=account.pk), account, what)
    return list(Entry.objects.order_by("number"))


@contextmanager
def the_guard_taken_down() -> Iterator[None]:
    """What somebody with the keys of the database could do: take the triggers away, and put them back."""
    table = Entry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = cursor.fetchall()
        assert len(triggers) == 2
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def verified() -> str:
    said = StringIO()
    call_command("verify_history", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_trail_entry SET facts = '{{}}' WHERE number = 3",
        "UPDATE audit_trail_entry SET hash = hash WHERE number = 5",
        "DELETE FROM audit_trail_entry WHERE number = 5",
        "DELETE FROM audit_trail_entry",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(five: list[Entry], statement: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSED_BY_THE_DATABASE), transaction.atomic():
        connection.cursor().execute(statement.replace("{{}}", "{}"))
    with pytest.raises(DatabaseError, match=REFUSED_BY_THE_DATABASE), transaction.atomic():
        Entry.objects.filter(number=3).update(who="nobody")
    with pytest.raises(DatabaseError, match=REFUSED_BY_THE_DATABASE), transaction.atomic():
        five[2].delete()

    assert list(Entry.objects.order_by("number").values()) == [
        {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields} for entry in five
    ]


def test_a_number_cannot_be_taken_twice(five: list[Entry]) -> None:
    five[4].pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        five[4].save(force_insert=True)


def test_the_whole_chain_is_verified_and_its_root_is_said(five: list[Entry]) -> None:
    assert verified() == f"5 entries verified. Root: {five[4].hash}\n"
    assert five[0].previous_hash == "0" * 64
    assert [entry.previous_hash for entry in five[1:]] == [entry.hash for entry in five[:4]]


def test_a_hash_is_that_of_every_fact_in_its_fixed_form(five: list[Entry], now: datetime) -> None:
    written = (
        f'[1,"2026-11-18T10:00:00.000000+00:00","test_chain.noted","change","Ada",7,{five[0].account_id},'
        f'"accounts.account","{five[0].account_id}","accounts.account","{five[0].account_id}",{{"what":"one"}},'
        f'"{"0" * 64}"]'
    )

    assert canonical(five[0]) == written.encode()
    assert five[0].hash == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 9),
        ("at", "2026-11-18 10:00:01+00:00"),
        ("verb", "test_chain.other"),
        ("kind", "read"),
        ("who", "Bea"),
        ("person_id", 8),
        ("account_id", None),
        ("subject_kind", "accounts.other"),
        ("subject_id", "99"),
        ("within_kind", "accounts.other"),
        ("within_id", "99"),
        ("facts", json.dumps({"what": "nothing"})),
        ("previous_hash", "f" * 64),
        ("hash", "f" * 64),
    ],
)
def test_no_field_of_a_line_can_be_changed_unnoticed(five: list[Entry], field: str, value: object) -> None:
    with the_guard_taken_down(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_trail_entry SET {field} = %s WHERE number = 3", [value])  # noqa: S608

    found = verify_all().broken_at
    assert found is not None
    assert found.number in (3, 4)
    with pytest.raises(CommandError, match=r"The chain breaks at entry [34]: "):
        verified()


@pytest.mark.parametrize(("gone", "breaks_at"), [(1, 1), (3, 3)])
def test_a_line_cannot_be_taken_out_unnoticed(five: list[Entry], gone: int, breaks_at: int) -> None:
    with the_guard_taken_down(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_trail_entry WHERE number = %s", [gone])

    with pytest.raises(CommandError, match=f"breaks at entry {breaks_at}: entry {breaks_at} is missing"):
        verified()


def test_a_line_that_was_sealed_anew_does_not_fit_the_next(five: list[Entry]) -> None:
    forged = five[2]
    forged.facts = {"what": "something else"}
    digest = hashlib.sha256(canonical(forged)).hexdigest()

    with the_guard_taken_down():
        Entry.objects.filter(pk=forged.pk).update(facts=forged.facts, hash=digest)

    with pytest.raises(CommandError, match="breaks at entry 4: it does not follow from the entry before it"):
        verified()


def test_cutting_off_the_end_changes_the_root_that_was_kept_elsewhere(five: list[Entry]) -> None:
    with the_guard_taken_down(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_trail_entry WHERE number > 3")

    assert verified() == f"3 entries verified. Root: {five[2].hash}\n"
    assert five[2].hash != five[4].hash


def test_history_names_only_sentences_that_are_declared() -> None:
    with pytest.raises(UnknownSentence):
        sentence_of("test_chain.nobody_said_this")
    with pytest.raises(ValueError, match="There is already a sentence"):
        sentence("test_chain.noted", "noted {what} again")
