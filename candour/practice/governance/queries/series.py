"""The dates of a year of meetings by a group's rule, what is wrong with a year, and who chairs each meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.dates.years import report_year
from candour.platform.deadlines.calendar import calendar
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Group, Meeting
from candour.practice.governance.queries.groups import seats_of
from candour.practice.governance.queries.meetings import papers_due
from candour.practice.governance.vocabulary import Chairing, Frequency
from candour.rulebook.calendars import BeyondCalendar, Calendar
from candour.rulebook.language.clocks import day_of

_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.TWO_MONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
}
_DAYS = {
    Frequency.MONTHLY: 30,
    Frequency.SIX_WEEKLY: 42,
    Frequency.TWO_MONTHLY: 61,
    Frequency.QUARTERLY: 91,
    Frequency.SIX_MONTHLY: 182,
}


@dataclass(frozen=True)
class PlannedDay:
    """A day on which the rule puts a meeting, and the day on which it can be held."""

    ideal_on: date
    on: date
    why: str
    """Why it is another day than that of the rule, or why it should not stay there; empty where nothing is wrong."""
    is_sound: bool = True


@dataclass(frozen=True)
class Chair:
    """Who chairs a meeting. Co-chairs are several; the first of them is its chair in name."""

    people: tuple[tuple[int, str], ...]

    @property
    def first_id(self) -> int | None:
        """The person who stands as the chair of the meeting."""
        return self.people[0][0] if self.people else None

    @property
    def words(self) -> str:
        """Who it is, in words."""
        return " and ".join(name for _, name in self.people)


def days_of_year(
    frequency: str, first_on: date, until_on: date, *, tolerance_days: int, calendar: Calendar
) -> list[PlannedDay]:
    """The days from the first to the last day given on which the rule puts meetings. Raises BeyondCalendar.

    A monthly rule keeps the weekday and its place in the month, such as the second Thursday. What falls on a day that
    is not worked moves to the nearest one that is, the later of two, as far as the tolerance allows.
    """
    days = []
    step = 0
    while (ideal := _position(frequency, first_on, step)) is not None and ideal <= until_on:
        days.append(_held(ideal, tolerance_days, calendar))
        step += 1
    return days


def what_is_wrong(
    days: Sequence[date], *, frequency: str, tolerance_days: int, at_least: int, title: str = "this year"
) -> list[str]:
    """What is wrong with the meetings of twelve months: too few, or too far apart or too close for the rule."""
    found = []
    if at_least and len(days) < at_least:
        meetings = "1 meeting" if len(days) == 1 else f"{len(days)} meetings"
        found.append(f"Only {meetings} in {title}; the terms of reference promise at least {at_least}.")
    every = _DAYS.get(Frequency(frequency))
    if every is None:
        return found
    for before, after in zip(sorted(days), sorted(days)[1:], strict=False):
        gap = (after - before).days
        # Months differ by up to three days, and a place in the month by up to a week.
        room = tolerance_days + (0 if frequency == Frequency.SIX_WEEKLY else 7)
        if abs(gap - every) > room:
            found.append(
                f"{_day(after)} is {gap} days after the meeting before it; "
                f"the rule ({Frequency(frequency).label.lower()}) puts about {every} days between them."
            )
    return found


def chairs_for(actor: Actor, group: Group, count: int) -> list[Chair]:
    """Who chairs each of the next so many meetings by the group's chairing rule, from its seats that chair in turn.

    Where the chair's post is vacant, the vice-chair or the next in turn chairs.
    """
    seats = [seat for seat in seats_of(actor, group.pk, actor.today) if seat.chairs_in_turn is not None]
    seats.sort(key=lambda seat: (seat.chairs_in_turn or 0, seat.order))
    holders = {
        held.post_id: (held.person_id, held.person.name)
        for held in directory.holders_of(actor, [seat.post_id for seat in seats if seat.post_id])
    }
    chairs = [holders[seat.post_id] for seat in seats if seat.post_id in holders]
    if not chairs:
        return [Chair(())] * count
    if group.chairing == Chairing.CO_CHAIRS:
        return [Chair(tuple(dict.fromkeys(chairs)))] * count
    if group.chairing != Chairing.ROTATING:
        return [Chair((chairs[0],))] * count
    start = _after_the_last(actor, group, chairs)
    return [Chair((chairs[(start + number) % len(chairs)],)) for number in range(count)]


def own_meetings(actor: Actor, group: Group) -> QuerySet[Meeting]:
    """The meetings of a group that are not held for a record and were not cancelled, in order."""
    return (
        seen_by(actor, Meeting)
        .filter(group=group, owner_kind="")
        .exclude(state="cancelled")
        .select_related("group", "chair", "secretary")
        .order_by("starts_at", "pk")
    )


def is_short_notice(actor: Actor, group: Group, on: date) -> bool:
    """Whether papers for a meeting on a day that is still to come would have been due already."""
    try:
        return on >= actor.today and papers_due(actor, group, on) < actor.today
    except BeyondCalendar:
        return False


def why_questioned(actor: Actor, on: date) -> str:
    """Why a meeting on a day looks like a slip: a Saturday, a Sunday or a bank holiday. Empty for a working day.

    Raises BeyondCalendar.
    """
    why = calendar(actor).why_not(on)
    return f"{on.day} {on:%B %Y} is not a working day ({why})." if why else ""


def meetings_of_year(actor: Actor, group: Group, year: int) -> list[Meeting]:
    """The group's meetings of a report year, cancelled ones left out, in order."""
    return [
        one
        for one in own_meetings(actor, group).filter(
            starts_at__date__gte=date(year, 4, 1), starts_at__date__lt=date(year + 1, 4, 2)
        )
        if report_year(day_of(one.starts_at)) == year
    ]


def wrong_with(actor: Actor, group: Group, year: int) -> list[str]:
    """What is wrong with a report year of a group: too few meetings, or some too far apart or too close."""
    days = [day_of(one.starts_at) for one in meetings_of_year(actor, group, year)]
    return what_is_wrong(
        days,
        frequency=group.frequency,
        tolerance_days=group.tolerance_days,
        at_least=group.at_least_a_year,
        title=f"{year}–{(year + 1) % 100:02}",
    )


def _position(frequency: str, first_on: date, step: int) -> date | None:
    if frequency == Frequency.SIX_WEEKLY:
        return first_on + timedelta(weeks=6 * step)
    months = _MONTHS.get(Frequency(frequency))
    if months is None:
        return first_on if step == 0 else None
    place = (first_on.day - 1) // 7 + 1
    month = first_on.month - 1 + months * step
    return _nth_weekday(first_on.year + month // 12, month % 12 + 1, first_on.weekday(), place)


def _nth_weekday(year: int, month: int, weekday: int, place: int) -> date:
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
    return found if found.month == month else found - timedelta(days=7)


def _held(ideal: date, tolerance_days: int, calendar: Calendar) -> PlannedDay:
    why = calendar.why_not(ideal)
    if why is None:
        return PlannedDay(ideal, ideal, "")
    for away in range(1, tolerance_days + 1):
        for on in (ideal + timedelta(days=away), ideal - timedelta(days=away)):
            if calendar.is_working(on):
                return PlannedDay(ideal, on, f"Moved from {_day(ideal)}: {why}.")
    return PlannedDay(ideal, ideal, f"{_day(ideal)} is not worked ({why}), and no day near enough is.", False)


def _after_the_last(actor: Actor, group: Group, chairs: list[tuple[int, str]]) -> int:
    last = own_meetings(actor, group).exclude(chair=None).order_by("-starts_at").first()
    people = [person_id for person_id, _ in chairs]
    return people.index(last.chair_id) + 1 if last is not None and last.chair_id in people else 0


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B %Y}"
