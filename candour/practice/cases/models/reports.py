"""Versions of the report, and comments on the draft."""

from __future__ import annotations

from django.db import models

from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import CommentAnswer, Stage


class ReportVersion(models.Model):
    """One version of the report: made from what is there, or edited in Word and put back. A version never changes."""

    Stage = Stage

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    stage = models.CharField(max_length=12, choices=Stage.choices)
    docx = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    is_edited = models.BooleanField(default=False)
    """Whether somebody edited it in Word, rather than the product making it."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="one_version_of_a_number"),)

    def __str__(self) -> str:
        return f"version {self.number}"


class Comment(models.Model):
    """A comment on the draft, made before comments closed, and what was done with it."""

    Answer = CommentAnswer

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    """Where in the draft, such as a section or page."""
    text = models.TextField()
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"comment of {self.made_at}"
