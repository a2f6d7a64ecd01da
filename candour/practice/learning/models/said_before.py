"""The words by which recommendations resemble each other, and what was said of those that do."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.practice.learning.lesson_kinds import Likeness


class Word(models.Model):
    """A word of a recommendation, with how much it weighs there; an index that any database can hold."""

    recommendation = models.ForeignKey("learning.Recommendation", on_delete=models.CASCADE, related_name="+")
    root = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["root", "recommendation"], name="word_of_recommendation_once"),)

    def __str__(self) -> str:
        return self.root


class Repeat(models.Model):
    """What was said of a recommendation and an earlier one: whether it is the same, and why that did not hold."""

    recommendation = models.ForeignKey("learning.Recommendation", on_delete=models.CASCADE, related_name="+")
    earlier = models.ForeignKey("learning.Recommendation", on_delete=models.PROTECT, related_name="+")
    likeness = models.CharField(max_length=8, choices=Likeness.choices)
    why = models.TextField(blank=True)
    """Why what was done then did not hold."""
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "earlier"], name="likeness_said_once"),
            models.CheckConstraint(condition=~Q(earlier=F("recommendation")), name="earlier_is_another"),
            models.CheckConstraint(condition=~Q(likeness="again") | ~Q(why=""), name="again_has_a_why"),
        )

    def __str__(self) -> str:
        return f"{self.recommendation_id} after {self.earlier_id}"
