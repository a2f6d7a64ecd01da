"""What is due, as somebody sees it: for them, for their agency, for their partnership, and of one record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Model, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to, seen_among, seen_by
from candour.platform.accounts.models import Account
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.counting import Left, left
from candour.platform.deadlines.models import Deadline, FeedKey, Hold
from candour.rulebook.calendars import Calendar

PERSON = "person"
"""The kind of body of a deadline that one person has to meet, whatever posts they hold."""
MOST = 200
"""How many lines a page of what is due shows at most; the rest are further off."""


@dataclass(frozen=True)
class Scope:
    """One view of what is due, such as "My agency"."""

    key: str
    title: str
    rule: Callable[[Actor], Q]
    open_to: Callable[[Actor], bool]


@dataclass(frozen=True)
class DueLine:
    """One line of what is due, as plain values."""

    ref: str
    title: str
    do_next: str
    address: str
    rule_name: str
    due_at: datetime
    left: Left
    is_past_limit: bool
    is_mine: bool


@dataclass(frozen=True)
class HoldLine:
    """A hold that wants to be checked."""

    ref: str
    address: str
    waits_for: str
    ask: str
    next_check_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Undated:
    """Something that waits at once and has no date."""

    title: str
    do_next: str
    address: str
    mark: str
    """One word for what it is."""
    since: datetime


@dataclass(frozen=True)
class Asked:
    """How much was asked of somebody, and what became of it."""

    in_time: int = 0
    late: int = 0
    """Done, and after its time."""
    overdue: int = 0
    waiting: int = 0

    @property
    def asked(self) -> int:
        """How much was asked in all."""
        return self.in_time + self.late + self.overdue + self.waiting

    def __add__(self, other: Asked) -> Asked:
        """Both together."""
        return Asked(
            self.in_time + other.in_time,
            self.late + other.late,
            self.overdue + other.overdue,
            self.waiting + other.waiting,
        )


@dataclass(frozen=True)
class WhatIsDue:
    """What is due in one scope, sorted by what it asks of the reader."""

    late: Sequence[DueLine]
    this_week: Sequence[DueLine]
    waiting: Sequence[DueLine]
    """Things that others have to do and the reader oversees."""
    later: Sequence[DueLine]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is due."""
        return not (self.late or self.this_week or self.waiting or self.later)


@dataclass(frozen=True)
class Appointed:
    """Something at a fixed time that stands in a calendar beside what is due, such as a meeting."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    """What it is, in words that tell a passer-by nothing."""
    address: str
    """The path of its page."""
    changes: int = 0
    """How often it was changed, so that a calendar takes the newest."""


_scopes: list[Scope] = []
_undated: list[Callable[[Actor], list[Undated]]] = []
_calendars: list[Callable[[Actor], list[Appointed]]] = []


def add_scope(scope: Scope) -> None:
    """Add a view of what is due, once, at start-up."""
    _scopes.append(scope)


def add_undated(find: Callable[[Actor], list[Undated]]) -> None:
    """Add something that waits at once and has no date, once, at start-up."""
    _undated.append(find)


def undated_for(actor: Actor) -> list[Undated]:
    """What waits for the actor at once and has no date, the oldest first."""
    return sorted((one for find in _undated for one in find(actor)), key=lambda one: one.since)


def add_to_calendar(appointed_for: Callable[[Actor], list[Appointed]]) -> None:
    """Have an app put what it holds at fixed times into everybody's calendar feed. Called once, at start-up."""
    _calendars.append(appointed_for)


def appointed_for(actor: Actor) -> list[Appointed]:
    """Everything at a fixed time that goes into the actor's calendar."""
    return [one for of_app in _calendars for one in of_app(actor)]


def scopes_for(actor: Actor) -> list[Scope]:
    """The views that the actor has, their own first."""
    return [MINE, *(scope for scope in _scopes if scope.open_to(actor))]


def is_mine(actor: Actor) -> Q:
    """Deadlines on which the actor has to act: in person, through a role, or any role in the body if none is named."""
    rule = Q(body_kind=PERSON, body_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    for power in actor.powers:
        for kind, body in power.within:
            rule |= Q(body_kind=kind, body_id=body, role__in=("", power.role))
    return rule


def is_overseen(actor: Actor) -> Q:
    """Deadlines that others have to meet for a body in which the actor holds a role."""
    rule = Q(pk__in=[])
    for power in actor.powers:
        for kind, body in power.within:
            rule |= Q(overseer_kind=kind, overseer_id=body)
    return rule


MINE = Scope("mine", "For me", lambda actor: is_mine(actor) | is_overseen(actor), lambda actor: True)


def what_is_due(actor: Actor, scope: Scope) -> WhatIsDue:
    """Everything open in a scope that the actor sees: late, within five working days, waiting on others, later."""
    days = calendar(actor)
    lines = [
        _line(deadline, actor, days, _acts_on(actor, deadline))
        for deadline in _open(actor, scope.rule(actor)).order_by("due_at", "pk")[:MOST]
    ]
    horizon = actor.at + timedelta(days=7)
    late = [line for line in lines if line.left.is_late and line.is_mine]
    this_week = [line for line in lines if not line.left.is_late and line.is_mine and line.due_at <= horizon]
    later = [line for line in lines if not line.left.is_late and line.is_mine and line.due_at > horizon]
    return WhatIsDue(late, this_week, [line for line in lines if not line.is_mine], later)


def deadlines_of(actor: Actor, owner: Model) -> list[Deadline]:
    """Every deadline of one record that the actor sees, met, overtaken or open, in order of date."""
    return list(Deadline.objects.filter(belongs_to(actor, owner)).order_by("due_at", "pk"))


def asked_of_bodies(actor: Actor, kind: str, *, from_on: date, until_on: date) -> dict[int, Asked]:
    """How much fell due between two days for each body of a kind, or for a person who acts for it. Two queries."""
    found = seen_by(actor, Deadline).filter(cancelled_at=None, due_on__gte=from_on, due_on__lte=until_on)
    of_people = found.filter(body_kind=PERSON, overseer_kind=kind).values_list("overseer_id")
    totals: dict[int, Asked] = {}
    for rows in (found.filter(body_kind=kind).values_list("body_id"), of_people):
        counted = rows.order_by().annotate(
            in_time=Count("pk", filter=Q(met_at__lte=F("due_at"))),
            late=Count("pk", filter=Q(met_at__gt=F("due_at"))),
            overdue=Count("pk", filter=Q(met_at=None, due_at__lt=actor.at)),
            waiting=Count("pk", filter=Q(met_at=None, due_at__gte=actor.at)),
        )
        for body, *numbers in counted:
            totals[body] = totals.get(body, Asked()) + Asked(*numbers)
    return totals


def open_ones(actor: Actor, deadlines: Iterable[Deadline]) -> list[DueLine]:
    """Those of some deadlines that are still to be met, as lines."""
    days = calendar(actor)
    return [_line(one, actor, days, True) for one in deadlines if one.met_at is None and one.cancelled_at is None]


def open_hold_of(actor: Actor, owner: Model) -> Hold | None:
    """The hold that a record is under, if any."""
    return Hold.objects.filter(belongs_to(actor, owner), lifted_at=None).order_by("-placed_at").first()


def holds_to_check(actor: Actor) -> list[HoldLine]:
    """Holds whose next check is due or was never set, as far as the actor sees them."""
    due = Q(next_check_on__lte=actor.today) | Q(next_check_on=None)
    return [
        HoldLine(held.ref, held.address, held.waits_for, held.ask, held.next_check_on, True)
        for held in seen_among(actor, Hold, due & Q(lifted_at=None)).order_by("next_check_on")[:MOST]
    ]


def has_feed(actor: Actor) -> bool:
    """Whether the actor has a calendar feed."""
    return FeedKey.objects.filter(Q(account_id=actor.account_id)).exists()


def hash_of(token: str) -> str:
    """The form in which a feed's secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of_feed(token: str) -> int | None:
    """The account to which a feed's secret belongs; None where it is not in use or the account is stopped."""
    in_use = FeedKey.objects.filter(account_id__in=Account.objects.filter(is_active=True).values("pk"))
    return in_use.filter(token_hash=hash_of(token)).values_list("account_id", flat=True).first()


def feed_of(actor: Actor) -> list[DueLine]:
    """What goes into the actor's calendar: the open deadlines on which they have to act."""
    days = calendar(actor)
    mine = _open(actor, is_mine(actor)).order_by("due_at")[:MOST]
    return [_line(deadline, actor, days, True) for deadline in mine]


def _open(actor: Actor, rule: Q) -> QuerySet[Deadline]:
    return seen_among(actor, Deadline, Q(met_at=None, cancelled_at=None) & rule)


def _acts_on(actor: Actor, deadline: Deadline) -> bool:
    body = (deadline.body_kind, deadline.body_id)
    return body == (PERSON, actor.person_id) or any(
        body in power.within and deadline.role in ("", power.role) for power in actor.powers
    )


def _line(deadline: Deadline, actor: Actor, days: Calendar, mine: bool) -> DueLine:
    return DueLine(
        ref=deadline.ref,
        title=deadline.title,
        do_next=deadline.do_next,
        address=deadline.address,
        rule_name=deadline.rule_name,
        due_at=deadline.due_at,
        left=left(deadline.due_at, actor.at, days),
        is_past_limit=deadline.is_past_limit,
        is_mine=mine,
    )
