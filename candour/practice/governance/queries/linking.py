"""How an action is linked to other records: by its number in its group's log."""

from __future__ import annotations

import re

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.links.kinds import Kind
from candour.practice.governance.models import Action


def actions_named(actor: Actor, words: str) -> list[Action]:
    """The actions with that number, such as 2026/7, as far as the actor sees them."""
    said = re.fullmatch(r"(?:action\s+)?(\d{4})/(\d{1,4})(?:,\s*(.+))?", words, flags=re.IGNORECASE)
    if not said:
        return []
    found = seen_by(actor, Action).filter(year=int(said[1]), number=int(said[2])).select_related("group")
    return [one for one in found[:5] if not said[3] or one.group.name.casefold() == said[3].casefold()]


def title_of(action: Action) -> str:
    """An action by its number and its group, since each group has a log of its own."""
    return f"Action {action.name}, {action.group.name}"


ACTION_KIND = Kind(
    slug="action",
    model=Action,
    called="Action",
    may_link="keep the action log",
    title_of=title_of,
    address_of=lambda action: reverse("action", args=[action.ref]),
    named=actions_named,
    needs=("group",),
)
