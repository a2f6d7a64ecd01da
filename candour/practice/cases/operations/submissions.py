"""Sending the report to the Panel, telling those who must know, the Panel's reply, and closing the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events
from candour.practice.cases.models import (
    Case,
    Delay,
    FollowUp,
    Informing,
    PanelReply,
    RapidReview,
    ReportVersion,
    Submission,
)
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.reviews import steps_of
from candour.practice.cases.operations.securing import secure_again
from candour.practice.cases.operations.tracker import expect_tablings
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.clock import governing_clock, starts_of
from candour.practice.cases.workflow import CASE, CLOSING_OUTCOMES, REVIEW
from candour.practice.voice import queries as voice
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.clocks import day_number, day_of
from candour.rulebook.language.durations import WorkingDays

SOMEBODY_ADDED = "somebody who was added to the list"
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
FAMILY = (TO_INFORM_FOR_A_CHILD[3], TO_INFORM_FOR_AN_ADULT[0])
"""Who of these is the family, to whom nothing goes out on a quiet date."""


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
    try:
        used = day_number(start, max(day_of(until), day_of(start)), days, convention)
        return Counted(used, allowed, clock.due(start, days, convention=convention).at)
    except BeyondCalendar:
        return Counted(None, allowed, None)


@operation
def record_delay(
    actor: Actor, *, ref: str, because: str, expected_on: date, told_at: datetime | None = None, told_how: str = ""
) -> Delay:
    """Record why the report will be late, when it is expected and when the Panel was told. The limit stays where it is.

    Raises Refused with all reasons, also where the report is expected in time.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    reasons = []
    if not case.is_child:
        reasons.append("An adult’s case has no limit that the Panel keeps.")
    if review.submitted_at is not None:
        reasons.append("The report has been sent already.")
    if not because.strip():
        reasons.append("Say why it is late.")
    due_at = counted_until(case, review, actor.at).due_at
    if expected_on < actor.today:
        reasons.append("The report cannot be expected on a day that is past.")
    elif due_at is not None and expected_on <= day_of(due_at):
        reasons.append("On that day the report would be in time. A delay is a day after the limit.")
    elif out_of_reach(expected_on):
        reasons.append(out_of_reach(expected_on))
    if told_at is not None:
        reasons += why_not_done(actor, "The Panel cannot have been told", told_at, after=case)
    if reasons:
        raise Refused(*reasons)
    delay = _delay(actor, review, because, expected_on, told_at, told_how)
    refresh(actor, case)
    return delay


@operation
def submit(actor: Actor, *, ref: str, sent_at: datetime, receipt: str, late_because: str = "") -> Submission:
    """Record that the agreed report was sent to the national Panel: the exact final file, the moment, the sender.

    Raises Refused where no notification was made, for a moment to come, and where it is late and nobody said why.
    """
    case = fetch(actor, Case, "partnership", ref=ref)
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
    agreed_at = review.agreed_at.replace(second=0, microsecond=0) if review.agreed_at else None
    if sent_at > actor.at or (agreed_at and sent_at < agreed_at):
        raise Refused("The report was sent after it was agreed and not later than now. Check the date and time.")
    spent = counted_until(case, review, sent_at)
    is_late = spent.used is not None and spent.allowed is not None and spent.used > spent.allowed
    if is_late and late_because.strip():
        _delay(actor, review, late_because, day_of(sent_at), None, "")
    elif is_late and not Delay.objects.filter(review=review).exists():
        raise Refused(f"It took {spent.used} working days of {spent.allowed}. Say why the report was sent late.")
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
    deadlines.meet(actor, owner=case, within=case, key="submit", at=sent_at)
    deadlines.meet(actor, owner=case, within=case, key="rapid-review", at=sent_at)
    deadlines.cancel_open(
        actor, owner=case, within=case, keys=steps_of(review), because="the report was sent without it"
    )
    _expect_informing(case)
    expect_tablings(actor, case)
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
    """Record that somebody was informed of the decision, when and how. Raises Refused for a moment to come.

    The family is informed on no quiet date of theirs.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    reasons = why_not_done(actor, "Nobody can have been informed", at, after=case)
    quiet = voice.quiet_for_family(actor, case, day_of(at)) if who.strip() in FAMILY else ""
    reasons += [quiet] if quiet else []
    if reasons:
        raise Refused(*reasons)
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
    if any(due_on < actor.today for _, due_on in asks):
        reasons.append("A follow-up cannot be due on a day that is past. Give today or a later day.")
    reasons += [out_of_reach(due_on) for due_on in sorted({due_on for _, due_on in asks}) if out_of_reach(due_on)]
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
    """Close a case with one of the listed outcomes and its reason. Raises Refused while anything is owed or running.

    What is owed to the family is asked where their page was opened; it holds up no step that has a clock.
    """
    case = fetch(actor, Case, ref=ref)
    asks = may(actor, "close a case", case) and voice.room_of(actor, case) is not None
    owed = voice.unmet(actor, case) if asks else []
    if owed:
        raise Refused(*owed)
    open_follow_ups = FollowUp.objects.filter(case=case, done_at=None).count()
    if open_follow_ups:
        waits = "One follow-up is" if open_follow_ups == 1 else f"{open_follow_ups} follow-ups are"
        raise Refused(f"{waits} not done yet.")
    case.outcome = outcome if outcome in CLOSING_OUTCOMES else ""
    case.outcome_reason = reason.strip()
    move(actor, case, CASE, "close", outcome=CLOSING_OUTCOMES.get(outcome, ""))
    Case.objects.filter(pk=case.pk).update(outcome=outcome, outcome_reason=reason.strip(), closed_at=actor.at)
    deadlines.cancel_open(actor, owner=case, because="the case was closed")
    refresh(actor, Case.objects.get(pk=case.pk))


@operation
def reopen_case(actor: Actor, *, ref: str) -> None:
    """Open a closed case again, as where a cause that seemed natural turns out not to be.

    Agencies whose records were released are asked to secure them again.
    """
    case = fetch(actor, Case, ref=ref)
    has_review = RapidReview.objects.filter(case=case).exists()
    move(actor, case, CASE, "reopen-review" if has_review else "reopen")
    Case.objects.filter(pk=case.pk).update(outcome="", outcome_reason="", closed_at=None)
    secure_again(actor, case)
    refresh(actor, Case.objects.get(pk=case.pk))


def _delay(
    actor: Actor, review: RapidReview, because: str, expected_on: date, told_at: datetime | None, told_how: str
) -> Delay:
    delay = Delay.objects.create(
        review=review,
        because=because.strip(),
        expected_on=expected_on,
        told_at=told_at,
        told_how=told_how.strip(),
        recorded_at=actor.at,
        recorded_by=actor.label,
    )
    told = "yes" if told_at else "not yet"
    record(audit_events.DELAYED, subject=delay, within=review.case, on=expected_on.isoformat(), told=told)
    return delay


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
    # Somebody who was added is named in free words, which stay on the row and out of history.
    listed = who in (*TO_INFORM_FOR_A_CHILD, *TO_INFORM_FOR_AN_ADULT)
    record(audit_events.INFORMED, subject=case, who=who if listed else SOMEBODY_ADDED)
