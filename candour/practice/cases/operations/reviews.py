"""Opening a review (its plan, the reading that governs, the agencies that are asked) and withdrawing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events
from candour.practice.cases.models import AgencyRequest, Case, Decision, LocalPractice, RapidReview, Sharing
from candour.practice.cases.operations.duties import start_limit
from candour.practice.cases.operations.securing import let_go
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.clock import NOTIFICATION, REFERRAL, governing_clock, starts_of
from candour.practice.cases.workflow import CASE, DECISION, REQUEST, REVIEW
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import queries as governance
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.timetables import Timetable

if TYPE_CHECKING:
    from candour.practice.directory.models import Partnership

ADULT_TIMETABLE = "havering-case-review-2023/adult-consideration"
CHILD_TIMETABLE = "bhr-protocol-2020/fifteen-days"

PAGES = {
    "commission": ("agencies", "Write to the agencies"),
    "leads-named": ("agencies", "See who leads where"),
    "agency-returns": ("agencies", "See who has not answered"),
    "health-returns": ("agencies", "See the health returns"),
    "circulate-returns": ("agencies", "Release the returns"),
    "meeting": ("meeting", "Open the meeting"),
    "first-draft": ("report", "Write the draft"),
    "circulate-draft": ("report", "Send the draft for comments"),
    "comments": ("report", "See the comments"),
    "finalise": ("report", "Finish the report"),
    "sign-off": ("decision", "Open the decision room"),
    "submit": ("submission", "Send it to the Panel"),
}


@operation
def choose_practice(
    actor: Actor, *, partnership: Partnership, timetable_name: str, reading_key: str, because: str
) -> LocalPractice:
    """Choose the plan and the reading of the start for a partnership's reviews from now on, with the reason.

    Reviews that run keep what they began with. Raises Refused without a reason.
    """
    require(actor, "choose local practice", partnership)
    if not because.strip():
        raise Refused("Say why the partnership chooses this. Sources differ, and the reason is shown with every clock.")
    timetable = index.rule(timetable_name, Timetable)
    practice, _ = LocalPractice.objects.update_or_create(
        partnership=partnership,
        defaults={
            "timetable_name": timetable_name,
            "reading_key": reading_key,
            "because": because.strip(),
            "chosen_at": actor.at,
            "chosen_by": actor.label,
        },
    )
    record(audit_events.PRACTICE_CHOSEN, subject=practice, timetable=timetable.title, reading=reading_key)
    return practice


def practice_of(case: Case) -> tuple[str, str]:
    """The timetable and the reading that a new review of a case would take."""
    if not case.is_child:
        return ADULT_TIMETABLE, REFERRAL
    practice = LocalPractice.objects.filter(partnership_id=case.partnership_id).first()
    return (practice.timetable_name, practice.reading_key) if practice else (CHILD_TIMETABLE, NOTIFICATION)


@operation
def open_review(actor: Actor, *, ref: str) -> RapidReview:
    """Open the review of a case: build its dated plan and start its clocks.

    The plan counts from the referral or from the notification, as its protocol says. The national Panel accepts no
    rapid review without a notification; the BHR plan begins on the referral all the same, so the review may open before
    the notification is sent, but cannot be submitted. Raises Refused with all reasons.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "open a review", case)
    timetable_name, reading_key = practice_of(case)
    timetable = index.rule(timetable_name, Timetable)
    clock = governing_clock(case)
    start = case.notified_at if timetable.convention.value == "within" and case.is_child else case.received_at
    reasons = []
    if case.kind != "serious-incident":
        reasons.append("Only a serious incident has a review of this kind. Close the case with what is to be learned.")
    if clock is None:
        reasons.append("The rulebook holds no edition for this case.")
    if start is None:
        reasons.append("The plan counts from the notification, which has not been recorded yet.")
    if not Sharing.objects.filter(case=case).exists():
        reasons.append("Share the incident with the statutory partners first.")
    if reasons or clock is None or start is None:
        raise Refused(*reasons)
    group = governance.case_review_group(Actor.system(actor.label, actor.at), case.partnership_id)
    try:
        with transaction.atomic():
            review = RapidReview.objects.create(
                case=case,
                timetable_name=timetable.name,
                started_at=start,
                clock_name=clock.name,
                reading_key=reading_key,
                opened_at=actor.at,
                group=group,
            )
    except IntegrityError as error:
        raise Refused("A review of this case has been opened already.") from error
    move(actor, case, CASE, "open-review", timetable=timetable.title, reading=reading_key)
    _lay_out(actor, case, timetable, start)
    began = starts_of(case).get(reading_key)
    if began is not None:
        start_limit(actor, case, began, reading_key)
    refresh(actor, case)
    return review


@operation
def choose_reading(actor: Actor, *, ref: str, reading_key: str) -> None:
    """Choose the reading of the start that governs one review, in place of the partnership's own. Raises Refused."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, case=case)
    require(actor, "run a review", review)
    clock = governing_clock(case)
    if clock is None or reading_key not in {reading.key for reading in clock.readings}:
        raise Refused("No source has this reading.")
    RapidReview.objects.filter(pk=review.pk).update(reading_key=reading_key)
    record(audit_events.READING_CHOSEN, subject=review, within=case, reading=reading_key)
    deadlines.cancel_key(actor, owner=case, within=case, key="rapid-review")
    began = starts_of(case).get(reading_key)
    if began is not None:
        start_limit(actor, case, began, reading_key)
    refresh(actor, case)


@operation
def withdraw_review(actor: Actor, *, ref: str, because: str) -> None:
    """Withdraw a review because the criteria were not met after all: the reason names which, and who determined it.

    The case goes back to where it was before, and may have another review. Agencies that have not answered are let off,
    and an open decision room closes. Raises Refused.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    review.withdrawn_because = because
    move(actor, review, REVIEW, "withdraw", within=case)
    RapidReview.objects.filter(pk=review.pk).update(withdrawn_because=because.strip())
    for key in (*steps_of(review), "rapid-review"):
        deadlines.cancel_key(actor, owner=case, within=case, key=key)
    unanswered = AgencyRequest.objects.filter(review=review, state__in=("asked", "started", "returned"))
    for request in unanswered.select_related("case", "organisation"):
        move(actor, request, REQUEST, "withdraw", within=case, agency=request.organisation.name)
        deadlines.cancel_open(actor, owner=request, within=case, because="the review was withdrawn")
        let_go(actor, request, "The review was withdrawn.")
    for decision in Decision.objects.filter(review=review, state__in=("open", "information", "with-chair")):
        move(actor, decision, DECISION, "withdraw", within=case)
    move(actor, case, CASE, "put-back")
    refresh(actor, case)


def steps_of(review: RapidReview) -> list[str]:
    """The keys of the steps in the plan by which a review runs."""
    return [step.key for step in index.rule(review.timetable_name, Timetable).steps]


def _lay_out(actor: Actor, case: Case, timetable: Timetable, start: datetime) -> None:
    office = ("partnership", case.partnership_id)
    tasks = {}
    for step in timetable.steps:
        page, do_next = PAGES[step.key]
        if step.key == "health-returns" and _health_collator(actor) is None:
            continue
        tasks[step.key] = Task(
            key=step.key,
            title=f"{step.title} – case {case.key}",
            do_next=do_next,
            address=f"/cases/{case.ref}/{page}/",
            body=office,
            role=roles.STATUTORY_PARTNER if step.key == "sign-off" else roles.PARTNERSHIP_MANAGER,
            overseer=office if step.key == "sign-off" else None,
        )
    try:
        deadlines.lay_out(actor, owner=case, within=case, timetable=timetable, start=start, tasks=tasks)
    except BeyondCalendar as beyond:
        raise Refused(str(beyond)) from beyond


def _health_collator(actor: Actor) -> int | None:
    system = Actor.system(actor.label, actor.at)
    nurse = directory.current_holders(system, roles.DESIGNATED_NURSE).first()
    return nurse.post.organisation_id if nurse else None
