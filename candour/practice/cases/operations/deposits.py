"""What becomes of a published review: its sending to the national repository, and its permanent address here."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.cases import audit_events
from candour.practice.cases.models import Deposit, FullReview
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.duties import office_task
from candour.practice.cases.queries.deposits import repository_of
from candour.practice.cases.vocabulary import Repository
from candour.rulebook.calendars import BeyondCalendar

DEPOSIT = "review-deposit"
"""The key of the deadline by which a published review is sent on."""
DAYS = 5
"""How many working days the office has: its own rule, as no law sets one."""


def owe_deposit(actor: Actor, review: FullReview) -> None:
    """Have a review that is published now sent to the repository, inside an operation."""
    try:
        on = calendar(actor).after(actor.today, DAYS)
    except BeyondCalendar:
        return
    task = office_task(
        review.case,
        DEPOSIT,
        f"Send the review to the {_named(repository_of(review.case))}",
        "Send it, and record the receipt and the permanent link",
        reverse("deposit_record", args=[review.case.ref, review.ref]),
    )
    deadlines.set_day(actor, owner=review, within=review.case, task=task, on=on)


@operation
def record_deposit(
    actor: Actor,
    *,
    review_ref: str,
    version: int,
    on: date,
    by: str,
    receipt: str,
    link: str,
    stays_until: date | None = None,
    receipt_file: StoredFile | None = None,
) -> None:
    """Record that a published review was sent to the repository, with the receipt, and where it stays here.

    Recorded again, it is corrected. Raises Refused with all reasons, and Conflict.
    """
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    reasons = why_not_done(actor, "It cannot have been sent", on, after=review.case)
    reasons += _against(actor, review, link, stays_until)
    if not by.strip():
        reasons.append("Say who sent it.")
    if not receipt.strip():
        reasons.append("Give the reference of the receipt, or say how the repository confirmed it.")
    if reasons:
        raise Refused(*reasons)
    facts: dict[str, object] = {"receipt_file": receipt_file} if receipt_file is not None else {}
    _save(
        actor,
        review,
        version,
        sent_on=on,
        sent_by=by.strip(),
        receipt=receipt.strip(),
        not_sent_because="",
        link=link,
        stays_until=stays_until,
        **facts,
    )
    deadlines.meet(actor, owner=review, within=review.case, key=DEPOSIT)
    record(audit_events.DEPOSITED, subject=review, within=review.case, on=on.isoformat())


@operation
def refuse_deposit(
    actor: Actor, *, review_ref: str, version: int, because: str, link: str, stays_until: date | None = None
) -> None:
    """Record why a published review is not sent on, and where it stays here. Raises Refused and Conflict."""
    review = fetch(actor, FullReview, "case", ref=review_ref)
    require(actor, "run a review", review)
    reasons = _against(actor, review, link, stays_until)
    if not because.strip():
        reasons.append("Say why it is not sent.")
    if Deposit.objects.filter(review=review).exclude(sent_on=None).exists():
        reasons.append("It is recorded as sent. Correct that instead.")
    if reasons:
        raise Refused(*reasons)
    _save(actor, review, version, not_sent_because=because.strip(), link=link, stays_until=stays_until)
    why = "the review is not sent to the repository"
    deadlines.cancel_open(actor, owner=review, within=review.case, keys=[DEPOSIT], because=why)
    record(audit_events.NOT_DEPOSITED, subject=review, within=review.case)


def _against(actor: Actor, review: FullReview, link: str, stays_until: date | None) -> list[str]:
    reasons = []
    if review.state != "published":
        reasons.append("Only a review that is published is sent to the repository. Record the publication first.")
    if not link.startswith(("https://", "http://")):
        reasons.append("Give the permanent address at which the report stands on your own site.")
    if stays_until is not None and stays_until <= actor.today:
        reasons.append("The report stays there until a day to come. Leave the day empty if no end is set.")
    return reasons


def _save(actor: Actor, review: FullReview, version: int, **facts: object) -> None:
    """The one record of a review, made or corrected. Raises Conflict if somebody else recorded it meanwhile."""
    facts |= {"recorded_at": actor.at, "recorded_by": actor.label[:200]}
    there = Deposit.objects.filter(review=review).first()
    if there is not None:
        save_edit(there, version, **facts)
        return
    if version:
        raise Conflict
    try:
        with transaction.atomic():
            Deposit.objects.create(review=review, repository=repository_of(review.case), **facts)
    except IntegrityError as error:
        raise Conflict from error


def _named(repository: Repository) -> str:
    return repository.label[:1].lower() + repository.label[1:]
