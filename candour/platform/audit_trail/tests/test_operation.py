"""The guard: nothing is changed without a line, nothing is saved when the last step fails, and a form acts once."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import DoneOnce, Entry
from candour.platform.audit_trail.operation import (
    AlreadyDone,
    OutsideOperation,
    Unrecorded,
    once,
    operation,
    record,
)
from candour.platform.audit_trail.queries import history_of, verify_all
from candour.platform.audit_trail.sentences import sentence

pytestmark = pytest.mark.django_db

RENAMED = sentence("test.renamed", "renamed it to {name}")


@pytest.fixture
def actor(now: datetime) -> Actor:
    return Actor.system("a test", now)


@pytest.fixture
def account(now: datetime) -> Account:
    return Account.objects.create_user("before@example.org", joined_at=now)


@operation
def rename(actor: Actor, account: Account, email: str, *, forget: bool = False, fail: bool = False) -> None:
    account.email = email
    account.save()
    if not forget:
        record(RENAMED, subject=account, name="after")
    if fail:
        raise RuntimeError("the last step")


def test_it_writes_the_sentence_of_what_was_done(actor: Actor, account: Account) -> None:
    rename(actor, account, "after@example.org")

    (line,) = history_of(account)
    assert (line.who, line.what, line.at) == ("a test", "renamed it to after", actor.at)


def test_it_refuses_a_change_that_nobody_recorded(actor: Actor, account: Account) -> None:
    with pytest.raises(Unrecorded, match="rename"):
        rename(actor, account, "after@example.org", forget=True)

    assert Account.objects.get(pk=account.pk).email == "before@example.org"


def test_it_saves_nothing_when_the_last_step_fails(actor: Actor, account: Account) -> None:
    with pytest.raises(RuntimeError):
        rename(actor, account, "after@example.org", fail=True)

    assert Account.objects.get(pk=account.pk).email == "before@example.org"
    assert not Entry.objects.exists()


def test_an_inner_operation_joins_the_outer_and_still_owes_a_line(actor: Actor, account: Account) -> None:
    @operation
    def both(actor: Actor, *, forget: bool) -> None:
        record(RENAMED, subject=account, name="outer")
        rename(actor, account, "after@example.org", forget=forget)

    both(actor, forget=False)
    assert [line.what for line in history_of(account)] == ["renamed it to after", "renamed it to outer"]

    with pytest.raises(Unrecorded):
        both(actor, forget=True)
    assert Entry.objects.count() == 2


def test_a_line_cannot_be_written_outside_an_operation(account: Account) -> None:
    with pytest.raises(OutsideOperation):
        record(RENAMED, subject=account, name="after")


def test_a_line_must_have_exactly_the_facts_of_its_sentence(actor: Actor, account: Account) -> None:
    @operation
    def wrong(actor: Actor) -> None:
        record(RENAMED, subject=account, surname="Leaked")

    with pytest.raises(ValueError, match="needs \\['name'\\]"):
        wrong(actor)


def test_the_same_form_acts_once_and_answers_alike(actor: Actor, account: Account) -> None:
    with once("key-1", "person:1"):
        rename(actor, account, "after@example.org")
    DoneOnce.objects.update(answer="/there/")

    with once("key-1", "person:1"), pytest.raises(AlreadyDone) as again:
        rename(actor, account, "twice@example.org")
    with once("key-1", "person:2"), pytest.raises(AlreadyDone) as other:
        rename(actor, account, "thief@example.org")

    assert again.value.answer == "/there/"
    assert other.value.answer == "", "somebody else's key tells them nothing"
    assert Account.objects.get(pk=account.pk).email == "after@example.org"


def test_a_form_that_failed_can_be_sent_again(actor: Actor, account: Account) -> None:
    with once("key-2", "person:1"), pytest.raises(RuntimeError):
        rename(actor, account, "after@example.org", fail=True)
    with once("key-2", "person:1"):
        rename(actor, account, "after@example.org")

    assert Account.objects.get(pk=account.pk).email == "after@example.org"


def test_a_form_whose_later_step_failed_can_be_sent_again(actor: Actor, account: Account) -> None:
    def in_two_steps() -> None:
        with once("key-3", "person:1"):
            rename(actor, account, "first@example.org")
            rename(actor, account, "second@example.org", fail=True)

    with pytest.raises(RuntimeError):
        in_two_steps()
    with once("key-3", "person:1"):
        rename(actor, account, "after@example.org")

    assert Account.objects.get(pk=account.pk).email == "after@example.org"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_trail_entry SET who = 'nobody'",
        "DELETE FROM audit_trail_entry",
        "INSERT OR REPLACE INTO audit_trail_entry SELECT * FROM audit_trail_entry",
        "TRUNCATE audit_trail_entry",
    ],
)
def test_the_database_refuses_to_change_history(actor: Actor, account: Account, statement: str) -> None:
    rename(actor, account, "after@example.org")
    spoken_by = {"INSERT OR": "sqlite", "TRUNCATE ": "postgresql"}.get(statement[:9], connection.vendor)
    if spoken_by != connection.vendor:
        return

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert verify_all().broken_at is None
    assert verify_all().entries == 1
