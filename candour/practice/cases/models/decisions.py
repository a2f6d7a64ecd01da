"""The decision room: the question, three positions, and exactly one outcome."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import View
from candour.practice.cases.workflow import DECISION


class Decision(models.Model):
    """A question put to the statutory partners, or to the chair of the adults board."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey("cases.RapidReview", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=DECISION.choices, default=DECISION.start)
    version = models.IntegerField(default=1)
    round = models.IntegerField(default=1)
    """The round of answering: a new one begins when more information was asked for and given."""
    proposal = models.CharField(max_length=30)
    """The outcome that is proposed."""
    proposal_reason = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    revealed_round = models.IntegerField(default=0)
    """The last round in which all had answered, so that its positions and those before are open to all."""
    revealed_at = models.DateTimeField(null=True)
    information_given = models.TextField(blank=True)
    consulted = models.CharField(max_length=200, blank=True)
    """For an adult who is ordinarily resident elsewhere: the other authority's director who was consulted."""
    consulted_at = models.DateTimeField(null=True)
    consulted_words = models.TextField(blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    outcome_reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    passed_to_chair_at = models.DateTimeField(null=True)
    passed_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["review"], condition=~Q(state="withdrawn"), name="one_decision_of_a_review"
            ),
        )

    def __str__(self) -> str:
        return f"decision on {self.case_id}"


class Position(models.Model):
    """One partner's position in one round: agree, disagree or need information. Given once, never changed."""

    View = View

    decision = models.ForeignKey("cases.Decision", on_delete=models.CASCADE, related_name="+")
    round = models.IntegerField()
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+")
    """The statutory partner's post for which the position is given."""
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    accountable = models.CharField(max_length=150)
    """The actual partner, who stays accountable also where a nominee signs."""
    is_nominee = models.BooleanField(default=False)
    view = models.CharField(max_length=12, choices=View.choices)
    prefers = models.CharField(max_length=30, blank=True)
    """The outcome that a partner who disagrees would choose."""
    reason = models.TextField()
    given_at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    """The hash of the final report that the position is about."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "round", "post"], name="one_position_of_a_partner"),)

    def __str__(self) -> str:
        return f"position of {self.post_id}"
