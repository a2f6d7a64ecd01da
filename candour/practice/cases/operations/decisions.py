"""The decision room: three positions kept apart until all have answered, more information, and the way to the chair."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.workflow.moving import Conflict, move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import (
    Case,
    Decision,
    Position,
    RapidReview,
    ReportVersion,
    TeamMember,
    TestConclusion,
)
from candour.practice.cases.operations.reviews import steps_of
from candour.practice.cases.operations.teams import bring_onto_team
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.decisions import partners_of
from candour.practice.cases.queries.thresholds import LOCAL_ACTION, LOCAL_REVIEW, MANDATORY_SAR
from candour.practice.cases.workflow import DECISION, REVIEW, outcomes_for
from candour.practice.directory import queries as directory
from candour.practice.directory import roles

if TYPE_CHECKING:
    from candour.practice.directory.queries.people import ActingPartner

WITHOUT_REVIEW = ("local-learning", "none")
LOCAL_ACTION_FIRST = "Without a practice review, the criteria for local action must be answered and concluded first."


@operation
def open_decision(actor: Actor, *, ref: str, proposal: str, reason: str, due_at: datetime) -> Decision:
    """Put the finished report to the partners with a proposal, until a moment. Raises Refused with all reasons.

    Where the proposal is not to review, the test for local action has to be concluded first, with the same rigour.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    reasons = []
    if review.state != "finished":
        reasons.append("Finish the report first.")
    if proposal not in outcomes_for(case):
        reasons.append("Choose the outcome that is proposed.")
    if not reason.strip():
        reasons.append("Give the reason for the proposal.")
    if due_at <= actor.at:
        reasons.append("The partners need some time: choose a moment that is still to come.")
    reasons += tests_to_conclude(case, proposal)
    if reasons:
        raise Refused(*reasons)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                case=case,
                review=review,
                proposal=proposal,
                proposal_reason=reason.strip(),
                opened_at=actor.at,
                due_at=due_at,
                consulted=case.responsible_council if not case.is_child else "",
            )
    except IntegrityError as error:
        raise Refused("The decision room of this case is open already.") from error
    record(
        audit_events.DECISION_OPENED,
        subject=decision,
        within=case,
        proposal=outcomes_for(case)[proposal],
        until=messages.due_words(due_at),
    )
    people: set[int] = set()
    addresses: list[str] = []
    for partner in partners_of(actor, case):
        ids = {partner.actual_id, *dict(partner.nominees)} - {None}
        people |= {person for person in ids if person is not None}
        addresses += directory.addresses_of(actor, ("organisation", partner.organisation_id), roles.STATUTORY_PARTNER)
    bring_onto_team(actor, case, people, TeamMember.Purpose.PARTNER)
    page = messages.link("case_decision", case.ref)
    messages.tell(actor, "decision", case, sorted(set(addresses)), page, mark=f"{decision.ref}:1")
    return decision


@operation
def give_position(actor: Actor, *, ref: str, view: str, reason: str, prefers: str = "") -> Position:
    """Give the position of the partner for whom the actor acts today, once and hidden until all have answered.

    When the last one answers, all positions open and the decision follows from them: all agree, and it is decided; one
    needs information, and the office is asked for it; otherwise it goes to the chair. Raises Refused with all reasons.
    """
    decision = fetch(actor, Decision, "case", "review", ref=ref)
    case = decision.case
    require(actor, "give a position", decision)
    is_open = Decision.objects.filter(pk=decision.pk, state="open", round=decision.round).update(
        version=F("version") + 1
    )  # takes the row, so that of two partners who answer at once the second sees the first
    partner = _partner_for(actor, decision)
    reasons = []
    if not is_open:
        reasons.append("This decision is not open for positions.")
    if partner is None:
        reasons.append("No delegation in force today lets you act for a statutory partner.")
    if view not in Position.View.values:
        reasons.append("Choose whether you agree, disagree or need more information.")
    if not reason.strip():
        reasons.append("Give your reason.")
    if view == Position.View.DISAGREE and prefers not in outcomes_for(case):
        reasons.append("Say which outcome you would choose instead.")
    if reasons or partner is None or actor.person_id is None:
        raise Refused(*reasons)
    position = _keep(actor, decision, partner, view, reason, prefers)
    capacity = f", for {partner.actual}, who stays accountable" if position.is_nominee else ""
    record(audit_events.POSITION_GIVEN, subject=position, within=case, partner=partner.organisation, capacity=capacity)
    _settle(actor, decision)
    refresh(actor, case)
    return position


@operation
def give_information(actor: Actor, *, ref: str, information: str, due_at: datetime) -> None:
    """Give the partners the information they asked for; a new round of positions begins. Raises Refused."""
    decision = fetch(actor, Decision, "case", "review", ref=ref)
    if not information.strip():
        raise Refused("Write the information that was asked for.")
    if due_at <= actor.at:
        raise Refused("Choose a moment that is still to come.")
    round_ = decision.round + 1
    move(actor, decision, DECISION, "answer", within=decision.case, round=round_)
    Decision.objects.filter(pk=decision.pk).update(
        round=round_,
        due_at=due_at,
        information_given=f"{decision.information_given}\n\n{information.strip()}".strip(),
    )
    addresses = [
        address
        for partner in partners_of(actor, decision.case)
        for address in directory.addresses_of(actor, ("organisation", partner.organisation_id), roles.STATUTORY_PARTNER)
    ]
    page = messages.link("case_decision", decision.case.ref)
    messages.tell(actor, "information", decision.case, sorted(set(addresses)), page, mark=f"{decision.ref}:{round_}")


@operation
def consult_director(actor: Actor, *, ref: str, who: str, words: str) -> None:
    """Record that the director of the other authority was consulted about an adult, and what they said."""
    decision = fetch(actor, Decision, "case", ref=ref)
    require(actor, "run a review", decision)
    if not who.strip() or not words.strip():
        raise Refused("Say who was consulted and what they said.")
    Decision.objects.filter(pk=decision.pk).update(
        consulted=who.strip(), consulted_at=actor.at, consulted_words=words.strip()
    )
    record(audit_events.CONSULTED, subject=decision, within=decision.case)
    deadlines.meet(actor, owner=decision.case, within=decision.case, key="consult-other-authority")


@operation
def decide_as_chair(actor: Actor, *, ref: str, outcome: str, reason: str) -> None:
    """Decide as the chair: for a child where the partners did not agree, for an adult always. Raises Refused.

    Every position is kept beside the chair's decision.
    """
    decision = fetch(actor, Decision, "case", "review", ref=ref)
    require(actor, "decide as chair", decision)
    reasons = []
    if decision.state != "with-chair":
        reasons.append("The partners have not finished. The decision passes to you if they do not agree.")
    if outcome not in outcomes_for(decision.case):
        reasons.append("Choose one of the outcomes.")
    if not reason.strip():
        reasons.append("Give the reason for the decision.")
    if not decision.case.is_child and decision.case.responsible_council and decision.consulted_at is None:
        reasons.append("The director of the other authority has to be consulted first.")
    reasons += tests_to_conclude(decision.case, outcome)
    if reasons:
        raise Refused(*reasons)
    _decide(actor, decision, outcome, reason.strip(), actor.label)


def pass_overdue(actor: Actor) -> int:
    """Pass to the chair every decision whose hour has come without an agreement.

    A job of the sweep. Returns how many.
    """
    refs = list(
        Decision.objects.filter(state__in=("open", "information"), due_at__lte=actor.at).values_list("ref", flat=True)
    )
    passed = 0
    for ref in refs:
        try:
            _pass_one(actor, ref=ref)
        except (Conflict, Refused):
            continue
        passed += 1
    return passed


@operation
def _pass_one(actor: Actor, *, ref: str) -> None:
    decision = Decision.objects.select_related("case", "review").get(ref=ref)
    answered = Position.objects.filter(decision=decision, round=decision.round).count()
    because = f"the hour came and {answered} of {len(partners_of(actor, decision.case))} partners had answered"
    _pass(actor, decision, because)
    refresh(actor, decision.case)


def tests_to_conclude(case: Case, outcome: str) -> list[str]:
    """Which tests must be concluded before an outcome can be proposed or decided, and are not."""
    concluded = set(TestConclusion.objects.filter(case=case, replaced_at=None).values_list("test_name", flat=True))
    if not case.is_child:
        return [] if MANDATORY_SAR in concluded else ["Answer and conclude the section 44 test first."]
    missing = []
    if outcome in WITHOUT_REVIEW and LOCAL_ACTION not in concluded:
        missing.append(LOCAL_ACTION_FIRST)
    if LOCAL_REVIEW not in concluded:
        missing.append("Answer and conclude the criteria for a local review first.")
    return missing


def _partner_for(actor: Actor, decision: Decision) -> ActingPartner | None:
    """The partner for whom the actor acts today; of several, one whose position is still missing."""
    mine = [partner for partner in partners_of(actor, decision.case) if partner.acts(actor.person_id)]
    given = set(Position.objects.filter(decision=decision, round=decision.round).values_list("post_id", flat=True))
    return next((partner for partner in mine if partner.post_id not in given), mine[0] if mine else None)


def _keep(actor: Actor, decision: Decision, partner: ActingPartner, view: str, reason: str, prefers: str) -> Position:
    report = (
        ReportVersion.objects.filter(review_id=decision.review_id, stage=ReportVersion.Stage.FINAL)
        .select_related("docx")
        .order_by("-number")
        .first()
    )
    text = report.docx.sha256 if report and report.docx else ""
    assert actor.person_id is not None, "only a person is a partner"
    try:
        with transaction.atomic():
            return Position.objects.create(
                decision=decision,
                round=decision.round,
                post_id=partner.post_id,
                person_id=actor.person_id,
                accountable=partner.actual or partner.organisation,
                is_nominee=actor.person_id != partner.actual_id,
                view=view,
                prefers=prefers if view == Position.View.DISAGREE else "",
                reason=reason.strip(),
                given_at=actor.at,
                text_hash=text or hashlib.sha256(b"").hexdigest(),
            )
    except IntegrityError as error:
        raise Refused(f"The position of {partner.organisation} has been given in this round.") from error


def _settle(actor: Actor, decision: Decision) -> None:
    """Open all positions and follow from them, once every partner has answered. Only the last one gets here."""
    positions = list(Position.objects.filter(decision=decision, round=decision.round))
    if len(positions) < len(partners_of(actor, decision.case)):
        return
    opened = Decision.objects.filter(pk=decision.pk, state="open", revealed_round__lt=decision.round).update(
        revealed_round=F("round"), revealed_at=actor.at
    )
    if not opened:
        raise Conflict
    record(audit_events.REVEALED, subject=decision, within=decision.case)
    views = {position.view for position in positions}
    if Position.View.INFORMATION in views:
        move(actor, decision, DECISION, "ask", within=decision.case)
    elif not decision.case.is_child:
        _pass(actor, decision, "an adult's case is decided by the chair of the board, with the partners' positions")
    elif views == {Position.View.AGREE}:
        _decide(actor, decision, decision.proposal, decision.proposal_reason, "All three safeguarding partners")
    else:
        _pass(actor, decision, "the partners do not agree")


def _pass(actor: Actor, decision: Decision, because: str) -> None:
    case = decision.case
    move(actor, decision, DECISION, "pass", within=case, because=because)
    Decision.objects.filter(pk=decision.pk).update(
        passed_to_chair_at=actor.at,
        passed_because=because,
        revealed_round=F("round"),
        revealed_at=decision.revealed_at or actor.at,
    )
    role = roles.PARTNERSHIP_CHAIR if case.is_child else roles.BOARD_CHAIR
    system = Actor.system(actor.label, actor.at)
    held = list(directory.current_holders(system, role, partnership_id=case.partnership_id))
    bring_onto_team(actor, case, {one.person_id for one in held}, TeamMember.Purpose.CHAIR)
    page = messages.link("case_decision", case.ref)
    messages.tell(actor, "chair", case, [one.person.email for one in held], page, mark=decision.ref)


def _decide(actor: Actor, decision: Decision, outcome: str, reason: str, by: str) -> None:
    case, review = decision.case, decision.review
    review.case = case
    move(actor, decision, DECISION, "decide", within=case, outcome=outcomes_for(case)[outcome])
    Decision.objects.filter(pk=decision.pk).update(
        outcome=outcome, outcome_reason=reason, decided_by=by, decided_at=actor.at
    )
    move(actor, review, REVIEW, "agree", within=case)
    RapidReview.objects.filter(pk=review.pk).update(outcome=outcome, agreed_at=actor.at)
    deadlines.meet(actor, owner=case, within=case, key="sign-off")
    if not case.is_child:
        deadlines.meet(actor, owner=case, within=case, key="rapid-review")
        deadlines.cancel_open(
            actor, owner=case, within=case, keys=steps_of(review), because="the decision was made without it"
        )
    refresh(actor, case)
