"""Who sees deadlines and holds: whoever sees what they belong to."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, belongs_to_seen
from candour.platform.deadlines.models import Deadline, Hold

policy = Policy("deadlines")


@policy.sees(Deadline, by_owner=True)
def _deadlines(actor: Actor) -> Q:
    """The deadlines of every record that the actor sees."""
    return belongs_to_seen(actor, Deadline)


@policy.sees(Hold, by_owner=True)
def _holds(actor: Actor) -> Q:
    """The holds of every record that the actor sees."""
    return belongs_to_seen(actor, Hold)


@policy.act("record a bank holiday")
def _record_holiday(actor: Actor, record: object) -> bool:
    """Only a partnership manager or a system administrator, because it moves dates in every case."""
    return actor.holds("partnership-manager") or actor.holds("system-administrator")
