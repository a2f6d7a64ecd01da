"""Where a published review is kept for others: its sending to a national repository, and its address here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.cases.vocabulary import Repository


class Deposit(models.Model):
    """That a published review was sent to the national repository, or why it was not; and its permanent address."""

    review = models.OneToOneField("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    repository = models.CharField(max_length=20, choices=Repository.choices)
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=200, blank=True)
    receipt = models.CharField(max_length=300, blank=True)
    """The reference of the receipt, or how the repository confirmed that it has the report."""
    receipt_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    not_sent_because = models.TextField(blank=True)
    link = models.URLField(max_length=500)
    """The permanent address at which the partnership itself keeps the report."""
    stays_until = models.DateField(null=True)
    """The last day on which the report stands there; none where no end is set."""
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(sent_on__isnull=False) & ~Q(receipt=""))
                | (Q(sent_on__isnull=True) & ~Q(not_sent_because="")),
                name="deposit_was_sent_or_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"deposit of {self.review_id}"
