"""The forward plan: adding and changing items, and letting them fall into meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.governance import audit_events
from candour.practice.governance.models import AgendaItem, Group, Meeting, PlannedItem
from candour.practice.governance.queries.plans import fall_into, live_items, placed_days, planned_item
from candour.practice.governance.vocabulary import Standing
from candour.rulebook.language.clocks import day_of


@operation
def plan_item(actor: Actor, *, group_ref: str, facts: Mapping[str, Any]) -> PlannedItem:
    """Put an item into a forward plan, and onto agendas where it belongs that are not out yet. Raises Refused."""
    group = fetch(actor, Group, ref=group_ref)
    require(actor, "run meetings", group)
    if group.until_on is not None:
        raise Refused("This group has ended. Its record stays as it was.")
    _require_day(facts)
    item = PlannedItem.objects.create(group=group, **facts)
    record(audit_events.PLAN_ADDED, subject=item, within=group, group=group.name)
    open_agendas = Meeting.objects.filter(
        group=group, owner_kind="", state="planned", starts_at__gte=actor.at, agenda_out_at=None
    )
    for meeting in open_agendas.select_related("group").order_by("starts_at"):
        let_fall(actor, meeting, [item])
    return item


@operation
def change_planned(actor: Actor, *, ref: str, version: int, facts: Mapping[str, Any]) -> None:
    """Change an item of the forward plan. Agendas that have it already stay as they are. Raises Refused or Conflict."""
    item = planned_item(actor, ref)
    require(actor, "run meetings", item)
    _require_day(facts)
    save_edit(item, version, **facts)
    record(audit_events.PLAN_CHANGED, subject=item, within=item.group, group=item.group.name)


@operation
def remove_planned(actor: Actor, *, ref: str) -> None:
    """Take an item out of the forward plan. Agendas that have it already stay as they are. Raises Refused."""
    item = planned_item(actor, ref)
    require(actor, "run meetings", item)
    save_edit(item, item.version, removed_at=actor.at)
    record(audit_events.PLAN_REMOVED, subject=item, within=item.group, group=item.group.name)


@operation
def fill_agenda(actor: Actor, *, ref: str) -> int:
    """Put onto a planned meeting's agenda what belongs there by the forward plan. Returns how many. Raises Refused."""
    meeting = fetch(actor, Meeting, "group", ref=ref, owner_kind="")
    require(actor, "run meetings", meeting)
    if meeting.state != "planned":
        raise Refused("The agenda is settled: the meeting has begun or is over.")
    return let_fall(actor, meeting)


def let_fall(actor: Actor, meeting: Meeting, items: Iterable[PlannedItem] | None = None) -> int:
    """Let items of the forward plan (all, if none are given) fall into a meeting, inside an operation: how many did."""
    group = meeting.group
    others = Meeting.objects.filter(group=group, owner_kind="", state="planned", starts_at__gte=actor.at)
    days = [day_of(starts_at) for starts_at in others.values_list("starts_at", flat=True)]
    coming = fall_into(
        live_items(group.pk) if items is None else items,
        day_of(meeting.starts_at),
        days,
        placed_days(group.pk),
        tolerance_days=group.tolerance_days,
    )
    # What comes at every meeting stands first, as on most agendas: apologies, notes, the log.
    coming.sort(key=lambda one: one.standing != Standing.EVERY)
    order = last_order(meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=order + number,
            title=one.title,
            presenter=one.lead,
            minutes=one.minutes,
            domain=one.domain,
            planned=one,
            carried_count=one.carried_count if one.standing == Standing.ONCE else 0,
        )
        for number, one in enumerate(coming, start=1)
    )
    if coming or items is None:
        record(audit_events.AGENDA_FILLED, subject=meeting, group=group.name, count=len(coming))
    return len(coming)


def last_order(meeting: Meeting) -> int:
    """The number of the last item on an agenda; 0 for none."""
    return AgendaItem.objects.filter(meeting=meeting, removed_at=None).aggregate(last=Max("order"))["last"] or 0


def _require_day(facts: Mapping[str, Any]) -> None:
    if facts.get("standing") in (Standing.SIX_MONTHLY, Standing.YEARLY, Standing.STATUTORY) and not facts.get("due_on"):
        raise Refused("Say when it is first wanted.")
