"""What a meeting decided, its minutes, and what was found in them that is not yet an action."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from candour.practice.governance.models.groups import new_ref
from candour.practice.governance.vocabulary import PromiseKind
from candour.practice.governance.workflow import MINUTES


class GroupDecision(models.Model):
    """A decision of a group: the question, the options, what was decided, why, and whether the group was quorate."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("governance.AgendaItem", null=True, on_delete=models.PROTECT, related_name="+")
    """The item on which it was decided; none for one that was decided in writing."""
    round = models.ForeignKey("governance.Round", null=True, on_delete=models.PROTECT, related_name="+")
    briefing = models.ForeignKey("governance.Paper", null=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    options = models.JSONField(default=list)
    """The options that were considered, as sentences."""
    decision = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField()
    """Who took part, by seat, as it was at that moment."""
    decided_at = models.DateTimeField()
    was_quorate = models.BooleanField(null=True)
    """None for a group without a rule."""
    quorum_words = models.TextField(blank=True)
    """How the quorum stood, in words, as it was at that moment."""
    ratified_by = models.ForeignKey("governance.GroupDecision", null=True, on_delete=models.PROTECT, related_name="+")
    """The later, quorate decision that ratified one taken while inquorate."""
    told = models.TextField(blank=True)
    """Who was told of it."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(item__isnull=True) ^ Q(round__isnull=True), name="decided_in_one_way"),
        )
        indexes = (models.Index(fields=["group", "-decided_at"], name="decisions_of_group"),)

    def __str__(self) -> str:
        return f"decision of {self.group_id}"


class Minutes(models.Model):
    """The minutes of a meeting, from draft to agreed."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    meeting = models.OneToOneField("governance.Meeting", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=MINUTES.choices, default=MINUTES.start)
    made_at = models.DateTimeField()
    frozen = models.JSONField(default=list)
    """What they say once they are final: each item's id, title, notes, decisions and actions, so that a reader gets
    only the items that they may read. Empty while they are a draft, which is read from the items themselves."""
    finalised_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    """When they went out; they are due within the group's own number of days."""
    agreed_at = models.DateTimeField(null=True)
    agreed_on_item = models.ForeignKey("governance.AgendaItem", null=True, on_delete=models.PROTECT, related_name="+")
    """The item of the later meeting that agreed them."""
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"

    @property
    def open_promises(self) -> int:
        """How many findings are neither numbered nor dismissed. One query."""
        return Promise.objects.filter(minutes=self, action=None, dismissed_because="").count()


class Promise(models.Model):
    """Something found in draft minutes that must become an action or be dismissed before they are final."""

    minutes = models.ForeignKey("governance.Minutes", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=PromiseKind.choices)
    words = models.TextField()
    """The words as they stand in the minutes."""
    action = models.ForeignKey("governance.Action", null=True, on_delete=models.PROTECT, related_name="+")
    dismissed_because = models.TextField(blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "kind", "words"], name="one_promise_of_its_words"),)

    def __str__(self) -> str:
        return self.kind


class Amendment(models.Model):
    """A change with which minutes were agreed."""

    minutes = models.ForeignKey("governance.Minutes", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    asked_by = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"amendment of {self.minutes_id}"
