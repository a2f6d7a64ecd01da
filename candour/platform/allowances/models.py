"""What is kept of an allowance: how often a person did the thing in the newest stretch of time."""

from __future__ import annotations

from django.db import models


class Used(models.Model):
    """How often one person did one thing within the stretch of time in which they last did it."""

    person_id = models.BigIntegerField()
    what = models.CharField(max_length=40)
    stretch = models.CharField(max_length=16)
    """The day, hour or minute, written so that a later one sorts after it."""
    times = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person_id", "what"], name="used_once_each"),)

    def __str__(self) -> str:
        return f"{self.what}: {self.times} in {self.stretch}"
