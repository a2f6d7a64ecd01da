"""One action of a log with its leads, updates and history, and which agency somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.audit_trail.queries import Line, history_of
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import Offered, offered
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, AgendaItem, Group, GroupSeat
from candour.practice.governance.workflow import ACTION


@dataclass(frozen=True)
class ActionShown:
    """One action with everything that the reader may see of it."""

    action: Action
    co_leads: list[tuple[int, str]]
    updates: list[ActionUpdate]
    source: str
    """The item from which it comes; empty where there is none or the reader does not see it."""
    source_meeting_ref: str
    history: list[Line]
    moves: list[Offered]
    sees_group: bool


def action(actor: Actor, ref: str) -> Action:
    """One action by its reference. Raises Hidden."""
    return fetch(actor, Action, "group", "owner", "organisation", "evidence_file", ref=ref)


def action_shown(actor: Actor, ref: str) -> ActionShown:
    """One action as its page shows it. Raises Hidden."""
    found = action(actor, ref)
    item = None
    if found.item_id is not None:
        item = seen_by(actor, AgendaItem).filter(pk=found.item_id).select_related("meeting").first()
    updates = ActionUpdate.objects.filter(action=found).select_related("carried_at")
    return ActionShown(
        action=found,
        co_leads=co_leads_of(actor, found),
        updates=list(updates.order_by("-said_at", "-pk")),
        source=item.title if item else "",
        source_meeting_ref=item.meeting.ref if item else "",
        history=history_of(found),
        moves=offered(actor, found, ACTION),
        sees_group=seen_by(actor, Group).filter(pk=found.group_id).exists(),
    )


def co_leads_of(actor: Actor, action: Action) -> list[tuple[int, str]]:
    """The ids and names of those who work on an action, which the caller has fetched as seen, beside its owner."""
    leads = ActionLead.objects.filter(action=action).order_by("person__name")
    return list(leads.values_list("person_id", "person__name"))


def evidence_of(actor: Actor, action: Action) -> StoredFile | None:
    """The file that shows that an action was done, as far as the actor sees it."""
    if action.evidence_file_id is None:
        return None
    return seen_by(actor, StoredFile).filter(pk=action.evidence_file_id).first()


def agency_of(actor: Actor, group_id: int, person_id: int) -> int | None:
    """The id of the agency for which somebody answers in a group: that of their seat, or else of a post they hold."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    held = directory.posts_of(actor, person_id).filter(current, from_on__lte=actor.today)
    agencies = {one.post_id: one.post.organisation_id for one in held if one.post.organisation_id}
    seated = GroupSeat.objects.filter(group_id=group_id, post_id__in=agencies).order_by("order", "pk")
    seat = seated.values_list("post_id", flat=True).first()
    return agencies[seat] if seat else next(iter(agencies.values()), None)
