"""What is kept of a request for access: when it came, what was found, and how it ended. Who asks is in the vault."""

from __future__ import annotations

import secrets

from django.db import models

from candour.platform.subject_access.workflow import REQUESTS
from candour.platform.vault.fields import SealedTextField


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class AccessRequest(models.Model):
    """One person's request to see what a body keeps about them."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    body_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=REQUESTS.choices, default=REQUESTS.start)
    version = models.PositiveIntegerField(default=1)
    received_on = models.DateField()
    asked = SealedTextField(blank=True)
    """What they ask for, and how it was made sure who they are."""
    ended_on = models.DateField(null=True)
    outcome = SealedTextField(blank=True)
    """What was given to them, or why not."""

    def __str__(self) -> str:
        return self.ref


class Judgement(models.Model):
    """Whether an identity of the vault that is alike is the person who asks, and why somebody thinks so."""

    request = models.ForeignKey("subject_access.AccessRequest", on_delete=models.CASCADE, related_name="+")
    identity = models.ForeignKey("vault.Identity", on_delete=models.CASCADE, related_name="+")
    is_person = models.BooleanField()
    because = SealedTextField()
    judged_at = models.DateTimeField()
    judged_by = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request", "identity"], name="judged_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.identity_id}"
