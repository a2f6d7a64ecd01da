"""A meeting while it is held: beginning, who is there, apologies, the item in hand, its notes, and ending."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import Conflict, move
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import AgendaItem, Apology, Attendance, GroupSeat, Meeting, Minutes
from candour.practice.governance.operations import attendance
from candour.practice.governance.operations.minutes import begin_minutes
from candour.practice.governance.queries.live import held_meeting, item_of
from candour.practice.governance.workflow import MEETING

_AHEAD = timedelta(minutes=5)
"""How far ahead of the clock a moment may lie, for a watch that is a little fast."""
LONGEST_NOTES = 50_000
NOT_UNDER_WAY = "The meeting is not under way."


@operation
def begin_meeting(actor: Actor, *, ref: str) -> None:
    """Begin a planned meeting. Raises Refused."""
    meeting = held_meeting(actor, ref)
    move(actor, meeting, MEETING, "begin", group=meeting.group.name)
    Meeting.objects.filter(pk=meeting.pk).update(began_at=actor.at)


@operation
def mark_here(
    actor: Actor, *, ref: str, seat_id: int, person_ref: str, at: datetime | None = None, by_link: bool = False
) -> None:
    """Note that somebody is there for a seat, from a moment (now, if none is given). Raises Refused."""
    meeting = _under_way(actor, ref)
    person = directory.person(actor, person_ref)
    since = _not_ahead(actor, at)
    seat = fetch(actor, GroupSeat, pk=seat_id, group_id=meeting.group_id)
    sat = Attendance.objects.filter(meeting=meeting, seat=seat, left_at__gt=since)
    if sat.exists():
        raise Refused("Somebody was still in this seat then. Give a later time.")
    attendance.arrive(actor, meeting=meeting, seat_id=seat_id, person=person, at=since, within=meeting, by_link=by_link)
    Apology.objects.filter(meeting=meeting, seat=seat, person_id=person.pk).delete()


@operation
def mark_left(actor: Actor, *, ref: str, seat_id: int, at: datetime | None = None) -> None:
    """Note that whoever sits in a seat left, at a moment (now, if none is given). Raises Refused."""
    meeting = _under_way(actor, ref)
    seat = fetch(actor, GroupSeat, pk=seat_id, group_id=meeting.group_id)
    attendance.leave(actor, meeting=meeting, seat_id=seat.pk, at=_not_ahead(actor, at), within=meeting)


@operation
def apologise(actor: Actor, *, ref: str, seat_id: int, sends: str = "") -> None:
    """Note an apology for a seat, with who comes instead. An apology given again replaces the earlier one."""
    meeting = held_meeting(actor, ref)
    seat = seat_to_apologise_for(actor, meeting, seat_id)
    if meeting.state not in ("planned", "under-way"):
        raise Refused("The meeting has ended or does not take place.")
    if Attendance.objects.filter(meeting=meeting, seat=seat, deputises_for=None).exists():
        raise Refused("Whoever holds the seat is there, or was.")
    holder = directory.contact_of_post(actor, seat.post_id) if seat.post_id else None
    Apology.objects.update_or_create(
        meeting=meeting, seat=seat, defaults={"person": holder, "sends": sends.strip(), "given_at": actor.at}
    )
    instead = "somebody comes instead" if sends.strip() else "nobody comes instead"
    record(audit_events.APOLOGISED, subject=meeting, seat=seat.title, sends=instead)


@operation
def take_back_apology(actor: Actor, *, ref: str, seat_id: int) -> None:
    """Take back an apology. Raises Refused if there is none."""
    meeting = held_meeting(actor, ref)
    seat = seat_to_apologise_for(actor, meeting, seat_id)
    if meeting.ended_at is not None or not Apology.objects.filter(meeting=meeting, seat=seat).delete()[0]:
        raise Refused("There is no apology to take back.")
    record(audit_events.APOLOGY_TAKEN_BACK, subject=meeting, seat=seat.title)


@operation
def open_item(actor: Actor, *, ref: str, item_ref: str) -> None:
    """Come to an item. The item that was in hand ends with this; one that is opened again goes on."""
    meeting = _under_way(actor, ref)
    item = item_of(actor, meeting, item_ref)
    in_hand = AgendaItem.objects.filter(meeting=meeting, closed_at=None).exclude(opened_at=None).exclude(pk=item.pk)
    in_hand.update(closed_at=actor.at, version=F("version") + 1)
    AgendaItem.objects.filter(pk=item.pk).update(
        opened_at=item.opened_at or actor.at, closed_at=None, version=F("version") + 1
    )
    record(audit_events.ITEM_OPENED, subject=item, within=meeting, number=item.order)


def save_notes(actor: Actor, *, ref: str, item_ref: str, text: str, version: int) -> int:
    """Save the notes of an item as they stand, and return their new version. Saving the same words again is no change.

    Raises Refused once the minutes are final, and Conflict if somebody saved other words in the meantime.
    """
    meeting = held_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    item = item_of(actor, meeting, item_ref)
    if len(text) > LONGEST_NOTES:
        raise Refused(f"These notes are longer than {LONGEST_NOTES:,} characters. Shorten them, or add a paper.")
    if meeting.state not in ("under-way", "held"):
        raise Refused(NOT_UNDER_WAY)
    with transaction.atomic():
        if Minutes.objects.filter(meeting=meeting).exclude(state="draft").exists():
            raise Refused("The minutes are final. Take them back to change them.")
        if item.notes == text:
            return item.notes_version
        saved = AgendaItem.objects.filter(pk=item.pk, notes_version=version).update(
            notes=text, notes_version=F("notes_version") + 1
        )
        if not saved:
            raise Conflict
    return version + 1


@operation
def close_meeting(actor: Actor, *, ref: str) -> None:
    """End a meeting: whoever is there leaves with it, the item in hand ends, and its minutes begin. Raises Refused."""
    meeting = held_meeting(actor, ref)
    move(actor, meeting, MEETING, "end", group=meeting.group.name)
    open_items = AgendaItem.objects.filter(meeting=meeting, closed_at=None).exclude(opened_at=None)
    open_items.update(closed_at=actor.at, version=F("version") + 1)
    attendance.end_meeting(actor, meeting=meeting, at=actor.at, within=meeting)
    meeting.refresh_from_db()
    begin_minutes(actor, meeting)


def _under_way(actor: Actor, ref: str) -> Meeting:
    meeting = held_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    if meeting.state != "under-way":
        raise Refused(NOT_UNDER_WAY)
    return meeting


def seat_to_apologise_for(actor: Actor, meeting: Meeting, seat_id: int) -> GroupSeat:
    """A seat of the meeting's group for which the actor may apologise. Raises Hidden or Refused."""
    seat = fetch(actor, GroupSeat, "group", pk=seat_id, group_id=meeting.group_id)
    require(actor, "apologise for a seat", seat)
    return seat


def _not_ahead(actor: Actor, at: datetime | None) -> datetime:
    if at is not None and at > actor.at + _AHEAD:
        raise Refused("This time is still to come.")
    return min(at, actor.at) if at is not None else actor.at
