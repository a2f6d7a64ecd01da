"""Lessons: good practice, research, learning products, themed proposals and stocktakes, and whom they were asked of."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.learning.lesson_kinds import AskedState, DecidedBy, LessonForm, LessonKind
from candour.practice.learning.models.reports import new_ref


class Lesson(models.Model):
    """Something learned, or the way in which it is passed on or asked after. Its kind says which life it leads."""

    Kind = LessonKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LessonKind.choices)
    state = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    """What was done, what it says, or why it is proposed or asked."""
    form = models.CharField(max_length=12, choices=LessonForm.choices, blank=True)
    agency = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """Whose good practice it is."""
    audience = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = FuzzyDateField()
    link = models.CharField(max_length=500, blank=True)
    is_restricted = models.BooleanField(default=False)
    """Whether it came in confidence, and goes to the office and the statutory partners only."""
    data = models.TextField(blank=True)
    """The figures a proposal rests on, each with where it comes from."""
    options = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    issued_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    decision = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    decided_how = models.CharField(max_length=10, choices=DecidedBy.choices, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    group_decision = models.ForeignKey(
        "governance.GroupDecision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The decision as it stands in the register of the group that took it."""
    raised_by_id = models.BigIntegerField(null=True)
    """The person who referred it, who may see what came of it."""
    raised_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    owner_kind = models.CharField(max_length=60, blank=True)
    owner_id = models.BigIntegerField(null=True)
    """The record that it grew out of; whoever is walled off from that finds nothing of this."""
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["partnership", "kind", "-made_at"], name="lessons_of_partnership"),)

    def __str__(self) -> str:
        return self.title


class LessonLink(models.Model):
    """What a lesson rests on or answers: a recommendation, or another lesson."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    lesson = models.ForeignKey("learning.Lesson", on_delete=models.CASCADE, related_name="+")
    recommendation = models.ForeignKey("learning.Recommendation", null=True, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("learning.Lesson", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(recommendation__isnull=True) ^ Q(other__isnull=True), name="lesson_link_has_one_end"
            ),
            models.CheckConstraint(condition=~Q(other=F("lesson")), name="lesson_is_not_linked_to_itself"),
            models.UniqueConstraint(
                fields=["lesson", "recommendation"],
                condition=Q(recommendation__isnull=False),
                name="lesson_linked_to_recommendation_once",
            ),
            models.UniqueConstraint(
                fields=["lesson", "other"], condition=Q(other__isnull=False), name="lesson_linked_to_lesson_once"
            ),
        )

    def __str__(self) -> str:
        return f"link of {self.lesson_id}"


class Asked(models.Model):
    """What one agency or one other area was asked: how far a product reached, or the questions of a stocktake."""

    State = AskedState

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    lesson = models.ForeignKey("learning.Lesson", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("directory.Partnership", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AskedState.choices, default=AskedState.ASKED)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    questions = models.JSONField(default=list)
    """What is asked, as it was sent: all that whoever is asked sees of the lesson."""
    answers = models.JSONField(default=list)
    """An answer to each question of a stocktake, in their order."""
    services = models.IntegerField(null=True)
    """How many services or teams of the agency it concerns."""
    reached = models.IntegerField(null=True)
    discussed = models.IntegerField(null=True)
    """In how many of them it was talked about, and not only sent."""
    tested = models.TextField(blank=True)
    """How it was found out whether it was understood."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    """Why it was declined, accepted or not accepted."""
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(area__isnull=True), name="asked_of_agency_or_area"
            ),
            models.UniqueConstraint(
                fields=["lesson", "organisation"], condition=Q(organisation__isnull=False), name="agency_asked_once"
            ),
            models.UniqueConstraint(fields=["lesson", "area"], condition=Q(area__isnull=False), name="area_asked_once"),
            models.CheckConstraint(
                condition=Q(reached__isnull=True) | Q(reached__lte=F("services")), name="reached_no_more_than_there_are"
            ),
            models.CheckConstraint(
                condition=Q(discussed__isnull=True) | Q(discussed__lte=F("reached")), name="discussed_where_it_reached"
            ),
        )

    def __str__(self) -> str:
        return f"{self.lesson_id} asked of {self.organisation_id or self.area_id}"


class Receipt(models.Model):
    """That a person read a learning product."""

    lesson = models.ForeignKey("learning.Lesson", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lesson", "person"], name="read_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} read {self.lesson_id}"
