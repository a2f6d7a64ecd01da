"""Who may do what with groups, meetings, papers, decisions and actions."""

from __future__ import annotations

from typing import Any

from candour.platform.access.actor import Actor
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.models import (
    Action,
    ActionLead,
    AgendaItem,
    Group,
    GroupSeat,
    ItemUpdate,
    Minutes,
    Paper,
    Promise,
    Response,
    TermsSignature,
)
from candour.practice.governance.permissions.seats import groups_of, is_bound, policy


@policy.act("keep groups")
def _keep_groups(actor: Actor, record: Any) -> bool:
    """Only a manager of the partnership to which the group belongs."""
    return actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", _partnership_of(record))


@policy.act("bring in groups")
def _bring_in_groups(actor: Actor, record: Any) -> bool:
    """Only a manager of the partnership."""
    return actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", record.pk)


@policy.act("run meetings")
def _run_meetings(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership to which the group belongs."""
    return any(actor.holds(role, "partnership", _partnership_of(record)) for role in roles.TEAM)


@policy.act("apologise for a seat")
def _apologise(actor: Actor, record: GroupSeat) -> bool:
    """Whoever holds the seat or is its standing deputy, and the office of the group."""
    return (is_bound(actor) and record.post_id in set(directory.posts_held(actor))) or _run_meetings(actor, record)


@policy.act("keep the action log")
def _keep_log(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership to which the group belongs."""
    return _run_meetings(actor, record)


@policy.act("see who read the action log")
def _see_readers(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership to which the group belongs."""
    return _run_meetings(actor, record)


@policy.act("update an action")
def _update_action(actor: Actor, record: Action) -> bool:
    """The owner, the co-leads, the agency that answers for it, and the office of the group."""
    if actor.person_id is None:
        return False
    agencies = actor.bodies("organisation", *roles.AGENCY)
    if record.owner_id == actor.person_id or record.organisation_id in agencies or _keep_log(actor, record):
        return True
    return ActionLead.objects.filter(action=record, person_id=actor.person_id).exists()


@policy.act("close an action")
def _close_action(actor: Actor, record: Action) -> bool:
    """The owner and the office of the group."""
    return (actor.person_id is not None and record.owner_id == actor.person_id) or _keep_log(actor, record)


@policy.act("declare a conflict in an item")
def _declare(actor: Actor, record: AgendaItem) -> bool:
    """Everybody for themselves; for somebody else, the office of the group."""
    return is_bound(actor)


@policy.act("keep private notes on a paper")
def _keep_own_notes(actor: Actor, record: Paper) -> bool:
    """Everybody who reads the paper, for themselves."""
    return is_bound(actor)


@policy.act("answer a round")
def _answer(actor: Actor, record: Response) -> bool:
    """Whoever holds the seat, or is its standing deputy."""
    return record.seat.post_id in list(directory.posts_held(actor))


@policy.act("sign terms of reference")
def _sign_terms(actor: Actor, record: TermsSignature) -> bool:
    """Whoever holds the post that is named as signatory."""
    return record.post_id in list(directory.posts_held(actor))


@policy.act("send an update")
def _send_update(actor: Actor, record: ItemUpdate) -> bool:
    """The agency that was asked, the members of the group that was asked, and the office."""
    if record.organisation_id is not None and record.organisation_id in actor.bodies("organisation"):
        return True
    if record.group_id is not None and record.group_id in groups_of(actor):
        return True
    return _run_meetings(actor, record.item.meeting)


def _partnership_of(record: Any) -> int | None:
    if isinstance(record, Group):
        return record.partnership_id
    if isinstance(record, AgendaItem | Minutes):
        return record.meeting.group.partnership_id
    if isinstance(record, Paper | ItemUpdate | Promise):
        return record.item.meeting.group.partnership_id
    return record.group.partnership_id if record is not None else None
