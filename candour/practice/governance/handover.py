"""What somebody who leaves still answers for: open actions, each of which needs another owner."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.directory.queries.people import HandoverItem
from candour.practice.governance.models import Action
from candour.practice.governance.workflow import ACTION

MOST = 200


def held_by(actor: Actor, person_id: int) -> list[HandoverItem]:
    """The open actions that a person answers for, as the actor sees them."""
    held = seen_by(actor, Action).filter(owner_id=person_id, state=ACTION.start).select_related("group")
    return [
        HandoverItem(f"Action {one.name} of {one.group.name}", reverse("action", args=[one.ref]))
        for one in held.order_by("due_sort", "pk")[:MOST]
    ]
