"""Sending the report to the Panel, telling those who must know, the Panel's reply, and closing the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events
from candour.practice.cases.models import (
    Case,
    FollowUp,
    Informing,
    PanelReply,
    RapidReview,
    ReportVersion,
    Submission,
)
from candour.practice.cases.operations.reviews import steps_of
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.clock import governing_clock, starts_of
from candour.practice.cases.workflow import CASE, CLOSING_OUTCOMES, REVIEW
from candour.rulebook.language.clocks import day_number, day_of
from candour.rulebook.language.durations import WorkingDays

TO_INFORM_FOR_A_CHILD = (
    "Child Safeguarding Practice Review Panel",
    "Department for Education",
    "Ofsted",
    "Child’s family",
    "Agencies that took part",
    "Referrer",
)
TO_INFORM_FOR_AN_ADULT = (
    "Adult, family or representative",
    "Agencies that took part",
    "Safeguarding adults board",
    "Referrer",
)


@dataclass(frozen=True)
class Counted:
    """How long a review took, by the reading that governs; empty where it cannot be counted."""

    used: int | None
    allowed: int | None
    due_at: datetime | None


def counted_until(case: Case, review: RapidReview, until: datetime) -> Counted:
    """Working days from the start event to a moment, and what was allowed. Lateness is computed here, never typed."""
    clock = governing_clock(case)
    if clock is None:
        return Counted(None, None, None)
    allowed = clock.allows.number if isinstance(clock.allows, WorkingDays) else None
    start = starts_of(case).get(review.reading_key)
    if start is None:
        return Counted(None, allowed, None)
    convention = clock.convention
    if clock.readings:
        convention = clock.reading(review.reading_key).convention or clock.convention
    days = calendar()
    used = day_number(start, max(day_of(until), day_of(start)), days, convention)
    return Counted(used, allowed, clock.due(start, days, convention=convention).at)


@operation
def submit(actor: Actor, *, ref: str, sent_at: datetime, receipt: str) -> Submission:
    """Record that the agreed report was sent to the national Panel: the exact final file, the moment, the sender.

    Raises Refused where no notification was made, and for a moment to come.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    final = (
        ReportVersion.objects.filter(review=review, stage=ReportVersion.Stage.FINAL)
        .select_related("pdf", "docx")
        .order_by("-number")
        .first()
    )
    file = (final.pdf or final.docx) if final else None
    if file is None:
        raise Refused("There is no final version of the report.")
    if sent_at > actor.at or (review.agreed_at and sent_at < review.agreed_at):
        raise Refused("The report was sent after it was agreed and not later than now. Check the date and time.")
    spent = counted_until(case, review, sent_at)
    move(
        actor,
        review,
        REVIEW,
        "submit",
        within=case,
        used=spent.used if spent.used is not None else "an unknown number",
        allowed=spent.allowed or 15,
    )
    submission = Submission.objects.create(
        review=review,
        sent_at=sent_at,
        sender=actor.label,
        file=file,
        receipt=receipt.strip(),
        due_at=spent.due_at,
        days_used=spent.used,
        days_allowed=spent.allowed,
    )
    RapidReview.objects.filter(pk=review.pk).update(submitted_at=sent_at)
    deadlines.meet(actor, owner=case, within=case, key="submit")
    deadlines.meet(actor, owner=case, within=case, key="rapid-review")
    deadlines.cancel_open(actor, owner=case, within=case, keys=steps_of(review), because="the report was sent without it")
    _expect_informing(case)
    _inform(actor, case, TO_INFORM_FOR_A_CHILD[0], sent_at, "With the report")
    refresh(actor, case)
    return submission


@operation
def begin_informing(actor: Actor, *, ref: str) -> None:
    """Open the list of those who must hear of an adult's decision, which goes to no national body."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    _expect_informing(case)
    record(audit_events.DESCRIBED, subject=case, fields=["who must be informed"])


@operation
def inform(actor: Actor, *, ref: str, who: str, at: datetime, how: str) -> None:
    """Record that somebody was informed of the decision, when and how. Raises Refused for a moment to come."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    if at > actor.at:
        raise Refused("Nobody can have been informed later than now.")
    if not who.strip():
        raise Refused("Say who was informed.")
    _inform(actor, case, who.strip(), at, how.strip())


@operation
def record_reply(
    actor: Actor, *, ref: str, received_on: date, agrees: bool | None, words: str, asks: list[tuple[str, date]]
) -> PanelReply:
    """Record the Panel's reply. Each thing it asks for or suggests becomes a follow-up with a day. Raises Refused."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    reasons = []
    if received_on > actor.today:
        reasons.append("The reply cannot have come on a day to come.")
    if review.submitted_at and received_on < day_of(review.submitted_at):
        reasons.append("The reply cannot have come before the report was sent.")
    if not words.strip():
        reasons.append("Write what the Panel says.")
    if reasons:
        raise Refused(*reasons)
    move(actor, review, REVIEW, "reply", within=case, follow_ups=len(asks))
    reply = PanelReply.objects.create(
        review=review,
        received_on=received_on,
        agrees=agrees,
        words=words.strip(),
        recorded_at=actor.at,
        recorded_by=actor.label,
    )
    for what, due_on in asks:
        FollowUp.objects.create(case=case, reply=reply, what=what.strip(), due_on=due_on)
    refresh(actor, case)
    return reply


@operation
def follow_up_done(actor: Actor, *, ref: str, follow_up_ref: str, words: str) -> None:
    """Record that a follow-up is done, and what was answered. Raises Refused without words."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    follow_up = fetch(actor, FollowUp, ref=follow_up_ref, case=case)
    if not words.strip():
        raise Refused("Say what was done.")
    changed = FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(done_at=actor.at, done_words=words.strip())
    if not changed:
        raise Refused("This follow-up is recorded as done already.")
    record(audit_events.FOLLOWED_UP, subject=follow_up, within=case)


@operation
def close_case(actor: Actor, *, ref: str, outcome: str, reason: str) -> None:
    """Close a case with one of the listed outcomes and its reason. Raises Refused while anything is owed or running."""
    case = fetch(actor, Case, ref=ref)
    open_follow_ups = FollowUp.objects.filter(case=case, done_at=None).count()
    if open_follow_ups:
        raise Refused(f"{open_follow_ups} follow-ups are not done yet.")
    case.outcome = outcome if outcome in CLOSING_OUTCOMES else ""
    case.outcome_reason = reason.strip()
    move(actor, case, CASE, "close", outcome=CLOSING_OUTCOMES.get(outcome, ""))
    Case.objects.filter(pk=case.pk).update(outcome=outcome, outcome_reason=reason.strip(), closed_at=actor.at)
    deadlines.cancel_open(actor, owner=case, because="the case was closed")
    refresh(actor, Case.objects.get(pk=case.pk))


@operation
def reopen_case(actor: Actor, *, ref: str) -> None:
    """Open a closed case again, as where a cause that seemed natural turns out not to be."""
    case = fetch(actor, Case, ref=ref)
    move(actor, case, CASE, "reopen")
    Case.objects.filter(pk=case.pk).update(outcome="", outcome_reason="", closed_at=None)
    refresh(actor, Case.objects.get(pk=case.pk))


def _expect_informing(case: Case) -> None:
    names = TO_INFORM_FOR_A_CHILD if case.is_child else TO_INFORM_FOR_AN_ADULT
    Informing.objects.bulk_create([Informing(case=case, who=who) for who in names], ignore_conflicts=True)


def _inform(actor: Actor, case: Case, who: str, at: datetime, how: str) -> None:
    Informing.objects.get_or_create(case=case, who=who)
    changed = Informing.objects.filter(case=case, who=who, informed_at=None).update(
        informed_at=at, informed_by=actor.label, how=how
    )
    if not changed:
        raise Refused(f"It is recorded already when {who} was informed.")
    record(audit_events.INFORMED, subject=case, who=who)
