"""Setting up a site, its words and colours, its contacts, and opening it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.directory import queries as directory
from candour.practice.public import audit_events
from candour.practice.public.contrast import against_white
from candour.practice.public.models import Contact, Site
from candour.practice.public.operations.checking import refuse_what_leads_to_somebody
from candour.practice.public.queries.keeping import missing_to_open
from candour.practice.public.vocabulary import ContactKind

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TAKEN = ("new", "documents")
NEEDED = (ContactKind.OFFICE, ContactKind.CONCERN)
"""Of whom an open site names at least one each."""
ON_WHITE, BESIDE_WHITE = 4.5, 3.0
"""The contrast that words and that lines must have with white, after WCAG 2.2."""


def site_to_put_on(actor: Actor, partnership_id: int) -> Site:
    """The site of a partnership, for whoever may put something there. Raises Refused where there is none."""
    site = Site.objects.select_related("partnership").filter(partnership_id=partnership_id).first()
    if site is None:
        raise Refused("This partnership has no public site yet. Its office sets one up first.")
    require(actor, "put what was released on the public site", site)
    return site


@operation
def set_up_site(actor: Actor, *, partnership_ref: str, slug: str, facts: Mapping[str, Any]) -> Site:
    """Set up the site of a partnership. Its short address stays for good. Raises Refused."""
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep the public site", partnership)
    if not SLUG.fullmatch(slug) or slug in TAKEN:
        raise Refused("The short address has small letters, digits and single hyphens only, like “havering-scp”.")
    _require_seen(facts)
    try:
        with transaction.atomic():
            site = Site.objects.create(partnership=partnership, slug=slug, **facts)
    except IntegrityError as error:
        raise Refused("This partnership has a site already, or the short address is taken.") from error
    record(audit_events.SITE_SET_UP, subject=site, slug=slug)
    return site


@operation
def change_site(actor: Actor, *, slug: str, version: int, facts: Mapping[str, Any]) -> None:
    """Change the words and colours of a site. Raises Refused or Conflict."""
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    _require_seen(facts)
    _check(site, facts)
    save_edit(site, version, **facts)
    record(audit_events.SITE_CHANGED, subject=site, slug=slug)


@operation
def open_site(actor: Actor, *, slug: str) -> None:
    """Open a site to everybody. Raises Refused with everything that it lacks, and Conflict if it is open already."""
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    missing = missing_to_open(actor, site)
    if missing:
        raise Refused(*missing)
    _check(site, vars(site))
    if not Site.objects.filter(pk=site.pk, opened_on=None).update(opened_on=actor.today):
        raise Conflict
    record(audit_events.SITE_OPENED, subject=site, slug=slug)


@operation
def save_contact(actor: Actor, *, slug: str, facts: Mapping[str, Any], ref: str = "", version: int = 0) -> None:
    """Add a contact, or change the one of that reference. Raises Refused or Conflict."""
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    is_venue = facts.get("kind") == ContactKind.VENUE
    if is_venue and not facts.get("address", "").strip():
        raise Refused("Give the address of the place where meetings are held.")
    if not is_venue and not any(facts.get(way) for way in ("phone", "email", "web")):
        raise Refused("Give at least one way to reach them: a telephone number, an email address or a web address.")
    refuse_what_leads_to_somebody(site.pk, {"Name": facts["name"], "For whom or when": facts.get("when", "")})
    if ref:
        contact = fetch(actor, Contact, ref=ref, site=site)
        save_edit(contact, version, **facts)
    else:
        contact = Contact.objects.create(site=site, **facts)
    record(audit_events.CONTACT_SAVED, subject=contact, within=site, slug=slug)


@operation
def remove_contact(actor: Actor, *, slug: str, ref: str) -> None:
    """Remove a contact. Raises Refused if it is the last one to whom a concern can be reported on an open site."""
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    contact = fetch(actor, Contact, ref=ref, site=site)
    alike = Contact.objects.filter(site=site, kind=contact.kind).exclude(pk=contact.pk)
    if site.opened_on and contact.kind in NEEDED and not alike.exists():
        raise Refused("This is the last contact of its kind. Add another first, so that people can reach somebody.")
    record(audit_events.CONTACT_REMOVED, subject=contact, within=site, slug=slug)
    contact.delete()


def _check(site: Site, facts: Mapping[str, Any]) -> None:
    parts = {
        title: facts[name]
        for name, title in (
            ("name", "Name on the site"),
            ("strapline", "One line under the name"),
            ("about", "What the partnership is"),
            ("concern_words", "What somebody should know who is worried"),
        )
        if facts.get(name)
    }
    refuse_what_leads_to_somebody(site.pk, parts)


def _require_seen(facts: Mapping[str, Any]) -> None:
    reasons = []
    for name, title, least in (
        ("colour", "colour of the band", ON_WHITE),
        ("accent", "colour of the line", BESIDE_WHITE),
    ):
        if name in facts and (found := against_white(facts[name])) < least:
            reasons.append(
                f"The {title} is too pale: its contrast with white is {found:.1f} to 1, and it needs {least} to 1. "
                "Choose a darker one."
            )
    if reasons:
        raise Refused(*reasons)
