"""What is kept of a stored document: what it is, whose, where its content lies, and whether it may be given out."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from candour.platform.files.workflow import FILES


def new_ref() -> str:
    """A random public reference that cannot be guessed."""
    return secrets.token_urlsafe(16)


class StoredFile(models.Model):
    """A document that belongs to a record of some app. Only a clean one is ever given out."""

    ref = models.CharField(max_length=22, unique=True, default=new_ref)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    """The name under which it is saved: the one it came with, made safe."""
    kind = models.CharField(max_length=4)
    """What its content is; empty for a file that was refused as none of the kinds that are taken."""
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FILES.choices, default=FILES.start)
    why = models.TextField(blank=True)
    """Why it is refused, in words for whoever sent it."""
    stored_as = models.CharField(max_length=60, unique=True, null=True)
    """Where its content lies; None for a file that was too large to be kept."""
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)
    kept_by_person_id = models.BigIntegerField(null=True)
    classification = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="refused") | Q(stored_as__isnull=False), name="stored_file_has_content"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="stored_file_says_why"),
        )
        indexes = (
            models.Index(fields=["owner_kind", "owner_id"], name="stored_file_owner"),
            models.Index(fields=["state", "kept_at"], name="stored_file_state"),
        )

    def __str__(self) -> str:
        return self.ref
