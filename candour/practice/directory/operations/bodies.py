"""Adding and closing organisations and partnerships, and installing a structure as a preset."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.directory import audit_events
from candour.practice.directory.models import (
    Area,
    JointMembership,
    Organisation,
    Partnership,
    PartnershipArea,
    Post,
    Term,
)
from candour.practice.directory.presets.structure import PostPreset, Structure


@operation
def add_organisation(
    actor: Actor,
    *,
    name: str,
    short_name: str,
    sector: str,
    inbox: str = "",
    is_health_provider: bool = False,
    from_on: date | None = None,
    part_of: Organisation | None = None,
) -> Organisation:
    """Add an agency or a service of one. Raises Refused if a living organisation has the name."""
    require(actor, "keep the directory")
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(),
                short_name=short_name.strip(),
                sector=sector,
                inbox=inbox,
                is_health_provider=is_health_provider,
                from_on=from_on,
                part_of=part_of,
            )
    except IntegrityError as error:
        raise Refused(f"There is an organisation called {name.strip()} already.") from error
    record(audit_events.ORGANISATION_ADDED, subject=organisation, name=organisation.name)
    return organisation


@operation
def close_organisation(actor: Actor, *, ref: str, until_on: date, successor_ref: str = "") -> None:
    """End an organisation on a day, naming what takes its place. Its history stays under its own name.

    Raises Refused if it has ended already, if it would end before it began or be its own successor.
    """
    require(actor, "keep the directory")
    organisation = fetch(actor, Organisation, ref=ref)
    successor = fetch(actor, Organisation, ref=successor_ref) if successor_ref else None
    if successor == organisation:
        raise Refused("An organisation cannot be its own successor.")
    if organisation.from_on is not None and until_on < organisation.from_on:
        raise Refused("An organisation cannot end before it began.")
    changed = Organisation.objects.filter(pk=organisation.pk, until_on=None).update(
        until_on=until_on, successor=successor
    )
    if not changed:
        raise Refused("This organisation has ended already.")
    name = successor.name if successor else "none"
    record(audit_events.ORGANISATION_CLOSED, subject=organisation, name=organisation.name, successor=name)


@operation
def add_partnership(
    actor: Actor, *, name: str, short_name: str, kind: str, from_on: date, areas: list[Area], office_email: str = ""
) -> Partnership:
    """Add a partnership and the areas that it covers. Raises Refused if the name is taken."""
    require(actor, "keep the directory")
    try:
        with transaction.atomic():
            partnership = Partnership.objects.create(
                name=name, short_name=short_name, kind=kind, from_on=from_on, office_email=office_email
            )
    except IntegrityError as error:
        raise Refused(f"There is a partnership called {name} already.") from error
    for area in areas:
        PartnershipArea.objects.create(partnership=partnership, area=area)
    record(audit_events.PARTNERSHIP_ADDED, subject=partnership, name=name)
    return partnership


@operation
def set_term(actor: Actor, *, sector: str, concept: str, label: str, definition: str) -> None:
    """Set what one sector calls a thing."""
    require(actor, "keep the directory")
    term, _ = Term.objects.update_or_create(
        sector=sector, concept=concept, defaults={"label": label, "definition": definition}
    )
    record(audit_events.TERM_SET, subject=term, sector=sector, concept=concept)


@operation
def install_preset(actor: Actor, *, structure: Structure) -> list[Partnership]:
    """Install a structure: areas, partnerships, organisations and posts, all without people. What exists stays.

    Running it again adds what is missing.
    """
    require(actor, "keep the directory")
    areas = {
        area.short_name: Area.objects.get_or_create(
            short_name=area.short_name, defaults={"name": area.name, "misprints": list(area.misprints)}
        )[0]
        for area in structure.areas
    }
    organisations = _install_organisations(structure)
    partnerships = {}
    for body in structure.partnerships:
        partnership, _ = Partnership.objects.get_or_create(
            name=body.name,
            defaults={
                "short_name": body.short_name,
                "kind": body.kind,
                "from_on": body.from_on,
                "until_on": body.until_on,
                "office_email": body.office_email,
                "office_phone": body.office_phone,
            },
        )
        partnerships[body.short_name] = partnership
        for short_name in body.areas:
            PartnershipArea.objects.get_or_create(partnership=partnership, area=areas[short_name])
    for body in structure.partnerships:
        joint = partnerships[body.short_name]
        for member in body.members:
            JointMembership.objects.get_or_create(
                joint=joint, member=partnerships[member], defaults={"from_on": body.from_on}
            )
        for post in body.posts:
            _install_post(post, joint, organisations[post.organisation] if post.organisation else None)
    for organisation in structure.organisations:
        for post in organisation.posts:
            _install_post(post, None, organisations[organisation.short_name])
    first = next(iter(partnerships.values()))
    record(audit_events.PRESET_INSTALLED, subject=first, name=structure.title)
    return list(partnerships.values())


def _install_post(post: PostPreset, partnership: Partnership | None, organisation: Organisation | None) -> None:
    same = Post.objects.filter(title=post.title, role=post.role, partnership=partnership, organisation=organisation)
    if not same.exists():
        Post.objects.create(title=post.title, role=post.role, partnership=partnership, organisation=organisation)


def _install_organisations(structure: Structure) -> dict[str, Organisation]:
    installed: dict[str, Organisation] = {}
    for body in structure.organisations:
        # Of a name that was ended and taken up again there are two, of which the living one is meant.
        there = Organisation.objects.filter(name=body.name).order_by(F("until_on").desc(nulls_first=True)).first()
        installed[body.short_name] = there or Organisation.objects.create(
            name=body.name,
            short_name=body.short_name,
            sector=body.sector,
            is_health_provider=body.is_health_provider,
            part_of=installed[body.part_of] if body.part_of else None,
            from_on=body.from_on,
            until_on=body.until_on,
            inbox=body.inbox,
        )
    for body in structure.organisations:
        if body.successor:
            Organisation.objects.filter(pk=installed[body.short_name].pk, successor=None).update(
                successor=installed[body.successor]
            )
    return installed
