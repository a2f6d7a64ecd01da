"""Conflicts of interest in an item of an agenda: declaring one, for oneself or for somebody else, and lifting it."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import AgendaItem, ItemConflict
from candour.practice.governance.queries.live import held_meeting, item_of


@operation
def declare_item_conflict(
    actor: Actor, *, ref: str, item_ref: str, nature: str, person_ref: str = "", substitute: str = ""
) -> ItemConflict:
    """Declare a conflict in an item: that person loses the item with everything in it, at once.

    Without a person it is the actor's own. Whoever was to present it is replaced by the substitute. Raises Refused
    with every reason.
    """
    meeting = held_meeting(actor, ref)
    item = item_of(actor, meeting, item_ref)
    require(actor, "declare a conflict in an item", item)
    person = directory.person(actor, person_ref) if person_ref else directory.person_by_id(actor, actor.person_id)
    is_own = person.pk == actor.person_id
    reasons = []
    if not is_own and not may(actor, "run meetings", meeting):
        reasons.append("You can declare a conflict for yourself. For somebody else, the office does it.")
    if not nature.strip():
        reasons.append("Say what the conflict is.")
    presents = item.presenter_person_id == person.pk or (item.presenter and item.presenter == person.name)
    if presents and not substitute.strip():
        reasons.append("They present this item. Name who presents it instead.")
    if reasons:
        raise Refused(*reasons)
    try:
        with transaction.atomic():
            conflict = ItemConflict.objects.create(
                item=item,
                person=person,
                nature=nature.strip(),
                substitute=substitute.strip(),
                declared_at=actor.at,
                declared_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("This conflict has been declared already.") from error
    if presents:
        AgendaItem.objects.filter(pk=item.pk).update(presenter=substitute.strip(), presenter_person=None)
    record(audit_events.CONFLICT_DECLARED, subject=conflict, within=meeting, number=item.order)
    return conflict


@operation
def lift_item_conflict(actor: Actor, *, ref: str, conflict_id: int) -> None:
    """Lift a conflict, so that the person has the item again. Nobody lifts their own. Raises Refused."""
    meeting = held_meeting(actor, ref)
    conflict = fetch(actor, ItemConflict, "item", pk=conflict_id, item__meeting=meeting)
    require(actor, "run meetings", meeting)
    if conflict.person_id == actor.person_id:
        raise Refused("Nobody lifts a conflict of their own. Ask a colleague.")
    if not ItemConflict.objects.filter(pk=conflict.pk, lifted_at=None).update(lifted_at=actor.at):
        raise Refused("This conflict has been lifted already.")
    record(audit_events.CONFLICT_LIFTED, subject=conflict, within=meeting, number=conflict.item.order)
