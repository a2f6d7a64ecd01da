"""Themes: the controlled vocabulary, what is coded with it, and the days on which that began and ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Theme(models.Model):
    """A theme in the vocabulary that all partnerships share, so that areas and years can be compared."""

    key = models.SlugField(max_length=60, unique=True)
    """Its name in addresses and in other apps. It never changes."""
    title = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("learning.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    means = models.TextField(blank=True)
    """What belongs under it, and what does not."""
    synonyms = models.JSONField(default=list)
    """Other words for it, by which texts are recognised."""
    retired_on = models.DateField(null=True)
    replaced_by = models.ForeignKey("learning.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(parent=F("pk")), name="theme_is_not_its_own_parent"),)

    def __str__(self) -> str:
        return self.title


class Coding(models.Model):
    """A theme given to a record, from one moment to another: nothing is coded over, so that history stays."""

    theme = models.ForeignKey("learning.Theme", on_delete=models.PROTECT, related_name="+")
    owner_kind = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    """The area for which it counts."""
    year = models.IntegerField()
    """The year for which it counts: of the report, the event or the record itself."""
    coded_at = models.DateTimeField()
    coded_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "theme"], condition=Q(ended_at=None), name="coded_once_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["theme", "owner_kind"], condition=Q(ended_at=None), name="coded_now"),)

    def __str__(self) -> str:
        return f"{self.theme_id} on {self.owner_kind} {self.owner_id}"
