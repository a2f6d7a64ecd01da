"""What is kept of a deadline: the rule, the start, the date that followed, and for whom it is."""

from __future__ import annotations

import secrets

from django.db import models


def new_ref() -> str:
    """A random public reference of 96 bits, fit for an address."""
    return secrets.token_urlsafe(12)


class Deadline(models.Model):
    """A date by which somebody has to do something. Whether it is late is worked out, never kept."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    """What is due, among the deadlines of its owner: the key of a clock or of a step of a plan."""
    title = models.CharField(max_length=200)
    do_next = models.CharField(max_length=200)
    """What to do about it, in a few words."""
    address = models.CharField(max_length=200)
    """The path of the page on which it is done."""

    rule_name = models.CharField(max_length=120)
    starts_on = models.DateField()
    start_at = models.DateTimeField(null=True)
    counts = models.CharField(max_length=20)
    """The unit in which the rule counts: "working-days", "calendar-days", "calendar-months"."""
    number = models.IntegerField()
    convention = models.CharField(max_length=20)
    by = models.TimeField()
    """The time of day in London at which it ends."""
    due_on = models.DateField()
    due_at = models.DateTimeField()
    is_past_limit = models.BooleanField(default=False)
    """Whether the plan that set it puts it after the limit that law or guidance gives."""
    calendar_version = models.CharField(max_length=40)

    body_kind = models.CharField(max_length=20)
    body_id = models.BigIntegerField()
    """The body that has to act, such as an organisation or a partnership."""
    role = models.CharField(max_length=40, blank=True)
    """The role within that body that has to act; empty for anybody in it who sees the owner."""
    overseer_kind = models.CharField(max_length=20, blank=True)
    overseer_id = models.BigIntegerField(null=True)
    """The body that waits for it, if it is not the one that has to act."""

    set_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "key"],
                condition=models.Q(cancelled_at=None),
                name="one_deadline_of_a_key",
            ),
        )
        indexes = (
            models.Index(
                fields=["body_kind", "body_id", "due_at"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="deadline_open_for_body",
            ),
            models.Index(
                fields=["overseer_kind", "overseer_id", "due_at"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="deadline_open_overseen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} by {self.due_on}"


class Hold(models.Model):
    """A pause of something that waits for somebody outside: why, whom to ask, and when to ask next."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    address = models.CharField(max_length=200)
    """The path of the page on which it is looked after."""
    waits_for = models.CharField(max_length=80)
    """What it waits for, such as a police investigation."""
    reason = models.TextField()
    ask = models.CharField(max_length=200, blank=True)
    """Whom to ask."""
    next_check_on = models.DateField(null=True)
    """When to ask next. None only for a hold that was imported without one, which is shown as a fault."""
    placed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="hold_owner"),)

    def __str__(self) -> str:
        return f"waits for {self.waits_for}"


class ProclaimedHoliday(models.Model):
    """A bank holiday proclaimed after this release's calendar was made."""

    on = models.DateField(unique=True)
    title = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.title} on {self.on}"


class FeedKey(models.Model):
    """The secret address of one account's calendar feed, of which only a hash is kept."""

    account_id = models.BigIntegerField(unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of account {self.account_id}"


class ReminderRound(models.Model):
    """A day on which everybody was reminded of what is due. Its row keeps two sweeps from doing it twice."""

    on = models.DateField(unique=True)
    reminded = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"reminders of {self.on}"
