"""What is kept of an export: who took what out of which record, when and why."""

from __future__ import annotations

from django.db import models


class Export(models.Model):
    """A register or list that left the system in one person's hands."""

    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    what = models.CharField(max_length=200)
    reason = models.TextField()
    """In the words of whoever took it out: kept here and not in history, because it may name somebody."""
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200)
    taken_by_person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="export_owner"),)

    def __str__(self) -> str:
        return f"{self.what} at {self.taken_at}"
