"""Taking one of so many: counted in the database, so that several requests at once cannot take more than there are."""

from __future__ import annotations

from datetime import UTC
from typing import Literal

from django.db.models import F, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.allowances.models import Used

Stretch = Literal["minute", "hour", "day"]


def take(actor: Actor, what: str, *, each: Stretch, at_most: int) -> bool:
    """Count one more of what the person does, unless they did it so often already; whether it was counted.

    A day is a day in London. Anybody who is not a person has no allowance. Taken inside an operation that fails, it is
    given back.
    """
    if actor.person_id is None or at_most < 1:
        return False
    now = _stretch(actor, each)
    mine = Used.objects.filter(person_id=actor.person_id, what=what)
    if _count(mine, now, at_most):
        return True
    if not mine.exists():
        first = Used(person_id=actor.person_id, what=what, stretch=now, times=0)
        Used.objects.bulk_create([first], ignore_conflicts=True)
    mine.filter(stretch__lt=now).update(stretch=now, times=0)
    return _count(mine, now, at_most)


def _count(mine: QuerySet[Used], now: str, at_most: int) -> bool:
    return bool(mine.filter(stretch__gte=now, times__lt=at_most).update(times=F("times") + 1))


def _stretch(actor: Actor, each: Stretch) -> str:
    if each == "day":
        return actor.today.isoformat()
    moment = actor.at.astimezone(UTC).isoformat(timespec="minutes")
    return moment[: len("2026-11-18T10:05" if each == "minute" else "2026-11-18T10")]
