"""Groups, seats, who is at a meeting, and whether it is quorate now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Attendance, Group, GroupSeat, Meeting
from candour.rulebook import index
from candour.rulebook.language.quorums import Present, Quorum, Seat, Standing


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


@dataclass(frozen=True)
class QuorumShown:
    """Whether a meeting may decide now, part by part, with the sentence of the rule."""

    rule_name: str
    sentence: str
    standing: Standing


def case_review_group(actor: Actor, partnership_id: int) -> Group | None:
    """The group that looks at cases for a partnership today."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return seen_by(actor, Group).filter(alive, partnership_id=partnership_id, reviews_cases=True).first()


def seats_of(actor: Actor, group_id: int, on: date) -> list[GroupSeat]:
    """The seats that a group has on a day."""
    alive = Q(until_on=None) | Q(until_on__gte=on)
    seats = seen_by(actor, GroupSeat).filter(alive, group_id=group_id, from_on__lte=on)
    found = seats.select_related("post", "post__organisation").order_by("order", "pk")
    return actor.once(("seats", group_id, on), lambda: list(found))


def members_of(actor: Actor, group_id: int) -> list[int]:
    """The ids of those who hold a seat in a group today, standing deputies included."""
    posts = [seat.post_id for seat in seats_of(actor, group_id, actor.today) if seat.post_id]
    holders = [held.person_id for held in directory.holders_of(actor, posts)]
    return [*holders, *(person.pk for person in directory.deputies_of(actor, posts).values())]


def meeting(actor: Actor, ref: str) -> Meeting:
    """One meeting by its reference. Raises Hidden."""
    return fetch(actor, Meeting, "group", ref=ref)


def meeting_of(actor: Actor, owner: Model) -> Meeting | None:
    """The newest meeting that is held for a record."""
    return (
        seen_by(actor, Meeting)
        .filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk)
        .select_related("group")
        .order_by("-starts_at")
        .first()
    )


def here(actor: Actor, meeting: Meeting) -> dict[int, Attendance]:
    """Who is at the meeting and has not left, by seat; once it has ended, who was there at the end."""
    present = (
        seen_by(actor, Attendance)
        .filter(meeting=meeting, left_at=meeting.ended_at, left_because="")
        .select_related("person", "deputises_for")
    )
    return actor.once(("here", meeting.pk), lambda: {attendance.seat_id: attendance for attendance in present})


def attendance_of(actor: Actor, meeting: Meeting) -> list[Attendance]:
    """Everybody who was at the meeting, in order of arrival, with those who left."""
    was = seen_by(actor, Attendance).filter(meeting=meeting).select_related("person", "seat", "deputises_for")
    return list(was.order_by("arrived_at", "pk"))


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


def quorum_at(actor: Actor, meeting: Meeting) -> QuorumShown | None:
    """Whether the meeting is quorate with those who are there now; None where the group has no rule."""
    if not meeting.group.quorum_name:
        return None
    rule = index.rule(meeting.group.quorum_name, Quorum)
    seats = [
        Seat(str(seat.pk), seat.unit, frozenset(seat.sectors), seat.counts)
        for seat in seats_of(actor, meeting.group_id, actor.today)
    ]
    present = [
        Present(str(seat_id), is_deputy=attendance.deputises_for_id is not None)
        for seat_id, attendance in here(actor, meeting).items()
    ]
    return QuorumShown(rule.name, rule.sentence, rule.stands(seats, present))
