"""Referrals: what somebody told the partnership, what they added later, and how they hear back."""

from __future__ import annotations

from django.db import models

from candour.platform.vault.fields import SealedTextField
from candour.practice.cases.models.cases import new_ref


class Referral(models.Model):
    """One referral, by a visitor with a return key or by somebody signed in."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey("guided_forms.FormAnswers", null=True, on_delete=models.PROTECT, related_name="+")
    outline = SealedTextField(blank=True)
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """The referrer's agency, where they are signed in."""
    agency_words = models.CharField(max_length=150, blank=True)
    referrer = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    referrer_identity = models.ForeignKey("vault.Identity", null=True, on_delete=models.PROTECT, related_name="+")
    """The name and contact of a referrer who is not signed in, kept apart from the case."""
    key_hash = models.CharField(max_length=64, blank=True, db_index=True)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    outcome_words = models.TextField(blank=True)
    """What the referrer is told of the outcome: nothing about anybody else."""
    outcome_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["referrer", "received_at"], name="referral_referrer"),)

    def __str__(self) -> str:
        return f"referral of {self.received_at}"


class Addition(models.Model):
    """A fact added to a referral later: dated, and attributed to whoever added it."""

    referral = models.ForeignKey("cases.Referral", on_delete=models.CASCADE, related_name="+")
    text = SealedTextField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"added at {self.added_at}"
