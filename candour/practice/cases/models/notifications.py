"""Statutory notifications in a register without gaps, and when each partner was told of an incident."""

from __future__ import annotations

from django.db import models

from candour.platform.vault.fields import SealedTextField
from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.workflow import NOTIFICATION


class Register(models.Model):
    """The last number given in a partnership's register of notifications. Rows of it are only ever counted up."""

    partnership = models.OneToOneField("directory.Partnership", on_delete=models.CASCADE, related_name="+")
    last_number = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"register of {self.partnership_id}"


class Notification(models.Model):
    """A duty to notify, from the day it arose to its outcome.

    Every one has a number and an outcome or an open state.
    """

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    duty_name = models.CharField(max_length=120)
    """The rulebook's name of the duty."""
    state = models.CharField(max_length=12, choices=NOTIFICATION.choices, default=NOTIFICATION.start)
    version = models.IntegerField(default=1)
    arose_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """When the duty ends; None where the day of awareness is not known to the day."""
    submitted_at = models.DateTimeField(null=True)
    sender = models.CharField(max_length=150, blank=True)
    national_reference = models.CharField(max_length=60, blank=True)
    copy = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    """The copy of the notice that the partnership was given."""
    corrected_because = models.TextField(blank=True)
    """Why what was recorded of its sending was corrected."""
    ended_because = models.TextField(blank=True)
    """Why it was not owed after all, or was withdrawn."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "number"], name="register_numbers_once"),
            models.UniqueConstraint(
                fields=["case", "duty_name"],
                condition=models.Q(state__in=("open", "notified")),
                name="one_notification_of_a_duty",
            ),
        )

    def __str__(self) -> str:
        return f"notification {self.number}"


class Sharing(models.Model):
    """That an incident was shared with a statutory partner, when, and under which agreement or for which reason."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=200)
    agreement = models.ForeignKey("directory.Agreement", null=True, on_delete=models.PROTECT, related_name="+")
    """The agreement in force to which the partner was a party."""
    legal_reason = SealedTextField(blank=True)
    """The legal reason, which is needed where there is no such agreement and may be given where there is one."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "organisation"], name="shared_once_with_a_partner"),)

    def __str__(self) -> str:
        return f"{self.case_id} with {self.organisation_id}"
