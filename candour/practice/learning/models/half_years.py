"""Learning reports of half a year, composed from the records of a partnership and fixed when finished."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.practice.learning.models.reports import new_ref


class LearningReport(models.Model):
    """A report over a period. A draft is composed anew each time that it is read; a finished one stays as it was."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, default="draft")
    changed = models.TextField(blank=True)
    """What changed because of it, in the partnership's own words."""
    next_steps = models.TextField(blank=True)
    frozen = models.JSONField(default=list)
    """Its parts as they stood when it was finished."""
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="learning_report_has_a_period"),
            models.UniqueConstraint(
                fields=["partnership", "from_on", "until_on"], name="one_learning_report_of_a_period"
            ),
        )

    def __str__(self) -> str:
        return f"learning report of {self.partnership_id}"
