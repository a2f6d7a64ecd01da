"""Partnerships, areas and organisations as somebody sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory.models import (
    Area,
    JointMembership,
    Organisation,
    Partnership,
    PartnershipArea,
    Term,
)
from candour.practice.directory.permissions import takes_part_in


def partnerships(actor: Actor) -> QuerySet[Partnership]:
    """Every partnership that exists today, by name."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return seen_by(actor, Partnership).filter(alive, from_on__lte=actor.today).order_by("name")


def partnerships_to_refer_to(actor: Actor) -> list[Partnership]:
    """The children's partnerships and adults' boards to which anybody may refer: their names are public."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    kinds = (Partnership.Kind.CHILDREN, Partnership.Kind.ADULTS)
    return list(Partnership.objects.filter(alive, from_on__lte=actor.today, kind__in=kinds).order_by("name"))


def my_organisation(actor: Actor) -> Organisation | None:
    """The organisation in which the actor holds a post today; of several, the first by name."""
    return seen_by(actor, Organisation).filter(pk__in=actor.bodies("organisation")).order_by("name").first()


def partnership(actor: Actor, ref: str) -> Partnership:
    """One partnership by its reference. Raises Hidden."""
    return fetch(actor, Partnership, ref=ref)


def partnership_by_id(actor: Actor, id_: int) -> Partnership:
    """One partnership by its id. Raises Hidden."""
    return fetch(actor, Partnership, pk=id_)


def areas(actor: Actor) -> list[Area]:
    """Every area, by name."""
    return list(seen_by(actor, Area).order_by("name"))


def my_partnerships(actor: Actor, *roles: str) -> QuerySet[Partnership]:
    """The partnerships in which the actor holds one of the roles (any role if none is named)."""
    return partnerships(actor).filter(pk__in=actor.bodies("partnership", *roles))


def areas_of(actor: Actor, partnership_id: int) -> list[Area]:
    """The areas that a partnership covers, by name."""
    covered = seen_by(actor, PartnershipArea).filter(partnership_id=partnership_id).values("area_id")
    return list(seen_by(actor, Area).filter(pk__in=covered).order_by("name"))


def of_the_same_areas(actor: Actor, partnerships: Collection[int]) -> frozenset[int]:
    """The ids of some partnerships, and of every other that covers one of their areas: a board beside a partnership."""

    def find() -> frozenset[int]:
        covered = PartnershipArea.objects.filter(partnership_id__in=partnerships).values("area_id")
        beside = PartnershipArea.objects.filter(area_id__in=covered).values_list("partnership_id", flat=True)
        return frozenset(partnerships) | frozenset(beside)

    return actor.once(("of the same areas", frozenset(partnerships)), find) if partnerships else frozenset()


def area_named(actor: Actor, printed: str) -> tuple[Area | None, str]:
    """The area of a printed name, and the short name to propose where the print is a known misprint (else empty)."""
    wanted = printed.strip().lower()
    for area in seen_by(actor, Area):
        if wanted in (area.name.lower(), area.short_name.lower()):
            return area, ""
        if wanted in (misprint.lower() for misprint in area.misprints):
            return area, area.short_name
    return None, ""


def joint_bodies_of(actor: Actor, partnership_id: int, on: date) -> list[Partnership]:
    """The joint partnerships of which a partnership is a member on a day."""
    current = Q(until_on=None) | Q(until_on__gte=on)
    joined = seen_by(actor, JointMembership).filter(current, member_id=partnership_id, from_on__lte=on)
    return list(seen_by(actor, Partnership).filter(pk__in=joined.values("joint_id")).order_by("name"))


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation that exists today, by name."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return seen_by(actor, Organisation).filter(alive).order_by("name")


def organisations_for(actor: Actor, partnership_id: int) -> list[Organisation]:
    """The agencies that take part in a partnership: its own councils' services, and those that serve several areas.

    A council as a whole is left out where its services stand for it.
    """
    return list(organisations(actor).filter(takes_part_in(partnership_id)))


def agencies_of_each(actor: Actor, partnership_ids: Collection[int]) -> dict[int, list[Organisation]]:
    """By the id of a partnership: the agencies that take part in it, by name. One query, however many there are."""
    takes_part = {
        f"takes_part_in_{id_}": ExpressionWrapper(takes_part_in(id_), output_field=BooleanField())
        for id_ in partnership_ids
    }
    found = list(organisations(actor).annotate(**takes_part))
    return {id_: [one for one in found if getattr(one, f"takes_part_in_{id_}")] for id_ in partnership_ids}


def organisation(actor: Actor, ref: str) -> Organisation:
    """One organisation by its reference, also one that has ended. Raises Hidden."""
    return fetch(actor, Organisation, ref=ref)


def ended_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation that has ended, with what took its place."""
    return seen_by(actor, Organisation).filter(until_on__lt=actor.today).select_related("successor").order_by("name")


def services_of(actor: Actor, organisation_id: int) -> QuerySet[Organisation]:
    """The services of an agency, by name."""
    return organisations(actor).filter(part_of_id=organisation_id)


def terms(actor: Actor) -> QuerySet[Term]:
    """What each sector calls a thing, where it differs."""
    return seen_by(actor, Term).order_by("concept", "sector")


def label_for(actor: Actor, concept: str, default: str) -> str:
    """What the actor's own sector calls a thing; the common word for everybody else."""
    bodies = actor.bodies("organisation")
    if not bodies:
        return default
    sectors = seen_by(actor, Organisation).filter(pk__in=bodies).values("sector")
    label = seen_by(actor, Term).filter(concept=concept, sector__in=sectors).values_list("label", flat=True).first()
    return label or default
