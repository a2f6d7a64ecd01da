"""Groups, their seats, when they may decide, and their terms of reference."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from candour.practice.governance.vocabulary import Chairing, Domain, Frequency, GroupKind, SeatKind
from candour.practice.governance.workflow import TERMS


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Group(models.Model):
    """A group of a partnership, from one day to another, with what it is for and how it meets."""

    Kind = GroupKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=GroupKind.choices, default=GroupKind.WORKING)
    parent = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    """The body that it belongs under in the structure chart."""
    commissioned_by = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    """The body that asked for a task and finish group."""
    purpose = models.TextField(blank=True)
    reviews_cases = models.BooleanField(default=False)
    """Whether this is the group that looks at cases for its partnership."""
    quorum_name = models.CharField(max_length=120, blank=True)
    """The rulebook's name of its quorum rule; empty where its terms of reference state none. Rules of `QuorumRule` that
    cover the day and the item go before it."""
    frequency = models.CharField(max_length=16, choices=Frequency.choices, default=Frequency.AS_NEEDED)
    tolerance_days = models.IntegerField(default=7)
    """How many days a meeting may lie from where the rule puts it before it is flagged."""
    at_least_a_year = models.IntegerField(default=0)
    """How many meetings a year its terms of reference promise; 0 for none."""
    usual_start = models.TimeField(null=True)
    usual_minutes = models.IntegerField(default=120)
    usual_place = models.CharField(max_length=200, blank=True)
    usual_link = models.CharField(max_length=300, blank=True)
    chairing = models.CharField(max_length=16, choices=Chairing.choices, default=Chairing.ONE)
    papers_before = models.IntegerField(default=7)
    """Working days before a meeting by which papers are out."""
    minutes_within = models.IntegerField(default=21)
    """Calendar days after a meeting within which minutes are out."""
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    """The day on which a task and finish group is meant to end, and is asked for its closing report."""
    closing_report = models.TextField(blank=True)
    successor = models.ForeignKey("governance.Group", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "name"], condition=Q(until_on=None), name="one_living_group_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="group_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=~Q(kind="task-and-finish") | Q(ends_on__isnull=False, commissioned_by__isnull=False),
                name="task_group_has_an_end_and_a_commissioner",
            ),
        )

    def __str__(self) -> str:
        return self.name


class GroupSeat(models.Model):
    """A place in a group, filled by whoever holds its post."""

    Kind = SeatKind

    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=SeatKind.choices)
    post = models.ForeignKey("directory.Post", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=150)
    """The agency or sector for which the seat counts in the quorum; seats of one unit count once."""
    sectors = models.JSONField(default=list)
    """The sectors that it represents."""
    counts = models.BooleanField(default=True)
    domain = models.CharField(max_length=10, choices=Domain.choices, default=Domain.BOTH)
    """For which half of the agenda its holder is invited."""
    chairs_in_turn = models.IntegerField(null=True)
    """Its place among the chairs: 1 for the chair or first co-chair, 2 for the vice-chair or second, and so on."""
    order = models.IntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "title"], name="one_seat_of_a_title"),)
        indexes = (models.Index(fields=["post", "group"], name="seats_of_post"),)

    def __str__(self) -> str:
        return self.title


class QuorumRule(models.Model):
    """A quorum rule of a group for some days and some items: the rulebook's by name, or the group's own."""

    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")
    domain = models.CharField(max_length=10, choices=Domain.choices, default=Domain.BOTH)
    """The items for which it holds."""
    rulebook_name = models.CharField(max_length=120, blank=True)
    own_rule = models.JSONField(null=True)
    """The group's own rule, in the rulebook's notation of quorum rules."""
    sentence = models.TextField(blank=True)
    """The sentence in which the terms of reference put it."""
    deputies_count = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "domain"], condition=Q(until_on=None), name="one_quorum_rule_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(rulebook_name="") ^ Q(own_rule__isnull=True), name="quorum_rule_is_one_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"quorum of {self.group_id}"


class Terms(models.Model):
    """A version of a group's terms of reference. Once it is current it is never edited."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    """Its version as people write it, such as "0.3"."""
    state = models.CharField(max_length=16, choices=TERMS.choices, default=TERMS.start)
    text = models.TextField()
    author = models.CharField(max_length=150)
    lead = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    current_from = models.DateField(null=True)
    review_on = models.DateField(null=True)
    """Twelve months after it became current, unless an earlier day was set."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="one_version_of_terms_of_a_number"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="current"), name="one_current_terms_of_a_group"
            ),
        )

    def __str__(self) -> str:
        return f"terms {self.number} of {self.group_id}"

    @property
    def signatures_missing(self) -> int:
        """How many named signatories have not signed. One query."""
        return TermsSignature.objects.filter(terms=self, signed_at=None).count()

    @property
    def signatories(self) -> int:
        """How many signatories are named. One query."""
        return TermsSignature.objects.filter(terms=self).count()


class TermsSignature(models.Model):
    """A named signatory of terms of reference, and when they signed."""

    terms = models.ForeignKey("governance.Terms", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+")
    """The post whose holder signs."""
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    accountable = models.CharField(max_length=150, blank=True)
    """Who stays accountable where a nominee signed."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["terms", "post"], name="a_post_signs_terms_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} signs {self.terms_id}"


class ReportingLine(models.Model):
    """What a group must report to another body, how often, and when it last did."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    group = models.ForeignKey("governance.Group", on_delete=models.CASCADE, related_name="+")
    to_body = models.ForeignKey("governance.Group", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    frequency = models.CharField(max_length=16, choices=Frequency.choices)
    next_due_on = models.DateField()
    sent_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.what
