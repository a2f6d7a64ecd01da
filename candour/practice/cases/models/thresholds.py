"""Statutory and local tests: an answer with its reason for each criterion, and the conclusion that somebody drew."""

from __future__ import annotations

from django.db import models

from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import ViewStage


class CriterionAnswer(models.Model):
    """One person's or the partnership's answer to one criterion, with the evidence.

    An answer is replaced, not edited.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    test_name = models.CharField(max_length=120)
    criterion = models.CharField(max_length=60)
    answer = models.CharField(max_length=5)
    reason = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "test_name", "criterion"],
                condition=models.Q(replaced_at=None),
                name="one_answer_to_a_criterion",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"


class TestConclusion(models.Model):
    """What somebody concluded from a test, with a rationale of its own. It may differ from what the answers suggest."""

    __test__ = False

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    test_name = models.CharField(max_length=120)
    is_met = models.BooleanField()
    rationale = models.TextField()
    limb = models.CharField(max_length=120, blank=True)
    found = models.TextField()
    """What the rule itself found from the answers, for comparison."""
    concluded_at = models.DateTimeField()
    concluded_by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "test_name"], condition=models.Q(replaced_at=None), name="one_conclusion_of_a_test"
            ),
        )

    def __str__(self) -> str:
        return f"{self.test_name}: {self.is_met}"


class CriterionView(models.Model):
    """How one member of the group sees a criterion, alone, before the group discusses it and after."""

    Stage = ViewStage

    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage.choices)
    criterion = models.CharField(max_length=60)
    answer = models.CharField(max_length=5)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["review", "person", "stage", "criterion"], name="one_view_at_a_stage"),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"
