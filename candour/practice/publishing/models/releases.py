"""Releases to the public, with the two people who made each, and the copies that go out before and after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.platform.vault.fields import SealedJSONField, SealedTextField
from candour.practice.publishing.models.documents import new_ref
from candour.practice.publishing.vocabulary import Recipient
from candour.practice.publishing.workflow import RELEASE


class Release(models.Model):
    """A version on its way to the public: asked for by one person, released by another, and perhaps withdrawn."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    edition = models.ForeignKey("publishing.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RELEASE.choices, default=RELEASE.start)
    asked_by = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    publish_on = models.DateField()
    """The day on which it is to be published, from which copies are counted back."""
    risks_read = SealedTextField(blank=True)
    """Why it may be published though small facts in it stand together, in the words of whoever asked."""
    early_because = SealedTextField(blank=True)
    """Why it may be published though a copy that is due before was not sent in time."""
    meant = SealedJSONField(null=True)
    """The names that may stand in what is published: each with why, who decided so, and on which day; None for none."""
    alongside = SealedJSONField(null=True)
    """The fact sheet and the promises that were checked with it and go out beside it; None where there are none."""
    word_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    pdf_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    page_digest = models.CharField(max_length=64)
    """The digest of the web page that was checked."""
    register_version = models.IntegerField(default=0)
    """The version of the redaction against which the files were checked; 0 where there is none."""
    released_by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    public_ref = models.CharField(max_length=40, blank=True)
    """The reference under which the public site holds it."""
    keep_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = SealedTextField(blank=True)
    """Why it was sent back or withdrawn."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition"], condition=Q(state="asked"), name="one_release_asked_at_a_time"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("asked_by")),
                name="released_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_by__isnull=False, released_at__isnull=False),
                name="release_names_who_released_it",
            ),
        )

    def __str__(self) -> str:
        return f"release {self.pk}"


class Copy(models.Model):
    """A copy of a version for a body that must have it, with the day and the file that prove it was sent."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    edition = models.ForeignKey("publishing.Edition", on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=20, choices=Recipient.choices)
    name = models.CharField(max_length=150)
    is_before = models.BooleanField(default=False)
    """Whether it is due before the document is published."""
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=150, blank=True)
    proof = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "name"], name="one_copy_for_a_body"),)

    def __str__(self) -> str:
        return f"copy for {self.recipient}"
