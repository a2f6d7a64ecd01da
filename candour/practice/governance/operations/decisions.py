"""Decisions of a meeting: recording one with how the quorum of its item stood, and ratifying one taken without it."""

from __future__ import annotations

from collections.abc import Sequence

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.governance import audit_events
from candour.practice.governance.models import AgendaItem, Group, GroupDecision, Meeting, Minutes, Paper, Round
from candour.practice.governance.queries.decisions import parties_of
from candour.practice.governance.queries.groups import and_successors
from candour.practice.governance.queries.live import held_meeting, item_of
from candour.practice.governance.queries.quorum import quorum_at

NO_RULE = "The group’s terms of reference state no quorum."


@operation
def decide(
    actor: Actor,
    *,
    ref: str,
    item_ref: str,
    question: str,
    options: Sequence[str],
    decision: str,
    reason: str,
    told: str = "",
    paper_ref: str = "",
) -> GroupDecision:
    """Record a decision on an item, with who took part and how the item's quorum stands at this moment.

    One taken while the item was not quorate is kept and marked. Raises Refused with every reason.
    """
    meeting = held_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    item = item_of(actor, meeting, item_ref)
    _require_decidable(meeting, item, question, decision, reason)
    paper = fetch(actor, Paper, ref=paper_ref, item=item) if paper_ref else None
    quorum = quorum_at(actor, meeting, item)
    quorate = None if quorum is None else quorum.standing.met
    made = GroupDecision.objects.create(
        group=meeting.group,
        item=item,
        briefing=paper,
        question=question.strip(),
        options=[option.strip() for option in options if option.strip()],
        decision=decision.strip(),
        reason=reason.strip(),
        decided_by=parties_of(actor, meeting, item),
        decided_at=actor.at,
        was_quorate=quorate,
        quorum_words=quorum.words if quorum else NO_RULE,
        told=told.strip(),
    )
    record(
        audit_events.DECIDED, subject=made, within=meeting, number=item.order, quorate=QUORATE_WORDS[made.was_quorate]
    )
    return made


QUORATE_WORDS = {True: "while quorate", False: "while not quorate", None: "without a rule"}


@operation
def ratify(actor: Actor, *, ref: str, by_ref: str) -> None:
    """Have a decision taken while not quorate ratified by a later, quorate one. Raises Refused with every reason."""
    decision = fetch(actor, GroupDecision, "group", ref=ref)
    require(actor, "run meetings", decision)
    later = fetch(actor, GroupDecision, ref=by_ref, group__in=and_successors(decision.group))
    reasons = []
    if decision.was_quorate is not False:
        reasons.append("This decision was not taken while the group was inquorate.")
    if later.was_quorate is not True:
        reasons.append("Only a decision that was itself quorate can ratify another.")
    if later.decided_at <= decision.decided_at:
        reasons.append("Only a later decision can ratify this one.")
    if reasons:
        raise Refused(*reasons)
    if not GroupDecision.objects.filter(pk=decision.pk, ratified_by=None).update(ratified_by=later):
        raise Refused("This decision has been ratified already.")
    record(audit_events.RATIFIED, subject=decision)


def decide_in_writing(
    actor: Actor,
    *,
    group: Group,
    round_: Round,
    decision: str,
    reason: str,
    decided_by: str,
    quorate: bool | None,
    quorum_words: str,
) -> GroupDecision:
    """Record the decision of a round between meetings, inside the operation that closes it."""
    made = GroupDecision.objects.create(
        group=group,
        round=round_,
        question=round_.question,
        decision=decision,
        reason=reason,
        decided_by=decided_by,
        decided_at=actor.at,
        was_quorate=quorate,
        quorum_words=quorum_words,
    )
    record(audit_events.DECIDED, subject=made, within=round_, number="in writing", quorate=QUORATE_WORDS[quorate])
    return made


def _require_decidable(meeting: Meeting, item: AgendaItem, question: str, decision: str, reason: str) -> None:
    reasons = []
    if meeting.state != "under-way":
        reasons.append("The meeting is not under way. Between meetings a group decides in a round.")
    if item.opened_at is None:
        reasons.append("The meeting has not come to this item yet.")
    if Minutes.objects.filter(meeting=meeting).exclude(state="draft").exists():
        reasons.append("The minutes are final.")
    if not question.strip():
        reasons.append("Write the question.")
    if not decision.strip():
        reasons.append("Write what was decided.")
    if not reason.strip():
        reasons.append("Give the reason.")
    if reasons:
        raise Refused(*reasons)
