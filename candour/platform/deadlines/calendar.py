"""The calendar by which the product counts: the stored one, with every holiday proclaimed since."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from candour.platform.access.actor import Actor
from candour.platform.deadlines.models import ProclaimedHoliday
from candour.rulebook.calendars import ENGLAND_AND_WALES, Calendar, Holiday


def calendar(actor: Actor | None = None) -> Calendar:
    """The working days of England and Wales as known now. One query; one a request, where the actor is given.

    The counting index is kept between calls.
    """
    return actor.once("calendar", _known_now) if actor else _known_now()


def out_of_reach(day: date) -> str:
    """Why nothing can be counted from a day or up to it, in words for whoever entered it; empty where it can."""
    known = _known_now()
    if known.known_from <= day <= known.known_until:
        return ""
    first, last = (f"{end.day} {end:%B %Y}" for end in (known.known_from, known.known_until))
    return (
        f"{day.day} {day:%B} {day.year} cannot be counted: bank holidays are known from {first} until {last}. "
        "Check the year."
    )


def _known_now() -> Calendar:
    proclaimed = tuple(ProclaimedHoliday.objects.order_by("on").values_list("on", "title"))
    return _with(tuple(Holiday(on, title) for on, title in proclaimed))


@lru_cache(maxsize=8)
def _with(proclaimed: tuple[Holiday, ...]) -> Calendar:
    if not proclaimed:
        return ENGLAND_AND_WALES
    version = f"{ENGLAND_AND_WALES.version}+{len(proclaimed)}"
    return ENGLAND_AND_WALES.with_holidays(proclaimed, version)
