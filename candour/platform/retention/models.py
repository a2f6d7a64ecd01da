"""What is kept about keeping: periods, legal holds, erasures and the marks that erased records leave."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from candour.platform.retention.workflow import ERASURES


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Period(models.Model):
    """How many years one body keeps records of one kind, where it has settled on another number than usual."""

    body_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    years = models.PositiveSmallIntegerField()
    because = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["body_id", "kind"], name="period_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.years}"


class LegalHold(models.Model):
    """A reason for which a record is not erased, whatever its time: an inquiry, a claim, a court."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    reason = models.TextField()
    ask = models.CharField(max_length=200)
    """Whom to ask whether it is still needed."""
    next_check_on = models.DateField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id"], condition=Q(lifted_at=None), name="one_legal_hold"
            ),
        )

    def __str__(self) -> str:
        return self.ref


class Erasure(models.Model):
    """A proposal to erase the records of one kind whose time is over, and what became of it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    body_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=ERASURES.choices, default=ERASURES.start)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    proposed_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "kind"], condition=Q(state="proposed"), name="one_erasure_proposed"
            ),
        )

    def __str__(self) -> str:
        return self.ref


class ErasureLine(models.Model):
    """One record in a proposal: when its time began and ended, and what became of it. Never what it was about."""

    erasure = models.ForeignKey("retention.Erasure", on_delete=models.CASCADE, related_name="+")
    record_kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    record_ref = models.CharField(max_length=64)
    began_on = models.DateField()
    due_on = models.DateField()
    kept_because = models.TextField(blank=True)
    """Why it was not erased after all, in sentences; empty for one that was."""
    stays = models.TextField(blank=True)
    """What was made from it and was not erased with it, with the reason, in sentences."""
    rows = models.PositiveIntegerField(default=0)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["erasure", "record_kind", "record_id"], name="erasure_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record_ref}"
