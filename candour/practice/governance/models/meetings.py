"""Meetings, who came, who apologised, and who was withdrawn from an item."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.practice.governance.models.groups import new_ref
from candour.practice.governance.vocabulary import LONGEST_SUMMARY, Domain, Readers, Standing
from candour.practice.governance.workflow import MEETING


class Meeting(models.Model):
    """A meeting of a group, which may be held for a record such as a review.

    One held for a record belongs to it and is seen by those who see it; any other belongs to nothing and is seen by the
    group's members and its office.
    """

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    owner_kind = models.CharField(max_length=80, blank=True)
    owner_id = models.BigIntegerField(default=0)
    state = models.CharField(max_length=12, choices=MEETING.choices, default=MEETING.start)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """When it is meant to end."""
    place = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True)
    chair = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_short_notice = models.BooleanField(default=False)
    waived_because = models.TextField(blank=True)
    """Why the deadline for papers was waived."""
    day_because = models.TextField(blank=True)
    """Why it is on a Saturday, a Sunday or a bank holiday."""
    agenda_out_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=["owner_kind", "owner_id"], name="meeting_owner"),
            models.Index(fields=["group", "starts_at"], name="meetings_of_group"),
        )

    def __str__(self) -> str:
        return f"{self.group_id} at {self.starts_at}"


class AgendaItem(models.Model):
    """An item of a meeting's agenda, its notes, and who may read them."""

    Domain, Readers = Domain, Readers

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    meeting = models.ForeignKey("governance.Meeting", on_delete=models.CASCADE, related_name="+")
    order = models.IntegerField()
    title = models.CharField(max_length=200)
    presenter = models.CharField(max_length=150, blank=True)
    presenter_person = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField(default=5)
    """How long it is meant to take."""
    domain = models.CharField(max_length=10, choices=Domain.choices, default=Domain.BOTH)
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.GROUP)
    planned = models.ForeignKey("governance.PlannedItem", null=True, on_delete=models.SET_NULL, related_name="+")
    """The item of the forward plan that it comes from."""
    carried_from = models.ForeignKey("governance.AgendaItem", null=True, on_delete=models.PROTECT, related_name="+")
    carried_count = models.IntegerField(default=0)
    notes = models.TextField(blank=True)
    notes_version = models.IntegerField(default=1)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["meeting", "order"], name="items_of_meeting"),)

    def __str__(self) -> str:
        return self.title


class ItemReader(models.Model):
    """Somebody who may read an item that only named people may read."""

    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "person"], name="named_once_for_an_item"),)

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.item_id}"


class Paper(models.Model):
    """A paper of an item: a stored file, with the version that it replaces."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=150, blank=True)
    summary = models.CharField(max_length=LONGEST_SUMMARY, blank=True)
    """What it is about, what members are asked and why it matters, in words for somebody from outside."""
    predates_summaries = models.BooleanField(default=False)
    """Whether it was listed before papers had to have one, and nobody has written one since."""
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField(default=1)
    """Its version."""
    letter = models.CharField(max_length=4)
    """Its place among the papers of the item: "A", "B" and so on, which a later paper does not change."""
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    is_late = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("governance.Paper", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(summary="", predates_summaries=True) | (~Q(summary="") & Q(predates_summaries=False)),
                name="paper_listed_with_summary",
            ),
        )
        indexes = (models.Index(fields=["item", "letter"], name="papers_of_item"),)

    def __str__(self) -> str:
        return self.title


class ItemConflict(models.Model):
    """A conflict of interest in an item: the person sees neither it nor its papers, and does not decide it."""

    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=200)
    substitute = models.CharField(max_length=150, blank=True)
    """Who presents or decides in their place."""
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(lifted_at=None), name="one_conflict_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["person", "item"], condition=Q(lifted_at=None), name="conflicts_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} off {self.item_id}"


class ItemUpdate(models.Model):
    """A short update asked of an agency or a group for an item, and what it sent."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    chased_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_from = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(group__isnull=True), name="update_is_asked_of_one"
            ),
            models.UniqueConstraint(fields=["item", "organisation"], name="one_update_of_an_agency"),
            models.UniqueConstraint(fields=["item", "group"], name="one_update_of_a_group"),
        )

    def __str__(self) -> str:
        return f"update for {self.item_id}"


class Attendance(models.Model):
    """Somebody's presence at a meeting, from arriving to leaving, in the seat for which they count."""

    meeting = models.ForeignKey("governance.Meeting", on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("governance.GroupSeat", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    deputises_for = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_standing_deputy = models.BooleanField(default=False)
    by_link = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=20, blank=True)
    """Why they left: empty for leaving, "conflict" for withdrawing."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(left_at=None), name="one_person_in_a_seat_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="nobody_leaves_before_arriving"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.seat_id}"


class Apology(models.Model):
    """An apology for a seat, with who comes instead, if anybody."""

    meeting = models.ForeignKey("governance.Meeting", on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("governance.GroupSeat", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    sends = models.CharField(max_length=150, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "seat"], name="one_apology_for_a_seat"),)

    def __str__(self) -> str:
        return f"apology for {self.seat_id}"


class PlannedItem(models.Model):
    """An item of a group's forward plan: for one meeting, for every one, or for whenever its rule says."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=150, blank=True)
    comment = models.TextField(blank=True)
    minutes = models.IntegerField(default=10)
    domain = models.CharField(max_length=10, choices=Domain.choices, default=Domain.BOTH)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    due_on = models.DateField(null=True)
    """When it is wanted, or first wanted; none for an item whose meeting is to be confirmed."""
    due_as_printed = models.CharField(max_length=80, blank=True)
    carried_count = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["group", "due_on"], name="plan_of_group"),)

    def __str__(self) -> str:
        return self.title
