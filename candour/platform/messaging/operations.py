"""What can be done with messages: have one sent, invite somebody, and send those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from candour.platform.accounts import operations as accounts
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.operation import Doer, operation, record
from candour.platform.messaging import account_mail, audit_events
from candour.platform.messaging.delivery import Outcome, deliver
from candour.platform.messaging.models import FAILED, SENT, WAITING, OutboxMessage, sealed
from candour.platform.messaging.outbox import queue_mail

TAKEN_FOR = timedelta(hours=1)
"""For how long a sweep has a message to itself. A message whose sweep was cut off is tried again after that."""
NEXT_TRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 20, 40, 80, 160, 240, 360, 480))
"""How long after each failure the next try comes: ten tries within a day."""
TRIES = len(NEXT_TRY_AFTER) + 1
TOO_OLD_AFTER = timedelta(days=7)
FAILURES_IN_A_ROW = 3
"""After so many the sweep stops: it is the mail server, and not the messages."""


@dataclass
class Swept:
    """What one sweep of the outbox did."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    needless: int = 0
    """Messages that had nothing to say any more."""


@operation
def send(actor: Doer, *, template: str, to: str, dedupe: str, **values: str) -> None:
    """Have a message sent, once for each `dedupe`. It leaves with the next sweep. Raises as `queue_mail` does."""
    made = queue_mail(template, to=to, dedupe=dedupe, at=actor.at, **values)
    message = OutboxMessage.objects.get(dedupe_key=dedupe)
    record(audit_events.ASKED if made else audit_events.ASKED_BEFORE, subject=message, template=template)


@operation
def invite_by_mail(actor: Doer, *, email: str) -> Account:
    """Invite somebody to an account and have the link sent to them. The caller must have checked who may."""
    account, token = accounts.invite(actor, email=email)
    account_mail.queue_invitation(account, token, actor.at)
    return account


def send_waiting(actor: Doer, *, at_most: int = 100) -> Swept:
    """Send what waits and is due, for the sweep: each message is taken, sent and noted by itself.

    Two sweeps at once never send the same message. After a crash between sending and noting it is sent once more,
    under the same Message-ID. What waited for a week, as after a restored backup, is given up.
    """
    swept = Swept()
    failures = 0
    due = OutboxMessage.objects.filter(state=WAITING, next_try_at__lte=actor.at).order_by("next_try_at", "pk")
    for message in list(due[:at_most]):
        if failures == FAILURES_IN_A_ROW:
            break
        if not _taken(actor, message):
            continue
        outcome = _outcome(actor, message)
        failures = failures + 1 if outcome.failed else 0
        _settle(actor, message, outcome, swept)
    return swept


def give_up_waiting(actor: Doer) -> int:
    """Give up every message that waits, as after a restored backup, whose mail has left before. Returns how many."""
    waiting = list(OutboxMessage.objects.filter(state=WAITING).order_by("pk"))
    for message in waiting:
        _give_up(actor, message, "restored from a backup")
    return len(waiting)


def _taken(actor: Doer, message: OutboxMessage) -> bool:
    taken = OutboxMessage.objects.filter(
        pk=message.pk, state=WAITING, attempts=message.attempts, next_try_at=message.next_try_at
    ).update(attempts=F("attempts") + 1, next_try_at=actor.at + TAKEN_FOR)
    message.attempts += 1
    return bool(taken)


def _outcome(actor: Doer, message: OutboxMessage) -> Outcome:
    if actor.at - message.made_at > TOO_OLD_AFTER:
        return Outcome(error="too old", hopeless=True)
    if message.attempts > TRIES:
        return Outcome(error=message.error or "cut off", hopeless=True)
    return deliver(message)


def _settle(actor: Doer, message: OutboxMessage, outcome: Outcome, swept: Swept) -> None:
    if outcome.needless:
        message.delete()
        swept.needless += 1
    elif not outcome.error:
        _note_left(actor, message)
        swept.sent += 1
    elif outcome.hopeless or message.attempts >= TRIES:
        _give_up(actor, message, outcome.error)
        swept.given_up += 1
    else:
        later = actor.at + NEXT_TRY_AFTER[message.attempts - 1]
        OutboxMessage.objects.filter(pk=message.pk, state=WAITING, attempts=message.attempts).update(
            next_try_at=later, error=outcome.error
        )
        swept.put_off += 1


@operation
def _note_left(actor: Doer, message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(state=SENT, sent_at=actor.at, error="", sealed_values=sealed({}))
    record(audit_events.LEFT, subject=message, template=message.template)


@operation
def _give_up(actor: Doer, message: OutboxMessage, error: str) -> None:
    OutboxMessage.objects.filter(pk=message.pk, state=WAITING).update(
        state=FAILED, error=error, sealed_values=sealed({})
    )
    record(audit_events.GIVEN_UP, subject=message, template=message.template, error=error)
