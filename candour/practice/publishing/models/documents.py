"""Governed documents, their versions, who approves them, and where they are due to be found."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from candour.platform.spelling import lint
from candour.platform.vault.fields import SealedTextField
from candour.practice.publishing.vocabulary import DocumentKind, Site
from candour.practice.publishing.workflow import EDITION


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Suite(models.Model):
    """Documents that belong together, share a version, and carry the logos of the partners."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    number = models.CharField(max_length=12, blank=True)
    """The version that all of them have or are getting; empty before the first."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "title"], name="one_suite_of_a_title"),)

    def __str__(self) -> str:
        return self.title


class SuiteLogo(models.Model):
    """The logo of one partner, as every document of a suite shows it."""

    suite = models.ForeignKey("publishing.Suite", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    drawn = models.BinaryField(null=True)
    """It drawn anew, small and with nothing but its pixels, as documents carry it; None for one set before that."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["suite", "organisation"], name="one_logo_of_a_partner"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.suite_id}"


class Document(models.Model):
    """A governed document: what it is, who leads on it, and when it is to be looked at again."""

    Kind = DocumentKind

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    suite = models.ForeignKey("publishing.Suite", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    """What it is about in plain words, as the public page begins."""
    lead = models.CharField(max_length=150, blank=True)
    """The lead officer."""
    source = models.CharField(max_length=200, blank=True)
    """Where it comes from, such as the body that wrote a policy first."""
    audience = models.CharField(max_length=200, blank=True)
    distribution = models.CharField(max_length=200, blank=True)
    review_months = models.IntegerField(default=12)
    """How many months after its approval a version is to be reviewed; 0 for never, as with minutes."""
    issue_months = models.IntegerField(default=0)
    """How many months apart its issues are, as with a newsletter; 0 for none."""
    publish_by = models.DateField(null=True)
    """The day by which it has to be published."""
    implement_by = models.DateField(null=True)
    """The day by which what it says has to be in place."""
    owner_kind = models.CharField(max_length=80, blank=True)
    owner_id = models.BigIntegerField(null=True)
    """The record whose report it is; whoever does not see that sees nothing of this before everybody may read it."""
    added_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(review_months__gte=0, issue_months__gte=0), name="document_months_are_no_debt"
            ),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id"], condition=~Q(owner_kind=""), name="one_document_of_a_record"
            ),
        )
        indexes = (models.Index(fields=["partnership", "kind"], name="documents_of_partnership"),)

    def __str__(self) -> str:
        return f"document {self.pk}"


class Edition(models.Model):
    """A version of a governed document. Once it is approved it is never edited."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    document = models.ForeignKey("publishing.Document", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("publishing.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    """The redaction that it was made from."""
    number = models.CharField(max_length=12)
    """Its version as people write it, such as "0.3"."""
    state = models.CharField(max_length=12, choices=EDITION.choices, default=EDITION.start)
    text = SealedTextField()
    author = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    approved_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document", "number"], name="one_edition_of_a_number"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="published"), name="one_published_edition_of_a_document"
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.document_id}"

    @property
    def lint(self) -> list[lint.Unfinished]:
        """The places of the text that look unfinished."""
        return lint.unfinished(self.text)

    @property
    def approvals_missing(self) -> int:
        """How many of those named have not approved it. One query."""
        return Approval.objects.filter(edition=self, signed_at=None).count()


class Approval(models.Model):
    """A post whose holder approves a version, and when they did."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    edition = models.ForeignKey("publishing.Edition", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+")
    is_statutory = models.BooleanField(default=False)
    """Whether the rule asks for it, because the post is a statutory partner's."""
    asked_at = models.DateTimeField(null=True)
    """When the version was sent to them; None for one that was sent before this was kept."""
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    accountable = models.CharField(max_length=150, blank=True)
    """Who stays accountable where somebody else signed for them."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "post"], name="a_post_approves_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} approves {self.edition_id}"


class Place(models.Model):
    """A site or repository on which a version is due, and whether somebody has seen it there."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    edition = models.ForeignKey("publishing.Edition", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Site.choices, default=Site.SITE)
    name = models.CharField(max_length=150)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=150, blank=True)
    address = models.URLField(max_length=500, blank=True)
    """Where it stands, permanently."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "name"], name="one_place_of_a_name"),)

    def __str__(self) -> str:
        return self.name
