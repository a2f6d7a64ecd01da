"""What passed to somebody with a post: whom they follow, what they hold now, and what they have still to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.deadlines.queries import Undated
from candour.practice.directory.models import Appointment, StandingDeputy, Undertaking
from candour.practice.directory.queries.people import HandoverItem, handover_of, signed_by
from candour.practice.directory.roles import UNBOUND

RECENT = timedelta(days=90)
"""How long after it passed to somebody a post counts as taken over."""
SOON = timedelta(days=30)


@dataclass(frozen=True)
class TakenOver:
    """A post that passed to somebody not long ago."""

    title: str
    ref: str
    since: date
    before_id: int | None
    before: str
    """Who held it before; empty for a new post."""


@dataclass(frozen=True)
class ToRead:
    """Something that a successor reads."""

    what: str
    address: str
    note: str
    is_unread: bool | None
    """None where it leaves no trace whether it was read."""
    since: datetime


@dataclass(frozen=True)
class Part:
    """Things to read or to sign that belong together."""

    title: str
    lines: list[ToRead]


@dataclass(frozen=True)
class Passed:
    """Everything that passed to somebody, on one page."""

    posts: list[TakenOver]
    to_sign: list[tuple[str, str]]
    """What has to be signed, or signed again soon: its title, and how it stands."""
    parts: list[Part]
    held: list[HandoverItem]
    """What they answer for now."""
    left_behind: list[tuple[str, list[HandoverItem]]]
    """By the name of whoever held the post before and holds none now: what still stands in that name."""


_parts: list[Callable[[Actor, dict[int, date]], list[Part]]] = []


def on_taking_over(parts_of: Callable[[Actor, dict[int, date]], list[Part]]) -> None:
    """Have an app list what somebody reads who holds these posts since these days. Called once, at start-up."""
    _parts.append(parts_of)


def is_recent(actor: Actor, since: date) -> bool:
    """Whether something that passed on a day counts as taken over still."""
    return actor.today - RECENT <= since <= actor.today


def passed_to(actor: Actor) -> Passed:
    """Everything that passed to the actor with the posts that they took over."""
    posts = _taken_over(actor)
    held = handover_of(actor, actor.person_id) if actor.person_id is not None else []
    followed = {one.before_id: one.before for one in posts if one.before_id not in (None, actor.person_id)}
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    still_here = set(
        seen_by(actor, Appointment)
        .filter(current, from_on__lte=actor.today, person_id__in=followed)
        .values_list("person_id", flat=True)
    )
    left_behind = [
        (name, handover_of(actor, person_id))
        for person_id, name in sorted(followed.items(), key=lambda pair: pair[1])
        if person_id is not None and person_id not in still_here
    ]
    return Passed(
        posts=posts,
        to_sign=_to_sign(actor),
        parts=parts_for(actor),
        held=held,
        left_behind=[(name, items) for name, items in left_behind if items],
    )


def parts_for(actor: Actor) -> list[Part]:
    """What the actor has to read with the posts that they hold, over all apps."""
    if actor.person_id is None or actor.holds(UNBOUND):
        return []
    since = _since(actor)
    return [part for parts_of in _parts for part in parts_of(actor, since) if part.lines] if since else []


def waiting_to_be_read(actor: Actor) -> list[Undated]:
    """One line for the page of what is due, while something that passed to the actor is unread."""
    unread = [line for part in parts_for(actor) for line in part.lines if line.is_unread]
    if not unread:
        return []
    return [
        Undated(
            title="What passed to you with your post or seat",
            do_next=f"Read what is new to you ({len(unread)})",
            address=reverse("taking_over"),
            mark="Handover",
            since=min(line.since for line in unread),
        )
    ]


def at_noon(day: date) -> datetime:
    """A moment on a day, for what is known by its day only."""
    return datetime.combine(day, time(12), UTC)


def _since(actor: Actor) -> dict[int, date]:
    """Since when the actor holds each of their posts, or stands in for its holder. One query."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    mine = Q(person_id=actor.person_id, from_on__lte=actor.today)
    columns = ("post_id", "from_on")
    held = Appointment.objects.filter(current, mine).values_list(*columns)
    rows = held.union(StandingDeputy.objects.filter(current, mine).values_list(*columns))
    since: dict[int, date] = {}
    for post_id, from_on in rows:
        since[post_id] = min(from_on, since.get(post_id, from_on))
    return since


def _taken_over(actor: Actor) -> list[TakenOver]:
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    mine = seen_by(actor, Appointment).filter(
        current, Q(person_id=actor.person_id), from_on__lte=actor.today, from_on__gte=actor.today - RECENT
    )
    found = []
    for one in mine.select_related("post").order_by("-from_on", "pk"):
        earlier = seen_by(actor, Appointment).filter(post_id=one.post_id).exclude(pk=one.pk)
        before = earlier.filter(from_on__lte=one.from_on).select_related("person").order_by("-from_on", "-pk").first()
        found.append(
            TakenOver(
                title=one.post.title,
                ref=one.post.ref,
                since=one.from_on,
                before_id=before.person_id if before else None,
                before=before.person.name if before else "",
            )
        )
    return found


def _to_sign(actor: Actor) -> list[tuple[str, str]]:
    signed = signed_by(actor, actor.person_id) if actor.person_id is not None else {}
    lines = []
    for kind in Undertaking.Kind:
        held = signed.get(kind.value)
        if held is None:
            lines.append((str(kind.label), "Not signed"))
        elif held.ends_on <= actor.today + SOON:
            lines.append((str(kind.label), f"Ends on {held.ends_on.day} {held.ends_on:%B %Y}"))
    return lines
