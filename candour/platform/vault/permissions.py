"""Who may see what the vault holds: whoever sees the record that it belongs to."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, belongs_to_seen
from candour.platform.vault.models import Identity

policy = Policy("vault")


@policy.sees(Identity, confidential=True, by_owner=True)
def _(actor: Actor) -> Q:
    """Whoever sees the record that it belongs to. What it holds stays masked until it is shown for a reason."""
    return belongs_to_seen(actor, Identity)
