"""What recommendations come from, and the bodies that are asked to answer them."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from candour.platform.dates.fields import FuzzyDateField
from candour.practice.learning.vocabulary import ReportKind


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Report(models.Model):
    """A review, an audit or an outside report that makes recommendations, as one partnership answers it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=ReportKind.choices)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    """Who made it: the lead partnership of a review, or the author of an outside report."""
    reference = models.CharField(max_length=100, blank=True)
    """How others refer to it, in their own words."""
    published_on = FuzzyDateField()
    web_address = models.CharField(max_length=300, blank=True)
    comments = models.TextField(blank=True)
    is_restricted = models.BooleanField(default=False)
    """Whether only the partnership's own office, partners and the people asked may read it."""
    owner_kind = models.CharField(max_length=60, blank=True)
    """The record out of which it grew, such as a case; empty where there is none."""
    owner_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    updates_due_on = models.DateField(null=True)
    updates_asked_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(owner_kind="", owner_id=None) | (~Q(owner_kind="") & Q(owner_id__isnull=False)),
                name="report_grew_out_of_one_record_or_none",
            ),
        )
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="reports_of_a_record"),)

    def __str__(self) -> str:
        return f"report {self.pk}"

    def hold(self) -> None:
        """Have whoever else adds to the same matrix, or answers it, wait until the operation under way is over."""
        Report.objects.filter(pk=self.pk).update(version=F("version") + 0)


class ReportBody(models.Model):
    """A body that is asked to answer a report: a column of its matrix."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    report = models.ForeignKey("learning.Report", on_delete=models.CASCADE, related_name="+")
    order = models.IntegerField()
    title = models.CharField(max_length=100)
    """The head of its column."""
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("directory.Partnership", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "title"], name="one_column_of_a_title"),
            models.UniqueConstraint(
                fields=["report", "organisation"],
                condition=Q(organisation__isnull=False),
                name="organisation_asked_once",
            ),
            models.UniqueConstraint(
                fields=["report", "partnership"], condition=Q(partnership__isnull=False), name="partnership_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, partnership__isnull=False)
                | Q(organisation__isnull=False, partnership__isnull=True),
                name="column_is_an_organisation_or_a_partnership",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """What the directory calls it, which history may tell, whatever the head of its column says."""
        body = self.organisation or self.partnership
        return body.short_name if body else ""
