"""What a review is given to work with: terms, reviewer, letters, quality, and the drafts that come back."""

from __future__ import annotations

from django.db import models

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import LetterKind, MarkerMet


class ReviewTerms(models.Model):
    """One version of a review's terms of reference. An agreed version never changes; a change is a new version."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    purpose = models.TextField()
    scope_from = FuzzyDateField()
    scope_until = FuzzyDateField()
    key_lines = models.TextField()
    """The key lines of enquiry, one on each line."""
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    agreed_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    """The body or meeting that agreed them."""
    published_at = models.DateTimeField(null=True)
    """When they were set free to stand on the public page."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="one_terms_of_a_number"),)

    def __str__(self) -> str:
        return f"terms {self.number}"


class Reviewer(models.Model):
    """Who carries a review out, who checked their independence and how, and what was agreed with them."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    organisation = models.CharField(max_length=150, blank=True)
    method = models.CharField(max_length=200)
    contract = models.CharField(max_length=100, blank=True)
    fee_pence = models.IntegerField(null=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    independence = models.TextField(blank=True)
    """What was looked at, and what was found, of any real or perceived conflict of interest."""
    checked_by = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"reviewer {self.ref}"


class ReviewLetter(models.Model):
    """A request to the reviewer in writing, or an update that came, each with its day. Its words never change."""

    Kind = LetterKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    words = models.TextField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.made_on}"


class MarkerAnswer(models.Model):
    """How a review stands on one quality marker, with what shows it."""

    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    marker = models.CharField(max_length=30)
    met = models.CharField(max_length=10, choices=MarkerMet.choices)
    evidence = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "marker"], name="one_answer_to_a_marker"),)

    def __str__(self) -> str:
        return f"{self.marker} of {self.review_id}"


class MarkerScore(models.Model):
    """How a review stood on one quality marker from a moment on. Nothing is written over, so that a trend is seen."""

    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    marker = models.CharField(max_length=30)
    met = models.CharField(max_length=10, choices=MarkerMet.choices)
    scored_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["review", "scored_at"], name="scores_of_review"),)

    def __str__(self) -> str:
        return f"{self.marker} of {self.review_id} at {self.scored_at}"


class ReviewDraft(models.Model):
    """One draft of a review's report: to the working group first, to the partners only after a signed check."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.FullReview", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    """What is new in it."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    group_on = models.DateField(null=True)
    """The day on which the working group looked at it."""
    checked_by = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)
    check_words = models.TextField(blank=True)
    partners_at = models.DateTimeField(null=True)
    """When it was put to the statutory partners. Before that they do not see it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="one_draft_of_a_number"),)

    def __str__(self) -> str:
        return f"draft {self.number}"
