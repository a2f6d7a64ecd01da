"""What can be done with deadlines directly: move one, look after a hold, record a bank holiday, subscribe to a feed."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, owner_of, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import audit_events
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.deadlines.counting import end_of
from candour.platform.deadlines.holidays import moves_of, refresh_all
from candour.platform.deadlines.models import Deadline, FeedKey, Hold, ProclaimedHoliday
from candour.platform.deadlines.queries import hash_of
from candour.platform.workflow.moving import save_edit
from candour.rulebook.calendars import Calendar, Holiday


@operation
def move_deadline(actor: Actor, *, ref: str, act: str, to: date, because: str) -> None:
    """Give an open deadline another day, with the reason. `act` names the owner's permission for it. Raises Refused."""
    deadline = fetch(actor, Deadline, ref=ref)
    owner = owner_of(actor, deadline.owner_kind, deadline.owner_id)
    require(actor, act, owner)
    if not because.strip():
        raise Refused("Say why the date moves.")
    if to < actor.today:
        raise Refused("The new date must be today or later.")
    if out_of_reach(to):
        raise Refused(out_of_reach(to))
    changed = Deadline.objects.filter(pk=deadline.pk, met_at=None, cancelled_at=None).update(
        due_on=to, due_at=end_of(to, deadline.by)
    )
    if not changed:
        raise Refused("This has been done already, so its date stays.")
    record(
        audit_events.MOVED,
        subject=deadline,
        within=owner,
        title=deadline.title,
        before=deadline.due_on.isoformat(),
        after=to.isoformat(),
        because=because.strip(),
    )


@operation
def check_hold(actor: Actor, *, ref: str, act: str, version: int, next_check_on: date, ask: str) -> None:
    """Note that somebody asked how a hold stands, and when to ask next. Raises Refused or Conflict."""
    held = fetch(actor, Hold, ref=ref)
    owner = owner_of(actor, held.owner_kind, held.owner_id)
    require(actor, act, owner)
    if next_check_on <= actor.today:
        raise Refused("The next check must be after today.")
    if out_of_reach(next_check_on):
        raise Refused(out_of_reach(next_check_on))
    save_edit(held, version, next_check_on=next_check_on, ask=ask, checked_at=actor.at)
    record(audit_events.CHECKED, subject=held, within=owner, check=next_check_on.isoformat())


@operation
def lift_hold(actor: Actor, *, ref: str, act: str) -> None:
    """End a hold. Raises Refused if it has ended already."""
    held = fetch(actor, Hold, ref=ref)
    owner = owner_of(actor, held.owner_kind, held.owner_id)
    require(actor, act, owner)
    if not Hold.objects.filter(pk=held.pk, lifted_at=None).update(lifted_at=actor.at):
        raise Refused("This hold has been lifted already.")
    record(audit_events.LIFTED, subject=held, within=owner)


@operation
def proclaim_holiday(actor: Actor, *, on: date, title: str) -> int:
    """Record a bank holiday proclaimed later, and move every open, unmet deadline whose sum it falls into.

    What apps keep of dates is brought up to date in the same act. What was met, cancelled or already past is left as
    it was. Returns how many deadlines moved. Raises Refused for a day that is past, is not a working day anyway, or
    lies beyond the calendar.
    """
    before = _calendar_before(actor, on)
    try:
        with transaction.atomic():
            holiday = ProclaimedHoliday.objects.create(
                on=on, title=title.strip(), recorded_at=actor.at, recorded_by=actor.label
            )
    except IntegrityError as error:
        raise Refused("That holiday has been recorded already.") from error
    after = calendar()
    moves = list(moves_of(actor.at, on, before, after))
    for move in moves:
        deadline = move.deadline
        Deadline.objects.filter(pk=deadline.pk, met_at=None, cancelled_at=None).update(
            due_on=move.due_on, due_at=move.due_at, calendar_version=after.version
        )
        record(
            audit_events.MOVED,
            subject=deadline,
            within=owner_of(Actor.system(actor.label, actor.at), deadline.owner_kind, deadline.owner_id),
            title=deadline.title,
            before=deadline.due_on.isoformat(),
            after=move.due_on.isoformat(),
            because=f"bank holiday on {on.day} {on:%B %Y}",
        )
    refresh_all(actor, on, moves)
    record(audit_events.HOLIDAY, subject=holiday, on=on.isoformat(), moved=len(moves))
    return len(moves)


def what_would_move(actor: Actor, *, on: date, title: str) -> tuple[int, int]:
    """How many dates a bank holiday would move, and in how many partnerships. Raises Refused as recording it does."""
    before = _calendar_before(actor, on)
    after = before.with_holidays((Holiday(on, title),), before.version)
    moves = list(moves_of(actor.at, on, before, after))
    return len(moves), len({move.partnership_id for move in moves} - {None})


def _calendar_before(actor: Actor, on: date) -> Calendar:
    require(actor, "record a bank holiday")
    before = calendar()
    if on <= actor.today:
        raise Refused("A holiday that is past moves nothing. Dates that have gone by stay as they were.")
    if on > before.known_until:
        raise Refused(f"The calendar knows days until {before.known_until:%d %B %Y}.")
    if not before.is_working(on):
        raise Refused(f"That day is not a working day already: {before.why_not(on)}.")
    return before


@operation
def make_feed(actor: Actor) -> str:
    """A new secret for the actor's calendar feed, which ends the old one. It is shown once."""
    if actor.account_id is None:
        raise Refused("Only a person who is signed in has a calendar feed.")
    token = secrets.token_urlsafe(24)
    key, _ = FeedKey.objects.update_or_create(
        account_id=actor.account_id, defaults={"token_hash": hash_of(token), "made_at": actor.at}
    )
    record(audit_events.FEED_MADE, subject=key)
    return token


@operation
def end_feed(actor: Actor) -> None:
    """End the actor's calendar feed. Calendars that subscribe to it get nothing more."""
    key = FeedKey.objects.filter(Q(account_id=actor.account_id)).first()
    if key is None:
        raise Refused("You have no calendar feed.")
    record(audit_events.FEED_ENDED, subject=key)
    key.delete()
