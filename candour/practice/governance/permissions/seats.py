"""Where somebody sits today: in which groups, for which half of the agenda, and from which items they have withdrawn.

The seats are a short list. It is read first, once in a request that only reads, so that the rules built on it stay
flat: one that asks for seats within each of its parts takes longer to write out than to answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.models import GroupSeat, ItemConflict
from candour.practice.governance.vocabulary import Domain

policy = Policy("governance")


@dataclass(frozen=True)
class Seat:
    """A living seat that somebody holds or stands in for."""

    pk: int
    group_id: int
    kind: str
    domain: str


def is_bound(actor: Actor) -> bool:
    """Whether the actor is a person who has signed what everybody signs first."""
    return actor.kind == "person" and actor.person_id is not None and not actor.holds(roles.UNBOUND)


def seats_of(actor: Actor) -> tuple[Seat, ...]:
    """The living seats that the actor holds or stands in for today. One query."""

    def find() -> tuple[Seat, ...]:
        alive = Q(until_on=None) | Q(until_on__gte=actor.today)
        held = GroupSeat.objects.filter(alive, from_on__lte=actor.today, post_id__in=directory.posts_held(actor))
        return tuple(Seat(*row) for row in held.values_list("pk", "group_id", "kind", "domain"))

    return actor.once("seats in groups", find) if is_bound(actor) else ()


def groups_of(actor: Actor, *kinds: str, half: str = "") -> set[int]:
    """The ids of the groups in which the actor has a seat, of one of the kinds, invited for a half of the agenda."""
    return {
        seat.group_id
        for seat in seats_of(actor)
        if (not kinds or seat.kind in kinds) and (not half or seat.domain in (Domain.BOTH, half))
    }


def seated(actor: Actor, path: str = "group_id") -> Q:
    """Only rows of groups in which the actor has a seat or stands in for its holder."""
    return Q(**{f"{path}__in": groups_of(actor)})


def office(actor: Actor, path: str = "group__partnership_id") -> Q:
    """Only rows of partnerships in whose office the actor works."""
    return Q(**{f"{path}__in": actor.bodies("partnership", *roles.TEAM)}) if is_bound(actor) else NOTHING


def in_group(actor: Actor) -> Q:
    """Only rows of groups whose office or members the actor belongs to."""
    return office(actor) | seated(actor)


def invited(actor: Actor, *kinds: str) -> Q:
    """Only items of meetings to which the actor's seat, of one of the kinds, is invited for that half of the agenda."""
    path = "meeting__group_id__in"
    rule = Q(domain=Domain.BOTH, **{path: groups_of(actor, *kinds)})
    for half in (Domain.ADULTS, Domain.CHILDREN):
        rule |= Q(domain=half, **{path: groups_of(actor, *kinds, half=half)})
    return rule


def without_conflict(actor: Actor, path: str) -> Q:
    """Only rows whose item, at `path`, is none from which the actor has withdrawn for a conflict of interest."""
    withdrawn = ItemConflict.objects.filter(Q(person_id=actor.person_id), lifted_at=None)
    return ~Q(**{f"{path}__in": withdrawn.values("item_id")})
