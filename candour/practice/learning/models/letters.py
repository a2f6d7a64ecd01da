"""Letters that ask somebody outside to act on a recommendation, and the replies that they expect."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.learning.models.reports import new_ref
from candour.practice.learning.vocabulary import Answer
from candour.practice.learning.workflow import LETTER


class Letter(models.Model):
    """One letter on one recommendation, from its draft to the reply."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    report = models.ForeignKey("learning.Report", on_delete=models.CASCADE, related_name="+")
    recommendation = models.ForeignKey("learning.Recommendation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LETTER.choices, default=LETTER.start)
    addressee = models.CharField(max_length=200, blank=True)
    """To whom it goes: the office or post and its body."""
    email = models.EmailField(blank=True)
    """Where the addressee is told that it was sent and is chased; empty for one that goes by post."""
    subject = models.CharField(max_length=200)
    body = models.TextField()
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reply_by = models.DateField(null=True)
    chased_count = models.IntegerField(default=0)
    chased_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.NONE)
    reply_text = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered"]) | Q(sent_at__isnull=False, reply_by__isnull=False),
                name="a_sent_letter_expects_a_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(reply="") & Q(replied_on__isnull=False)),
                name="an_answered_letter_has_its_reply",
            ),
        )
        indexes = (models.Index(fields=["state", "reply_by"], name="letters_waiting"),)

    def __str__(self) -> str:
        return f"letter {self.pk}"
