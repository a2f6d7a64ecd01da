"""What the audit trail keeps: one entry for each change, confidential read or refusal, and keys of things done once."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One line of history. The database itself refuses to change, delete or replace it."""

    number = models.BigIntegerField(unique=True)
    """The place in the chain, without gaps from 1."""
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    """The key of the sentence that tells it."""
    kind = models.CharField(max_length=10)
    """ "change", "read" or "refusal"."""
    who = models.CharField(max_length=200)
    """Who acted, in the words by which they were known then."""
    person_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    within_kind = models.CharField(max_length=80)
    """What the subject is part of, such as a case, so that its whole history can be read together."""
    within_id = models.CharField(max_length=40)
    facts = models.JSONField()
    """The facts of the sentence: names of things, numbers and dates, never the content of a record."""
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["within_kind", "within_id", "number"], name="entry_within"),
            models.Index(fields=["person_id", "number"], name="entry_person"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class DoneOnce(models.Model):
    """The key of a form that was submitted, so that the same form does its work once."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=80)
    """Who submitted it, as an opaque mark: the same key from somebody else is refused."""
    answer = models.CharField(max_length=400)
    """Where the first submission led, so that a second one leads there too."""

    def __str__(self) -> str:
        return self.key
