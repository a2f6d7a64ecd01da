"""Who sees and decides how long records are kept. Nobody comes to see a record by looking after its end."""

from __future__ import annotations

from django.db.models import Model, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, belongs_to_seen, seen_by
from candour.platform.retention.ends import body_of
from candour.platform.retention.kinds import kinds
from candour.platform.retention.models import Erasure, ErasureLine, LegalHold, Period
from candour.platform.retention.workflow import CONFIRM, PROPOSE, WITHDRAW

policy = Policy("retention")

OFFICE = ("partnership-manager", "partnership-team")
SECOND = (*OFFICE, "statutory-partner", "partnership-chair", "board-chair")
"""Roles in the platform's own words, as with bank holidays: who may be the second person."""


def bodies_of(actor: Actor) -> frozenset[int]:
    """The bodies whose records the actor looks after, as the first person or the second."""
    return actor.bodies("partnership", *SECOND)


def looks_after_records(actor: Actor) -> bool:
    """Whether the actor has any business with how long records are kept."""
    return actor.kind == "person" and not actor.holds("unbound") and bool(bodies_of(actor))


@policy.sees(Period)
def _periods(actor: Actor) -> Q:
    """Those of the body who could be the first person of an erasure or the second."""
    return Q(body_id__in=bodies_of(actor))


@policy.sees(LegalHold, confidential=True, by_owner=True)
def _holds(actor: Actor) -> Q:
    """Whoever sees the record that is held."""
    return belongs_to_seen(actor, LegalHold)


@policy.sees(Erasure)
def _erasures(actor: Actor) -> Q:
    """Those of the body who could be the first person of an erasure or the second."""
    return Q(body_id__in=bodies_of(actor))


@policy.sees(ErasureLine)
def _lines(actor: Actor) -> Q:
    """Whoever sees the erasure. A line says when the time of a record began and ended, and nothing else of it."""
    return Q(erasure__in=seen_by(actor, Erasure))


@policy.act("set how long records are kept")
def _set_period(actor: Actor, body_id: object) -> bool:
    """Only the partnership's manager."""
    return actor.holds("partnership-manager", "partnership", int(str(body_id)))


@policy.act("put a legal hold on a record")
def _hold(actor: Actor, record: Model) -> bool:
    """Anybody of the office, a statutory partner or a chair of the body whose record it is, if they see it."""
    kept = next((one for one in kinds() if isinstance(record, one.model)), None)
    return kept is not None and looks_after_records(actor) and body_of(kept, record) in bodies_of(actor)


@policy.act(PROPOSE)
def _propose(actor: Actor, body_id: object) -> bool:
    """Only the partnership office."""
    return int(str(body_id)) in actor.bodies("partnership", *OFFICE)


@policy.act(CONFIRM)
def _confirm(actor: Actor, erasure: Erasure) -> bool:
    """Only a second person: of the office, a statutory partner or a chair, and never whoever proposed it."""
    return erasure.body_id in bodies_of(actor) and actor.person_id != erasure.proposed_by_id


@policy.act(WITHDRAW)
def _withdraw(actor: Actor, erasure: Erasure) -> bool:
    """Only the office, a statutory partner or a chair."""
    return erasure.body_id in bodies_of(actor)
