"""Small reports of what nearly went wrong, told in neutral words, and how many of a kind raise a proposal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.learning.models.reports import new_ref


class NearMiss(models.Model):
    """One small report: a theme, a month and a place, and nothing by which anybody could be known."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey("learning.Theme", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """The first day of its month."""
    area = models.CharField(max_length=60, blank=True)
    owner_kind = models.CharField(max_length=60, blank=True)
    owner_id = models.BigIntegerField(null=True)
    """The case that told it; whoever is walled off from that finds nothing of this."""
    proposal = models.ForeignKey("learning.Lesson", null=True, on_delete=models.SET_NULL, related_name="+")
    """The proposal that it helped to raise; it counts towards no other."""
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "theme"],
                condition=~Q(owner_kind=""),
                name="a_case_tells_a_theme_once",
            ),
        )
        indexes = (models.Index(fields=["partnership", "theme", "month"], name="near_misses_of_theme"),)

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.month:%m %Y}"


class ClusterSize(models.Model):
    """How many small reports of one theme, within how many months, propose a themed review in a partnership."""

    partnership = models.OneToOneField("directory.Partnership", on_delete=models.CASCADE, related_name="+")
    reports = models.IntegerField(default=3)
    months = models.IntegerField(default=12)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(reports__gte=2, months__gte=1), name="a_cluster_is_more_than_one"),
        )

    def __str__(self) -> str:
        return f"{self.reports} in {self.months} months"
