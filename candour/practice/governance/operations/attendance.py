"""Calling meetings for records, and noting who comes and goes, inside the operation of the app that holds them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch
from candour.platform.audit_trail.operation import record
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import Attendance, Group, GroupSeat, Meeting
from candour.practice.governance.queries.groups import seats_of
from candour.practice.governance.queries.series import why_questioned
from candour.rulebook.language.clocks import LONDON, day_of

if TYPE_CHECKING:
    from candour.practice.directory.models import Person

SAY_WHY = "Choose another day, or say why the meeting is on this one."


def call_meeting(
    actor: Actor,
    *,
    group: Group,
    owner: Model,
    starts_at: datetime,
    place: str,
    day_because: str = "",
    within: Model | None = None,
) -> Meeting:
    """Call a meeting for a record, inside the operation of the app that needs it.

    Raises Refused for a day that is not worked without the reason for it.
    """
    meeting = Meeting.objects.create(
        group=group,
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        starts_at=starts_at,
        place=place,
        day_because=reason_for_day(actor, day_of(starts_at), day_because),
    )
    record(
        audit_events.MEETING_CALLED,
        subject=meeting,
        within=within or owner,
        group=group.name,
        at=starts_at.isoformat(timespec="minutes"),
    )
    return meeting


def move_called_meeting(
    actor: Actor, *, meeting: Meeting, starts_at: datetime, place: str, within: Model, day_because: str = ""
) -> None:
    """Give a called meeting another time, inside the operation of the app that holds it.

    Raises Refused once somebody has come, and for a day that is not worked without the reason for it.
    """
    _require_open(meeting)
    if Attendance.objects.filter(meeting=meeting).exists():
        raise Refused("Somebody has come to this meeting already, so its time stays.")
    Meeting.objects.filter(pk=meeting.pk, ended_at=None).update(
        starts_at=starts_at,
        place=place,
        day_because=reason_for_day(actor, day_of(starts_at), day_because),
        version=F("version") + 1,
    )
    at = starts_at.isoformat(timespec="minutes")
    record(audit_events.MEETING_MOVED, subject=meeting, within=within, group=meeting.group.name, at=at)


def reason_for_day(actor: Actor, on: date, day_because: str) -> str:
    """Why a meeting is on a day that is not worked; empty for a working day. Raises Refused without the reason."""
    questioned = why_questioned(actor, on)
    if questioned and not day_because.strip():
        raise Refused(f"{questioned} {SAY_WHY}")
    return day_because.strip() if questioned else ""


def arrive(
    actor: Actor,
    *,
    meeting: Meeting,
    seat_id: int,
    person: Person,
    at: datetime,
    within: Model,
    by_link: bool = False,
) -> Attendance:
    """Note that somebody is there for a seat, inside the operation of the app that holds the meeting.

    Whoever is not the holder counts as deputy, and as the standing one if so named. One person may sit in two seats.
    Raises Refused if the seat is taken.
    """
    _require_open(meeting)
    seat = fetch(actor, GroupSeat, "post", pk=seat_id, group_id=meeting.group_id)
    posts = [seat.post_id] if seat.post_id else []
    holder = next((held.person for held in directory.holders_of(actor, posts)), None)
    standing = directory.deputies_of(actor, posts).get(seat.post_id or 0)
    is_holder = holder is not None and holder.pk == person.pk
    try:
        with transaction.atomic():
            attendance = Attendance.objects.create(
                meeting=meeting,
                seat=seat,
                person=person,
                deputises_for=None if is_holder else holder,
                is_standing_deputy=standing is not None and standing.pk == person.pk,
                by_link=by_link,
                arrived_at=at,
            )
    except IntegrityError as error:
        raise Refused("Somebody is in this seat. Let them leave first.") from error
    record(audit_events.ARRIVED, subject=attendance, within=within, seat=seat.title, at=_clock(at))
    return attendance


def leave(
    actor: Actor, *, meeting: Meeting, seat_id: int, at: datetime, within: Model, for_conflict: bool = False
) -> None:
    """Note that whoever is in a seat leaves, inside the operation of the app that holds the meeting. Raises Refused."""
    _require_open(meeting)
    seats = {seat.pk: seat for seat in seats_of(actor, meeting.group_id, actor.today)}
    present = Attendance.objects.filter(meeting=meeting, seat_id=seat_id, left_at=None).first()
    if present is None or seat_id not in seats:
        raise Refused("Nobody is in this seat.")
    left = Attendance.objects.filter(pk=present.pk, left_at=None, arrived_at__lte=at).update(
        left_at=at, left_because="conflict" if for_conflict else ""
    )
    if not left:
        raise Refused("Nobody can leave before they arrive.")
    sentence = audit_events.WITHDREW if for_conflict else audit_events.LEFT
    record(sentence, subject=present, within=within, seat=seats[seat_id].title, at=_clock(at))


def withdraw_person(actor: Actor, *, meeting: Meeting, person_id: int, at: datetime, within: Model) -> None:
    """Take a person who declared a conflict out of a meeting that is under way, wherever they sit."""
    sitting = Attendance.objects.filter(meeting=meeting, person_id=person_id, left_at=None).select_related("seat")
    for present in sitting:
        Attendance.objects.filter(pk=present.pk, left_at=None).update(
            left_at=max(at, present.arrived_at), left_because="conflict"
        )
        record(audit_events.WITHDREW, subject=present, within=within, seat=present.seat.title, at=_clock(at))


def end_meeting(actor: Actor, *, meeting: Meeting, at: datetime, within: Model) -> None:
    """End a meeting; whoever is still there leaves with it. Raises Refused if it has ended."""
    ended = Meeting.objects.filter(pk=meeting.pk, ended_at=None).update(ended_at=at, version=F("version") + 1)
    if not ended:
        raise Refused("This meeting has ended already.")
    Attendance.objects.filter(meeting=meeting, left_at=None, arrived_at__lte=at).update(left_at=at)
    record(audit_events.MEETING_ENDED, subject=meeting, within=within, group=meeting.group.name)


def _require_open(meeting: Meeting) -> None:
    if Meeting.objects.filter(pk=meeting.pk).exclude(ended_at=None).exists():
        raise Refused("This meeting has ended.")


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%H:%M}"
