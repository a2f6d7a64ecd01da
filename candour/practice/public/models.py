"""What the public site keeps: sites, contacts, released documents and their files, meeting dates, and promises.

Nothing here points at a record from which it was released. A neutral reference says where it came from, in words that
only the app that released it can read.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from candour.practice.public.vocabulary import PROVED, ContactKind, Kind, Status


def new_ref() -> str:
    """A random reference of 96 bits that makes a permanent address."""
    return secrets.token_hex(12)


class Site(models.Model):
    """The public site of one partnership: its name, words and colours. It opens once, and its address stays."""

    partnership = models.OneToOneField("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=150)
    strapline = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    """What the partnership is, in plain words."""
    concern_words = models.TextField(blank=True)
    """What somebody should know who is worried about a child or an adult."""
    colour = models.CharField(max_length=7, default="#1d4f6e")
    """The band at the top, on which white words stand."""
    accent = models.CharField(max_length=7, default="#b5361c")
    """The line beneath the band."""
    exit_address = models.URLField(default="https://www.bbc.co.uk/weather")
    """Where the quick exit leads."""
    newsletter_months = models.PositiveSmallIntegerField(default=3)
    """How many months may lie between two newsletters."""
    opened_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.slug


class Contact(models.Model):
    """Somebody to reach: the office, a partner, or where to report a concern; or a place where meetings are held."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref)
    site = models.ForeignKey("public.Site", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    name = models.CharField(max_length=150)
    when = models.CharField(max_length=150, blank=True)
    """For whom or when it is: “Evenings and weekends”."""
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    """Where they are, in one line. It is for everybody, so that its postcode may stand in what the office writes."""
    order = models.PositiveSmallIntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(web="") | Q(~Q(address=""), kind="venue"),
                name="public_contact_can_be_reached",
            ),
        )

    def __str__(self) -> str:
        return self.ref


class Document(models.Model):
    """A document that was released to everybody, at an address that stays.

    Withdrawn, it keeps its title, the day and the reason, and nothing of what it said.
    """

    ref = models.CharField(max_length=24, unique=True, default=new_ref)
    site = models.ForeignKey("public.Site", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    """What it says, in plain words for somebody who reads nothing else."""
    body = models.TextField(blank=True)
    """The text with the few marks of `marks.py`."""
    easy_read = models.TextField(blank=True)
    easy_read_waiting = models.TextField(blank=True)
    """What is to take its place once a second person has read it."""
    easy_read_by_person_id = models.BigIntegerField(null=True)
    fact_sheet = models.JSONField(default=dict)
    """Names and values, in order; shown as a table and given out as JSON."""
    pictures = models.JSONField(default=list)
    """The logos of partners at its head: each in base64, with the words that say what it shows."""
    owner = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True)
    """Whose policy it is, where it is not the partnership's own."""
    number = models.CharField(max_length=20, blank=True)
    """The version as the document itself counts it."""
    audience = models.CharField(max_length=150, blank=True)
    review_on = models.DateField(null=True)
    published_on = models.DateField()
    keep_until = models.DateField()
    """The day until which it stays, unless it is withdrawn with a reason."""
    came_from = models.CharField(max_length=100, blank=True)
    put_by_person_id = models.BigIntegerField(null=True)
    shown_at = models.DateTimeField(null=True)
    """When everybody could read it first; None while it waits for a second person."""
    corrects = models.OneToOneField("public.Document", null=True, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("public.Document", null=True, on_delete=models.PROTECT, related_name="+")
    """The first version, in every version that corrects an earlier one."""
    corrected_on = models.DateField(null=True)
    change_note = models.TextField(blank=True)
    """What was corrected, in the document that corrects."""
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)
    words = models.TextField(blank=True)
    """What a search looks through, in small letters."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(keep_until__gte=F("published_on")), name="public_document_is_kept"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="public_withdrawal_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["site", "came_from"],
                condition=~Q(came_from="") & Q(withdrawn_on=None, corrected_on=None),
                name="public_document_of_one_source",
            ),
        )
        indexes = (models.Index(fields=["site", "kind", "-published_on"], name="public_documents"),)

    def __str__(self) -> str:
        return self.ref


class DocumentFile(models.Model):
    """A file of a released document, with its content, so that giving it out touches no other table."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref)
    document = models.ForeignKey("public.Document", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.ref


class MeetingDate(models.Model):
    """A meeting that the public may know of: what meets, on which day, and its minutes once they are published."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref)
    site = models.ForeignKey("public.Site", on_delete=models.CASCADE, related_name="+")
    came_from = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=150)
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    is_cancelled = models.BooleanField(default=False)
    minutes = models.ForeignKey("public.Document", null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["site", "came_from"], condition=~Q(came_from=""), name="public_meeting_of_one_source"
            ),
        )
        indexes = (models.Index(fields=["site", "on"], name="public_meetings"),)

    def __str__(self) -> str:
        return self.ref


class Promise(models.Model):
    """What one body promised upon a published recommendation, or that it did not answer, or why it refused."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref)
    site = models.ForeignKey("public.Site", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("public.Document", on_delete=models.PROTECT, related_name="+")
    """The published report that made the recommendation."""
    came_from = models.CharField(max_length=100)
    recommended = models.TextField()
    who = models.CharField(max_length=150)
    what = models.TextField(blank=True)
    by_when = models.DateField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices)
    evidence = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    published_on = models.DateField()
    """The day of its report, kept here so that a long list needs no sorting."""
    stands = models.BooleanField(default=True)
    """Whether its report stands on the site, kept here so that counting looks at nothing else."""
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["site", "came_from"], name="public_promise_of_one_source"),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(reason=""), name="public_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PROVED) | ~Q(evidence=""), name="public_proof_has_its_evidence"
            ),
        )
        indexes = (
            models.Index(fields=["site", "stands", "who", "status"], name="public_promises_counted"),
            models.Index(fields=["site", "stands", "-published_on", "document", "id"], name="public_promises_listed"),
        )

    def __str__(self) -> str:
        return self.ref


class PromiseStep(models.Model):
    """How a promise stood from one day on, so that everybody sees what moved."""

    promise = models.ForeignKey("public.Promise", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices)
    by_when = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["promise", "at"], name="public_promise_steps"),)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.status}"
