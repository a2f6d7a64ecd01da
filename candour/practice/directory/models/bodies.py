"""Areas, partnerships and organisations, with the dates between which they exist and what came after them."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q

from candour.practice.directory.vocabulary import Sector


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Area(models.Model):
    """The area of a council with social services responsibilities."""

    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=20, unique=True)
    misprints = models.JSONField(default=list)
    """Short names under which the area has wrongly appeared in papers, so that an import can propose the right one."""

    def __str__(self) -> str:
        return self.name


class Partnership(models.Model):
    """A safeguarding children partnership, a safeguarding adults board, or a joint body of several partnerships."""

    class Kind(models.TextChoices):
        """What kind of body it is."""

        CHILDREN = "children", "Safeguarding children partnership"
        ADULTS = "adults", "Safeguarding adults board"
        JOINT = "joint", "Joint partnership"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    name = models.CharField(max_length=150, unique=True)
    short_name = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    successor = models.ForeignKey("directory.Partnership", null=True, on_delete=models.PROTECT, related_name="+")
    office_email = models.EmailField(blank=True)
    office_phone = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="partnership_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether the body existed on the day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class PartnershipArea(models.Model):
    """An area that a partnership covers."""

    partnership = models.ForeignKey("directory.Partnership", on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("directory.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "area"], name="area_once_in_partnership"),)

    def __str__(self) -> str:
        return f"{self.partnership_id} covers {self.area_id}"


class JointMembership(models.Model):
    """A partnership's membership of a joint body, from one day to another."""

    joint = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["joint", "member", "from_on"], name="joint_membership_once"),
            models.CheckConstraint(condition=~Q(joint=F("member")), name="joint_body_is_not_its_own_member"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} in {self.joint_id}"


class Organisation(models.Model):
    """An agency, or a service of one. Shared by every partnership in which it takes part."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40)
    sector = models.CharField(max_length=30, choices=Sector.choices)
    part_of = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """The agency of which it is a service, such as the council."""
    is_health_provider = models.BooleanField(default=False)
    """Whether the designated nurse collects its returns."""
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    successor = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    inbox = models.EmailField(blank=True)
    """The shared mailbox of its safeguarding team."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["name"], condition=Q(until_on=None), name="one_living_organisation_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(until_on__isnull=False), name="only_what_ended_has_a_successor"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """What one sector calls a thing, where the common word would mislead it. The thing itself stays one."""

    sector = models.CharField(max_length=30, choices=Sector.choices)
    concept = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    definition = models.TextField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sector", "concept"], name="one_label_of_a_concept"),)

    def __str__(self) -> str:
        return f"{self.concept} in {self.sector}"
