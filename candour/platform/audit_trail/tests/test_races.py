"""Many who write history at once write one chain without gaps."""

from __future__ import annotations

from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import AlreadyDone, once
from candour.platform.audit_trail.queries import verify_all
from candour.platform.audit_trail.tests.test_chain import note
from tests.databases import RealDatabase, race


def test_many_at_once_leave_one_unbroken_chain(real_database: RealDatabase, now: datetime) -> None:
    account = Account.objects.create_user("ada@example.org", joined_at=now)

    def twice(number: int) -> None:
        for what in ("first", "second"):
            note(Actor.system(f"job {number}", now), account, what)

    assert race(8, twice) == [None] * 8
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 17))
    assert (verify_all().entries, verify_all().broken_at) == (16, None)


def test_a_form_sent_eight_times_at_once_acts_once(real_database: RealDatabase, now: datetime) -> None:
    account = Account.objects.create_user("ada@example.org", joined_at=now)

    def send(number: int) -> None:
        with once("the-key", "person:1"):
            note(Actor.system("a form", now), account, "once")

    outcomes = race(8, send)

    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, AlreadyDone) for outcome in outcomes) == 7
    assert Entry.objects.count() == 1
