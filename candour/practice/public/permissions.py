"""Who reads the public site, and who keeps it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy
from candour.practice.directory import roles
from candour.practice.public.models import (
    Contact,
    Document,
    DocumentFile,
    MeetingDate,
    Promise,
    PromiseStep,
    Site,
)

policy = Policy("public")

KEEPERS = (*roles.TEAM, roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)
"""Who sees a site that is not open yet, and what waits for a second person."""


def _kept(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}partnership_id__in": actor.bodies("partnership", *KEEPERS)})


def _of_site(actor: Actor, path: str = "site__") -> Q:
    return Q(**{f"{path}opened_on__isnull": False}) | _kept(actor, path)


@policy.sees(Site)
def _sites(actor: Actor) -> Q:
    """Everybody once it is open; before that the office, the chairs and the statutory partners of the partnership."""
    return _of_site(actor, "")


@policy.sees(Contact)
def _contacts(actor: Actor) -> Q:
    """Everybody who sees the site."""
    return _of_site(actor)


@policy.sees(Document)
def _documents(actor: Actor) -> Q:
    """Everybody, once it is shown on an open site; before that whoever sees a site that is not open."""
    return Q(shown_at__isnull=False, site__opened_on__isnull=False) | _kept(actor, "site__")


@policy.sees(DocumentFile)
def _files(actor: Actor) -> Q:
    """Whoever reads the document."""
    shown = Q(document__shown_at__isnull=False, document__site__opened_on__isnull=False)
    return shown | _kept(actor, "document__site__")


@policy.sees(MeetingDate)
def _meetings(actor: Actor) -> Q:
    """Everybody who sees the site."""
    return _of_site(actor)


@policy.sees(Promise)
def _promises(actor: Actor) -> Q:
    """Everybody who sees the site, for as long as the report stands on it."""
    return (_of_site(actor) & Q(stands=True)) | _kept(actor, "site__")


@policy.sees(PromiseStep)
def _steps(actor: Actor) -> Q:
    """Everybody who sees the promise."""
    shown = _of_site(actor, "promise__site__") & Q(promise__stands=True)
    return shown | _kept(actor, "promise__site__")


@policy.act("keep the public site")
def _keep(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership."""
    return any(actor.holds(role, "partnership", _partnership_of(record)) for role in roles.TEAM)


@policy.act("put what was released on the public site")
def _put(actor: Actor, record: Any) -> bool:
    """Only the office, the chairs and the statutory partners of the partnership."""
    return any(actor.holds(role, "partnership", _partnership_of(record)) for role in KEEPERS)


def _partnership_of(record: Any) -> int:
    site = getattr(record, "site", record)
    return int(site.partnership_id) if hasattr(site, "partnership_id") else int(site.pk)
