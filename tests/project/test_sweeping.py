"""The sweep: every job runs, one that fails stops no other, and the command says so to whoever started it."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import sentence
from candour.platform.deadlines.models import Deadline, ReminderRound
from candour.platform.messaging.models import OutboxMessage
from candour.practice.directory.models import Area
from candour.project import sweeping
from candour.project.management.commands import sweep as command
from candour.project.sweeping import JOBS, sweep
from tests.cast import Cast

SWEPT = sentence("test_sweeping.swept", "swept an area")


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "close_old_connections", lambda: None)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ran, where the jobs are three and the second fails half way."""
    done: list[str] = []

    def job(name: str) -> Callable[[Actor], None]:
        def run(actor: Actor) -> None:
            assert (actor.kind, actor.label) == ("system", name)
            done.append(name)

        return run

    @operation
    def fail(actor: Actor) -> None:
        area = Area.objects.create(name="Half done", short_name="Half")
        record(SWEPT, subject=area)
        raise RuntimeError("the job broke")

    monkeypatch.setattr(sweeping, "JOBS", (("first", job("first")), ("second", fail), ("third", job("third"))))
    return done


def test_a_job_that_fails_stops_no_other_and_leaves_nothing_behind(
    cast: Cast, ran: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert sweep(cast.now) == ["second"]

    assert ran == ["first", "third"]
    assert not Area.objects.filter(name="Half done").exists()
    assert "The sweep failed at second." in caplog.text
    assert "the job broke" in caplog.text


def test_a_sweep_that_fails_in_part_ends_the_command_with_an_error(cast: Cast, ran: list[str]) -> None:
    with pytest.raises(CommandError, match=r"^The sweep failed at: second\. See the log\.$") as failed:
        call_command("sweep")
    assert failed.value.returncode == 1
    assert ran == ["first", "third"]


def test_a_sweep_that_succeeds_says_nothing(cast: Cast) -> None:
    out, error = io.StringIO(), io.StringIO()

    call_command("sweep", stdout=out, stderr=error)

    assert (out.getvalue(), error.getvalue()) == ("", "")


def test_a_sweep_again_and_again_goes_on_after_a_failure(
    cast: Cast, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[int] = []

    def pause(seconds: int) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(command.time, "sleep", pause)
    with pytest.raises(KeyboardInterrupt):
        call_command("sweep", "--every", "30")

    assert pauses == [30, 30, 30]
    assert ran == ["first", "third"] * 3


def test_every_job_runs_and_mail_leaves_in_the_same_sweep(cast: Cast) -> None:
    assert [name for name, _ in JOBS] == [
        "scanning held files",
        "passing overdue decisions to the chair",
        "chasing late agencies",
        "asking after actions before a meeting",
        "chasing updates before a meeting",
        "chasing replies to letters",
        "reminding of what is due",
        "sending mail",
        "throwing away forms that were never sent",
        "removing contents that nothing refers to",
        "forgetting old sessions",
    ]
    Deadline.objects.create(
        owner_kind="directory.partnership",
        owner_id=cast.partnership().pk,
        key="report",
        starts_on=cast.now.date(),
        counts="working-days",
        number=0,
        by=cast.now.time(),
        due_on=cast.now.date() - timedelta(days=1),
        due_at=cast.now - timedelta(days=1),
        body_kind="partnership",
        body_id=cast.partnership().pk,
        role="partnership-manager",
        set_at=cast.now,
    )
    Session.objects.create(session_key="old", session_data="", expire_date=cast.now - timedelta(days=1))

    assert sweep(cast.now) == []

    assert [letter.to for letter in mail.outbox] == [["priya.anand@example.org"]]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()
    assert ReminderRound.objects.get().reminded == 1
    assert not Session.objects.filter(session_key="old").exists()
    by = set(Entry.objects.filter(at=cast.now).values_list("who", flat=True))
    assert {"reminding of what is due", "sending mail"} <= by
