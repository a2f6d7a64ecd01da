"""The outbox: what is certain leaves, once for each key, at least once whatever breaks, and never a week late."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import history_of, verify_all
from candour.platform.audit_trail.sentences import sentence
from candour.platform.messaging import delivery, operations, templates
from candour.platform.messaging.models import OutboxMessage
from candour.platform.messaging.operations import Swept, invite_by_mail, send, send_waiting
from candour.platform.messaging.outbox import OutsideTransaction, queue_mail
from candour.platform.messaging.queries import state_of_outbox
from candour.platform.messaging.templates import NotAMail, declare
from tests.databases import RealDatabase, race

DECIDED = sentence("test.decided", "decided")
LINK = "http://127.0.0.1:8000/account/"


@pytest.fixture(autouse=True)
def task(monkeypatch: pytest.MonkeyPatch, real_database: RealDatabase) -> None:
    """A template of the tests."""
    monkeypatch.setattr(templates, "_templates", dict(templates._templates))
    declare("test.task", subject="A task is waiting", body="{agency} has a task: {link}")


def job(at: datetime) -> Actor:
    return Actor.system("a test", at)


def ask(at: datetime, dedupe: str = "one", to: str = "ada@example.org", **values: str) -> None:
    given = {"agency": "Havering Council", "link": LINK} | values
    send(job(at), template="test.task", to=to, dedupe=dedupe, **given)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """A mail server that refuses everything, and what it was offered."""
    offered: list[EmailMessage] = []

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        offered.append(self)
        raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no such person")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    return offered


def test_it_leaves_with_the_next_sweep(now: datetime) -> None:
    ask(now)
    assert mail.outbox == [], "nothing leaves before the operation is certain"

    swept = send_waiting(job(now + timedelta(seconds=30)))

    (sent,) = mail.outbox
    assert (swept.sent, swept.put_off, swept.given_up) == (1, 0, 0)
    assert (sent.subject, sent.to, sent.from_email) == (
        "A task is waiting",
        ["ada@example.org"],
        "candour@example.org",
    )
    assert sent.body.startswith(f"Havering Council has a task: {LINK}\n")
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, now + timedelta(seconds=30))
    assert message.values == {}, "what it said is not kept"
    assert [line.what for line in history_of(message)] == [
        "handed the message “test.task” to the mail server",
        "sent the message “test.task”",
    ]
    assert "example.org" not in str(list(Entry.objects.values_list("facts", "who")))


def test_the_mail_is_marked_as_automatic_and_holds_one_recipient(now: datetime) -> None:
    ask(now)
    send_waiting(job(now))

    written: Message = mail.outbox[0].message()
    assert written["Auto-Submitted"] == "auto-generated"
    assert written["To"] == "ada@example.org"
    assert written["Message-ID"].endswith("@127.0.0.1>")
    assert not {"Cc", "Bcc", "Reply-To"} & set(written.keys())
    assert written.get_content_type() == "text/plain"


def test_an_operation_that_fails_sends_nothing(now: datetime) -> None:
    @operation
    def decide(actor: Actor) -> None:
        queue_mail("test.task", to="ada@example.org", dedupe="x", at=actor.at, agency="Havering", link=LINK)
        record(DECIDED, subject=Account(pk=1))
        raise RuntimeError("the last step")

    with pytest.raises(RuntimeError):
        decide(job(now))

    assert send_waiting(job(now)).sent == 0
    assert not OutboxMessage.objects.exists()


def test_outside_a_transaction_nothing_can_be_queued(now: datetime) -> None:
    with pytest.raises(OutsideTransaction):
        queue_mail("test.task", to="ada@example.org", dedupe="x", at=now, agency="Havering", link=LINK)


def test_the_same_message_is_sent_once_however_often_it_is_asked_for(now: datetime) -> None:
    ask(now)
    ask(now + timedelta(hours=1), to="bea@example.org")
    send_waiting(job(now + timedelta(hours=2)))
    ask(now + timedelta(hours=3))
    send_waiting(job(now + timedelta(hours=4)))

    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
    assert history_of(OutboxMessage.objects.get())[0].what == "did not send the message “test.task” a second time"
    with transaction.atomic():
        assert queue_mail("test.task", to="ada@example.org", dedupe="one", at=now, agency="X", link=LINK) is False


def test_several_callers_at_once_queue_one(now: datetime) -> None:
    outcomes = race(8, lambda number: ask(now, to=f"ada{number}@example.org"))

    assert outcomes == [None] * 8
    assert OutboxMessage.objects.count() == 1
    assert verify_all().broken_at is None


@pytest.mark.parametrize(
    "to",
    [
        "",
        "no address",
        "ada@example.org\nBcc: bea@example.org",
        "ada@example.org, bea@example.org",
        "ada@example.org;bea@example.org",
        "a" * 260 + "@example.org",
    ],
)
def test_what_is_not_one_address_is_refused(now: datetime, to: str) -> None:
    with pytest.raises(ValidationError):
        ask(now, to=to)

    assert not OutboxMessage.objects.exists()


def test_a_bad_value_is_refused_when_it_is_queued(now: datetime) -> None:
    with pytest.raises(NotAMail):
        ask(now, link="https://evil.example/")
    with pytest.raises(NotAMail):
        send(job(now), template="test.no-such", to="ada@example.org", dedupe="x")


def test_values_are_kept_encrypted_until_they_leave(now: datetime) -> None:
    ask(now)

    message = OutboxMessage.objects.get()
    assert "Havering" not in message.sealed_values
    assert message.values == {"agency": "Havering Council", "link": LINK}


def test_a_crash_between_sending_and_noting_sends_it_again_under_the_same_mark(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(now)
    with monkeypatch.context() as patched:
        patched.setattr(operations, "_note_left", lambda *args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            send_waiting(job(now))

    assert send_waiting(job(now + timedelta(minutes=59))).sent == 0, "it may still be under way"
    assert send_waiting(job(now + timedelta(hours=1))).sent == 1
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second


def test_what_fails_is_tried_ten_times_within_a_day_and_given_up_in_sight(
    now: datetime, broken: list[EmailMessage]
) -> None:
    ask(now)
    at = now
    while OutboxMessage.objects.get().state == "waiting":
        send_waiting(job(at))
        at += timedelta(minutes=1)

    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts, message.error) == ("failed", 10, "SMTPRecipientsRefused")
    assert len(broken) == 10
    assert timedelta(hours=23) < at - now < timedelta(days=1)
    assert message.values == {}
    assert len({offered.message()["Message-ID"] for offered in broken}) == 1
    assert history_of(message)[0].what == "gave up sending the message “test.task”: SMTPRecipientsRefused"
    assert state_of_outbox(job(at)).given_up == 1


def test_a_server_that_is_back_gets_what_waited(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(now)
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", lambda *args: (_ for _ in ()).throw(ConnectionRefusedError))
        assert send_waiting(job(now)).put_off == 1

    waiting = OutboxMessage.objects.get()
    assert (waiting.error, waiting.next_try_at) == ("ConnectionRefusedError", now + timedelta(minutes=5))
    assert send_waiting(job(now + timedelta(minutes=4))).sent == 0
    assert send_waiting(job(now + timedelta(minutes=5))).sent == 1
    assert OutboxMessage.objects.get().error == ""


def test_a_server_that_does_not_answer_is_not_asked_for_every_message(
    now: datetime, broken: list[EmailMessage]
) -> None:
    for number in range(10):
        ask(now, dedupe=str(number))

    assert send_waiting(job(now)).put_off == 3
    assert OutboxMessage.objects.filter(attempts=0).count() == 7


def test_one_bad_message_does_not_hold_up_the_others(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        ask(now, dedupe=str(number), to=f"person{number}@example.org")
    OutboxMessage.objects.filter(to="person1@example.org").update(sealed_values="not sealed by us")
    OutboxMessage.objects.filter(to="person0@example.org").update(template="test.gone")

    swept = send_waiting(job(now))

    assert (swept.sent, swept.given_up) == (1, 2)
    assert [sent.to for sent in mail.outbox] == [["person2@example.org"]]
    assert set(OutboxMessage.objects.filter(state="failed").values_list("error", flat=True)) == {
        "InvalidToken",
        "NotAMail",
    }


@pytest.mark.parametrize(("days", "seconds", "sent"), [(7, 0, 1), (7, 1, 0)])
def test_a_restored_backup_does_not_send_what_is_a_week_old(now: datetime, days: int, seconds: int, sent: int) -> None:
    ask(now)

    swept = send_waiting(job(now + timedelta(days=days, seconds=seconds)))

    assert (swept.sent, swept.given_up, len(mail.outbox)) == (sent, 1 - sent, sent)
    if not sent:
        assert (OutboxMessage.objects.get().state, OutboxMessage.objects.get().error) == ("failed", "too old")


def test_a_sweep_that_begins_while_another_is_sending_takes_nothing_twice(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        ask(now, dedupe=str(number), to=f"person{number}@example.org")
    real = delivery.deliver
    inner: list[int] = []

    def deliver(message: OutboxMessage) -> Any:
        if not inner:
            inner.append(0)
            inner.append(send_waiting(job(now + timedelta(seconds=1))).sent)
        return real(message)

    monkeypatch.setattr(operations, "deliver", deliver)
    swept = send_waiting(job(now))

    assert (swept.sent, inner[1]) == (1, 4)
    assert sorted(sent.to[0] for sent in mail.outbox) == [f"person{number}@example.org" for number in range(5)]


@pytest.mark.parametrize("round_", range(3))
def test_sweeps_at_once_send_each_message_once(now: datetime, round_: int) -> None:
    for number in range(12):
        ask(now, dedupe=str(number), to=f"person{number}@example.org")

    outcomes = race(4, lambda number: send_waiting(job(now)))

    assert sum(outcome.sent for outcome in outcomes if isinstance(outcome, Swept)) == 12
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(f"person{number}@example.org" for number in range(12))
    assert verify_all().broken_at is None


def test_nobody_sees_the_outbox(now: datetime) -> None:
    ask(now)
    person = Actor("person", "Anybody", now, person_id=1, account_id=1)

    assert state_of_outbox(person) == state_of_outbox(Actor.visitor(now))
    assert state_of_outbox(person).waiting == 0
    assert state_of_outbox(job(now)).waiting == 1
    assert state_of_outbox(job(now)).oldest_waiting_at == now


def test_what_goes_wrong_is_logged_without_the_address(
    now: datetime, broken: list[EmailMessage], caplog: pytest.LogCaptureFixture
) -> None:
    ask(now)
    send_waiting(job(now))

    assert f"Message {OutboxMessage.objects.get().pk} was not sent: SMTPRecipientsRefused." in caplog.text
    assert "ada@example.org" not in caplog.text
    assert "no such person" not in caplog.text


def test_somebody_is_invited_by_mail(now: datetime) -> None:
    account = invite_by_mail(job(now), email="Cai@Example.org")
    send_waiting(job(now))

    (letter,) = mail.outbox
    assert letter.to == ["cai@example.org"]
    assert "http://127.0.0.1:8000/account/invitation/" in letter.body
    assert [line.what for line in history_of(account)] == ["was invited to sign in"]
