"""Access in an emergency: what was opened, why, until when, and whether somebody looked at it afterwards."""

from __future__ import annotations

from django.db import models


class EmergencyAccess(models.Model):
    """A record opened to one person for a few hours, outside the ordinary rules, with a reason."""

    person_id = models.BigIntegerField()
    who = models.CharField(max_length=200)
    record_kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=200, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["record_kind", "person_id", "ends_at"], name="emergency_open"),)

    def __str__(self) -> str:
        return f"{self.who} until {self.ends_at}"
