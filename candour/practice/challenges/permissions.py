"""Who sees challenges, and who raises, answers and ends them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy, owner, seen_by
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.workflow import ANSWER, LEAD, RAISE, TAKE
from candour.practice.directory import roles

policy = Policy("challenges")

READS = (*roles.TEAM, roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR, roles.SCRUTINEER)
"""Who reads every challenge of their partnership."""
SPEAKS = (
    roles.SAFEGUARDING_LEAD,
    roles.SENIOR_MANAGER,
    roles.DESIGNATED_NURSE,
    roles.HEAD_OF_SAFEGUARDING,
    roles.DIRECTOR_OF_ADULT_SERVICES,
    roles.STATUTORY_PARTNER,
)
"""Who speaks for an agency when it challenges or is challenged."""


def is_bound(actor: Actor) -> bool:
    """Whether the actor is a person who has signed what everybody signs first."""
    return actor.kind == "person" and actor.person_id is not None and not actor.holds(roles.UNBOUND)


def agencies_of(actor: Actor) -> frozenset[int]:
    """The ids of the agencies for which the actor speaks."""
    return actor.bodies("organisation", *SPEAKS) if is_bound(actor) else frozenset()


def may_read(actor: Actor) -> bool:
    """Whether the actor holds a post in which there are challenges to see."""
    return is_bound(actor) and any(actor.holds(role) for role in (*READS, *SPEAKS))


@policy.sees(Challenge, confidential=True)
def _challenges(actor: Actor) -> Q:
    """The office, the partners, the chairs and the scrutineer of the partnership; those who speak for either agency."""
    if not is_bound(actor):
        return NOTHING
    agencies = agencies_of(actor)
    own = Q(raised_by_id__in=agencies) | Q(body_id__in=agencies)
    return Q(partnership_id__in=actor.bodies("partnership", *READS)) | own


@policy.sees(Step)
def _steps(actor: Actor) -> Q:
    """Whoever sees the challenge."""
    return Q(challenge__in=seen_by(actor, Challenge).values("pk"))


owner(Challenge)


def _is_office(actor: Actor, record: Any) -> bool:
    return is_bound(actor) and record.partnership_id in actor.bodies("partnership", *roles.TEAM)


@policy.act(RAISE)
def _raise(actor: Actor, record: Challenge) -> bool:
    """Those who speak for the agency that raises it, such as its safeguarding lead, and the partnership's office."""
    return record.raised_by_id in agencies_of(actor) or _is_office(actor, record)


@policy.act(LEAD)
def _lead(actor: Actor, record: Challenge) -> bool:
    """Only those who speak for the agency that raised it, and the partnership's office."""
    return record.raised_by_id in agencies_of(actor) or _is_office(actor, record)


@policy.act(ANSWER)
def _answer(actor: Actor, record: Challenge) -> bool:
    """Only those who speak for the agency that is challenged, and the partnership's office."""
    return record.body_id in agencies_of(actor) or _is_office(actor, record)


@policy.act(TAKE)
def _take(actor: Actor, record: Any) -> bool:
    """Only the partnership's office."""
    return is_bound(actor) and record.pk in actor.bodies("partnership", *roles.TEAM)
