"""The tracker: each case's line as it stood from one moment to another, and what was tabled at a joint partnership."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.cases.models.cases import new_ref


class TrackerLine(models.Model):
    """One case's line in the tracker, true from one moment to the next.

    A change closes the line and begins another, so that the tracker can be shown as it stood on any day. It holds
    nothing that identifies anybody.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    true_from = models.DateTimeField()
    true_until = models.DateTimeField(null=True)
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    """What kind of event it is, in words."""
    about = models.CharField(max_length=10)
    state_words = models.CharField(max_length=80)
    is_open = models.BooleanField(default=True)
    notified_on = FuzzyDateField()
    notified_as_printed = models.CharField(max_length=60, blank=True)
    themes = models.TextField(blank=True)
    lead_authority = models.CharField(max_length=60, blank=True)
    update = models.TextField(blank=True)
    presented_on = FuzzyDateField()
    presented_as_printed = models.CharField(max_length=60, blank=True)
    published_on = FuzzyDateField()
    published_as_printed = models.CharField(max_length=60, blank=True)
    counts_from = FuzzyDateField()
    """The start event by the reading that governs."""
    convention = models.CharField(max_length=20, blank=True)
    sent_on = FuzzyDateField()
    """When the report was sent to the Panel or, for an adult, when it was decided: the day that stops the count."""
    allowed = models.IntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    order_at = models.DateTimeField()
    """When it asks for attention: the due moment, or the end of time where there is none. It orders the tracker."""
    cannot_count = models.CharField(max_length=200, blank=True)
    """Why the days cannot be computed, where they cannot."""
    eased = models.CharField(max_length=300, blank=True)
    """An official easing of the limit at the time, shown beside the days and never taken off them."""
    waits_for = models.CharField(max_length=200, blank=True)
    ask = models.CharField(max_length=200, blank=True)
    next_check_on = models.DateField(null=True)
    is_held = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(true_until=None), name="one_current_line_of_a_case"),
        )
        indexes = (
            models.Index(fields=["is_open", "order_at", "id"], condition=Q(true_until=None), name="tracker_current"),
            models.Index(fields=["partnership", "true_from"], name="tracker_as_of"),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.true_from}"


class Tabling(models.Model):
    """A case put before a meeting of its own or a joint partnership, on purpose, with a line that identifies nobody."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    planned_on = FuzzyDateField()
    tabled_at = models.DateTimeField(null=True)
    tabled_by = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=20)
    lead_authority = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60)
    """What kind of event it is, in words."""
    themes = models.TextField(blank=True)
    stands = models.CharField(max_length=120, blank=True)
    """How the case stood when it was tabled, in a few words."""
    shown_although = models.TextField(blank=True)
    """Why it was tabled although its words may single somebody out, where the check said so."""
    days_used = models.IntegerField(null=True)
    days_allowed = models.IntegerField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "to"], name="tabled_once_at_a_partnership"),)

    def __str__(self) -> str:
        return f"{self.key} at {self.to_id}"
