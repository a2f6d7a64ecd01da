"""The review's meeting: releasing the returns, who comes and goes, what it finds, and what it recommends."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import (
    AgencyRequest,
    Case,
    ImmediateAction,
    MeetingPoint,
    RapidReview,
    TeamMember,
    Wall,
)
from candour.practice.cases.operations.teams import bring_onto_team
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.workflow import ADULT_OUTCOMES, OUTCOMES, REVIEW
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import operations as governance
from candour.practice.governance import queries as governance_queries
from candour.rulebook.language.clocks import day_of

if TYPE_CHECKING:
    from candour.practice.governance.models import Meeting


@operation
def release_returns(actor: Actor, *, ref: str) -> int:
    """Release all returns together to the review group and the leads of the agencies that were asked.

    They join the team with this, unless a wall keeps them out. Returns how many were brought in.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", "group", case=case)
    system = Actor.system(actor.label, actor.at)
    people: set[int] = set()
    if review.group is not None:
        people |= set(governance_queries.members_of(system, review.group.pk))
    asked = set(
        AgencyRequest.objects.filter(review=review).exclude(state="withdrawn").values_list("organisation_id", flat=True)
    )
    leads = directory.current_holders(system, roles.SAFEGUARDING_LEAD, roles.DESIGNATED_NURSE)
    people |= {held.person_id for held in leads if held.post.organisation_id in asked}
    count = bring_onto_team(actor, case, people, TeamMember.Purpose.GROUP)
    move(actor, review, REVIEW, "release", within=case, count=count)
    RapidReview.objects.filter(pk=review.pk).update(circulated_at=actor.at)
    deadlines.meet(actor, owner=case, within=case, key="circulate-returns")
    page = messages.link("case_agencies", case.ref)
    addresses = sorted(
        member.person.email
        for member in TeamMember.objects.filter(case=case, left_at=None).select_related("person")
        if member.purpose != TeamMember.Purpose.OFFICE
    )
    messages.tell(actor, "returns", case, addresses, page, mark=review.ref)
    refresh(actor, case)
    return count


@operation
def plan_meeting(actor: Actor, *, ref: str, starts_at: datetime, place: str, day_because: str = "") -> None:
    """Call the review's meeting, at short notice where it must be, or give it another time while nobody has come.

    Raises Refused where the partnership has no group, for a day beyond the calendar, and for one that is not worked
    without the reason for it.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", "group", case=case)
    require(actor, "run a review", review)
    if review.group is None:
        raise Refused("The partnership has no group that reviews cases. Set one up in the directory first.")
    if out_of_reach(day_of(starts_at)):
        raise Refused(out_of_reach(day_of(starts_at)))
    called = governance_queries.meeting_of(actor, case)
    if called is not None:
        governance.move_called_meeting(
            actor, meeting=called, starts_at=starts_at, place=place, day_because=day_because, within=case
        )
        return
    governance.call_meeting(
        actor, group=review.group, owner=case, starts_at=starts_at, place=place, day_because=day_because
    )


@operation
def arrive(actor: Actor, *, ref: str, seat_id: int, person_ref: str, at: datetime | None = None) -> None:
    """Note that somebody is at the meeting in a seat. A person with a conflict in the case is refused."""
    case, review, meeting = _at_meeting(actor, ref)
    require(actor, "run a review", review)
    _require_its_day(actor, meeting)
    if at is not None and at > actor.at:
        raise Refused("Nobody can have come later than now.")
    person = directory.person(actor, person_ref)
    if Wall.objects.filter(case=case, person=person, lifted_at=None).exists():
        raise Refused("This person has a conflict of interest in the case and cannot take part.")
    governance.arrive(actor, meeting=meeting, seat_id=seat_id, person=person, at=at or actor.at, within=case)
    bring_onto_team(actor, case, {person.pk}, TeamMember.Purpose.GROUP)


@operation
def leave(actor: Actor, *, ref: str, seat_id: int, at: datetime | None = None) -> None:
    """Note that whoever sits in a seat leaves the meeting."""
    case, review, meeting = _at_meeting(actor, ref)
    require(actor, "run a review", review)
    governance.leave(actor, meeting=meeting, seat_id=seat_id, at=at or actor.at, within=case)


@operation
def add_point(actor: Actor, *, ref: str, kind: str, text: str, organisation_ref: str = "") -> MeetingPoint:
    """Note something that the meeting found. Raises Refused for nothing at all."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, case=case)
    require(actor, "run a review", review)
    if not text.strip():
        raise Refused("Write what the meeting found.")
    owner = directory.organisation(actor, organisation_ref) if organisation_ref else None
    point = MeetingPoint.objects.create(
        review=review, kind=kind, text=text.strip(), owner=owner, made_at=actor.at, made_by=actor.label
    )
    record(audit_events.POINT_MADE, subject=point, within=case, kind=point.get_kind_display().lower())
    return point


@operation
def remove_point(actor: Actor, *, ref: str, point_id: int) -> None:
    """Take a point out of the meeting's notes."""
    case = fetch(actor, Case, ref=ref)
    point = fetch(actor, MeetingPoint, "review", pk=point_id, review__case=case)
    require(actor, "run a review", point.review)
    if not MeetingPoint.objects.filter(pk=point.pk, removed_at=None).update(removed_at=actor.at):
        raise Refused("This point has been taken out already.")
    record(audit_events.POINT_REMOVED, subject=point, within=case)


@operation
def recommend(actor: Actor, *, ref: str, outcome: str, reason: str, presenter: str = "") -> bool:
    """Record what the group recommends to the partners, and whether it was quorate at that moment (returned).

    Raises Refused without a reason, and for an outcome that is not one for such a case.
    """
    case, review, meeting = _at_meeting(actor, ref)
    require(actor, "run a review", review)
    if meeting.ended_at is not None:
        raise Refused("The meeting has ended.")
    outcomes = OUTCOMES if case.is_child else ADULT_OUTCOMES
    reasons = []
    if outcome not in outcomes:
        reasons.append("Choose one of the outcomes.")
    if not reason.strip():
        reasons.append("Give the reason for the recommendation.")
    if reasons:
        raise Refused(*reasons)
    quorum = governance_queries.quorum_at(actor, meeting)
    quorate = quorum is None or quorum.standing.met
    RapidReview.objects.filter(pk=review.pk).update(
        recommendation=outcome, recommendation_reason=reason.strip(), met_quorate=quorate, presenter=presenter.strip()
    )
    record(
        audit_events.RECOMMENDED,
        subject=review,
        within=case,
        outcome=outcomes[outcome],
        quorate="yes" if quorate else "no",
    )
    return quorate


@operation
def end_meeting(actor: Actor, *, ref: str) -> None:
    """End the meeting. It needs a recommendation with a reason. Raises Refused with what is missing."""
    case, review, meeting = _at_meeting(actor, ref)
    _require_its_day(actor, meeting)
    move(actor, review, REVIEW, "meet", within=case, quorate="yes" if review.met_quorate else "no")
    governance.end_meeting(actor, meeting=meeting, at=actor.at, within=case)
    RapidReview.objects.filter(pk=review.pk).update(met_at=actor.at)
    deadlines.meet(actor, owner=case, within=case, key="meeting")
    refresh(actor, case)


@operation
def raise_immediate(actor: Actor, *, ref: str, what: str, owner: str) -> ImmediateAction:
    """Raise an immediate action to keep somebody safe. Raises Refused without words or without an owner."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "raise an immediate action", case)
    if not what.strip() or not owner.strip():
        raise Refused("Say what must be done at once, and who does it.")
    action = ImmediateAction.objects.create(
        case=case, what=what.strip(), owner=owner.strip(), source=actor.label, raised_at=actor.at
    )
    record(audit_events.IMMEDIATE_RAISED, subject=action, within=case)
    return action


@operation
def immediate_done(actor: Actor, *, ref: str, action_ref: str, words: str) -> None:
    """Record that an immediate action is done, and how that is known. Raises Refused without words."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "raise an immediate action", case)
    action = fetch(actor, ImmediateAction, ref=action_ref, case=case)
    if not words.strip():
        raise Refused("Say what was done and how you know.")
    changed = ImmediateAction.objects.filter(pk=action.pk, done_at=None).update(
        done_at=actor.at, done_words=words.strip()
    )
    if not changed:
        raise Refused("This action is recorded as done already.")
    record(audit_events.IMMEDIATE_DONE, subject=action, within=case)


def _require_its_day(actor: Actor, meeting: Meeting) -> None:
    on = day_of(meeting.starts_at)
    if on > actor.today:
        raise Refused(
            f"The meeting is called for {on.day} {on:%B %Y}, which has not come. If it is held earlier, move it first."
        )


def _at_meeting(actor: Actor, ref: str) -> tuple[Case, RapidReview, Meeting]:
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", "group", case=case)
    meeting = governance_queries.meeting_of(actor, case)
    if meeting is None:
        raise Hidden
    return case, review, meeting
