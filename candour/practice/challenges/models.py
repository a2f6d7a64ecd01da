"""What is kept of a challenge: who asked what of whom, each stage at which it lay, the replies and the end."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from candour.platform.workflow.numbering import NumbersOfYear
from candour.practice.challenges.vocabulary import Concerned, Issue, Reply
from candour.practice.challenges.workflow import CHALLENGE


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class ChallengeYear(NumbersOfYear):
    """The last number given in a partnership's ledger of a year."""

    partnership = models.ForeignKey("directory.Partnership", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["partnership", "year"], name="one_ledger_of_a_year"),)

    def __str__(self) -> str:
        return f"ledger {self.year} of {self.partnership_id}"


class Challenge(models.Model):
    """One challenge of an agency to another, as it stands now. Nobody whom a case is about is named in it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    number = models.IntegerField()
    state = models.CharField(max_length=12, choices=CHALLENGE.choices, default=CHALLENGE.start)
    raised_by = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    """The agency that is challenged, and that has to answer."""
    issue = models.CharField(max_length=20, choices=Issue.choices)
    title = models.CharField(max_length=150)
    asked = models.TextField()
    """What the body is asked to do or to reconsider."""
    concerned = models.CharField(max_length=10, choices=Concerned.choices)
    safe_meanwhile = models.TextField(blank=True)
    """How the child or adult is safe while it is argued about; empty only where nobody is concerned."""
    raised_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    ladder_name = models.CharField(max_length=120)
    """The name of the ladder under which it was raised."""
    stage = models.IntegerField(default=1)
    last_stage = models.IntegerField()
    answer_by = models.DateField()
    """By when the body is asked to answer at the stage at which it lies."""
    ended_on = models.DateField(null=True)
    settled = models.TextField(blank=True)
    """What changes, where it was resolved."""
    withdrawn_because = models.TextField(blank=True)
    dissent_of_raiser = models.TextField(blank=True)
    dissent_of_body = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "year", "number"], name="one_challenge_of_a_number"),
            models.CheckConstraint(condition=~Q(body=F("raised_by")), name="no_body_challenges_itself"),
            models.CheckConstraint(
                condition=Q(stage__gte=1, stage__lte=F("last_stage")), name="challenge_lies_on_its_ladder"
            ),
            models.CheckConstraint(
                condition=Q(concerned=Concerned.NOBODY) | ~Q(safe_meanwhile=""), name="challenge_says_who_is_safe"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["raised", "answered"]) | Q(ended_on__isnull=False),
                name="challenge_ends_on_a_day",
            ),
            models.CheckConstraint(
                condition=(~Q(state="resolved") | ~Q(settled="")) & (~Q(state="withdrawn") | ~Q(withdrawn_because="")),
                name="challenge_ends_with_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="unresolved") | ~Q(dissent_of_raiser="") & ~Q(dissent_of_body=""),
                name="dissent_of_each_side_is_kept",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "year", "state"], name="ledger_of_year"),
            models.Index(fields=["body", "state", "answer_by"], name="ledger_of_body"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its number as people write it, such as "C2020/3"."""
        return f"C{self.year}/{self.number}"


class Step(models.Model):
    """A stage at which a challenge lay: since when, with whom, why it came there, and what was replied."""

    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.CASCADE, related_name="+")
    stage = models.IntegerField()
    title = models.CharField(max_length=100)
    """What the ladder called the stage when the challenge came to it."""
    from_on = models.DateField()
    with_whom = models.CharField(max_length=200)
    """The post or person of the body with whom it lies."""
    because = models.TextField(blank=True)
    """Why it was taken to this stage; empty for the one at which it began."""
    answer_by = models.DateField()
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    reply_text = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    replied_by = models.CharField(max_length=200, blank=True)
    """Who recorded the reply."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["challenge", "stage"], name="one_step_of_a_stage"),
            models.CheckConstraint(
                condition=Q(reply="") | ~Q(reply_text="") & Q(replied_on__isnull=False),
                name="a_reply_has_its_reason_and_day",
            ),
        )

    def __str__(self) -> str:
        return f"stage {self.stage} of {self.challenge_id}"
