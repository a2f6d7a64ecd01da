"""What is kept of a family and of practitioners in a review, beside the record that the review belongs to."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from candour.platform.vault.fields import SealedTextField
from candour.practice.voice.vocabulary import (
    About,
    Advocacy,
    Answer,
    Channel,
    Entry,
    Heard,
    Involvement,
    Pace,
    Quiet,
    Quoting,
    Relation,
    WhyNot,
)
from candour.practice.voice.workflow import READING


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Room(models.Model):
    """The page for family and practitioners of one record, such as a case, of which nothing here knows the kind."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    """What the record is called, by its pseudonym."""
    address = models.CharField(max_length=200)
    """The path of the record's page that leads here."""
    nobody_because = models.TextField(blank=True)
    """Why nobody of the family is listed, where nobody is."""
    next_words = models.TextField(blank=True)
    """What happens next, in plain words that can be read out to a family."""
    opened_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner_kind", "owner_id"], name="one_room_of_a_record"),)

    def __str__(self) -> str:
        return f"voices of {self.title}"


class Member(models.Model):
    """Somebody of the family, or the person themselves: their name is in the vault, their wishes are here."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    room = models.ForeignKey("voice.Room", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    relation = models.CharField(max_length=20, choices=Relation.choices)
    identity = models.ForeignKey("vault.Identity", null=True, on_delete=models.PROTECT, related_name="+")
    involvement = models.CharField(max_length=20, choices=Involvement.choices, default=Involvement.UNASKED)
    because = SealedTextField(default="")
    """Why they are not invited, or what they said when they were asked."""
    wishes = SealedTextField(default="")
    pace = models.CharField(max_length=20, choices=Pace.choices, blank=True)
    channel = models.CharField(max_length=20, choices=Channel.choices, blank=True)
    language = models.CharField(max_length=80, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    advocacy = models.CharField(max_length=20, choices=Advocacy.choices, default=Advocacy.UNASKED)
    advocate = SealedTextField(default="")
    """Who the advocate is and how they are reached."""
    contact = models.CharField(max_length=150, blank=True)
    """Who of the partnership keeps in touch with them, as one person whom they know."""
    explained_on = models.DateField(null=True)
    """When it was explained to them what the review can and cannot do."""
    next_contact_on = models.DateField(null=True)
    turn = models.IntegerField(default=0)
    """How often a next contact was set, which keeps each one's deadline apart."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "number"], name="one_family_member_of_a_number"),)

    def __str__(self) -> str:
        return f"person {self.number} of room {self.room_id}"

    @property
    def deadline_key(self) -> str:
        """The key of the deadline of the next contact that is set now."""
        return f"contact-{self.number}-{self.turn}"


class QuietDate(models.Model):
    """A day or days on which nothing is sent to somebody, or to anybody of the family."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    room = models.ForeignKey("voice.Room", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("voice.Member", null=True, on_delete=models.CASCADE, related_name="+")
    """Whose it is; the whole family's where it names nobody."""
    why = models.CharField(max_length=20, choices=Quiet.choices)
    days = SealedTextField()
    """The first and the last day, as 2026-05-16/2026-05-17. A birthday tells who somebody is, so it is sealed."""
    is_yearly = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"quiet date of room {self.room_id}"


class LogEntry(models.Model):
    """A contact with somebody of the family, or something in their own words. It is never changed."""

    member = models.ForeignKey("voice.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Entry.choices)
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel.choices)
    text = SealedTextField()
    quoting = models.CharField(max_length=20, choices=Quoting.choices, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    link = models.ForeignKey("voice.WritingLink", null=True, on_delete=models.SET_NULL, related_name="+")
    """The link by which they wrote it themselves, where they did."""
    taken_back_at = models.DateTimeField(null=True)
    """When they took back what they wrote themselves. The text is gone from then on."""

    def __str__(self) -> str:
        return f"{self.kind} of member {self.member_id} on {self.on}"


class Telling(models.Model):
    """That somebody of the family was told of something on a day, or the reason why they were not."""

    member = models.ForeignKey("voice.Member", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=20, choices=About.choices)
    told_on = models.DateField(null=True)
    channel = models.CharField(max_length=20, choices=Channel.choices, blank=True)
    why_not = models.CharField(max_length=20, choices=WhyNot.choices, blank=True)
    words = SealedTextField(default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "about"], name="one_telling_about_each"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=False, why_not="") | (Q(told_on=None) & ~Q(why_not="")),
                name="told_or_a_reason_why_not",
            ),
        )

    def __str__(self) -> str:
        return f"{self.about} to member {self.member_id}"


class Reading(models.Model):
    """A safe reading of a draft: on a day, in a place, with somebody beside them, and no copy left by chance."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    member = models.ForeignKey("voice.Member", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=20, choices=READING.choices, default=READING.start)
    draft = models.CharField(max_length=100)
    on = models.DateField()
    place = models.CharField(max_length=150)
    beside = models.CharField(max_length=150)
    """Who sits beside them while they read."""
    kept = models.CharField(max_length=200, blank=True)
    """What they took with them, if anything."""
    because = models.TextField(blank=True)
    """Why it did not take place."""
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"reading of {self.draft} by member {self.member_id}"

    @property
    def room(self) -> Room:
        """The room that it belongs to."""
        return self.member.room


class ReadingComment(models.Model):
    """A comment of the family on a draft, answered by itself."""

    reading = models.ForeignKey("voice.Reading", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    place = models.CharField(max_length=100)
    text = SealedTextField()
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    told_on = models.DateField(null=True)
    """When the family heard the answer."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reading", "number"], name="one_comment_of_a_number"),)

    def __str__(self) -> str:
        return f"comment {self.number} on reading {self.reading_id}"


class Practitioner(models.Model):
    """A practitioner who was there, invited to be heard. Kept apart from what their agency returns."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    room = models.ForeignKey("voice.Room", on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    job = models.CharField(max_length=100)
    """What they did, such as health visitor, so that nobody needs their name."""
    identity = models.ForeignKey("vault.Identity", null=True, on_delete=models.PROTECT, related_name="+")
    invited_on = models.DateField()
    promised_on = models.DateField()
    """When they were given the promise of how what they say is used."""
    support = models.CharField(max_length=200, blank=True)
    """Who supports them, such as a union or a supervisor of their choice."""
    declined_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "number"], name="one_practitioner_of_a_number"),)

    def __str__(self) -> str:
        return f"practitioner {self.number} of room {self.room_id}"


class Contribution(models.Model):
    """Something that a practitioner said or did in the review. It is never changed, and never leaves the review."""

    practitioner = models.ForeignKey("voice.Practitioner", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Heard.choices)
    on = models.DateField()
    text = SealedTextField(default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    link = models.ForeignKey("voice.WritingLink", null=True, on_delete=models.SET_NULL, related_name="+")
    """The link by which they wrote it themselves, where they did."""
    taken_back_at = models.DateTimeField(null=True)
    """When they took back what they wrote themselves. The text is gone from then on."""

    def __str__(self) -> str:
        return f"{self.kind} of practitioner {self.practitioner_id}"


class WritingLink(models.Model):
    """A link with which one relative or practitioner writes for themselves until a day. It opens only with a code."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    member = models.ForeignKey("voice.Member", null=True, on_delete=models.CASCADE, related_name="+")
    practitioner = models.ForeignKey("voice.Practitioner", null=True, on_delete=models.CASCADE, related_name="+")
    link_hash = models.CharField(max_length=64, unique=True)
    ends_on = models.DateField()
    ends_at = models.DateTimeField()
    email = SealedTextField(default="")
    """The address to which it was sent and its codes are; empty where the office hands over the link and its code."""
    code_hash = models.CharField(max_length=64, blank=True)
    code_ends_at = models.DateTimeField(null=True)
    code_tries = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    """When it was first opened with its code."""
    closed_at = models.DateTimeField(null=True)
    """When the office ended it before its day, or made another in its place."""
    stopped_at = models.DateTimeField(null=True)
    """When they said that they want to write no more."""
    waits_since = models.DateTimeField(null=True)
    """Since when something that they sent waits to be read."""
    turn = models.IntegerField(default=0)
    """How often something began to wait, which keeps each time's deadline apart."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(member__isnull=False, practitioner=None) | Q(member=None, practitioner__isnull=False),
                name="writing_link_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(closed_at=None, stopped_at=None), name="one_writing_link_of_a_relative"
            ),
            models.UniqueConstraint(
                fields=["practitioner"],
                condition=Q(closed_at=None, stopped_at=None),
                name="one_writing_link_of_a_practitioner",
            ),
        )

    def __str__(self) -> str:
        return f"link until {self.ends_on}"

    @property
    def writer(self) -> Member | Practitioner:
        """Whose link it is."""
        found = self.member or self.practitioner
        assert found is not None, "it is somebody’s"
        return found

    @property
    def room(self) -> Room:
        """The room that it belongs to."""
        return self.writer.room

    @property
    def deadline_key(self) -> str:
        """The key of the deadline for reading what waits now."""
        return f"writing-{self.pk}-{self.turn}"


class WritingDraft(models.Model):
    """What somebody has written with their link and not sent. Nobody else reads it."""

    link = models.OneToOneField("voice.WritingLink", on_delete=models.CASCADE, related_name="+")
    text = SealedTextField(default="")
    quoting = models.CharField(max_length=20, choices=Quoting.choices, blank=True)
    saved_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"draft of link {self.link_id}"
