"""Action plans: what was promised, what shows that it was done, and whether it still holds when it is tested again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.learning.models.reports import new_ref
from candour.practice.learning.vocabulary import NoteKind
from candour.practice.learning.workflow import PLAN_ACTION


class PlanAction(models.Model):
    """One specific thing that one body does about one recommendation, with one accountable owner."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    report = models.ForeignKey("learning.Report", on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey("learning.ReportBody", on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey("learning.Cell", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    """Its number in the plan of the report."""
    state = models.CharField(max_length=12, choices=PLAN_ACTION.choices, default=PLAN_ACTION.start)
    text = models.TextField()
    owner = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """The one person who answers for it. None only for an imported action that nobody has taken on yet."""
    due_on = FuzzyDateField()
    due_sort = models.DateField(null=True)
    added_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    """When something was last said of it."""
    done_note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)
    """The person who said that it was done, and who may not accept its evidence."""
    evidence = models.TextField(blank=True)
    """What shows what has changed, in words."""
    evidence_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    shown_by_ids = models.JSONField(default=list)
    """The people who ever showed evidence of it, whatever body they are of, and who may not accept any."""
    evidenced_at = models.DateTimeField(null=True)
    evidenced_on = models.DateField(null=True)
    """The day from which its re-tests are counted."""
    failed_count = models.IntegerField(default=0)
    dropped_because = models.TextField(blank=True)
    is_imported = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="one_plan_action_of_a_number"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(is_imported=True), name="plan_action_has_an_owner"
            ),
        )
        indexes = (
            models.Index(fields=["report", "state", "due_sort"], name="plan_of_report"),
            models.Index(fields=["body", "state", "due_sort"], name="plan_of_body"),
            models.Index(fields=["owner", "state", "due_sort"], name="plan_of_owner"),
            models.Index(fields=["state", "evidenced_on"], name="plan_to_test"),
        )

    def __str__(self) -> str:
        return f"plan action {self.pk}"


class ActionNote(models.Model):
    """Something that was said or found of an action: a mark on its line of life."""

    action = models.ForeignKey("learning.PlanAction", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    class Meta:
        indexes = (models.Index(fields=["action", "said_at"], name="life_of_action"),)

    def __str__(self) -> str:
        return f"note {self.pk}"


class Draw(models.Model):
    """A sample of evidenced actions, drawn by a recorded seed so that anybody can draw it again."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    months = models.IntegerField()
    seed = models.CharField(max_length=40)
    share = models.IntegerField()
    """How many of a hundred are drawn."""
    eligible = models.JSONField()
    """The references of the actions from which it was drawn, in order."""
    drawn_on = models.DateField()
    drawn_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"draw {self.pk}"


class Retest(models.Model):
    """An action that was drawn, to be judged again, and what was found."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    draw = models.ForeignKey("learning.Draw", on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey("learning.PlanAction", on_delete=models.CASCADE, related_name="+")
    months = models.IntegerField()
    counted_from = models.DateField()
    """The day on which its evidence was accepted, so that one that is opened and evidenced again is tested anew."""
    result = models.CharField(max_length=6, blank=True)
    """Empty while it waits, then "held" or "failed"."""
    finding = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["action", "months", "counted_from"], name="one_retest_after_so_many_months"
            ),
            models.CheckConstraint(condition=Q(result__in=["", "held", "failed"]), name="retest_held_or_failed"),
        )

    def __str__(self) -> str:
        return f"retest {self.pk}"
