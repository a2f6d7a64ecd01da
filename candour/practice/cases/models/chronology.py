"""Dated events from every source, merged into one chronology."""

from __future__ import annotations

from django.db import models

from candour.platform.dates.fields import FuzzyDateField
from candour.platform.vault.fields import SealedTextField
from candour.practice.cases.models.cases import new_ref


class ChronologyEvent(models.Model):
    """One event with its date, as precise as the source knows it, and the source itself."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey("cases.AgencyRequest", null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = FuzzyDateField(db_index=True)
    time_words = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    event = SealedTextField()
    response = SealedTextField(blank=True)
    subject_key = models.CharField(max_length=60, blank=True)
    """What happened, in a word or two that two sources would share, so that different dates for it can be found."""
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"event of {self.case_id}"
