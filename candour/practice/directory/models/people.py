"""People, posts, who holds which post when, who stands in, who acts for whom, and what they have signed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.practice.directory import roles
from candour.practice.directory.models.bodies import new_ref


class Person(models.Model):
    """Somebody who works with the partnership. What they may do comes from the posts they hold."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(null=True)
    second_step_forgotten_because = models.TextField(blank=True)
    """Why their second step was last taken away, where somebody did that for them."""
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """The initials by which minutes know the person."""
        return "".join(part[0] for part in self.name.replace("-", " ").split()).upper()


class Post(models.Model):
    """A post in an organisation or a partnership's team, with the role that its holder has."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    title = models.CharField(max_length=150)
    role = models.CharField(max_length=40, choices=list(roles.TITLES.items()))
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("directory.Partnership", null=True, on_delete=models.PROTECT, related_name="+")
    """The partnership for which the post acts; none for a post that acts within its organisation only."""
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False)
                | Q(partnership__isnull=False)
                | Q(role=roles.SYSTEM_ADMINISTRATOR),
                name="post_belongs_somewhere",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Appointment(models.Model):
    """A person holding a post from one day to another, both included."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post"], condition=Q(until_on=None), name="one_open_appointment_to_a_post"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="appointment_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=["person", "until_on"], name="appointment_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} as {self.post_id}"


class StandingDeputy(models.Model):
    """The one colleague who stands in for the holder of a post at meetings."""

    post = models.ForeignKey("directory.Post", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post"], condition=Q(until_on=None), name="one_standing_deputy_of_a_post"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} for {self.post_id}"


class Delegation(models.Model):
    """The actual statutory partner lets a nominee act. The actual partner stays accountable."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="+")
    """The statutory partner's post whose powers are lent."""
    nominee = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="+")
    scope = models.TextField()
    """What the nominee may do, in words."""
    from_on = models.DateField()
    until_on = models.DateField()
    recorded_at = models.DateTimeField()
    document_ref = models.CharField(max_length=22, blank=True)
    """The letter of delegation, as a stored file."""
    ended_on = models.DateField(null=True)
    """The day on which it was ended early."""

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="delegation_ends_after_it_begins"),
        )
        indexes = (models.Index(fields=["nominee", "until_on"], name="delegation_nominee"),)

    def __str__(self) -> str:
        return f"{self.nominee_id} for {self.post_id}"


class Undertaking(models.Model):
    """What somebody signed before confidential papers open to them."""

    class Kind(models.TextChoices):
        """What was signed."""

        CONFIDENTIALITY = "confidentiality", "Confidentiality agreement"
        PRINCIPLES = "principles", "Seven principles of public life"

    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text_version = models.CharField(max_length=20)
    signed_at = models.DateTimeField()
    ends_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=["person", "kind", "ends_on"], name="undertaking_person"),)

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"
