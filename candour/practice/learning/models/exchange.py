"""What went to other areas as a file, with what came of it, and what was accepted from theirs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.learning import exchange
from candour.practice.learning.models.reports import new_ref


class Share(models.Model):
    """A file that was made of a lesson for another area. Its reference stands in the file and in what comes back."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    lesson = models.ForeignKey("learning.Lesson", on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=200)
    """The area for which it was made, in words."""
    content = models.TextField()
    """The file as it was made; it never changes."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    result = models.CharField(max_length=12, choices=exchange.RESULTS.items(), blank=True)
    outcome = models.TextField(blank=True)
    """What came back, in words."""
    outcome_from = models.CharField(max_length=200, blank=True)
    outcome_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["lesson", "made_at"], name="shares_of_lesson"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(result="") | Q(accepted_at__isnull=False), name="an_outcome_was_accepted_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"share of {self.lesson_id}"


class Received(models.Model):
    """A file of another area that was accepted, and the lesson that it became."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=exchange.KINDS.items())
    source_ref = models.CharField(max_length=20)
    """The reference in the file, by which the area that sent it finds what comes back."""
    sender = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    made_on = models.DateField()
    lesson = models.OneToOneField("learning.Lesson", on_delete=models.CASCADE, related_name="+")
    asked = models.OneToOneField("learning.Asked", null=True, on_delete=models.CASCADE, related_name="+")
    """What is to be answered, where the file asks something."""
    accepted_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=200)
    outcome_made_at = models.DateTimeField(null=True)
    """When the file with the outcome was last made for the area that sent it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "source_ref"], name="a_file_is_accepted_once"),)

    def __str__(self) -> str:
        return f"received by {self.partnership_id}"
