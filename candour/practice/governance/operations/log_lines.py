"""Parts of operations: the line of an action in its log, kept true with every change."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.governance.models import Action, ActionLead, ActionLine

COMPARED = (
    "group_id",
    "year",
    "number",
    "state",
    "text",
    "owner_id",
    "organisation_id",
    "leads_as_printed",
    "due_on",
    "due_sort",
    "carried_count",
    "closed_on",
    "evidence",
    "dropped_because",
)


def refresh(actor: Actor, action: Action) -> None:
    """Bring an action's line up to date: if anything differs, the old line ends now and a new one begins.

    Called at the end of every operation on an action.
    """
    now = Action.objects.get(pk=action.pk)
    leads = ActionLead.objects.filter(action=now).order_by("person__name")
    line = ActionLine(
        action=now,
        true_from=actor.at,
        co_leads=list(leads.values_list("person__name", flat=True)),
        **{name: getattr(now, name) for name in COMPARED},
    )
    current = ActionLine.objects.filter(action=now, true_until=None).first()
    if current is not None:
        if all(getattr(current, name) == getattr(line, name) for name in (*COMPARED, "co_leads")):
            return
        ActionLine.objects.filter(pk=current.pk, true_until=None).update(true_until=actor.at)
    line.save()
