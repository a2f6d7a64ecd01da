"""From an account or a person to an actor: the powers that they hold on the day, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from candour.platform.access.actor import Actor, Power
from candour.practice.directory import roles
from candour.practice.directory.models import Appointment, Delegation, Person, Undertaking
from candour.rulebook.language.clocks import day_of

NO_POWERS = frozenset({Power(roles.UNBOUND)})


def actor_of_account(account_id: int, at: datetime) -> Actor:
    """The person behind an account at a moment. An account without a person holds no power. One query, as a rule."""
    return _actor(Q(account_id=account_id), at, account_id) or Actor(
        "person", "somebody who is not in the directory", at, account_id=account_id
    )


def actor_of_person(person_id: int, at: datetime) -> Actor:
    """A person as an actor, for jobs that ask what somebody may see. Raises Person.DoesNotExist."""
    account_id = Person.objects.values_list("account_id", flat=True).get(pk=person_id)
    actor = _actor(Q(pk=person_id), at, account_id)
    assert actor is not None, "the person was just found"
    return actor


def _actor(who: Q, at: datetime, account_id: int | None) -> Actor | None:
    rows = list(_powers(who, at))
    if not rows:
        person = Person.objects.filter(who).first()
        if person is None:
            return None
        return Actor("person", person.name, at, person_id=person.pk, account_id=account_id)
    person_id, name, is_bound = rows[0][:3]
    powers = frozenset(_power(*row[3:]) for row in rows) if is_bound else NO_POWERS
    return Actor("person", name, at, person_id=person_id, account_id=account_id, powers=powers)


def _powers(who: Q, at: datetime) -> Iterable[tuple[Any, ...]]:
    today = day_of(at)
    people = Person.objects.filter(who).values("pk")
    held = (
        Appointment.objects.filter(Q(until_on=None) | Q(until_on__gte=today), person__in=people, from_on__lte=today)
        .annotate(is_bound=_has_signed("person_id", today))
        .values_list(
            "person_id", "person__name", "is_bound", "post__role", "post__partnership_id", "post__organisation_id"
        )
    )
    lent = (
        Delegation.objects.filter(nominee__in=people, from_on__lte=today, until_on__gte=today, ended_on=None)
        .annotate(is_bound=_has_signed("nominee_id", today), role=Cast(Value(roles.NOMINATED_PARTNER), CharField()))
        .values_list("nominee_id", "nominee__name", "is_bound", "role", "post__partnership_id", "post__organisation_id")
    )
    return held.union(lent)


def _has_signed(person: str, today: date) -> Case:
    def signed(kind: str) -> Exists:
        return Exists(Undertaking.objects.filter(person=OuterRef(person), kind=kind, ends_on__gte=today))

    both = Q(signed(Undertaking.Kind.CONFIDENTIALITY)) & Q(signed(Undertaking.Kind.PRINCIPLES))
    return Case(When(both, then=Value(True)), default=Value(False))


def _power(role: str, partnership_id: int | None, organisation_id: int | None) -> Power:
    within = (("partnership", partnership_id), ("organisation", organisation_id))
    return Power(role, tuple((kind, body) for kind, body in within if body is not None))
