"""Putting a message into the outbox, as part of the operation that it tells of."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from candour.platform.messaging.models import OutboxMessage, sealed
from candour.platform.messaging.templates import NotAMail, template_of


class OutsideTransaction(AssertionError):
    """A message was to be queued outside the transaction of what it tells of."""


def queue_mail(template: str, *, to: str, dedupe: str, at: datetime, **values: str) -> bool:
    """Put a message into the outbox within the operation under way; False if the same message is there already.

    It leaves after that operation is certain, and never if it is undone. Raises OutsideTransaction, NotAMail for a
    value that may not go into mail, and ValidationError for an address that is none.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(template)
    declared = template_of(template)
    if declared.fills is None:
        declared.check(values)
    elif values:
        raise NotAMail(f"{template} is filled when it is sent.")
    OutboxMessage._meta.get_field("to").clean(to, None)
    _, made = OutboxMessage.objects.get_or_create(
        dedupe_key=dedupe,
        defaults={"to": to, "template": template, "sealed_values": sealed(values), "made_at": at, "next_try_at": at},
    )
    return made
