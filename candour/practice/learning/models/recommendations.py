"""Recommendations, and what each body answers to each: the cells of the matrix."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.learning.models.reports import new_ref
from candour.practice.learning.vocabulary import Answer, CellKind


class Recommendation(models.Model):
    """One recommendation of a report. Its row in the matrix and its number in the report are two things."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    report = models.ForeignKey("learning.Report", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    """Its row in the matrix."""
    report_number = models.CharField(max_length=20, blank=True)
    """Its number in the report itself, as it is printed there."""
    page = models.CharField(max_length=20, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    lead = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """The one person who is accountable for the recommendation as a whole."""
    added_at = models.DateTimeField()
    is_imported = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="one_recommendation_of_a_row"),)

    def __str__(self) -> str:
        return f"recommendation {self.number} of {self.report_id}"


class Cell(models.Model):
    """What one body is asked for by one recommendation, and what it answers. Every pair has its row."""

    report = models.ForeignKey("learning.Report", on_delete=models.CASCADE, related_name="+")
    recommendation = models.ForeignKey("learning.Recommendation", on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey("learning.ReportBody", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=CellKind.choices, blank=True, default=CellKind.EMPTY)
    text = models.TextField(blank=True)
    """The action or question as it was put, or why the recommendation does not apply."""
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.NONE)
    reason = models.TextField(blank=True)
    signatory = models.CharField(max_length=150, blank=True)
    """Who signed the answer, with their post, in words."""
    signed_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    due_on = FuzzyDateField()
    """By when the body is to answer."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "body"], name="one_cell_of_a_recommendation_and_body"),
            models.CheckConstraint(
                condition=Q(answer="") | (~Q(reason="") & ~Q(signatory="") & Q(signed_on__isnull=False)),
                name="an_answer_has_a_reason_and_a_signatory",
            ),
        )
        indexes = (
            models.Index(fields=["report", "kind"], name="cells_of_report"),
            models.Index(fields=["body", "kind"], name="cells_of_body"),
        )

    def __str__(self) -> str:
        return f"cell {self.pk}"
