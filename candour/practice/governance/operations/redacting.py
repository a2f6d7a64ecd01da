"""Handing final minutes over to be redacted, with who is named in them and without whoever may not read all of them."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.dates.words import day_words
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import AgendaItem, Attendance, ItemConflict, Meeting
from candour.practice.governance.queries import minutes as queries
from candour.practice.governance.queries.live import held_meeting
from candour.practice.publishing import operations as publishing
from candour.practice.publishing.operations import Handed, Known
from candour.rulebook.language.clocks import day_of


@operation
def prepare_redacted_copy(actor: Actor, *, ref: str) -> str:
    """Open a redaction of final minutes, an item a text. Returns its reference. Raises Refused.

    Whoever withdrew from an item for a conflict of interest is kept out of the redaction too.
    """
    meeting = held_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    if meeting.owner_kind:
        raise Refused("These minutes belong to the record that the meeting was held for, and are not published.")
    minutes = queries.minutes_by_meeting(actor, meeting)
    if minutes.state == "draft":
        raise Refused("Make the minutes final first.")
    whole = queries.minutes_shown(actor, meeting, minutes)
    if whole.left_out:
        raise Refused("You do not see every item of these minutes. Somebody who does prepares the copy.")
    group, day = meeting.group, day_words(meeting.starts_at)
    partnership = group.partnership
    dossier = publishing.open_dossier(
        actor,
        partnership_id=group.partnership_id,
        title=f"Minutes of {group.name}, {day}",
        kind="minutes",
        texts=[
            Handed(item.title, f"Minutes of {group.name}, {day}, item {item.number}", _text(item))
            for item in whole.items
        ],
        register=_people(meeting),
        owner=meeting,
        allowed=[partnership.name, partnership.short_name, group.name, *_bodies(actor)],
        anchor_on=day_of(meeting.starts_at),
        keep_out=_withdrew(meeting),
    )
    record(audit_events.REDACTION_BEGUN, subject=minutes, within=meeting)
    return dossier.ref


def _text(item: queries.ItemMinuted) -> str:
    lines = [item.notes]
    lines += [f"Decision: {made['decision']} {made['reason']}".strip() for made in item.decisions]
    lines += [f"- Action {one['name']}: {one['text']} ({one['owner']})" for one in item.actions]
    return "\n\n".join(line for line in lines if line.strip()) or "Nothing was noted."


def _people(meeting: Meeting) -> list[Known]:
    """Everybody who came, under the seat for which they came."""
    came = Attendance.objects.filter(meeting=meeting).select_related("person", "seat").order_by("pk")
    known = {
        one.person_id: Known(f"P{one.person_id}", "person", _role(one.seat.title), "", {"names": (one.person.name,)})
        for one in came
    }
    presents = (
        AgendaItem.objects.filter(meeting=meeting).exclude(presenter_person=None).select_related("presenter_person")
    )
    for item in presents.order_by("pk"):
        person = item.presenter_person
        if person is not None:
            known.setdefault(person.pk, Known(f"P{person.pk}", "person", "presenter", "", {"names": (person.name,)}))
    return list(known.values())


def _role(seat: str) -> str:
    return f"representative of {seat}" if seat[:1].isupper() else seat


def _bodies(actor: Actor) -> list[str]:
    return [name for one in directory.organisations(actor) for name in (one.name, one.short_name) if name]


def _withdrew(meeting: Meeting) -> list[int]:
    return list(ItemConflict.objects.filter(item__meeting=meeting, lifted_at=None).values_list("person_id", flat=True))
