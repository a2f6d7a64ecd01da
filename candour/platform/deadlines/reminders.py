"""Reminders: one message a working day to whoever has something late or due by the next, in counts and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import audit_events
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.models import ReminderRound
from candour.platform.deadlines.queries import MINE, DueLine, what_is_due
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import declare
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.clocks import LONDON

REMINDER = declare(
    "deadlines.reminder", subject="Something is due", body="For you: {step}.\n\nSee what it is:\n{link}\n"
)
FROM = time(7, 0)
"""From when in the morning, in London, reminders go out."""

Contacts = Callable[[datetime], Iterable[tuple[Actor, str]]]
_contacts: list[Contacts] = []


def remind_through(contacts: Contacts) -> None:
    """Say who can be reminded at a moment: each as an actor with their address. Once, at start-up."""
    _contacts.append(contacts)


def remind(actor: Actor) -> int:
    """Remind everybody, once on each working day. A job of the sweep. Returns how many messages were made."""
    local = actor.at.astimezone(LONDON)
    if local.time() < FROM or ReminderRound.objects.filter(on=actor.today).exists():
        return 0
    try:
        if not calendar().is_working(actor.today):
            return 0
    except BeyondCalendar:
        pass  # better to remind on a day that may be a holiday than never again
    try:
        return _remind(actor)
    except IntegrityError:
        return 0


@operation
def _remind(actor: Actor) -> int:
    with transaction.atomic():
        round_ = ReminderRound.objects.create(on=actor.today)
    link = settings.CANDOUR_BASE_URL + reverse("home")
    count = 0
    for contacts in _contacts:
        for somebody, address in contacts(actor.at):
            words = _words(somebody)
            if words:
                dedupe = f"reminder:{actor.today.isoformat()}:{address}"
                count += queue_mail(REMINDER.key, to=address, dedupe=dedupe[:200], at=actor.at, step=words, link=link)
    ReminderRound.objects.filter(pk=round_.pk).update(reminded=count)
    record(audit_events.REMINDED, subject=round_, count=count)
    return count


def _words(somebody: Actor) -> str:
    due = what_is_due(somebody, MINE)
    soon = [line for line in due.this_week if line.left.working_days <= 1]
    today = [line for line in soon if line.left.working_days == 0]
    parts = (
        _counted(due.late, "late"),
        _counted(today, "due today"),
        _counted([line for line in soon if line not in today], "due on the next working day"),
    )
    return ", ".join(part for part in parts if part)


def _counted(lines: Iterable[DueLine], what: str) -> str:
    number = len(list(lines))
    return f"{number} {what}" if number else ""
