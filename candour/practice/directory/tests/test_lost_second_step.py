"""A lost second step, and letting in again somebody who was stopped: by somebody else, with a reason, and told."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.messaging.models import OutboxMessage
from candour.practice.directory.models import Person
from tests.cast import Cast
from tests.pages import problems, words

REASON = "I rang her on the number in the directory."


@pytest.fixture
def nelft(cast: Cast) -> Person:
    person = cast.people["nelft"]
    assert person.account is not None
    Authenticator.objects.filter(user=person.account).delete()
    Authenticator.objects.create(user=person.account, type="totp", data={"secret": "x"})
    return person


def factors(person: Person) -> int:
    return Authenticator.objects.filter(user=person.account).count()


def lost(cast: Cast, key: str, person: Person, reason: str = REASON) -> object:
    return cast.client(key).post(reverse("person_second_step", args=[person.ref]), {"reason": reason})


def test_a_manager_takes_it_away_with_a_reason_and_the_person_is_told(cast: Cast, nelft: Person) -> None:
    address = reverse("person", args=[nelft.ref])
    assert "They have lost their second step" in words(cast.client("manager").get(address))
    before = OutboxMessage.objects.count()
    assert lost(cast, "manager", nelft).status_code == 302  # type: ignore[attr-defined]
    assert factors(nelft) == 0
    assert OutboxMessage.objects.count() == before + 1
    assert "took away the lost second step of a person" in " ".join(line.what for line in history_of(nelft))
    assert REASON not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert REASON in words(cast.client("manager").get(address))
    assert REASON not in words(cast.client("council").get(address))


def test_it_needs_a_reason_and_somebody_else_who_may_invite(cast: Cast, nelft: Person) -> None:
    assert lost(cast, "manager", nelft, "").status_code == 422  # type: ignore[attr-defined]
    assert lost(cast, "council", nelft).status_code == 403  # type: ignore[attr-defined]
    assert factors(nelft) == 1
    mine = lost(cast, "manager", cast.people["manager"])
    assert problems(mine) == ["You cannot do this for yourself. Ask another manager or a system administrator."]


def test_the_command_does_it_for_the_first_administrator(cast: Cast, nelft: Person) -> None:
    call_command("forget_second_factor", nelft.email.upper())
    assert factors(nelft) == 0
    with pytest.raises(CommandError, match="Nobody in the directory"):
        call_command("forget_second_factor", "nobody@example.org")


def test_somebody_who_was_stopped_is_let_in_again(cast: Cast, nelft: Person) -> None:
    assert nelft.account is not None
    nelft.account.set_password("a long enough phrase")
    nelft.account.save()
    manager = cast.client("manager")
    manager.post(reverse("person_stop", args=[nelft.ref]))
    assert "Let them sign in again" in words(manager.get(reverse("person", args=[nelft.ref])))
    manager.post(reverse("person_allow", args=[nelft.ref]))
    nelft.account.refresh_from_db()
    assert nelft.account.is_active
