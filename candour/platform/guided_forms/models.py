"""What is kept of a form that somebody fills in: which form in which edition, and each section as it was last saved."""

from __future__ import annotations

import secrets

from django.db import models

from candour.platform.vault.fields import SealedJSONField


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class FormAnswers(models.Model):
    """One filling-in of a form of the rulebook. Its answers stay with the edition under which they were asked."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    form_name = models.CharField(max_length=120)
    owner_kind = models.CharField(max_length=80, blank=True)
    owner_id = models.BigIntegerField(null=True)
    """The record that the form is for; none while a new record is being described."""
    holder_kind = models.CharField(max_length=10, blank=True)
    holder_id = models.BigIntegerField(null=True)
    """Who fills it in, where there is no owner: an account, or the secret of a visitor's session."""
    holder_secret = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    """The hash of the exact text that was signed off; empty until then."""

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="answers_owner"),)

    def __str__(self) -> str:
        return f"{self.form_name} of {self.started_at}"


class SectionAnswers(models.Model):
    """The answers to one section, or to one of a section that repeats."""

    answers = models.ForeignKey("guided_forms.FormAnswers", on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    item = models.IntegerField(default=0)
    """Which one, in a section that repeats; 0 otherwise."""
    values = SealedJSONField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["answers", "section", "item"], name="section_answered_once"),)

    def __str__(self) -> str:
        return f"{self.section} {self.item}"
