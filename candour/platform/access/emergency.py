"""Breaking the glass: opening a record in an emergency, with a reason, for four hours, to be reviewed afterwards.

A wall put up for a conflict of interest beats it: the app's own rule must not add `granted` for a walled person.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, Model, OuterRef, Q

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import NOTHING, Refused
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import sentence

LASTS = timedelta(hours=4)
AT_MOST = 3
"""How often one person may open records in an emergency within thirty days before somebody reviews it."""

OPENED = sentence("access.emergency_opened", "opened the record in an emergency until {until}")
REVIEWED = sentence("access.emergency_reviewed", "reviewed the emergency access of {whom}")


@operation
def open_in_emergency(actor: Actor, opened: Model, *, reason: str) -> EmergencyAccess:
    """Open a record for four hours. The caller must have checked who may, and tells those who must know.

    Raises Refused without a reason, and when three earlier openings of the last thirty days were not yet reviewed.
    """
    if actor.person_id is None:
        raise Refused("Only a person who is signed in can open a record in an emergency.")
    if not reason.strip():
        raise Refused("Say why you need to see this record now.")
    # One at a time for each person: whoever comes second waits for the first here, and then counts it.
    Account.objects.filter(Q(pk=actor.account_id)).update(is_active=F("is_active"))
    unreviewed = EmergencyAccess.objects.filter(
        person_id=actor.person_id, reviewed_at=None, opened_at__gt=actor.at - timedelta(days=30)
    ).count()
    if unreviewed >= AT_MOST:
        raise Refused("Three of your emergency openings wait to be reviewed. Ask the partnership manager.")
    grant = EmergencyAccess.objects.create(
        person_id=actor.person_id,
        who=actor.label,
        record_kind=opened._meta.label_lower,
        record_id=opened.pk,
        reason=reason.strip(),
        opened_at=actor.at,
        ends_at=actor.at + LASTS,
    )
    record(OPENED, subject=grant, within=opened, until=grant.ends_at.isoformat(timespec="minutes"))
    return grant


@operation
def review_emergency(actor: Actor, grant: EmergencyAccess, opened: Model, *, review: str) -> None:
    """Record that an emergency opening was looked at, and what was found. Raises Refused if it was reviewed before."""
    if not review.strip():
        raise Refused("Say what you found.")
    changed = EmergencyAccess.objects.filter(pk=grant.pk, reviewed_at=None).update(
        reviewed_at=actor.at, reviewed_by=actor.label, review=review.strip()
    )
    if not changed:
        raise Refused("This opening has been reviewed already.")
    record(REVIEWED, subject=grant, within=opened, whom=grant.who)


def granted(actor: Actor, model: type[Model], path: str = "pk") -> Q:
    """The rows whose path leads to a record of the model that is open to the actor in an emergency now."""
    if actor.person_id is None:
        return NOTHING
    return Q(
        Exists(
            EmergencyAccess.objects.filter(
                record_kind=model._meta.label_lower,
                record_id=OuterRef(path),
                person_id=actor.person_id,
                ends_at__gt=actor.at,
            )
        )
    )


def openings_of(opened: Model) -> list[EmergencyAccess]:
    """Every emergency opening of a record that the caller has fetched as seen, newest first."""
    return list(
        EmergencyAccess.objects.filter(record_kind=opened._meta.label_lower, record_id=opened.pk).order_by("-opened_at")
    )
