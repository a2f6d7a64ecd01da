"""Taking an export: with a reason, so often an hour, and never without a line of history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.exports import operations
from candour.platform.exports.answers import attachment
from candour.platform.exports.models import Export
from candour.platform.exports.queries import exports_of
from tests.databases import RealDatabase, race
from tests.folders import person


def release(actor: Actor, about: Any, reason: str = "For the annual report", make: Any = lambda: b"made") -> bytes:
    return operations.release(actor, about=about, what="the tracker as Excel", reason=reason, make=make)


@pytest.mark.django_db
def test_an_export_is_made_counted_and_written_down(folder: Callable[..., Any], now: datetime) -> None:
    about, ada = folder(1), person(1, now)

    assert release(ada, about, reason=" For Xanthippe’s hearing ") == b"made"

    (export,) = exports_of(ada, about)
    assert (export.what, export.reason) == ("the tracker as Excel", "For Xanthippe’s hearing")
    assert (export.taken_by, export.taken_by_person_id, export.taken_at) == ("person 1", 1, now)
    assert [line.what for line in history_of(about)] == ["exported the tracker as Excel"]
    assert "Xanthippe" not in str(list(Entry.objects.values()))


@pytest.mark.django_db
def test_others_do_not_see_that_it_was_taken(folder: Callable[..., Any], now: datetime) -> None:
    about = folder(1)
    release(person(1, now), about)

    assert exports_of(person(2, now), about) == []


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_it_needs_a_reason(folder: Callable[..., Any], now: datetime, reason: str) -> None:
    made: list[bool] = []

    with pytest.raises(Refused, match="Say why"):
        release(person(1, now), folder(1), reason=reason, make=lambda: made.append(True))

    assert made == []
    assert not Export.objects.exists()


@pytest.mark.django_db
def test_nobody_takes_more_than_so_many_an_hour(folder: Callable[..., Any], now: datetime, settings: Any) -> None:
    settings.CANDOUR_HOURLY_EXPORTS = 2
    about, ada = folder(1), person(1, now)
    release(ada, about)
    release(ada, about)

    with pytest.raises(Refused, match="2 exports this hour"):
        release(ada, about)

    assert Export.objects.count() == 2
    release(person(2, now), about)
    release(replace(ada, at=now + timedelta(hours=1)), about)
    assert Export.objects.count() == 4


@pytest.mark.django_db
def test_an_export_that_cannot_be_made_is_neither_counted_nor_written_down(
    folder: Callable[..., Any], now: datetime, settings: Any
) -> None:
    settings.CANDOUR_HOURLY_EXPORTS = 1
    about, ada = folder(1), person(1, now)

    def fail() -> bytes:
        raise RuntimeError("the writer")

    with pytest.raises(RuntimeError):
        release(ada, about, make=fail)

    assert not Export.objects.exists()
    assert history_of(about) == []
    assert release(ada, about) == b"made"


@pytest.mark.django_db
def test_visitors_and_holders_of_links_take_nothing(folder: Callable[..., Any], now: datetime) -> None:
    about = folder(1)

    for actor in (Actor.visitor(now), Actor.link("a GP", ("access.emergencyaccess", about.pk), now)):
        with pytest.raises(Refused, match="signed in"):
            release(actor, about)


@pytest.mark.django_db
def test_jobs_of_the_system_are_not_counted(folder: Callable[..., Any], now: datetime, settings: Any) -> None:
    settings.CANDOUR_HOURLY_EXPORTS = 0
    about = folder(1)

    assert release(Actor.system("the yearly return", now), about) == b"made"
    assert history_of(about)[0].who == "the yearly return"


def test_of_many_at_once_only_so_many_are_taken(
    real_database: RealDatabase, folder: Callable[..., Any], now: datetime, settings: Any
) -> None:
    settings.CANDOUR_HOURLY_EXPORTS = 3
    about = folder(1)

    outcomes = race(8, lambda number: release(person(1, now), about))

    assert outcomes.count(b"made") == 3
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 5
    assert Export.objects.count() == len(history_of(about)) == 3


def test_an_export_is_saved_and_never_run() -> None:
    answer = attachment(b"a,b", "action log\r\nX: y", "csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="action log X_ y.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    with pytest.raises(KeyError):
        attachment(b"", "page", "html")
