"""The rapid review of a child's case, or the consideration of an adult's, and what its meeting found."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import PointKind
from candour.practice.cases.workflow import REVIEW


class StandingReviews(models.Manager["RapidReview"]):
    """The reviews that stand: a withdrawn one is history, and its case may have another."""

    def get_queryset(self) -> models.QuerySet[RapidReview]:
        """Every review but the withdrawn."""
        return super().get_queryset().exclude(state="withdrawn")


class RapidReview(models.Model):
    """The fifteen working days: the plan that was laid out, the reading that governs, and how far it has come."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=REVIEW.choices, default=REVIEW.start)
    version = models.IntegerField(default=1)
    timetable_name = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    """The moment from which the plan of steps is counted."""
    clock_name = models.CharField(max_length=120)
    """The rulebook's name of the limit that governs."""
    reading_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    group = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField(null=True)
    """When the returns were released together to those involved."""
    met_at = models.DateTimeField(null=True)
    met_quorate = models.BooleanField(null=True)
    views_opened_at = models.DateTimeField(null=True)
    """When the members' views of the criteria, given alone, were opened together."""
    presenter = models.CharField(max_length=150, blank=True)
    draft_sent_at = models.DateTimeField(null=True)
    comments_close_at = models.DateTimeField(null=True)
    comments_closed_because = models.TextField(blank=True)
    """Why comments closed before their hour, where they did."""
    recommendation = models.CharField(max_length=30, blank=True)
    """The outcome that the group recommends."""
    recommendation_reason = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    facts_summary = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    """The outcome that the partners, or the chair, decided."""
    submitted_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects = StandingReviews()
    ever = models.Manager["RapidReview"]()
    """Every review, the withdrawn included."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=~models.Q(state="withdrawn"), name="one_standing_review_of_a_case"
            ),
        )

    def __str__(self) -> str:
        return f"review of {self.case_id}"

    @property
    def is_for_adult(self) -> bool:
        """Whether it considers an adult's case, which goes to the board's chair and not to the Panel."""
        return not self.case.is_child

    @property
    def is_notified(self) -> bool:
        """Whether the incident was notified to the Panel."""
        return self.case.notified_at is not None

    @property
    def agencies_missing(self) -> int:
        """How many agencies have not answered. One query."""
        requests = apps.get_model("cases", "AgencyRequest").objects.filter(review=self)
        return requests.filter(state__in=("asked", "started", "returned")).count()

    @property
    def comments_unanswered(self) -> int:
        """How many comments on the draft are neither accepted nor refused. One query."""
        return apps.get_model("cases", "Comment").objects.filter(review=self, answer="").count()


class MeetingPoint(models.Model):
    """Something that the meeting found: what works well, a concern, a theme, an action or a recommendation."""

    Kind = PointKind

    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = models.TextField()
    owner = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["review", "kind"], name="points_of_review"),)

    def __str__(self) -> str:
        return self.kind
