"""Quiet dates: whether a day is one, why, and the next day that is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.dates.words import day_words
from candour.practice.voice.models import Member, QuietDate, Room

LONGEST = timedelta(days=60)
"""How long one quiet time lasts at most: longer than this, somebody does not want to be contacted at all."""


def quiet_dates(actor: Actor, room: Room, *members: Member) -> list[QuietDate]:
    """The quiet dates of a room: all, or those of some of the family with those of the whole family, as written."""
    found = list(seen_by(actor, QuietDate).filter(room=room).order_by("pk"))
    wanted = {member.pk for member in members}
    return [one for one in found if one.member_id is None or not wanted or one.member_id in wanted]


def span_of(one: QuietDate) -> tuple[date, date]:
    """The first and the last day of a quiet date, in the year in which it was written."""
    first, _, last = one.days.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def written(first: date, last: date | None) -> str:
    """The days of a quiet date as they are kept."""
    return f"{first.isoformat()}/{(last or first).isoformat()}"


def covers(one: QuietDate, day: date) -> bool:
    """Whether a day falls on a quiet date; each year, where it comes again."""
    first, last = span_of(one)
    if not one.is_yearly:
        return first <= day <= last
    starts = (_in_year(first, year) for year in (day.year - 1, day.year))
    return any(start <= day <= start + (last - first) for start in starts)


def quiet_on(dates: Sequence[QuietDate], day: date) -> QuietDate | None:
    """The quiet date on which a day falls, if any."""
    return next((one for one in dates if covers(one, day)), None)


def next_free(dates: Sequence[QuietDate], day: date) -> date:
    """The day itself, or the first one after it that is not quiet."""
    while quiet_on(dates, day):
        day += timedelta(days=1)
    return day


def why_quiet(dates: Sequence[QuietDate], day: date) -> str:
    """Why nothing may go out on a day, in words for whoever wanted to; empty where something may."""
    one = quiet_on(dates, day)
    if one is None:
        return ""
    return (
        f"{day_words(day)} is a quiet date ({one.get_why_display().lower()}): nothing goes out to them that day. "
        f"The next day on which something can is {day_words(next_free(dates, day))}."
    )


def quiet_for_family(actor: Actor, record: Model, day: date) -> str:
    """Why nothing may go out to the family of a record, such as a case, on a day; empty where something may."""
    room = seen_by(actor, Room).filter(owner_kind=record._meta.label_lower, owner_id=record.pk).first()
    if room is None:
        return ""
    return why_quiet([one for one in quiet_dates(actor, room) if one.member_id is None], day)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February in a common year is kept on the day before
        return date(year, 2, 28)
