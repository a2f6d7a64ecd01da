"""What was sent to the Panel, who was informed when, what the Panel answered, and what follows from it."""

from __future__ import annotations

from django.db import models

from candour.practice.cases.models.cases import new_ref


class Submission(models.Model):
    """The report as it was sent: the exact file, the moment, the sender, and how late it was."""

    review = models.OneToOneField("cases.RapidReview", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sender = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)
    days_used = models.IntegerField(null=True)
    """Working days from the start event to sending, by the reading that governed; None where they cannot be counted."""
    days_allowed = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"sent {self.sent_at}"


class Delay(models.Model):
    """Why a report goes to the Panel late, when it is expected, and when the Panel was told. The limit never moves."""

    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    because = models.TextField()
    expected_on = models.DateField()
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"expected {self.expected_on}"


class Informing(models.Model):
    """Somebody who must hear of the decision, and when they did."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    who = models.CharField(max_length=150)
    informed_at = models.DateTimeField(null=True)
    informed_by = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "who"], name="informed_once"),)

    def __str__(self) -> str:
        return self.who


class PanelReply(models.Model):
    """The national Panel's answer to a rapid review."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    received_on = models.DateField()
    agrees = models.BooleanField(null=True)
    words = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"reply of {self.received_on}"


class FollowUp(models.Model):
    """Something that the Panel asked for or suggested, and that is tracked until it is answered."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey("cases.PanelReply", null=True, on_delete=models.CASCADE, related_name="+")
    what = models.TextField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_words = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"follow-up by {self.due_on}"
