"""Who sees a form that is being filled in: whoever sees its owner, or whoever began it."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy, belongs_to_seen
from candour.platform.guided_forms.models import FormAnswers

policy = Policy("guided forms")


@policy.sees(FormAnswers, by_owner=True)
def _answers(actor: Actor) -> Q:
    """Whoever sees the record that the form is for; a form for no record yet, only whoever began it."""
    return belongs_to_seen(actor, FormAnswers) | begun_by(actor)


def begun_by(actor: Actor) -> Q:
    """Only forms for no record yet that the actor's account began."""
    if actor.account_id is None:
        return NOTHING
    return Q(owner_kind="", holder_kind="account", holder_id=actor.account_id)
