"""The case itself, the people it is about, who is on its team, and who is walled off from it."""

from __future__ import annotations

import secrets

from django.apps import apps
from django.db import models
from django.db.models import Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.cases.vocabulary import About, Kind, Known, Nature, Place, ProcessKind, Purpose, Stops
from candour.practice.cases.workflow import CASE
from candour.practice.cases.workflow_of_reviews import ENDS


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Case(models.Model):
    """One event that a partnership looks at. Everything outside the vault knows it by its key, never by a name."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)
    """The pseudonym by which everybody speaks of the case. It has nothing to do with the name."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.CharField(max_length=10, choices=About.choices)
    state = models.CharField(max_length=20, choices=CASE.choices, default=CASE.start)
    version = models.IntegerField(default=1)
    edition_key = models.CharField(max_length=60, blank=True)
    """The guidance that governs the case: the one in force at its start event. Empty where none is held."""
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    """When the partnership received the referral: day 1 of the BHR plan."""
    aware_on = FuzzyDateField()
    """When the council became aware, which starts its five working days."""
    notified_at = models.DateTimeField(null=True)
    """When the incident was notified to the national Panel; taken back with the notification."""
    notified_on = FuzzyDateField()
    """The day of notification as an old tracker gives it, for a case that was imported."""
    incident_on = FuzzyDateField()
    place = models.CharField(max_length=20, choices=Place.choices, default=Place.UNKNOWN)
    place_words = models.CharField(max_length=200, blank=True)
    residence_words = models.CharField(max_length=200, blank=True)
    responsible_council = models.CharField(max_length=200, blank=True)
    harm = models.CharField(max_length=20, blank=True)
    abuse = models.CharField(max_length=10, choices=Known.choices, blank=True)
    themes = models.TextField(blank=True)
    """Themes in general words, fit for the tracker: nothing that could identify anybody."""
    lead_area = models.CharField(max_length=60, blank=True)
    """The area that leads, where the partnership covers several or the case came from an old tracker."""
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    outcome_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    is_imported = models.BooleanField(default=False)
    line = models.ForeignKey("cases.TrackerLine", null=True, on_delete=models.SET_NULL, related_name="+")
    """The line in the tracker that stands now, which every page of the case shows."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "key"], name="one_case_of_a_key"),)

    def __str__(self) -> str:
        return self.key

    @property
    def is_child(self) -> bool:
        """Whether the case is about a child, and so under the law for children."""
        return self.about == About.CHILD

    @property
    def subject_law(self) -> str:
        """The rulebook's word for whom the case is about: "children" or "adults"."""
        return "children" if self.is_child else "adults"

    @property
    def owes_notification(self) -> bool:
        """Whether a notification of the case has no outcome yet. One query."""
        notifications = apps.get_model("cases", "Notification")
        return notifications.objects.filter(case=self, state="open").exists()

    @property
    def has_running_review(self) -> bool:
        """Whether a review of the case has not come to its end. One query."""
        reviews = apps.get_model("cases", "RapidReview").objects.filter(case=self)
        over = ["submitted", "replied"] if self.is_child else ["agreed"]
        return reviews.exclude(state__in=over).exists()

    @property
    def has_running_full_review(self) -> bool:
        """Whether a review that followed a decision has not come to its end. One query."""
        return apps.get_model("cases", "FullReview").objects.filter(case=self).exclude(state__in=ENDS).exists()


class Subject(models.Model):
    """A child or adult whom a case is about, with what may be known outside the vault."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    identity = models.ForeignKey("vault.Identity", null=True, on_delete=models.PROTECT, related_name="+")
    is_unborn = models.BooleanField(default=False)
    has_died = models.BooleanField(default=False)
    died_on = FuzzyDateField()
    age_words = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    faith = models.CharField(max_length=100, blank=True)
    disability = models.CharField(max_length=200, blank=True)
    looked_after = models.CharField(max_length=10, choices=Known.choices, blank=True)
    care_leaver = models.CharField(max_length=10, choices=Known.choices, blank=True)
    on_plan = models.CharField(max_length=10, choices=Known.choices, blank=True)
    plan_dates = models.CharField(max_length=200, blank=True)
    open_to_services = models.CharField(max_length=10, choices=Known.choices, blank=True)
    school_age = models.CharField(max_length=10, choices=Known.choices, blank=True)
    needs = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="one_subject_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.case_id} person {self.number}"


class TeamMember(models.Model):
    """Somebody who may see a case, for a purpose, from joining to leaving."""

    Purpose = Purpose

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    joined_at = models.DateTimeField()
    until_on = models.DateField(null=True)
    """The last day for somebody whose access was given for a period, such as an external author."""
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(left_at=None), name="once_on_the_team_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["person", "case"], condition=Q(left_at=None), name="team_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} on {self.case_id}"


class Wall(models.Model):
    """A declared conflict of interest: the person sees nothing of the case, whatever else would let them."""

    Nature = Nature

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=10, choices=Nature.choices)
    substitute = models.CharField(max_length=150, blank=True)
    """Who presents or decides in their place."""
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)
    declared_by_id = models.BigIntegerField(null=True)
    lift_asked_by_id = models.BigIntegerField(null=True)
    """The first of the two people whom it takes to lift a wall."""
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "person"], condition=Q(lifted_at=None), name="one_wall_at_a_time"),
        )
        indexes = (models.Index(fields=["person", "case"], condition=Q(lifted_at=None), name="walls_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} off {self.case_id}"


class LocalPractice(models.Model):
    """What a partnership has chosen where the rules leave a choice, with its reason."""

    partnership = models.OneToOneField("directory.Partnership", on_delete=models.CASCADE, related_name="+")
    timetable_name = models.CharField(max_length=120)
    reading_key = models.CharField(max_length=40)
    """Which reading of the start event governs the fifteen working days."""
    because = models.TextField()
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)
    decide_within = models.IntegerField(default=1)
    """Working days that the partners have to answer in the decision room."""
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"practice of {self.partnership_id}"


class LinkedProcess(models.Model):
    """Another process about the same event, such as an inquest: its owner, where it stands and its next date."""

    Kind = ProcessKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    owner = models.CharField(max_length=150, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True)
    began_on = FuzzyDateField()
    raised_the_referral = models.BooleanField(default=False)
    stops = models.CharField(max_length=12, choices=Stops.choices, blank=True)
    """What of the review waits for it."""
    after = models.ForeignKey("cases.LinkedProcess", null=True, on_delete=models.SET_NULL, related_name="+")
    """Another process of the case for which this one waits."""
    ended_on = FuzzyDateField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
