"""What the vault keeps: identities, their sealed facts, the marks they are found by, and each time one was shown."""

from __future__ import annotations

import secrets

from django.db import models

from candour.platform.vault.fields import SealedTextField


def new_ref() -> str:
    """A random reference, of 96 bits, that says nothing."""
    return secrets.token_urlsafe(12)


class Identity(models.Model):
    """Somebody whose names are kept for a record of an app. Nothing here says who."""

    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    """What the person is to the record, in the app's word."""
    ref = models.CharField(max_length=32, unique=True, default=new_ref)
    version = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField()
    marked_under = models.CharField(max_length=16, blank=True)
    """The short name of the index key that made the marks; empty while they are still to be made."""

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="identity_owner"),)

    def __str__(self) -> str:
        return self.ref


class Fact(models.Model):
    """One fact about an identity, sealed for its place under that reference and name."""

    identity = models.ForeignKey("vault.Identity", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    sealed = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["identity", "name"], name="fact_once"),)

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """A keyed hash of something that an identity may have in common with another."""

    identity = models.ForeignKey("vault.Identity", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mark", "identity"], name="mark_once"),)

    def __str__(self) -> str:
        return f"a mark of {self.identity_id}"


class Reveal(models.Model):
    """One time that facts were shown to a person, and why."""

    identity = models.ForeignKey("vault.Identity", on_delete=models.CASCADE, related_name="+")
    person_id = models.BigIntegerField()
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    names = models.JSONField()
    """The names of the facts that were shown."""
    reason_kind = models.CharField(max_length=40)
    reason = SealedTextField()

    class Meta:
        indexes = (models.Index(fields=["person_id", "at"], name="reveal_person"),)

    def __str__(self) -> str:
        return f"shown to {self.who} at {self.at}"


class Rotation(models.Model):
    """One run of a change of keys, so that history has something to be about."""

    what = models.CharField(max_length=10)
    """ "keys" or "index"."""
    under = models.CharField(max_length=20)
    """The short name of the key that everything is brought under."""
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.what} under {self.under}"
