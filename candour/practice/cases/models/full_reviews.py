"""The review that follows a decision: what kind it is, how far it has come, and the duties that it discharges."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.workflow_of_reviews import STAGES
from candour.rulebook import index
from candour.rulebook.language.review_types import ReviewType


class FullReview(models.Model):
    """A review of any kind, from the decision to carry it out to its end. Its facts are those of its fact sheet."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    """The key of its type in the rulebook."""
    state = models.CharField(max_length=16, choices=STAGES.items(), default="setting-up")
    version = models.IntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    decided_on = FuzzyDateField()
    """The day of the decision to carry it out, from which its limit counts."""
    lead = models.CharField(max_length=150, blank=True)
    """The body that leads."""
    beside_because = models.TextField(blank=True)
    """Why there is a second review of one event, where there is one."""
    source = models.CharField(max_length=200, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=200, blank=True)
    family = models.TextField(blank=True)
    """How the family was invited and took part, or why not."""
    no_other_processes = models.BooleanField(default=False)
    """Whether somebody has said that no other process about the event is known."""
    sources = models.TextField(blank=True)
    """For a proposal: data, earlier reviews and literature."""
    options = models.TextField(blank=True)
    """For a proposal: what could be done, of which one is chosen."""
    started_on = FuzzyDateField()
    ended_on = FuzzyDateField()
    ended_because = models.TextField(blank=True)
    learning_issued_on = models.DateField(null=True)
    """When learning went out, which need not wait for publication."""
    learning_words = models.TextField(blank=True)
    copied_on = models.DateField(null=True)
    """When the report went to the national bodies that must have it before publication."""
    published_on = FuzzyDateField()
    published_where = models.CharField(max_length=300, blank=True)
    recommendations = models.ForeignKey("learning.Report", null=True, on_delete=models.SET_NULL, related_name="+")
    """The set of its recommendations, once it was opened."""
    is_imported = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(beside_because="") & ~models.Q(state="stopped"),
                name="one_review_of_a_case_without_a_reason",
            ),
        )
        indexes = (models.Index(fields=["case", "state"], name="full_reviews_of_case"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"

    @property
    def type(self) -> ReviewType:
        """Its type as the rulebook declares it."""
        return index.REVIEW_TYPES[self.kind]

    @property
    def has_agreed_terms(self) -> bool:
        """Whether a version of its terms is agreed. One query."""
        return self._of("ReviewTerms").exclude(agreed_on=None).exists()

    @property
    def has_checked_reviewer(self) -> bool:
        """Whether a reviewer is named whose independence somebody has checked. One query."""
        return self._of("Reviewer").exclude(checked_on=None).filter(ended_on=None).exists()

    @property
    def newest_draft(self) -> Any:
        """The newest draft of its report. One query."""
        return self._of("ReviewDraft").order_by("-number").first()

    @property
    def duties_unsigned(self) -> int:
        """How many duties nobody has signed off. One query."""
        return self._of("ReviewDuty").filter(signed_off_on=None).count()

    @property
    def blanks(self) -> list[str]:
        """The lines of its fact sheet that are blank."""
        return [name for name, value in self.fact_sheet() if not value]

    @property
    def is_held(self) -> bool:
        """Whether its case is on hold. One query."""
        holds = apps.get_model("deadlines", "Hold").objects
        return holds.filter(owner_kind="cases.case", owner_id=self.case_id, lifted_at=None).exists()

    def fact_sheet(self) -> list[tuple[str, str]]:
        """The fact sheet line by line, empty where nothing is known yet. Three queries."""
        terms = self._of("ReviewTerms").exclude(agreed_on=None).order_by("-number").first()
        reviewers = self._of("Reviewer").exclude(checked_on=None).order_by("pk")
        processes = apps.get_model("cases", "LinkedProcess").objects.filter(case_id=self.case_id).order_by("pk")
        others = "; ".join(f"{one.get_kind_display()} ({one.status or 'status not known'})" for one in processes)
        period = f"{terms.scope_from.words} to {terms.scope_until.words}" if terms else ""
        named = "; ".join(one.name for one in reviewers)
        asked = self.type.needs
        return [
            ("Type of review", self.type.title),
            ("Source of the referral", self.source),
            ("Legal basis", self.legal_basis),
            ("Decided on", self.decided_on.words if self.decided_on else ""),
            ("Started on", self.started_on.words if self.started_on else ""),
            ("Period looked at", period if "terms" in asked else period or "Not set for this type of review"),
            ("Method", self.method),
            ("Reviewer", named if "reviewer" in asked else named or "None is needed for this type of review"),
            ("Family invited and involved", self.family),
            ("Parallel processes", others or ("None is known" if self.no_other_processes else "")),
        ]

    def _of(self, model: str) -> models.QuerySet[Any]:
        return apps.get_model("cases", model).objects.filter(review_id=self.pk)


class ReviewKindSpell(models.Model):
    """What kind a review was, from one moment on and why. Its kinds in order are its history."""

    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    from_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    because = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} from {self.from_at}"


class ReviewDuty(models.Model):
    """A duty of one body that a review discharges, with a decision, a sign-off and a date of its own.

    It is never closed because another review or another duty exists.
    """

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    owner = models.CharField(max_length=150)
    """The body whose duty it is."""
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    sends_to = models.CharField(max_length=200, blank=True)
    """Who receives its report."""
    signed_off_by = models.CharField(max_length=200, blank=True)
    signed_off_on = models.DateField(null=True)
    signed_off_words = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class GroupedCase(models.Model):
    """Another case that a review looks at together with its own, as a thematic review does."""

    review = models.ForeignKey("cases.FullReview", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "case"], name="case_once_in_a_review"),)

    def __str__(self) -> str:
        return f"{self.case_id} in {self.review_id}"
