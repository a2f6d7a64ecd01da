"""Who handles requests for access: the office of the body. It comes to see nothing more by handling one."""

from __future__ import annotations

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, seen_by
from candour.platform.subject_access.models import AccessRequest, Judgement
from candour.platform.subject_access.workflow import HANDLE

policy = Policy("subject_access")

OFFICE = ("partnership-manager", "partnership-team")


def bodies_of(actor: Actor) -> frozenset[int]:
    """The bodies in whose office the actor works."""
    return actor.bodies("partnership", *OFFICE)


@policy.sees(AccessRequest, confidential=True)
def _requests(actor: Actor) -> Q:
    """The office of the body that was asked."""
    return Q(body_id__in=bodies_of(actor))


@policy.sees(Judgement)
def _judgements(actor: Actor) -> Q:
    """Whoever sees the request. A page shows a judgement only beside an identity that its reader sees."""
    return Q(request__in=seen_by(actor, AccessRequest))


@policy.act(HANDLE)
def _handle(actor: Actor, record: object) -> bool:
    """Only the office of the body that was asked."""
    body_id = record.body_id if isinstance(record, AccessRequest) else int(str(record))
    return body_id in bodies_of(actor)
