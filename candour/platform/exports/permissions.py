"""Who sees exports: whoever sees the record that they were taken out of."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, belongs_to_seen
from candour.platform.exports.models import Export

policy = Policy("exports")


@policy.sees(Export, by_owner=True)
def _exports(actor: Actor) -> Q:
    """The exports of every record that the actor sees."""
    return belongs_to_seen(actor, Export)
