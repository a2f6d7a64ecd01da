"""What can be done: take a register or list out of the system, with a reason and so often an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.allowances.taking import take
from candour.platform.audit_trail.operation import operation, record
from candour.platform.exports import audit_events
from candour.platform.exports.models import Export


@operation
def release(
    actor: Actor, *, about: Model, what: str, reason: str, make: Callable[[], bytes], also: Sequence[Model] = ()
) -> bytes:
    """Have an export made and counted. `what` names the kind of list, never anybody in it; `make` writes it.

    Where it is about several records, the others are named in `also`, and each has it in its own history.

    The caller has checked that the actor may export it. Raises Refused without a reason, for anybody but a person and
    the system's own jobs, and for a person who took out as many this hour as anybody may.
    """
    if not reason.strip():
        raise Refused("Say why you need this export.")
    if not actor.is_system:
        _count(actor)
    made = make()
    for owner in (about, *also):
        Export.objects.create(
            owner_kind=owner._meta.label_lower,
            owner_id=owner.pk,
            what=what,
            reason=reason.strip(),
            taken_at=actor.at,
            taken_by=actor.label,
            taken_by_person_id=actor.person_id,
        )
        record(audit_events.EXPORTED, subject=owner, what=what)
    return made


def _count(actor: Actor) -> None:
    if actor.person_id is None:
        raise Refused("Only a person who is signed in can take an export.")
    at_most = settings.CANDOUR_HOURLY_EXPORTS
    if not take(actor, "export", each="hour", at_most=at_most):
        raise Refused(f"You have taken {at_most} exports this hour, which is as many as anybody may. Wait an hour.")
