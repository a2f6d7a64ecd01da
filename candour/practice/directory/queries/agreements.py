"""The register of information sharing agreements, as somebody sees it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory.models import Agreement, AgreementParty, Organisation


def agreements(actor: Actor) -> list[Agreement]:
    """Every agreement that the actor sees, by partnership, the next to be reviewed first."""
    found = seen_by(actor, Agreement).select_related("partnership")
    return list(found.order_by("partnership__name", "review_on", "title"))


def agreement(actor: Actor, ref: str) -> Agreement:
    """One agreement. Raises Hidden."""
    return fetch(actor, Agreement, "partnership", "document", ref=ref)


def agreements_in_force(actor: Actor, partnership_id: int) -> list[Agreement]:
    """Those of a partnership under which something can be shared today, by title."""
    running = Q(until_on=None) | Q(until_on__gte=actor.today)
    found = seen_by(actor, Agreement).filter(running, partnership_id=partnership_id, from_on__lte=actor.today)
    return list(found.order_by("title", "pk"))


def parties_of(actor: Actor, found: Iterable[Agreement]) -> dict[int, list[Organisation]]:
    """By the id of an agreement: the bodies of the directory that are parties to it, by name. One query."""
    rows = seen_by(actor, AgreementParty).filter(agreement__in=list(found)).select_related("organisation")
    parties: dict[int, list[Organisation]] = {}
    for row in rows.order_by("organisation__name"):
        parties.setdefault(row.agreement_id, []).append(row.organisation)
    return parties
