"""How far somebody's posts reach: which partnerships' learning they read, and for which bodies they answer."""

from __future__ import annotations

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy
from candour.practice.directory import roles
from candour.practice.learning.models import ReportBody

policy = Policy("learning")

CORE = (*roles.TEAM, roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR, roles.SCRUTINEER)
"""Who reads also what is restricted."""
ANSWERS_FOR_AGENCY = roles.AGENCY
ANSWERS_FOR_PARTNERSHIP = (*roles.TEAM, roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)


def is_bound(actor: Actor) -> bool:
    """Whether the actor is a person who has signed what everybody signs first."""
    return actor.kind == "person" and actor.person_id is not None and not actor.holds(roles.UNBOUND)


def of_partnership(actor: Actor, *held: str, path: str = "partnership_id") -> Q:
    """Only rows of partnerships in which the actor holds one of the roles, or any post."""
    return Q(**{f"{path}__in": actor.bodies("partnership", *held)}) if is_bound(actor) else NOTHING


def answered_for(actor: Actor) -> Q:
    """Only bodies of reports for which the actor answers."""
    return Q(organisation_id__in=actor.bodies("organisation", *ANSWERS_FOR_AGENCY)) | Q(
        partnership_id__in=actor.bodies("partnership", *ANSWERS_FOR_PARTNERSHIP)
    )


def belongs_to_body(actor: Actor, body: ReportBody) -> bool:
    """Whether the actor holds any post in the body, and so may not judge its evidence."""
    if body.organisation_id is not None:
        return body.organisation_id in actor.bodies("organisation")
    return body.partnership_id in actor.bodies("partnership")
