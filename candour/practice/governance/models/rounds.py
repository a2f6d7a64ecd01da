"""Business between meetings, and reports to committees."""

from __future__ import annotations

from django.db import models

from candour.practice.governance.models.groups import new_ref
from candour.practice.governance.vocabulary import Answer, RoundKind
from candour.practice.governance.workflow import COMMITTEE_REPORT, ROUND


class Round(models.Model):
    """A round of comments or a written decision among a group's members, with a deadline."""

    Kind = RoundKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RoundKind.choices)
    state = models.CharField(max_length=10, choices=ROUND.choices, default=ROUND.start)
    question = models.TextField()
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"round of {self.group_id}"


class Response(models.Model):
    """What one member answers in a round."""

    Answer = Answer

    round = models.ForeignKey("governance.Round", on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("governance.GroupSeat", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    """Empty until they answer."""
    text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    accountable = models.CharField(max_length=150, blank=True)
    """Who stays accountable where a nominee answered."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "seat"], name="a_seat_answers_once"),)

    def __str__(self) -> str:
        return f"answer of {self.seat_id}"


class CommitteeReport(models.Model):
    """A report to a committee with the heads that councils ask for. Its implications may not be left empty."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    """The body that reports."""
    to_body = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=COMMITTEE_REPORT.choices, default=COMMITTEE_REPORT.start)
    subject = models.CharField(max_length=200)
    meets_on = models.DateField(null=True)
    heads = models.JSONField(default=dict)
    """The text of each head by its key; the heads are those of the rulebook's committee report form."""
    finished_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.subject

    @property
    def empty_implications(self) -> list[str]:
        """The implications heads that say nothing."""
        return [key for key in ("financial", "legal", "hr", "equalities") if not str(self.heads.get(key, "")).strip()]
