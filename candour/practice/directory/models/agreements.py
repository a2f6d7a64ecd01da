"""Information sharing agreements: between whom, for what, on which legal basis, and when each is looked at again."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from candour.practice.directory.models.bodies import new_ref


class Agreement(models.Model):
    """An agreement under which bodies share information, as the office of one partnership keeps it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    purpose = models.TextField()
    legal_basis = models.TextField()
    other_parties = models.TextField(blank=True)
    """Bodies that are parties to it and do not stand in the directory, one on a line."""
    from_on = models.DateField()
    review_on = models.DateField()
    """The day by which it is to be looked at again."""
    reviewed_on = models.DateField(null=True)
    review_note = models.TextField(blank=True)
    """What was found when it was last looked at."""
    until_on = models.DateField(null=True)
    """Its last day, once it has been ended."""
    ended_because = models.TextField(blank=True)
    document = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="agreement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | ~Q(ended_because=""), name="agreement_ends_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_in_force(self, day: date) -> bool:
        """Whether anything can be shared under it on the day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class AgreementParty(models.Model):
    """A body of the directory that is party to an agreement."""

    agreement = models.ForeignKey("directory.Agreement", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.agreement_id}"
