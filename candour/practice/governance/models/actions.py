"""The action log: what was promised, by whom, by when, what was said of it since, and how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.platform.dates.fields import FuzzyDateField
from candour.platform.workflow.numbering import NumbersOfYear
from candour.practice.governance.models.groups import new_ref
from candour.practice.governance.workflow import ACTION


class ActionYear(NumbersOfYear):
    """The last number given in a group's log of a year."""

    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "year"], name="one_log_of_a_year"),)

    def __str__(self) -> str:
        return f"log {self.year} of {self.group_id}"


class Action(models.Model):
    """One action of a group's log, with one accountable owner."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    number = models.IntegerField()
    state = models.CharField(max_length=12, choices=ACTION.choices, default=ACTION.start)
    text = models.TextField()
    item = models.ForeignKey("governance.AgendaItem", null=True, on_delete=models.PROTECT, related_name="+")
    """The item from which it comes; none for one that was imported or decided in writing."""
    round = models.ForeignKey("governance.Round", null=True, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    """The day of the meeting that raised it."""
    owner = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """The one person who is accountable. None only for an imported action whose owner nobody has resolved yet."""
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """The agency for which the owner answers."""
    leads_as_printed = models.CharField(max_length=200, blank=True)
    due_on = FuzzyDateField()
    due_sort = models.DateField(null=True)
    """The last day on which it could still be in time, by which the log is ordered; none where no date was given."""
    carried_count = models.IntegerField(default=0)
    closed_on = FuzzyDateField()
    closed_at = models.DateTimeField(null=True)
    evidence = models.TextField(blank=True)
    """What shows that it was done, in words."""
    evidence_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_because = models.TextField(blank=True)
    is_imported = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "year", "number"], name="one_action_of_a_number"),
            models.CheckConstraint(condition=Q(owner__isnull=False) | Q(is_imported=True), name="action_has_an_owner"),
        )
        indexes = (
            models.Index(fields=["group", "state", "due_sort", "id"], name="log_of_group"),
            models.Index(fields=["owner", "state", "due_sort"], name="log_of_owner"),
            models.Index(fields=["organisation", "state", "due_sort"], name="log_of_agency"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its number as people write it, such as "2020/07"."""
        return f"{self.year}/{self.number:02}"


class ActionLead(models.Model):
    """Somebody who works on an action beside its owner."""

    action = models.ForeignKey("governance.Action", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["action", "person"], name="a_lead_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} leads {self.action_id}"


class ActionUpdate(models.Model):
    """Something said of an action, on a day, by somebody."""

    action = models.ForeignKey("governance.Action", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    carried_at = models.ForeignKey("governance.Meeting", null=True, on_delete=models.PROTECT, related_name="+")
    """The meeting that carried the action forward with this update."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["action", "carried_at"], name="carried_once_by_a_meeting"),)
        indexes = (models.Index(fields=["action", "said_at"], name="updates_of_action"),)

    def __str__(self) -> str:
        return f"update of {self.action_id}"


class ActionLine(models.Model):
    """An action as a log showed it, true from one moment to the next.

    A change closes the line and begins another, so that a log can be shown as it stood on any day. What was said of
    the action is dated by itself.
    """

    action = models.ForeignKey("governance.Action", on_delete=models.CASCADE, related_name="+")
    true_from = models.DateTimeField()
    true_until = models.DateTimeField(null=True)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    """The group in whose log it stood then."""
    year = models.IntegerField()
    number = models.IntegerField()
    state = models.CharField(max_length=12, choices=ACTION.choices, default=ACTION.start)
    text = models.TextField(blank=True)
    owner = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    co_leads = models.JSONField(default=list)
    """The names of those who worked on it beside its owner."""
    leads_as_printed = models.CharField(max_length=200, blank=True)
    due_on = FuzzyDateField()
    due_sort = models.DateField(null=True)
    carried_count = models.IntegerField(default=0)
    closed_on = FuzzyDateField()
    evidence = models.TextField(blank=True)
    dropped_because = models.TextField(blank=True)
    is_whole = models.BooleanField(default=True)
    """Whether all of it was kept. Before lines were, some of what was changed was not."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["action"], condition=Q(true_until=None), name="one_current_line_of_an_action"
            ),
        )
        indexes = (models.Index(fields=["group", "true_from"], name="log_as_of"),)

    def __str__(self) -> str:
        return f"{self.name} from {self.true_from}"

    @property
    def name(self) -> str:
        """The number that it had then, as people write it."""
        return f"{self.year}/{self.number:02}"
