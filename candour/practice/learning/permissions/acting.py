"""Who may do what with recommendations, answers, actions and letters."""

from __future__ import annotations

from typing import Any

from candour.platform.access.actor import Actor
from candour.practice.directory import roles
from candour.practice.learning.models import Cell, Letter, PlanAction, Report, ReportBody
from candour.practice.learning.permissions.reach import (
    ANSWERS_FOR_AGENCY,
    ANSWERS_FOR_PARTNERSHIP,
    CORE,
    belongs_to_body,
    is_bound,
    policy,
)


@policy.act("keep recommendations")
def _keep(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership whose recommendations they are."""
    partnership_id = _partnership_of(record)
    return is_bound(actor) and any(actor.holds(role, "partnership", partnership_id) for role in roles.TEAM)


@policy.act("answer for a body")
def _answer(actor: Actor, record: Cell) -> bool:
    """Only whoever answers for that body, and the office that records an answer given in writing."""
    return _keep(actor, record) or (is_bound(actor) and _answers_for(actor, record.body))


@policy.act("answer for an action")
def _answer_for_action(actor: Actor, record: PlanAction) -> bool:
    """Its owner, whoever answers for its body, and the office of the partnership."""
    if not is_bound(actor):
        return False
    return record.owner_id == actor.person_id or _answers_for(actor, record.body) or _keep(actor, record)


@policy.act("judge evidence")
def _judge(actor: Actor, record: PlanAction) -> bool:
    """Only somebody of another body: neither its owner nor whoever finished it or showed evidence, nor their body."""
    if not is_bound(actor) or actor.person_id in (record.owner_id, record.done_by_id, *record.shown_by_ids):
        return False
    if belongs_to_body(actor, record.body):
        return False
    partnership_id = record.report.partnership_id
    if any(actor.holds(role, "partnership", partnership_id) for role in CORE):
        return True
    others = ReportBody.objects.filter(report_id=record.report_id).exclude(pk=record.body_id)
    return any(_answers_for(actor, body) for body in others)


@policy.act("sign a letter")
def _sign(actor: Actor, record: Letter) -> bool:
    """Only a statutory partner or the chair of the partnership that writes."""
    signs = (roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)
    return is_bound(actor) and any(actor.holds(role, "partnership", record.report.partnership_id) for role in signs)


def _answers_for(actor: Actor, body: ReportBody) -> bool:
    if body.organisation_id is not None:
        return body.organisation_id in actor.bodies("organisation", *ANSWERS_FOR_AGENCY)
    return body.partnership_id in actor.bodies("partnership", *ANSWERS_FOR_PARTNERSHIP)


def _partnership_of(record: Any) -> int | None:
    """The partnership whose recommendations a record belongs to; before there is a report, the partnership itself."""
    if record is None:
        return None
    if record._meta.label_lower == "directory.partnership":
        return record.pk
    report = record if isinstance(record, Report) else record.report
    return report.partnership_id
