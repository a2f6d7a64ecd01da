"""Who sees what a family and practitioners say in a review, and who looks after them.

The rules of the record that a room belongs to decide. The app of that record lends them once, as a host.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy, SeesRule, not_barred, owner, seen_by
from candour.practice.directory import roles
from candour.practice.voice.models import (
    Contribution,
    LogEntry,
    Member,
    Practitioner,
    QuietDate,
    Reading,
    ReadingComment,
    Room,
    Telling,
    WritingDraft,
    WritingLink,
)
from candour.practice.voice.vocabulary import Involvement
from candour.practice.voice.workflow import KEEP

policy = Policy("voice")

HEAR = "hear practitioners"
WRITE = "write by a link"
HOLDER = "writing"
"""The kind of the key that the holder of a link to write with has."""


@dataclass(frozen=True)
class Host:
    """A kind of record that may have a room, and its rules, written for a row whose `owner_id` is the record's id."""

    kind: str
    """The label of its model in small letters, such as "cases.case"."""
    sees: SeesRule
    """Who sees the record, and with it what concerns the family."""
    runs: SeesRule
    """Who runs the review, and looks after the family."""
    hears: SeesRule
    """Who of them reads what practitioners say: the review team, and no agency."""


_hosts: dict[str, Host] = {}


def on_host(host: Host) -> None:
    """Let records of a kind have a room. Called once for each kind, at start-up. Raises ValueError if it is known."""
    if host.kind in _hosts:
        raise ValueError(f"{host.kind} is a host already.")
    _hosts[host.kind] = host


owner(Room)
owner(Practitioner)


@policy.sees(Room, confidential=True)
def _rooms(actor: Actor) -> Q:
    """Whoever sees the record that it belongs to; nobody behind a wall."""
    return _hosted(actor, "sees") & not_barred(actor)


@policy.sees(Member, confidential=True, within="room")
def _members(actor: Actor) -> Q:
    """Whoever sees the room. The name stays masked until it is shown for a reason."""
    return Q(room__in=seen_by(actor, Room).values("pk"))


@policy.sees(QuietDate)
def _quiet(actor: Actor) -> Q:
    """Whoever sees the room."""
    return Q(room__in=seen_by(actor, Room).values("pk"))


@policy.sees(LogEntry)
def _log(actor: Actor) -> Q:
    """Whoever sees the room; the holder of a link, what they wrote with it themselves."""
    return Q(member__room__in=seen_by(actor, Room).values("pk")) | Q(link__in=_held(actor))


@policy.sees(Telling)
def _tellings(actor: Actor) -> Q:
    """Whoever sees the room."""
    return Q(member__room__in=seen_by(actor, Room).values("pk"))


@policy.sees(Reading)
def _readings(actor: Actor) -> Q:
    """Whoever sees the room."""
    return Q(member__room__in=seen_by(actor, Room).values("pk"))


@policy.sees(ReadingComment)
def _comments(actor: Actor) -> Q:
    """Whoever sees the room."""
    return Q(reading__member__room__in=seen_by(actor, Room).values("pk"))


@policy.sees(Practitioner, confidential=True, within="room")
def _practitioners(actor: Actor) -> Q:
    """Only the review team, and of it nobody with a post in the practitioner's own agency; nobody behind a wall."""
    heard = Room.objects.filter(_hosted(actor, "hears") & not_barred(actor)).values("pk")
    return Q(room__in=heard) & ~Q(organisation_id__in=_agencies_of(actor))


@policy.sees(Contribution, confidential=True, within="practitioner__room")
def _contributions(actor: Actor) -> Q:
    """Whoever sees the practitioner: never their agency, nor to judge their work; the holder of a link, their own."""
    return Q(practitioner__in=seen_by(actor, Practitioner).values("pk")) | Q(link__in=_held(actor))


@policy.sees(WritingLink)
def _links(actor: Actor) -> Q:
    """Whoever sees the relative or the practitioner; its holder, as long as it is open."""
    of_family = Q(member__in=seen_by(actor, Member).values("pk"))
    return of_family | Q(practitioner__in=seen_by(actor, Practitioner).values("pk")) | Q(pk__in=_held(actor))


@policy.sees(WritingDraft)
def _drafts(actor: Actor) -> Q:
    """Only the holder of the link, as long as it is open. Nobody of the office."""
    return Q(link__in=_held(actor))


@policy.act(KEEP)
def _keep(actor: Actor, record: object) -> bool:
    """Only those who run the review."""
    return _in_room(actor, record, "runs")


@policy.act("reveal who is in the family")
def _reveal(actor: Actor, record: object) -> bool:
    """Only those who run the review."""
    return _in_room(actor, record, "runs")


@policy.act(HEAR)
def _hear(actor: Actor, record: object) -> bool:
    """Only the review team: those who run the review and whoever writes it."""
    return _in_room(actor, record, "hears")


@policy.act(WRITE)
def _write(actor: Actor, record: object) -> bool:
    """Only the holder of the link, as long as it is open."""
    return isinstance(record, WritingLink) and actor.key == (HOLDER, record.pk) and _held(actor).exists()


def open_at(at: datetime) -> Q:
    """The rule for links that open at a moment: before their end, for a relative or a practitioner who takes part."""
    taking_part = Q(member__involvement=Involvement.TAKING_PART) | Q(
        practitioner__isnull=False, practitioner__declined_on=None
    )
    return Q(closed_at=None, stopped_at=None, ends_at__gt=at) & taking_part


def _held(actor: Actor) -> QuerySet[Any, Any]:
    if actor.kind != "link" or actor.key is None or actor.key[0] != HOLDER:
        return WritingLink.objects.none().values("pk")
    return WritingLink.objects.filter(open_at(actor.at), pk=actor.key[1]).values("pk")


def _in_room(actor: Actor, record: object, rule: str) -> bool:
    room = record if isinstance(record, Room) else record.room  # type: ignore[attr-defined]
    found = Room.objects.filter(_hosted(actor, rule) & not_barred(actor), pk=room.pk)
    return actor.once(("voice", rule, room.pk), found.exists)


def _hosted(actor: Actor, rule: str) -> Q:
    seen = NOTHING
    for kind in sorted(_hosts):
        seen |= Q(owner_kind=kind) & getattr(_hosts[kind], rule)(actor)
    return seen


def _agencies_of(actor: Actor) -> frozenset[int]:
    """The organisations in which the actor holds any post but one in the partnership's own office."""
    held = (power.body("organisation") for power in actor.powers if power.role not in roles.TEAM)
    return frozenset(body for body in held if body is not None)
