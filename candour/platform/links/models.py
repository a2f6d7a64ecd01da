"""What is kept of a link: its two ends, why they belong together, and who said so."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q


def new_ref() -> str:
    """A random public reference, fit for an address."""
    return secrets.token_urlsafe(12)


class Link(models.Model):
    """Two records that belong together. The ends are kept in a fixed order, so that no pair is linked twice."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    first_kind = models.CharField(max_length=80)
    first_id = models.BigIntegerField()
    second_kind = models.CharField(max_length=80)
    second_id = models.BigIntegerField()
    why = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["first_kind", "first_id", "second_kind", "second_id"],
                condition=Q(ended_at=None),
                name="linked_once_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["second_kind", "second_id"], name="links_of_second"),)

    def __str__(self) -> str:
        return f"{self.first_kind} {self.first_id} – {self.second_kind} {self.second_id}"
