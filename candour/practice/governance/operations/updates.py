"""Updates for an item: asking agencies and groups, sending one, and chasing those that do not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import AgendaItem, Group, ItemUpdate
from candour.practice.governance.queries.groups import members_of
from candour.rulebook.language.clocks import day_of

DUE = "update"
"""The key of the deadline by which an update is sent."""
AHEAD = timedelta(days=3)
"""How long before it is due an update that has not come is chased; once more when it is late."""


@operation
def ask_updates(
    actor: Actor,
    *,
    item_ref: str,
    organisation_refs: Sequence[str] = (),
    group_refs: Sequence[str] = (),
    due_at: datetime,
) -> int:
    """Ask agencies and groups for a short update on an item. Whoever was asked already is not asked again.

    Returns how many were asked. Raises Refused with every reason.
    """
    item = fetch(actor, AgendaItem, "meeting", "meeting__group", ref=item_ref, removed_at=None)
    require(actor, "run meetings", item)
    reasons = []
    if not actor.at < due_at <= item.meeting.starts_at:
        reasons.append("Updates are due after now and before the meeting begins.")
    asked = set(ItemUpdate.objects.filter(item=item).values_list("organisation_id", "group_id"))
    organisations = [directory.organisation(actor, ref) for ref in organisation_refs]
    groups = [fetch(actor, Group, ref=ref) for ref in group_refs]
    new = [
        *(ItemUpdate(organisation=one) for one in organisations if (one.pk, None) not in asked),
        *(ItemUpdate(group=one) for one in groups if (None, one.pk) not in asked),
    ]
    if not new:
        reasons.append("Choose an agency or a group that was not asked yet.")
    if reasons:
        raise Refused(*reasons)
    for update in new:
        update.item, update.asked_at, update.due_at = item, actor.at, due_at
        update.save(force_insert=True)
        _set_due(actor, update)
    record(audit_events.UPDATES_ASKED, subject=item, within=item.meeting, count=len(new), number=item.order)
    return len(new)


@operation
def send_update(actor: Actor, *, ref: str, version: int, text: str) -> None:
    """Send an update, or correct one before its meeting. Raises Refused, and Conflict if somebody was quicker."""
    update = fetch(actor, ItemUpdate, "item", "item__meeting", "item__meeting__group", "organisation", "group", ref=ref)
    require(actor, "send an update", update)
    if update.item.meeting.state != "planned" or update.item.removed_at is not None:
        raise Refused("The meeting has begun or is over, so that nothing more can be sent for it.")
    if not text.strip():
        raise Refused("Write the update first.")
    save_edit(update, version, text=text.strip(), received_at=actor.at, received_from=actor.label)
    body = name_of(update)
    record(audit_events.UPDATE_SENT, subject=update, within=update.item.meeting, body=body, number=update.item.order)
    deadlines.meet(actor, owner=update, key=DUE)


def chase_updates(actor: Actor) -> int:
    """Chase updates that are nearly due, and once more when they are late. A job of the sweep. Returns how many."""
    found = ItemUpdate.objects.filter(
        Q(chased_at=None, due_at__lte=actor.at + AHEAD) | Q(due_at__lt=actor.at, chased_at__lt=F("due_at")),
        received_at=None,
        item__removed_at=None,
        item__meeting__state="planned",
    ).select_related("item", "item__meeting", "item__meeting__group", "organisation", "group")
    waiting = list(found.order_by("pk"))
    for update in waiting:
        _chase(actor, update=update)
    return len(waiting)


@operation
def _chase(actor: Actor, *, update: ItemUpdate) -> None:
    ItemUpdate.objects.filter(pk=update.pk).update(chased_at=actor.at)
    messages.chase_update(actor, update, name_of(update), _addresses(actor, update))
    record(
        audit_events.UPDATE_CHASED,
        subject=update,
        within=update.item.meeting,
        body=name_of(update),
        number=update.item.order,
    )


def name_of(update: ItemUpdate) -> str:
    """The agency or group that was asked."""
    body = update.organisation or update.group
    return body.name if body else ""


def _addresses(actor: Actor, update: ItemUpdate) -> list[str]:
    if update.organisation_id is not None:
        return directory.addresses_of(actor, ("organisation", update.organisation_id), roles.SAFEGUARDING_LEAD)
    members = set(members_of(actor, update.group_id or 0))
    return sorted(person.email for person in directory.people(actor).filter(pk__in=members) if person.email)


def _set_due(actor: Actor, update: ItemUpdate) -> None:
    group = update.item.meeting.group
    body = (
        ("organisation", update.organisation_id)
        if update.organisation_id is not None
        else ("partnership", update.group.partnership_id if update.group else group.partnership_id)
    )
    task = Task(
        key=DUE,
        title=f"Update of {name_of(update)} for {group.name}"[:200],
        do_next="Send the update before the meeting",
        address=reverse("item_update", args=[update.ref]),
        body=body,
        role="" if update.organisation_id is not None else roles.PARTNERSHIP_MANAGER,
        overseer=("partnership", group.partnership_id),
    )
    deadlines.set_day(actor, owner=update, within=update.item.meeting, task=task, on=day_of(update.due_at))
