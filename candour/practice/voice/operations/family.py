"""Looking after a family: their wishes, quiet dates, the contact log, the next contact, and what they were told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.deadlines.parts import Task
from candour.platform.vault import operations as vault
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.directory import roles
from candour.practice.voice import audit_events
from candour.practice.voice.models import LogEntry, Member, QuietDate, Room, Telling
from candour.practice.voice.operations.rooms import whole_of
from candour.practice.voice.queries.quiet import LONGEST, next_free, quiet_dates, quiet_on, why_quiet, written
from candour.practice.voice.vocabulary import OURS, About, Entry, Involvement
from candour.practice.voice.workflow import KEEP

NEEDS_REASON = "Write the reason why they are not invited."
TO_COME = "This cannot have happened on a day to come."


@operation
def add_member(actor: Actor, *, ref: str, relation: str, names: Mapping[str, str]) -> Member:
    """List somebody of the family, whose name goes into the vault. Raises Refused."""
    room = fetch(actor, Room, ref=ref)
    require(actor, KEEP, room)
    given = {name: text for name, text in names.items() if text.strip()}
    number = (Member.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            member = Member.objects.create(room=room, number=number, relation=relation)
    except IntegrityError as error:
        raise Refused("Somebody else listed a person at the same moment. Save again.") from error
    if given:
        identity = vault.keep(actor, owner=room, kind="family", facts=given)
        Member.objects.filter(pk=member.pk).update(identity=identity)
    record(audit_events.MEMBER_ADDED, subject=member, within=whole_of(actor, room), number=number)
    return member


@operation
def change_names(actor: Actor, *, ref: str, names: Mapping[str, str]) -> None:
    """Change how somebody is named and reached; what is left empty stays. Raises Refused for nothing."""
    member = _kept(actor, ref)
    given = {name: text for name, text in names.items() if text.strip()}
    if not given:
        raise Refused("Write what changes.")
    if member.identity is not None:
        vault.change(actor, identity=member.identity, version=member.identity.version, facts=given)
    else:
        identity = vault.keep(actor, owner=member.room, kind="family", facts=given)
        Member.objects.filter(pk=member.pk).update(identity=identity)
    record(audit_events.NAMES_CHANGED, subject=member, within=whole_of(actor, member.room), number=member.number)


@operation
def change_wishes(actor: Actor, *, ref: str, version: int, wishes: Mapping[str, Any]) -> None:
    """Write down how somebody wants to take part and be reached. Raises Refused, and Conflict.

    Whoever does not want to be contacted has no next contact any more.
    """
    member = _kept(actor, ref)
    because = str(wishes.get("because", "")).strip()
    if wishes["involvement"] == Involvement.NOT_INVITED and not because:
        raise Refused(NEEDS_REASON)
    if wishes.get("explained_on") and wishes["explained_on"] > actor.today:
        raise Refused(TO_COME)
    save_edit(member, version, **{**wishes, "because": because})
    record(audit_events.MEMBER_CHANGED, subject=member, within=whole_of(actor, member.room), number=member.number)
    if member.involvement in (Involvement.DECLINED, Involvement.NOT_INVITED) and member.next_contact_on:
        _end_next(actor, member)


@operation
def add_quiet_date(
    actor: Actor, *, ref: str, member_ref: str, why: str, first: date, last: date | None, is_yearly: bool
) -> int:
    """Add a day or days on which nothing is sent, to one of the family or to all, where `member_ref` is empty.

    A next contact that falls on it moves to the first day after it. Returns how many moved. Raises Refused.
    """
    room = fetch(actor, Room, ref=ref)
    require(actor, KEEP, room)
    member = fetch(actor, Member, ref=member_ref, room=room) if member_ref else None
    if last and last < first:
        raise Refused("The last day must not be before the first.")
    if last and last - first > LONGEST:
        raise Refused(f"A quiet time lasts {LONGEST.days} days at most. If it is longer, write it among their wishes.")
    quiet = QuietDate.objects.create(room=room, member=member, why=why, days=written(first, last), is_yearly=is_yearly)
    record(audit_events.QUIET_ADDED, subject=quiet, within=whole_of(actor, room))
    concerned = seen_by(actor, Member).filter(room=room, next_contact_on__isnull=False).select_related("room")
    moved = 0
    for one in concerned.filter(pk=member.pk) if member else concerned:
        assert one.next_contact_on is not None, "they were asked for"
        if quiet_on([quiet], one.next_contact_on):
            set_next(actor, one, one.next_contact_on)
            moved += 1
    return moved


@operation
def remove_quiet_date(actor: Actor, *, ref: str) -> QuietDate:
    """Remove a quiet date that was a mistake or is no longer wished."""
    quiet = fetch(actor, QuietDate, "room", "member", ref=ref)
    require(actor, KEEP, quiet.room)
    record(audit_events.QUIET_REMOVED, subject=quiet, within=whole_of(actor, quiet.room))
    QuietDate.objects.filter(pk=quiet.pk).delete()
    return quiet


@operation
def log_contact(
    actor: Actor, *, ref: str, kind: str, on: date, channel: str, text: str, next_on: date | None = None
) -> None:
    """Write a contact into the log, and set the next. Raises Refused for what we did on a quiet date, with all reasons.

    That they got in touch with us can be written of any day.
    """
    member = _kept(actor, ref)
    reasons = _not_on(actor, member, on) if kind in OURS else [TO_COME] if on > actor.today else []
    reasons += _no_next(actor, member, next_on)
    if not text.strip():
        reasons.append("Write what was said or tried.")
    if reasons:
        raise Refused(*reasons)
    entry = _write(actor, member, kind, on, channel, text.strip())
    record(audit_events.LOGGED, subject=entry, within=whole_of(actor, member.room), number=member.number)
    if next_on:
        if member.next_contact_on:
            deadlines.meet(actor, owner=member.room, key=member.deadline_key)
        set_next(actor, member, next_on)
    elif kind == Entry.REACHED and member.next_contact_on:
        deadlines.meet(actor, owner=member.room, key=member.deadline_key)
        Member.objects.filter(pk=member.pk).update(next_contact_on=None)


@operation
def keep_words(actor: Actor, *, ref: str, on: date, channel: str, words: str, quoting: str) -> None:
    """Keep somebody's own words exactly as they were given. Nobody can change them later. Raises Refused."""
    member = _kept(actor, ref)
    reasons = [TO_COME] if on > actor.today else []
    if not words.strip():
        reasons.append("Write their words.")
    if reasons:
        raise Refused(*reasons)
    entry = _write(actor, member, Entry.WORDS, on, channel, words, quoting)
    record(audit_events.WORDS_KEPT, subject=entry, within=whole_of(actor, member.room), number=member.number)


@operation
def set_next_contact(actor: Actor, *, ref: str, on: date) -> date:
    """Set the day of the next contact; on a quiet date it becomes the first day after. Returns it. Raises Refused."""
    member = _kept(actor, ref)
    reasons = _no_next(actor, member, on)
    if reasons:
        raise Refused(*reasons)
    return set_next(actor, member, on)


@operation
def record_told(actor: Actor, *, ref: str, about: str, told_on: date, channel: str, words: str) -> None:
    """Record that somebody was told of something. A reason why not makes way for it. Raises Refused."""
    member = _kept(actor, ref)
    reasons = _not_on(actor, member, told_on)
    if reasons:
        raise Refused(*reasons)
    told = {"told_on": told_on, "channel": channel, "why_not": "", "words": words.strip()}
    telling = _tell(actor, member, about, told, f"It is recorded already that they were told: {About(about).label}.")
    record(audit_events.TOLD, subject=telling, within=whole_of(actor, member.room), number=member.number, about=about)


@operation
def record_not_told(actor: Actor, *, ref: str, about: str, why_not: str, words: str) -> None:
    """Record the reason why somebody was not told of something. Raises Refused where they were, or without words."""
    member = _kept(actor, ref)
    if not words.strip():
        raise Refused("Write the reason in your own words.")
    reason = {"told_on": None, "channel": "", "why_not": why_not, "words": words.strip()}
    telling = _tell(actor, member, about, reason, f"They were told already: {About(about).label}.")
    within = whole_of(actor, member.room)
    record(audit_events.NOT_TOLD, subject=telling, within=within, number=member.number, about=about)


def set_next(actor: Actor, member: Member, wanted: date) -> date:
    """Set a next contact and its deadline, inside the operation under way, on the first day that is not quiet.

    Raises Conflict where somebody else set it at the same moment.
    """
    room = member.room
    on = next_free(quiet_dates(actor, room, member), wanted)
    if member.next_contact_on:
        deadlines.cancel_open(
            actor, owner=room, keys=[member.deadline_key], because="another day was set for the next contact"
        )
    if not Member.objects.filter(pk=member.pk, turn=member.turn).update(next_contact_on=on, turn=F("turn") + 1):
        raise Conflict
    member.refresh_from_db(fields=["next_contact_on", "turn"])
    task = Task(
        member.deadline_key,
        f"Next contact with the family – {room.title}",
        "Get in touch, then write it in the contact log",
        f"/voices/family/{member.ref}/",
        ("partnership", room.partnership_id),
        roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=room, within=None, task=task, on=on)
    within = whole_of(actor, room)
    record(audit_events.NEXT_SET, subject=member, within=within, number=member.number, on=on.isoformat())
    return on


def not_on(actor: Actor, member: Member, day: date) -> list[str]:
    """Why nothing may go out to somebody on a day, past or to come."""
    why = why_quiet(quiet_dates(actor, member.room, member), day)
    return [why] if why else []


def _not_on(actor: Actor, member: Member, day: date) -> list[str]:
    return ([TO_COME] if day > actor.today else []) + not_on(actor, member, day)


def _no_next(actor: Actor, member: Member, on: date | None) -> list[str]:
    if on is None:
        return []
    reasons = ["The next contact must be after today."] if on <= actor.today else []
    if out_of_reach(on):
        reasons.append(out_of_reach(on))
    if member.involvement in (Involvement.DECLINED, Involvement.NOT_INVITED):
        reasons.append("They are not to be contacted. Change their wishes first, if they have thought again.")
    return reasons


def _kept(actor: Actor, ref: str) -> Member:
    member = fetch(actor, Member, "room", "identity", ref=ref)
    require(actor, KEEP, member)
    return member


def _write(actor: Actor, member: Member, kind: str, on: date, channel: str, text: str, quoting: str = "") -> LogEntry:
    return LogEntry.objects.create(
        member=member,
        kind=kind,
        on=on,
        channel=channel,
        text=text,
        quoting=quoting,
        made_at=actor.at,
        made_by=actor.label,
    )


def _tell(actor: Actor, member: Member, about: str, values: dict[str, Any], already: str) -> Telling:
    made = {**values, "made_at": actor.at, "made_by": actor.label}
    try:
        with transaction.atomic():
            return Telling.objects.create(member=member, about=about, **made)
    except IntegrityError as error:
        mine = Telling.objects.filter(member=member, about=about)
        if not mine.filter(told_on=None).update(**made):
            raise Refused(already) from error
        return mine.get()


def _end_next(actor: Actor, member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(next_contact_on=None)
    deadlines.cancel_open(
        actor, owner=member.room, keys=[member.deadline_key], because="they do not want to be contacted"
    )
