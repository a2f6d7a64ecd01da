"""The outbox: each message to one recipient, from the moment that it was certain until it left or was given up."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models

WAITING, SENT, FAILED = "waiting", "sent", "failed"


class OutboxMessage(models.Model):
    """One message to one recipient. Its values are encrypted, since some hold a link that opens something."""

    to = models.EmailField()
    template = models.CharField(max_length=80)
    sealed_values = models.TextField()
    dedupe_key = models.CharField(max_length=200, unique=True)
    """What makes it the same message, so that it is queued once however often that is asked."""
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, default=WAITING, choices=[(state, state) for state in (WAITING, SENT, FAILED)]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    """When it is tried next. Whoever takes it to send it moves this on, so that nobody else takes it meanwhile."""
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)
    """Why it failed, as the kind of error and never its words."""

    class Meta:
        indexes = (models.Index(fields=["state", "next_try_at"], name="outbox_due"),)

    def __str__(self) -> str:
        return f"{self.template} {self.state}"

    @property
    def values(self) -> dict[str, str]:
        """What fills the places of the template."""
        values: dict[str, str] = json.loads(_box().decrypt(self.sealed_values.encode()))
        return values


def sealed(values: Mapping[str, str]) -> str:
    """Values as they are kept."""
    return _box().encrypt(json.dumps(dict(values)).encode()).decode()


def _box() -> Fernet:
    return Fernet(settings.CANDOUR_SECRETS_KEY)
