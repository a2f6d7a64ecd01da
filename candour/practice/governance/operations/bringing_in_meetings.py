"""Old plans, agendas, attendance lists and notes brought in as they were printed, and taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import last_number
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import (
    Action,
    AgendaItem,
    Apology,
    Attendance,
    Group,
    GroupSeat,
    Meeting,
    Minutes,
    PlannedItem,
)
from candour.practice.governance.operations.actions import add_action
from candour.practice.governance.operations.bringing_in import take_out_action
from candour.practice.governance.vocabulary import Standing
from candour.rulebook.language.clocks import LONDON, day_of

RUN = "run meetings"
USUAL_START = time(9, 0)


@dataclass(frozen=True)
class OldPlanned:
    """A row of an old forward plan, as it was read."""

    title: str
    lead: str
    comment: str
    standing: str
    due_on: date | None
    due_as_printed: str
    carried: bool


@dataclass(frozen=True)
class OldAttendance:
    """A row of an old attendance list: somebody in a seat, or an apology for it."""

    person_id: int
    seat_id: int
    for_person_id: int | None
    is_apology: bool
    arrived: time | None
    left: time | None


@dataclass(frozen=True)
class OldNotes:
    """One item of old notes of a meeting, with the actions in it that are to go into the log."""

    held_on: date
    number: int
    title: str
    notes: str
    new_actions: tuple[tuple[str, int], ...]
    """What is to be done, and the id of the person who answers for it."""


@operation
def bring_in_planned(actor: Actor, *, group_id: int, old: OldPlanned) -> PlannedItem:
    """Put a row of an old forward plan into the plan. One for a meeting that is past is entered as done."""
    group = fetch(actor, Group, pk=group_id)
    require(actor, RUN, group)
    is_past = old.due_on is not None and old.due_on < actor.today and old.standing == Standing.ONCE
    planned = PlannedItem.objects.create(
        group=group,
        title=old.title[:200],
        lead=old.lead[:150],
        comment=old.comment,
        standing=old.standing,
        due_on=old.due_on,
        due_as_printed=old.due_as_printed[:80],
        carried_count=1 if old.carried else 0,
        done_at=actor.at if is_past else None,
    )
    record(audit_events.PAPER_BROUGHT_IN, subject=planned, within=group, what="an item of the forward plan")
    return planned


@operation
def bring_in_item(
    actor: Actor,
    *,
    meeting_id: int,
    number: int | None,
    title: str,
    presenter: str,
    person_id: int | None,
    minutes: int,
) -> AgendaItem:
    """Put a row of an old agenda into the agenda of a meeting, in its place or at the end."""
    meeting = fetch(actor, Meeting, "group", pk=meeting_id)
    require(actor, RUN, meeting)
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=_order(meeting, number),
        title=title[:200],
        presenter=presenter[:150],
        presenter_person_id=person_id,
        minutes=minutes,
    )
    record(audit_events.PAPER_BROUGHT_IN, subject=item, within=meeting, what="an item of the agenda")
    return item


@operation
def bring_in_attendance(actor: Actor, *, meeting_id: int, old: OldAttendance) -> Attendance | Apology:
    """Note that somebody was in a seat, or sent an apology. Raises Refused where somebody is in the seat already."""
    meeting = fetch(actor, Meeting, "group", pk=meeting_id)
    require(actor, RUN, meeting)
    seat = fetch(actor, GroupSeat, pk=old.seat_id, group_id=meeting.group_id)
    made: Attendance | Apology
    try:
        with transaction.atomic():
            if old.is_apology:
                made = Apology.objects.create(
                    meeting=meeting, seat=seat, person_id=old.person_id, given_at=meeting.starts_at
                )
            else:
                arrived_at = _at(meeting, old.arrived) or meeting.starts_at
                made = Attendance.objects.create(
                    meeting=meeting,
                    seat=seat,
                    person_id=old.person_id,
                    deputises_for_id=old.for_person_id,
                    arrived_at=arrived_at,
                    # A time outside the hours that are known of the meeting is kept as it is printed.
                    left_at=max(arrived_at, _at(meeting, old.left) or _end(meeting)),
                )
    except IntegrityError as error:
        raise Refused(f"{seat.title} is entered for this meeting already.") from error
    record(audit_events.PAPER_BROUGHT_IN, subject=made, within=meeting, what="a line of an attendance list")
    return made


@operation
def bring_in_notes(actor: Actor, *, group_id: int, old: OldNotes) -> AgendaItem:
    """Put an item of old notes into the meeting of its day, which is entered as held if nobody knew of it.

    Actions that were promised and never numbered get the next number. Raises Refused where the item has notes.
    """
    group = fetch(actor, Group, pk=group_id)
    require(actor, RUN, group)
    meeting = _meeting_on(actor, group, old.held_on)
    item = AgendaItem.objects.filter(meeting=meeting, title=old.title[:200], removed_at=None).first()
    if item is None:
        item = AgendaItem.objects.create(
            meeting=meeting, order=_order(meeting, old.number), title=old.title[:200], notes=old.notes
        )
        record(audit_events.PAPER_BROUGHT_IN, subject=item, within=meeting, what="an item with its notes")
    elif AgendaItem.objects.filter(pk=item.pk, notes="").update(notes=old.notes):
        record(audit_events.NOTES_BROUGHT_IN, subject=item, within=meeting, number=item.order)
    else:
        raise Refused(f"The item “{item.title}” has notes already.")
    for text, owner_id in old.new_actions:
        owner = directory.person_by_id(actor, owner_id)
        action = add_action(actor, group=group, item=item, text=text, owner=owner, due_on=None)
        Action.objects.filter(pk=action.pk).update(is_imported=True)
    return item


@operation
def take_out(actor: Actor, model: type[Model], *, id_: int, meeting: str = "") -> None:
    """Remove what an import made of an old paper. `meeting` is the path to the record that may be changed."""
    made = fetch(actor, model, pk=id_)
    whole = getattr(made, meeting) if meeting else made
    require(actor, RUN, whole)
    record(audit_events.PAPER_TAKEN_OUT, subject=made, within=whole)
    made.delete()


@operation
def take_out_notes(actor: Actor, *, item_id: int) -> None:
    """Remove the notes that an import made: the item with them, where it made that too, and a meeting left empty."""
    item = fetch(actor, AgendaItem, "meeting", pk=item_id)
    require(actor, RUN, item)
    meeting = item.meeting
    record(audit_events.PAPER_TAKEN_OUT, subject=item, within=meeting)
    for action in Action.objects.filter(item=item, is_imported=True).order_by("-number"):
        take_out_action(actor, action_id=action.pk)
    if not last_number(audit_events.PAPER_BROUGHT_IN, item):
        AgendaItem.objects.filter(pk=item.pk).update(notes="")
        return
    item.delete()
    was_made = last_number(audit_events.MEETING_BROUGHT_IN, meeting)
    if was_made and not AgendaItem.objects.filter(meeting=meeting).exists():
        Minutes.objects.filter(meeting=meeting).delete()
        meeting.delete()


def _meeting_on(actor: Actor, group: Group, day: date) -> Meeting:
    begins = datetime.combine(day, time(0), LONDON)
    found = Meeting.objects.filter(
        group=group, owner_kind="", starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1)
    ).exclude(state="cancelled")
    known = found.order_by("starts_at").first()
    if known is not None:
        return known
    starts_at = datetime.combine(day, group.usual_start or USUAL_START, LONDON)
    meeting = Meeting.objects.create(
        group=group,
        state="held",
        starts_at=starts_at,
        began_at=starts_at,
        ended_at=starts_at + timedelta(minutes=group.usual_minutes),
        place=group.usual_place,
    )
    Minutes.objects.create(meeting=meeting, made_at=actor.at)
    record(audit_events.MEETING_BROUGHT_IN, subject=meeting, day=day_of(starts_at).isoformat())
    return meeting


def _order(meeting: Meeting, number: int | None) -> int:
    taken = AgendaItem.objects.filter(meeting=meeting, removed_at=None)
    if number is not None and not taken.filter(order=number).exists():
        return number
    return (taken.aggregate(Max("order"))["order__max"] or 0) + 1


def _at(meeting: Meeting, of_day: time | None) -> datetime | None:
    return datetime.combine(day_of(meeting.starts_at), of_day, LONDON) if of_day is not None else None


def _end(meeting: Meeting) -> datetime:
    usual = meeting.starts_at + timedelta(minutes=meeting.group.usual_minutes)
    return meeting.ended_at or meeting.ends_at or usual
