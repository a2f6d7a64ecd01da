"""People, posts and who acts for whom, as somebody sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import roles
from candour.practice.directory.models import (
    Appointment,
    Delegation,
    Person,
    Post,
    StandingDeputy,
    Undertaking,
)
from candour.practice.directory.queries.identity import actor_of_person


@dataclass(frozen=True)
class ActingPartner:
    """One of the three statutory partners of a partnership, and everybody who may act for it today."""

    sector: str
    organisation_id: int
    organisation: str
    post_id: int
    actual_id: int | None
    actual: str
    """The actual partner, who stays accountable; empty while the post is vacant."""
    nominees: tuple[tuple[int, str], ...]
    """Ids and names of those to whom the powers are lent today."""

    def without(self, people: set[int]) -> ActingPartner:
        """The same partner where some people may not act, because a conflict keeps them out."""
        nominees = tuple((id_, name) for id_, name in self.nominees if id_ not in people)
        actual_id = None if self.actual_id in people else self.actual_id
        return replace(self, actual_id=actual_id, nominees=nominees)

    def acts(self, person_id: int | None) -> bool:
        """Whether the person may act for this partner today."""
        return person_id is not None and (person_id == self.actual_id or person_id in dict(self.nominees))


@dataclass(frozen=True)
class HandoverItem:
    """Something that somebody still holds and that must pass to another."""

    what: str
    address: str


_handover: list[Callable[[Actor, int], list[HandoverItem]]] = []


def on_handover(items_of: Callable[[Actor, int], list[HandoverItem]]) -> None:
    """Have an app list what a person still holds, for when they leave. Called once at start-up."""
    _handover.append(items_of)


def handover_of(actor: Actor, person_id: int) -> list[HandoverItem]:
    """Everything that a person still holds, over all apps, as the actor sees it."""
    return [item for items_of in _handover for item in items_of(actor, person_id)]


def people(actor: Actor) -> QuerySet[Person]:
    """Everybody who has not left, by name."""
    return seen_by(actor, Person).filter(Q(left_on=None) | Q(left_on__gte=actor.today)).order_by("name")


def person(actor: Actor, ref: str) -> Person:
    """One person by their reference. Raises Hidden."""
    return fetch(actor, Person, "account", ref=ref)


def person_by_id(actor: Actor, id_: int | None) -> Person:
    """One person by id. Raises Hidden."""
    return fetch(actor, Person, pk=id_)


def post(actor: Actor, ref: str) -> Post:
    """One post by its reference. Raises Hidden."""
    return fetch(actor, Post, "organisation", "partnership", ref=ref)


def posts_of(actor: Actor, person_id: int) -> QuerySet[Appointment]:
    """The appointments of a person, the newest first, ended ones included."""
    return (
        seen_by(actor, Appointment)
        .filter(person_id=person_id)
        .select_related("post", "post__organisation", "post__partnership")
        .order_by("-from_on")
    )


def current_holders(actor: Actor, *role: str, partnership_id: int | None = None) -> QuerySet[Appointment]:
    """The appointments of today to posts with one of the roles, in a partnership if one is given."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    held = seen_by(actor, Appointment).filter(current, from_on__lte=actor.today, post__role__in=role)
    if partnership_id is not None:
        held = held.filter(post__partnership_id=partnership_id)
    return held.select_related("person", "post", "post__organisation").order_by("post__title", "person__name")


def contact_of_post(actor: Actor, post_id: int) -> Person | None:
    """Who holds a post today; None while it is vacant."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    held = seen_by(actor, Appointment).filter(current, post_id=post_id, from_on__lte=actor.today)
    found = held.select_related("person").first()
    return found.person if found else None


def holders_of(actor: Actor, post_ids: list[int]) -> QuerySet[Appointment]:
    """The appointments of today to any of the posts."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    held = seen_by(actor, Appointment).filter(current, post_id__in=post_ids, from_on__lte=actor.today)
    return held.select_related("person")


def posts(actor: Actor) -> QuerySet[Post]:
    """Every post that exists today, by title."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return seen_by(actor, Post).filter(alive).select_related("organisation", "partnership").order_by("title", "pk")


def appointments_to(actor: Actor, post: Post) -> QuerySet[Appointment]:
    """Who held a post and who holds it, the newest first."""
    return seen_by(actor, Appointment).filter(post=post).select_related("person").order_by("-from_on")


def appointment(actor: Actor, ref: str) -> Appointment:
    """One appointment by its reference. Raises Hidden."""
    return fetch(actor, Appointment, "post", "person", ref=ref)


def delegation(actor: Actor, ref: str) -> Delegation:
    """One delegation by its reference. Raises Hidden."""
    return fetch(actor, Delegation, "post", "nominee", ref=ref)


def delegations_of(actor: Actor, post: Post) -> QuerySet[Delegation]:
    """The delegations of a post, the newest first."""
    return seen_by(actor, Delegation).filter(post=post).select_related("nominee").order_by("-from_on")


def delegations_of_mine(actor: Actor) -> list[Delegation]:
    """The delegations in force today of posts that the actor holds, and those by which powers are lent to them."""
    in_force = Q(from_on__lte=actor.today, until_on__gte=actor.today, ended_on=None)
    mine = Q(post_id__in=posts_held(actor)) | Q(nominee_id=actor.person_id)
    found = seen_by(actor, Delegation).filter(in_force & mine).select_related("post", "nominee")
    return list(found.order_by("until_on", "pk"))


def vacant_posts(actor: Actor) -> QuerySet[Post]:
    """Posts that exist today and that nobody holds."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    filled = Appointment.objects.filter(current, from_on__lte=actor.today).values("post_id")
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return (
        seen_by(actor, Post)
        .filter(alive)
        .exclude(pk__in=filled)
        .select_related("organisation", "partnership")
        .order_by("title")
    )


def acting_partners(actor: Actor, partnership_id: int, on: date) -> list[ActingPartner]:
    """The statutory partners of a partnership on a day, each with its nominees. Two queries."""
    current = Q(until_on=None) | Q(until_on__gte=on)
    posts = list(
        seen_by(actor, Post)
        .filter(current, role=roles.STATUTORY_PARTNER, partnership_id=partnership_id)
        .select_related("organisation")
        .order_by("organisation__sector")
    )
    holders = {
        held.post_id: held.person
        for held in Appointment.objects.filter(current, post__in=posts, from_on__lte=on).select_related("person")
    }
    lent = Delegation.objects.filter(post__in=posts, from_on__lte=on, until_on__gte=on, ended_on=None).select_related(
        "nominee"
    )
    nominees: dict[int, list[tuple[int, str]]] = {}
    for delegation in lent:
        nominees.setdefault(delegation.post_id, []).append((delegation.nominee_id, delegation.nominee.name))
    partners = []
    for found in posts:
        holder = holders.get(found.pk)
        organisation = found.organisation
        assert organisation is not None, "a statutory partner's post belongs to an organisation"
        partners.append(
            ActingPartner(
                sector=organisation.sector,
                organisation_id=organisation.pk,
                organisation=organisation.name,
                post_id=found.pk,
                actual_id=holder.pk if holder else None,
                actual=holder.name if holder else "",
                nominees=tuple(nominees.get(found.pk, ())),
            )
        )
    return partners


def deputies_of(actor: Actor, post_ids: list[int]) -> dict[int, Person]:
    """The standing deputies of today, by post."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    named = seen_by(actor, StandingDeputy).filter(current, post_id__in=post_ids).select_related("person")
    named = named.order_by("from_on", "pk")  # on the day of a change the one before still stands, and the later wins
    return {deputy.post_id: deputy.person for deputy in named}


def signed_by(actor: Actor, person_id: int) -> dict[str, Undertaking]:
    """The newest undertaking of each kind that a person signed and that still holds."""
    held = seen_by(actor, Undertaking).filter(person_id=person_id, ends_on__gte=actor.today).order_by("signed_at")
    return {undertaking.kind: undertaking for undertaking in held}


def to_remind(at: datetime) -> Iterator[tuple[Actor, str]]:
    """Everybody who can sign in, with what they may see at a moment and their address."""
    for person_id, email in Person.objects.filter(account__is_active=True).values_list("pk", "email").order_by("pk"):
        yield actor_of_person(person_id, at), email


def addresses_of(actor: Actor, body: tuple[str, int], role: str) -> list[str]:
    """The email addresses of those who hold a role within a body today; any role if none is named."""
    kind, body_id = body
    field = {"partnership": "post__partnership_id", "organisation": "post__organisation_id"}[kind]
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    held = Appointment.objects.filter(current, from_on__lte=actor.today, **{field: body_id})
    if role:
        held = held.filter(post__role=role)
    return sorted(set(held.values_list("person__email", flat=True)))


def posts_held(actor: Actor) -> QuerySet[Appointment, int]:
    """The ids of the posts that the actor holds today or stands in for, to be used within another query."""
    now = Q(until_on=None) | Q(until_on__gte=actor.today)
    theirs = Q(person_id=actor.person_id, from_on__lte=actor.today)
    held = Appointment.objects.filter(now, theirs).values_list("post_id", flat=True)
    return held.union(StandingDeputy.objects.filter(now, theirs).values_list("post_id", flat=True))


def posts_lent(actor: Actor) -> QuerySet[Delegation, int]:
    """The ids of the posts whose powers are lent to the actor today."""
    lent = Delegation.objects.filter(Q(nominee_id=actor.person_id), from_on__lte=actor.today, until_on__gte=actor.today)
    return lent.filter(ended_on=None).values_list("post_id", flat=True)
