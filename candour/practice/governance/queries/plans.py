"""The forward plan: which items belong to which meeting, how full each meeting is, and what was carried how often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.governance.models import AgendaItem, Group, Meeting, PlannedItem
from candour.practice.governance.queries.series import own_meetings
from candour.practice.governance.vocabulary import Standing
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.durations import Convention, calendar_months

OFTEN = 3
"""From how many times on it is pointed out that something was carried forward."""
_MONTHS = {Standing.SIX_MONTHLY: 6, Standing.YEARLY: 12}
_MOST = 60


@dataclass(frozen=True)
class PlanLine:
    """An item as the forward plan shows it under a meeting."""

    title: str
    lead: str
    comment: str
    minutes: int
    standing: str
    carried: int
    planned_ref: str
    """The reference of the item of the plan; empty for one that stands only on the agenda."""
    is_on_agenda: bool


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting to come with everything that falls into it."""

    meeting: Meeting
    lines: list[PlanLine]
    hidden: int
    length: int
    """Its length in minutes; 0 where its end is not set."""
    minutes: int
    """The minutes of everything that falls into it, also of items that the reader does not see."""

    @property
    def is_over(self) -> bool:
        """Whether more falls into it than it has minutes."""
        return bool(self.length) and self.minutes > self.length


@dataclass
class Plan:
    """The forward plan of a group."""

    meetings: list[PlannedMeeting] = field(default_factory=list)
    unplaced: list[PlannedItem] = field(default_factory=list)
    """Items that fall into no meeting that is planned, or whose meeting is to be confirmed."""


def planned_item(actor: Actor, ref: str) -> PlannedItem:
    """One item of a forward plan that was not removed. Raises Hidden."""
    return fetch(actor, PlannedItem, "group", ref=ref, removed_at=None)


def length_of(meeting: Meeting) -> int:
    """How many minutes a meeting is meant to last; 0 where its end is not set."""
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60) if meeting.ends_at else 0


def live_items(group_id: int) -> list[PlannedItem]:
    """The items of a forward plan that may still fall into a meeting."""
    return list(
        PlannedItem.objects.filter(group_id=group_id, removed_at=None, done_at=None).order_by("due_on", "title", "pk")
    )


def falls_into(
    item: PlannedItem, on: date, others: Iterable[date], *, tolerance_days: int, placed: Sequence[date] = ()
) -> bool:
    """Whether an item belongs to the meeting on a day, given the days of the group's other meetings.

    A standing item belongs to every meeting. Any other belongs to the first meeting from its day on, or as long before
    as the tolerance allows; a statutory one to the last meeting before its day. `placed` are the days of meetings that
    have it already.
    """
    if on in placed:
        return False
    if item.standing == Standing.EVERY:
        return True
    if item.due_on is None:
        return False
    if item.standing == Standing.STATUTORY:
        return not placed and _is_last_before(item.due_on, on, others)
    if item.standing == Standing.ONCE:
        return not placed and _is_first_from(item.due_on - timedelta(days=tolerance_days), on, others)
    # An occurrence that an earlier meeting has taken is over; one that passed before it was planned still counts once.
    for wanted in _occurrences(item.due_on, _MONTHS[Standing(item.standing)], on + timedelta(days=tolerance_days)):
        earliest = wanted - timedelta(days=tolerance_days)
        if _is_first_from(earliest, on, others):
            return True
    return False


def plan_of(actor: Actor, group: Group) -> Plan:
    """The forward plan of a group: each meeting to come with what stands on its agenda and what will fall into it."""
    meetings = list(own_meetings(actor, group).filter(state="planned", starts_at__gte=actor.at)[:_MOST])
    items = list(
        seen_by(actor, PlannedItem).filter(group=group, removed_at=None, done_at=None).order_by("due_on", "title", "pk")
    )
    agendas, placed = _agendas(meetings), placed_days(group.pk)
    seen = set(seen_by(actor, AgendaItem).filter(meeting__in=meetings).values_list("pk", flat=True))
    days = [day_of(one.starts_at) for one in meetings]
    found = Plan()
    fallen = set(placed)
    for meeting, on in zip(meetings, days, strict=True):
        on_agenda = agendas.get(meeting.pk, [])
        coming = fall_into(items, on, days, placed, tolerance_days=group.tolerance_days)
        fallen.update(one.pk for one in coming)
        shown = [one for one in on_agenda if one.pk in seen]
        found.meetings.append(
            PlannedMeeting(
                meeting=meeting,
                lines=[*(_on_agenda(one) for one in shown), *(_coming(one) for one in coming)],
                hidden=len(on_agenda) - len(shown),
                length=length_of(meeting),
                minutes=sum(one.minutes for one in on_agenda) + sum(one.minutes for one in coming),
            )
        )
    found.unplaced = [one for one in items if one.pk not in fallen]
    return found


def fall_into(
    items: Iterable[PlannedItem],
    on: date,
    days: Iterable[date],
    placed: Mapping[int, Sequence[date]],
    *,
    tolerance_days: int,
) -> list[PlannedItem]:
    """The items of a plan that belong to the meeting on a day, given the days of all meetings to come."""
    others = [day for day in days if day != on]
    return [
        one
        for one in items
        if falls_into(
            one,
            on,
            [*placed.get(one.pk, ()), *others],
            tolerance_days=tolerance_days,
            placed=placed.get(one.pk, ()),
        )
    ]


def placed_days(group_id: int) -> dict[int, list[date]]:
    """The days of the meetings whose agenda has each item of a group's plan, by its id; cancelled ones left out."""
    on_agendas = (
        AgendaItem.objects.filter(planned__group_id=group_id, removed_at=None)
        .exclude(meeting__state="cancelled")
        .values_list("planned_id", "meeting__starts_at")
    )
    found: dict[int, list[date]] = {}
    for planned_id, starts_at in on_agendas:
        found.setdefault(planned_id or 0, []).append(day_of(starts_at))
    return found


def _agendas(meetings: list[Meeting]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = {}
    items = AgendaItem.objects.filter(meeting__in=meetings, removed_at=None).select_related("planned")
    for item in items.order_by("order", "pk"):
        found.setdefault(item.meeting_id, []).append(item)
    return found


def _on_agenda(item: AgendaItem) -> PlanLine:
    planned = item.planned
    return PlanLine(
        title=item.title,
        lead=item.presenter or (planned.lead if planned else ""),
        comment=planned.comment if planned else "",
        minutes=item.minutes,
        standing=Standing(planned.standing).label if planned else "",
        carried=item.carried_count,
        planned_ref="",
        is_on_agenda=True,
    )


def _coming(item: PlannedItem) -> PlanLine:
    return PlanLine(
        title=item.title,
        lead=item.lead,
        comment=item.comment,
        minutes=item.minutes,
        standing=Standing(item.standing).label,
        carried=item.carried_count,
        planned_ref=item.ref,
        is_on_agenda=False,
    )


def _is_first_from(wanted: date, on: date, others: Iterable[date]) -> bool:
    return wanted <= on and not any(wanted <= other < on for other in others)


def _is_last_before(wanted: date, on: date, others: Iterable[date]) -> bool:
    return on <= wanted and not any(on < other <= wanted for other in others)


def _occurrences(first: date, months: int, until: date) -> list[date]:
    """The days on which an item that comes back is wanted, up to a day: the last two are enough for any meeting."""
    found = []
    step = 0
    while (on := calendar_months(months * step).ends_on(first, ENGLAND_AND_WALES, Convention.WITHIN)) <= until:
        found.append(on)
        step += 1
    return found[-2:]


def coming_back(actor: Actor, group: Group) -> list[PlannedItem]:
    """The items of a forward plan that come back: at every meeting, or every so many months."""
    found = seen_by(actor, PlannedItem).filter(
        group=group, removed_at=None, done_at=None, standing__in=(Standing.EVERY, *_MONTHS)
    )
    return list(found.order_by("standing", "title", "pk"))
