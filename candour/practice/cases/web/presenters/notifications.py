"""A notification as its page and the register show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import due_words, moment_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.counting import Left, left
from candour.platform.design.rules import RuleShown, shown
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.duties import Duty

if TYPE_CHECKING:
    from candour.practice.cases.models import Notification, Sharing
    from candour.practice.directory.models import Agreement, Organisation


@dataclass(frozen=True)
class SharingShown:
    """That an incident was shared with a partner, and on what it rests."""

    name: str
    at: datetime
    agreement: str
    agreement_address: str
    legal_reason: str


def sharing_shown(sharing: Sharing) -> SharingShown:
    """One sharing."""
    under = sharing.agreement
    return SharingShown(
        sharing.organisation.name,
        sharing.shared_at,
        under.title if under else "",
        reverse("agreement", args=[under.ref]) if under else "",
        sharing.legal_reason,
    )


def agreement_offered(one: Agreement, parties: list[Organisation]) -> tuple[str, str]:
    """An agreement in force, as a form offers it: its reference, and its title with its parties."""
    return one.ref, f"{one.title}: {', '.join(party.name for party in parties)}" if parties else one.title


@dataclass(frozen=True)
class NotificationShown:
    """A row of the register."""

    number: int
    case_key: str
    case_address: str
    duty: str
    owner: str
    tells: str
    force: str
    state: str
    is_open: bool
    is_sent: bool
    due: str
    left: str
    mark: str
    submitted: str
    sender: str
    reference: str
    copy_address: str
    because: str
    rule: RuleShown
    record_address: str
    not_owed_address: str
    withdraw_address: str
    correct_address: str


def _left(notification: Notification, standing: Left | None) -> str:
    if standing is None:
        return "The day on which the council became aware is not known to the day"
    if notification.submitted_at is None or standing.cannot:
        return standing.words if notification.state == "open" else ""
    return f"Sent {standing.words}" if standing.is_late else "Sent in time"


def _rule(actor: Actor, duty: Duty, aware: date | None) -> RuleShown:
    """The rule with its sum, or by itself where nothing can be counted."""
    try:
        return shown(duty.clock.due(aware, calendar(actor)) if aware else duty.clock)
    except BeyondCalendar:
        return shown(duty.clock)


def notification_shown(actor: Actor, notification: Notification) -> NotificationShown:
    """A notification with its clock as it stands now."""
    duty = index.rule(notification.duty_name, Duty)
    ref = notification.case.ref
    aware = notification.case.aware_on.exact if notification.case.aware_on else None
    due_at = notification.due_at
    standing = left(due_at, notification.submitted_at or actor.at, calendar(actor)) if due_at else None
    mark = "unknown" if standing is None else "late" if standing.is_late else "soon"
    if notification.state != "open":
        mark = "late" if standing and standing.is_late and notification.submitted_at else "met"
    return NotificationShown(
        number=notification.number,
        case_key=notification.case.key,
        case_address=reverse("case", args=[ref]),
        duty=duty.title,
        owner=duty.owner,
        tells=", ".join(duty.tells),
        force="must" if duty.is_must else "should",
        state=notification.get_state_display(),
        is_open=notification.state == "open",
        is_sent=notification.state == "notified",
        due=due_words(due_at),
        left=_left(notification, standing),
        mark=mark,
        submitted=moment_words(notification.submitted_at),
        sender=notification.sender,
        reference=notification.national_reference,
        copy_address=reverse("file", args=[notification.copy.ref]) if notification.copy else "",
        because=notification.ended_because or notification.corrected_because,
        rule=_rule(actor, duty, aware),
        record_address=reverse("notification_record", args=[ref, notification.ref]),
        not_owed_address=reverse("notification_not_owed", args=[ref, notification.ref]),
        withdraw_address=reverse("notification_withdraw", args=[ref, notification.ref]),
        correct_address=reverse("notification_correct", args=[ref, notification.ref]),
    )
