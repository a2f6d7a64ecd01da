"""Groups with their seats, and meetings with their attendance."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Group(models.Model):
    """A group of a partnership, such as the one that reviews cases."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    purpose = models.TextField(blank=True)
    reviews_cases = models.BooleanField(default=False)
    """Whether this is the group that looks at cases for its partnership."""
    quorum_name = models.CharField(max_length=120, blank=True)
    """The rulebook's name of its quorum rule; empty where its terms of reference state none."""
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    successor = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "name"], condition=Q(until_on=None), name="one_living_group_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class GroupSeat(models.Model):
    """A place in a group, filled by whoever holds its post."""

    class Kind(models.TextChoices):
        """What kind of seat it is, which decides whether it counts for the quorum."""

        CORE = "core", "Core member"
        AS_REQUIRED = "as-required", "As required"
        ADVISER = "adviser", "Adviser"
        VISITOR = "visitor", "Visitor"
        LAY = "lay", "Lay member"

    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    post = models.ForeignKey("directory.Post", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=150)
    """The agency or sector for which the seat counts in the quorum; seats of one unit count once."""
    sectors = models.JSONField(default=list)
    """The sectors that it represents."""
    counts = models.BooleanField(default=True)
    order = models.IntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "title"], name="one_seat_of_a_title"),)

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A meeting of a group. One held for a record belongs to it and is seen by those who see it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="meeting_owner"),)

    def __str__(self) -> str:
        return f"{self.group_id} at {self.starts_at}"


class Attendance(models.Model):
    """Somebody's presence at a meeting, from arriving to leaving, in the seat for which they count."""

    meeting = models.ForeignKey("governance.Meeting", on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("governance.GroupSeat", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    deputises_for = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_standing_deputy = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=20, blank=True)
    """Why they left: empty for leaving, "conflict" for withdrawing."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(left_at=None), name="one_person_in_a_seat_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(left_at=None), name="one_seat_for_a_person_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="nobody_leaves_before_arriving"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.seat_id}"
