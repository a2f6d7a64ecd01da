"""Meetings, their seats, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to, fetch, seen_by
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.counting import end_of
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Attendance, Group, Meeting
from candour.practice.governance.queries.groups import seats_of
from candour.rulebook.language.clocks import END_OF_DAY, day_of
from candour.rulebook.language.durations import Convention, working_days_before


@dataclass(frozen=True)
class SeatShown:
    """A seat at a meeting, as plain values."""

    seat_id: int
    title: str
    kind: str
    holder_id: int | None
    holder: str
    holder_ref: str
    deputy_id: int | None
    deputy: str
    deputy_ref: str
    present_id: int | None
    present: str
    present_as: str
    """ "", "standing deputy", or "not the standing deputy" for somebody else in the seat."""
    since: datetime | None
    counts: bool


def meeting(actor: Actor, ref: str) -> Meeting:
    """One meeting by its reference. Raises Hidden."""
    return fetch(actor, Meeting, "group", ref=ref)


def own_meeting(actor: Actor, ref: str) -> Meeting:
    """A meeting of a group that is not held for a record, with its people. Raises Hidden."""
    return fetch(actor, Meeting, "group", "group__partnership", "chair", "secretary", ref=ref, owner_kind="")


def papers_due(actor: Actor, group: Group, meets_on: date) -> date:
    """The last day on which papers for a meeting on a day are in time. Raises BeyondCalendar."""
    return working_days_before(group.papers_before).ends_on(meets_on, calendar(actor), Convention.WITHIN)


def papers_due_at(actor: Actor, meeting: Meeting) -> datetime | None:
    """The last moment at which a paper for a meeting is in time; None where the deadline was waived."""
    if meeting.is_short_notice:
        return None
    return end_of(papers_due(actor, meeting.group, day_of(meeting.starts_at)), END_OF_DAY)


def meeting_of(actor: Actor, owner: Model) -> Meeting | None:
    """The newest meeting that is held for a record."""
    held = Meeting.objects.filter(belongs_to(actor, owner)).select_related("group").order_by("-starts_at")
    return held.first() if actor.kind in ("person", "system") else None


def meetings_of(actor: Actor, owner: Model) -> list[Meeting]:
    """Every meeting that is held for a record, in order of time."""
    if actor.kind not in ("person", "system"):
        return []
    return list(Meeting.objects.filter(belongs_to(actor, owner)).select_related("group").order_by("starts_at", "pk"))


def here(actor: Actor, meeting: Meeting) -> dict[int, Attendance]:
    """Who is at the meeting and has not left, by seat; once it has ended, who was there at the end."""
    return {
        one.seat_id: one
        for one in attendance_of(actor, meeting)
        if one.left_at == meeting.ended_at and not one.left_because
    }


def attendance_of(actor: Actor, meeting: Meeting) -> list[Attendance]:
    """Everybody who was at the meeting, in order of arrival, with those who left."""
    was = seen_by(actor, Attendance).filter(meeting=meeting).select_related("person", "seat", "deputises_for")
    return actor.once(("attendance", meeting.pk), lambda: list(was.order_by("arrived_at", "pk")))


def seats_at(actor: Actor, meeting: Meeting) -> list[SeatShown]:
    """Every seat with who holds it, who stands in, and who is there now."""
    seats = seats_of(actor, meeting.group_id, actor.today)
    posts = [seat.post_id for seat in seats if seat.post_id]
    holders = {held.post_id: held.person for held in directory.holders_of(actor, posts)}
    deputies = directory.deputies_of(actor, posts)
    present = here(actor, meeting)
    shown = []
    for seat in seats:
        holder, deputy = holders.get(seat.post_id or 0), deputies.get(seat.post_id or 0)
        attendance = present.get(seat.pk)
        as_what = ""
        if attendance and (holder is None or attendance.person_id != holder.pk):
            as_what = "standing deputy" if attendance.is_standing_deputy else "not the standing deputy"
        shown.append(
            SeatShown(
                seat_id=seat.pk,
                title=seat.title,
                kind=seat.get_kind_display(),
                holder_id=holder.pk if holder else None,
                holder=holder.name if holder else "",
                holder_ref=holder.ref if holder else "",
                deputy_id=deputy.pk if deputy else None,
                deputy=deputy.name if deputy else "",
                deputy_ref=deputy.ref if deputy else "",
                present_id=attendance.person_id if attendance else None,
                present=attendance.person.name if attendance else "",
                present_as=as_what,
                since=attendance.arrived_at if attendance else None,
                counts=seat.counts,
            )
        )
    return shown
