"""Reviews that follow a decision: opening one, changing its type, moving it on, and the duties that it discharges."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.workflow.moving import Conflict, move, save_edit
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import (
    Case,
    FullReview,
    GroupedCase,
    LinkedProcess,
    ReviewDraft,
    ReviewDuty,
    ReviewKindSpell,
    TeamMember,
)
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.deposits import owe_deposit
from candour.practice.cases.operations.duties import office_task
from candour.practice.cases.operations.handing_on import open_set
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.full_reviews import owed_to_family
from candour.practice.cases.workflow_of_reviews import CARRIED_OUT, ENDS, FULL_REVIEWS, STAGES
from candour.practice.learning.operations.reports import set_free
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from candour.rulebook.language.review_types import ReviewType

REVIEWS_ELSEWHERE = ("dardr", "mappa", "leder")
"""Linked processes that are themselves a review of the event."""
TO_GROUP = ("group", "agency", "adviser")
TO_PARTNERS = ("partner", "chair")


@operation
def open_full_review(
    actor: Actor,
    *,
    ref: str,
    kind: str,
    decided_on: FuzzyDate | None,
    lead: str,
    source: str,
    legal_basis: str,
    beside_because: str = "",
) -> FullReview:
    """Open a review of a type that fits the case, with its own duty and limit where a law asks for it.

    One event has one review: a second one, or one beside a review of another body, needs its reason. Raises Refused
    with all reasons.
    """
    case = fetch(actor, Case, "partnership", ref=ref)
    require(actor, "open a review", case)
    chosen = index.REVIEW_TYPES.get(kind)
    reasons = []
    if chosen is None or not chosen.fits(case.subject_law):
        reasons.append("Choose a type of review that fits the case.")
    if case.state not in ("received", "in-review"):
        reasons.append("The case is closed. Open it again first.")
    if decided_on is None or not decided_on.is_known:
        reasons.append("Say when it was decided to carry the review out.")
    elif decided_on.earliest is not None and decided_on.earliest > actor.today:
        reasons.append("It cannot have been decided on a day to come.")
    if not lead.strip():
        reasons.append("Say which body leads the review.")
    others = other_reviews(case)
    if others and not beside_because.strip():
        reasons.append(
            f"One event has one review, and there is already: {'; '.join(others)}. If there must be another, name the "
            "body that leads and say why."
        )
    if reasons or chosen is None:
        raise Refused(*reasons)
    review = FullReview(
        case=case,
        kind=kind,
        state=chosen.stages[0],
        opened_at=actor.at,
        opened_by=actor.label,
        decided_on=decided_on,
        lead=lead.strip(),
        beside_because=beside_because.strip(),
        source=source.strip(),
        legal_basis=legal_basis.strip(),
        started_on=FuzzyDate.on(actor.today) if chosen.stages[0] == "under-way" else None,
    )
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError as error:
        raise Refused("Somebody else opened a review of this event at the same moment. Look at it first.") from error
    record(audit_events.FULL_REVIEW_OPENED, subject=review, within=case, kind=chosen.title)
    ReviewKindSpell.objects.create(review=review, kind=kind, from_at=actor.at, by=actor.label)
    _own_duty(actor, review, chosen)
    refresh(actor, case)
    return review


def other_reviews(case: Case) -> list[str]:
    """What reviews the event of a case already, in words: reviews that were not stopped, and those of other bodies."""
    running = FullReview.objects.filter(case=case).exclude(state="stopped").order_by("opened_at")
    linked = LinkedProcess.objects.filter(case=case, kind__in=REVIEWS_ELSEWHERE, ended_on=None).order_by("pk")
    return [*(one.type.title for one in running), *(one.get_kind_display() for one in linked)]


@operation
def change_kind(actor: Actor, *, review_ref: str, version: int, kind: str, because: str) -> None:
    """Make a review one of another type. It keeps its history, its duties and as much of its way as the type has.

    Raises Refused, and Conflict if somebody else moved it first.
    """
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    chosen = index.REVIEW_TYPES.get(kind)
    reasons = []
    if chosen is None or not chosen.fits(review.case.subject_law) or kind == review.kind:
        reasons.append("Choose another type that fits the case.")
    if review.state in ENDS:
        reasons.append("The review has ended.")
    if not because.strip():
        reasons.append("Say why the type changes.")
    if reasons or chosen is None:
        raise Refused(*reasons)
    old = review.type
    changed = FullReview.objects.filter(pk=review.pk, version=version, state=review.state).update(
        kind=kind, state=_stage_in(chosen, review.state), version=F("version") + 1
    )
    if not changed:
        raise Conflict
    review.refresh_from_db()
    ReviewKindSpell.objects.create(review=review, kind=kind, from_at=actor.at, by=actor.label, because=because.strip())
    record(audit_events.KIND_CHANGED, subject=review, within=review.case, old=old.title, new=chosen.title)
    _own_duty(actor, review, chosen)
    refresh(actor, review.case)


@operation
def move_on(
    actor: Actor,
    *,
    review_ref: str,
    step: str,
    on: date | None = None,
    because: str = "",
    where: str = "",
) -> None:
    """Take a review a step on, by the table of its type. Raises Refused with everything that is still wanting."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    case = review.case
    table = FULL_REVIEWS[review.kind]
    if step not in table.moves:
        raise Refused("A review of this type has no such step.")
    # No duty is added and no draft put in beside it: whoever does so waits until this is over.
    FullReview.objects.filter(pk=review.pk).update(version=F("version"))
    day = on or actor.today
    reasons = why_not_done(actor, "This cannot have happened", day, after=case)
    if step == "publish" and not where.strip():
        reasons.append("Say where the report is published.")
    if may(actor, "run a review", review):
        reasons += owed_to_family(actor, review, table.moves[step].to_state)
    if reasons:
        raise Refused(*reasons)
    review.ended_because = because.strip()
    move(actor, review, table, step, within=case, kind=review.type.title, step=table.moves[step].title)
    follow_step(actor, review, step, day, because=because.strip(), where=where.strip())


def follow_step(actor: Actor, review: FullReview, step: str, day: date, *, because: str = "", where: str = "") -> None:
    """What follows from a step that a review has gone, inside the operation that took it there."""
    case = review.case
    changes = _changes_with(review, step, FuzzyDate.on(day), because, where)
    if changes:
        FullReview.objects.filter(pk=review.pk).update(**changes)
    if review.state in ENDS:
        _end_limits(actor, review, because="the review was stopped" if review.state == "stopped" else "")
    if review.state in CARRIED_OUT and review.recommendations_id is None:
        if step == "publish":
            review.published_on, review.published_where = FuzzyDate.on(day), where
        open_set(actor, review)
    elif review.state == "published" and review.recommendations_id is not None:
        set_free(actor, id_=review.recommendations_id, on=day)
    if step in ("draft", "put"):
        _tell_of_draft(actor, review, step)
    if step == "publish":
        owe_deposit(actor, review)
        refresh(actor, case, published_on=FuzzyDate.on(day), published_as_printed="")
    else:
        refresh(actor, case)


@operation
def describe_full_review(actor: Actor, *, review_ref: str, version: int, **facts: object) -> None:
    """Fill in what the fact sheet asks, and what a proposal has to choose from. Raises Conflict."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    changed = {name: value for name, value in facts.items() if getattr(review, name) != value}
    save_edit(review, version, **changed)
    record(audit_events.FULL_REVIEW_DESCRIBED, subject=review, within=review.case, fields=sorted(changed))


@operation
def add_duty(
    actor: Actor,
    *,
    review_ref: str,
    title: str,
    owner: str,
    decision: str,
    decided_by: str,
    decided_on: date,
    due_on: date | None,
    sends_to: str,
) -> ReviewDuty:
    """Add a duty of one body that the review discharges too, with that body's own decision.

    Raises Refused, and Conflict if the review moved on in the meantime.
    """
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    reasons = why_not_done(actor, "It cannot have been decided", decided_on)
    if review.state in ENDS:
        reasons.append("The review has ended.")
    if due_on is not None and out_of_reach(due_on):
        reasons.append(out_of_reach(due_on))
    if reasons:
        raise Refused(*reasons)
    if not FullReview.objects.filter(pk=review.pk, state=review.state).update(version=F("version") + 1):
        raise Conflict
    duty = ReviewDuty.objects.create(
        review=review,
        title=title.strip(),
        owner=owner.strip(),
        decision=decision.strip(),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        due_on=due_on,
        sends_to=sends_to.strip(),
    )
    record(audit_events.DUTY_ADDED, subject=duty, within=review.case)
    if due_on is not None:
        deadlines.set_day(actor, owner=review.case, within=review.case, task=_task(review, duty), on=due_on)
    return duty


@operation
def sign_duty(actor: Actor, *, duty_ref: str, by: str, on: date, words: str) -> None:
    """Record that the body whose duty it is has signed it off through this review, who did so and on which day.

    Raises Refused for a day before its own decision, and if it was signed off before.
    """
    duty = fetch(actor, ReviewDuty, "review__case", ref=duty_ref)
    require(actor, "run a review", duty)
    reasons = why_not_done(actor, "It cannot have been signed off", on)
    if duty.decided_on and on < duty.decided_on:
        reasons.append("It cannot have been signed off before it was decided to carry it out.")
    if not by.strip():
        reasons.append("Say who signed it off for the body whose duty it is.")
    if reasons:
        raise Refused(*reasons)
    changed = ReviewDuty.objects.filter(pk=duty.pk, signed_off_on=None).update(
        signed_off_by=by.strip(), signed_off_on=on, signed_off_words=words.strip(), version=F("version") + 1
    )
    if not changed:
        raise Refused("This duty is signed off already.")
    record(audit_events.DUTY_SIGNED, subject=duty, within=duty.review.case, on=on.isoformat())
    if duty.title != duty.review.type.duty or duty.review.type.clock != "local-review":
        deadlines.meet(actor, owner=duty.review.case, within=duty.review.case, key=limit_key(duty))


@operation
def group_case(actor: Actor, *, review_ref: str, key: str) -> None:
    """Group another case with a review. Both must be cases in whose office the actor works. Raises Refused."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    found = seen_by(actor, Case).filter(key__iexact=key.strip()).exclude(pk=review.case_id).first()
    if found is None:
        raise Refused("No other case that you see has this key.")
    require(actor, "run a review", found)
    try:
        with transaction.atomic():
            GroupedCase.objects.create(review=review, case=found, added_at=actor.at)
    except IntegrityError as error:
        raise Refused("This case is grouped with the review already.") from error
    count = GroupedCase.objects.filter(review=review).count() + 1
    record(audit_events.CASE_GROUPED, subject=review, within=review.case, count=count)


@operation
def issue_learning(actor: Actor, *, review_ref: str, on: date, words: str) -> None:
    """Record that learning went out, which need not wait until the report can be published. Raises Refused."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    reasons = why_not_done(actor, "Learning cannot have gone out", on, after=review.case)
    if not words.strip():
        reasons.append("Say what went out, and to whom.")
    if reasons:
        raise Refused(*reasons)
    FullReview.objects.filter(pk=review.pk).update(learning_issued_on=on, learning_words=words.strip())
    record(audit_events.LEARNING_ISSUED, subject=review, within=review.case, on=on.isoformat())


@operation
def record_copy(actor: Actor, *, review_ref: str, on: date) -> None:
    """Record when the national bodies that must have the report before publication were sent it. Raises Refused."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    reasons = why_not_done(actor, "It cannot have been sent", on, after=review.case)
    if review.state != "signed-off":
        reasons.append("A report is sent once it is signed off and before it is published.")
    if reasons:
        raise Refused(*reasons)
    FullReview.objects.filter(pk=review.pk).update(copied_on=on)
    record(audit_events.COPY_SENT, subject=review, within=review.case, on=on.isoformat())


def _changes_with(review: FullReview, step: str, day: FuzzyDate, because: str, where: str) -> dict[str, object]:
    """What a step writes beside the stage: when the work began or ended, why, and where the report is."""
    changes: dict[str, object] = {}
    if review.state == "under-way" and review.started_on is None:
        changes["started_on"] = day
    if review.state in ENDS:
        changes |= {"ended_on": day, "ended_because": because}
    if step == "publish":
        changes |= {"published_on": day, "published_where": where}
    return changes


def limit_key(duty: ReviewDuty) -> str:
    """The key of the deadline of a duty among those of its case."""
    return f"duty-{duty.ref}"


def _stage_in(chosen: ReviewType, stage: str) -> str:
    """The stage of another type that comes nearest to how far a review has come, and not further."""
    order = list(STAGES)
    reached = [one for one in chosen.stages if one not in ENDS and order.index(one) <= order.index(stage)]
    return reached[-1] if reached else chosen.stages[0]


def _own_duty(actor: Actor, review: FullReview, chosen: ReviewType) -> None:
    """The duty that a type of review is there for, unless the review has it already."""
    if not chosen.duty or ReviewDuty.objects.filter(review=review, title=chosen.duty).exists():
        return
    decided = review.decided_on.exact if review.decided_on else None
    duty = ReviewDuty.objects.create(
        review=review,
        title=chosen.duty,
        owner=chosen.owner[:1].upper() + chosen.owner[1:],
        decision=review.legal_basis,
        decided_on=decided,
    )
    record(audit_events.DUTY_ADDED, subject=duty, within=review.case)
    clock = index.clocks_in(review.case.edition_key).get(chosen.clock)
    if clock is None or decided is None:
        return
    try:
        due = clock.due(decided, calendar())
    except BeyondCalendar:
        return
    ReviewDuty.objects.filter(pk=duty.pk).update(due_on=due.on)
    if not out_of_reach(due.on):
        deadlines.set_deadline(actor, owner=review.case, within=review.case, task=_task(review, duty), due=due)


def _task(review: FullReview, duty: ReviewDuty) -> deadlines.Task:
    page = f"/cases/{review.case.ref}/reviews/{review.ref}/"
    return office_task(review.case, limit_key(duty), duty.title, "See how the review stands", page)


def _end_limits(actor: Actor, review: FullReview, *, because: str) -> None:
    for duty in ReviewDuty.objects.filter(review=review):
        if because:
            deadlines.cancel_open(actor, owner=review.case, within=review.case, keys=[limit_key(duty)], because=because)
        else:
            deadlines.meet(actor, owner=review.case, within=review.case, key=limit_key(duty))


def _tell_of_draft(actor: Actor, review: FullReview, step: str) -> None:
    """Tell those to whom the newest draft is put; with this the partners come to see it."""
    newest = ReviewDraft.objects.filter(review=review).order_by("-number").first()
    assert newest is not None, "the move asks for a draft"
    if step == "put":
        ReviewDraft.objects.filter(pk=newest.pk).update(partners_at=actor.at)
    purposes = TO_PARTNERS if step == "put" else TO_GROUP
    team = TeamMember.objects.filter(case=review.case, left_at=None, purpose__in=purposes)
    people = sorted(team.values_list("person__email", flat=True))
    page = messages.link("full_review", review.case.ref, review.ref)
    messages.tell(actor, "review-draft", review.case, people, page, mark=f"{newest.ref}:{step}")
