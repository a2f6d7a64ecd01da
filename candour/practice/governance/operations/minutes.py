"""Minutes: beginning them, settling what is found in them, making them final, sending them out, and agreeing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import move
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import Action, AgendaItem, Amendment, Meeting, Minutes, Promise
from candour.practice.governance.operations.actions import add_action
from candour.practice.governance.queries import minutes as queries
from candour.practice.governance.queries.groups import and_successors, members_of
from candour.practice.governance.queries.live import held_meeting, item_of
from candour.practice.governance.workflow import MINUTES
from candour.rulebook.language.clocks import day_of

if TYPE_CHECKING:
    from candour.rulebook.language.fuzzy_dates import FuzzyDate

DUE = "minutes"
"""The key of the deadline by which minutes are out."""


def begin_minutes(actor: Actor, meeting: Meeting) -> Minutes:
    """Begin the minutes of a meeting with their deadline, inside the operation that ends it."""
    minutes, is_new = Minutes.objects.get_or_create(meeting=meeting, defaults={"made_at": actor.at})
    if is_new:
        record(audit_events.MINUTES_DRAFTED, subject=minutes, within=meeting, group=meeting.group.name)
        task = Task(
            key=DUE,
            title=f"Minutes of {meeting.group.name}",
            do_next="Finalise the minutes and send them out",
            address=reverse("minutes", args=[meeting.ref]),
            body=("partnership", meeting.group.partnership_id),
            role=roles.PARTNERSHIP_MANAGER,
        )
        on = day_of(meeting.starts_at) + timedelta(days=meeting.group.minutes_within)
        deadlines.set_day(actor, owner=meeting, within=meeting, task=task, on=on)
    return minutes


@operation
def number_finding(
    actor: Actor,
    *,
    ref: str,
    key: str,
    existing: str = "",
    text: str = "",
    owner_ref: str = "",
    due_on: FuzzyDate | None = None,
    co_leads: Sequence[str] = (),
) -> Action:
    """Give words found in the minutes a number: a new action, or one of the log by its name. Raises Refused."""
    meeting, minutes, hit = _unsettled(actor, ref, key)
    item = item_of(actor, meeting, hit.item_ref)
    if existing:
        action = _named(meeting, existing)
    else:
        if not owner_ref:
            raise Refused("Choose who is accountable for the action.")
        action = add_action(
            actor,
            group=meeting.group,
            item=item,
            text=text or hit.found.what,
            owner=directory.person(actor, owner_ref),
            organisation=None,
            due_on=due_on,
            co_leads=[directory.person(actor, one) for one in co_leads],
        )
    _settle(actor, minutes, item, hit, action=action)
    record(audit_events.FINDING_NUMBERED, subject=minutes, within=meeting, action=action.name, number=item.order)
    return action


@operation
def dismiss_finding(actor: Actor, *, ref: str, key: str, because: str) -> None:
    """Dismiss words that were found in the minutes, with the reason. Raises Refused without one."""
    meeting, minutes, hit = _unsettled(actor, ref, key)
    if not because.strip():
        raise Refused("Say why this is no action.")
    item = item_of(actor, meeting, hit.item_ref)
    _settle(actor, minutes, item, hit, because=because.strip())
    record(audit_events.FINDING_DISMISSED, subject=minutes, within=meeting, number=item.order)


@operation
def finalise(actor: Actor, *, ref: str) -> None:
    """Make minutes final and send them out. Raises Refused while anything found in them is not settled.

    What they say is fixed item by item with this, also for items that whoever finalises does not see.
    """
    meeting, minutes = _draft(actor, ref)
    items = list(AgendaItem.objects.filter(meeting=meeting, removed_at=None).order_by("order", "pk"))
    _note_findings(actor, meeting, minutes, items)
    move(actor, minutes, MINUTES, "finalise", within=meeting)
    frozen = [asdict(entry) for entry in queries.drafted(actor, meeting, minutes, items)]
    Minutes.objects.filter(pk=minutes.pk).update(frozen=frozen, finalised_at=actor.at, sent_at=actor.at)
    deadlines.meet(actor, owner=meeting, within=meeting, key=DUE)
    messages.minutes_out(actor, meeting, members_of(actor, meeting.group_id))


@operation
def take_back(actor: Actor, *, ref: str) -> None:
    """Take final minutes back to change them. They go out again when they are final again."""
    meeting = held_meeting(actor, ref)
    minutes = queries.minutes_by_meeting(actor, meeting)
    move(actor, minutes, MINUTES, "redraft", within=meeting)
    Minutes.objects.filter(pk=minutes.pk).update(frozen=[], finalised_at=None, sent_at=None)
    deadlines.reopen(actor, owner=meeting, within=meeting, key=DUE)


@operation
def agree(actor: Actor, *, ref: str, item_ref: str, amendments: Iterable[tuple[str, str]] = ()) -> None:
    """Record that a later meeting agreed the minutes at one of its items, with amendments and who asked for each.

    Raises Refused for an item of another group, of the same or an earlier meeting, or of one that is not under way.
    """
    meeting = held_meeting(actor, ref)
    minutes = queries.minutes_by_meeting(actor, meeting)
    item = fetch(actor, AgendaItem, "meeting", ref=item_ref, removed_at=None)
    if item.meeting.group_id not in and_successors(meeting.group) or item.meeting.starts_at <= meeting.starts_at:
        raise Refused("Minutes are agreed at an item of a later meeting of the same group, or of its successor.")
    if item.meeting.state not in ("under-way", "held"):
        raise Refused("The meeting that agrees the minutes has not begun.")
    changes = [(text.strip(), asked_by.strip()) for text, asked_by in amendments if text.strip()]
    move(actor, minutes, MINUTES, "agree", within=meeting, amendments=len(changes))
    Amendment.objects.bulk_create(
        Amendment(minutes=minutes, text=text, asked_by=asked_by, made_at=actor.at) for text, asked_by in changes
    )
    Minutes.objects.filter(pk=minutes.pk).update(agreed_at=actor.at, agreed_on_item=item)


def _draft(actor: Actor, ref: str) -> tuple[Meeting, Minutes]:
    meeting = held_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    minutes = queries.minutes_by_meeting(actor, meeting)
    return meeting, minutes


def _unsettled(actor: Actor, ref: str, key: str) -> tuple[Meeting, Minutes, queries.Hit]:
    meeting, minutes = _draft(actor, ref)
    if minutes.state != "draft":
        raise Refused("The minutes are final. Take them back to change them.")
    hit = queries.hit(actor, meeting, key)
    if hit is None:
        raise Hidden
    if hit.is_settled:
        raise Refused("This has been settled already.")
    return meeting, minutes, hit


def _settle(
    actor: Actor,
    minutes: Minutes,
    item: AgendaItem,
    hit: queries.Hit,
    *,
    action: Action | None = None,
    because: str = "",
) -> None:
    """Settle a finding once, whether or not an earlier try to finalise has noted it."""
    try:
        with transaction.atomic():
            Promise.objects.get_or_create(
                item=item, kind=hit.found.kind, words=hit.found.words, defaults={"minutes": minutes}
            )
    except IntegrityError:
        pass
    changed = Promise.objects.filter(
        item=item, kind=hit.found.kind, words=hit.found.words, action=None, dismissed_because=""
    ).update(action=action, dismissed_because=because, settled_by=actor.label, settled_at=actor.at)
    if not changed:
        raise Refused("This has been settled already.")


def _note_findings(actor: Actor, meeting: Meeting, minutes: Minutes, items: list[AgendaItem]) -> None:
    """Note what stands in the notes now, and forget what was found in words that are gone."""
    by_ref = {item.ref: item for item in items}
    standing = {
        (by_ref[hit.item_ref].pk, hit.found.kind, hit.found.words) for hit in queries.hits_in(actor, meeting, items)
    }
    known = {(one.item_id, one.kind, one.words): one for one in Promise.objects.filter(minutes=minutes)}
    Promise.objects.bulk_create(
        Promise(minutes=minutes, item_id=item_id, kind=kind, words=words)
        for item_id, kind, words in sorted(standing - known.keys())
    )
    gone = [one.pk for place, one in known.items() if place not in standing and one.settled_at is None]
    Promise.objects.filter(pk__in=gone).delete()


def _named(meeting: Meeting, name: str) -> Action:
    year, _, number = name.partition("/")
    if year.isdigit() and number.isdigit():
        found = Action.objects.filter(group_id=meeting.group_id, year=int(year), number=int(number)).first()
        if found is not None:
            return found
    raise Refused(f"There is no action {name} in the log of this group.")
