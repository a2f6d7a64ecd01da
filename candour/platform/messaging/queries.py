"""What can be read of the outbox: how much waits and how much was given up, and never a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.messaging.models import FAILED, WAITING, OutboxMessage


@dataclass(frozen=True)
class OutboxState:
    """How the outbox stands."""

    waiting: int
    oldest_waiting_at: datetime | None
    given_up: int


def state_of_outbox(actor: Actor) -> OutboxState:
    """How the outbox stands, for jobs of the system; for anybody else it is empty."""
    seen = seen_by(actor, OutboxMessage)
    waiting = seen.filter(state=WAITING)
    oldest = waiting.order_by("made_at").values_list("made_at", flat=True).first()
    return OutboxState(waiting.count(), oldest, seen.filter(state=FAILED).count())
