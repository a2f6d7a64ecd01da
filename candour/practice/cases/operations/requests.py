"""Asking agencies: one act writes to all of them, names what is missing, takes each answer and has it signed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.deadlines.counting import end_of
from candour.platform.deadlines.models import Deadline
from candour.platform.deadlines.parts import Task
from candour.platform.exports.documents import Document, write_docx, write_pdf
from candour.platform.files import operations as files
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.exports.letters import CLASSIFICATION, LetterFacts, request_letter
from candour.practice.cases.models import AgencyRequest, Case, RapidReview, RequestLink
from candour.practice.cases.operations.links import new_link
from candour.practice.cases.operations.securing import SECURED, ask_to_secure, let_go, secure_by
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.workflow import REQUEST
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook.language.clocks import CLOSE_OF_BUSINESS


@dataclass(frozen=True)
class Ask:
    """An agency to be asked, and the person or mailbox that is written to."""

    organisation_ref: str
    to_name: str
    to_email: str


@dataclass(frozen=True)
class _Prepared:
    """An agency with its letter, made before the transaction so that nothing waits for it."""

    ask: Ask
    organisation_id: int
    organisation: str
    docx: bytes
    pdf: bytes


def ask_agencies(actor: Actor, *, ref: str, asks: list[Ask], by: date | None = None) -> int:
    """Write to every agency at once: each gets its request, its letter in Word and PDF, a link and a deadline.

    The return date is the one of the plan, the same for all, or the day given; once the plan's is past, a day must be
    given. Health providers are collated by the designated nurse,
    where she is asked too. Returns how many were asked. Raises Refused if an agency was asked before.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, case=case)
    require(actor, "run a review", review)
    if not asks:
        raise Refused("Choose at least one agency.")
    due_at = _return_date(case) if by is None else end_of(by, CLOSE_OF_BUSINESS)
    if due_at <= actor.at:
        raise Refused("The plan’s day for returns is past, so give a day by which these agencies are to answer.")
    prepared = []
    for ask in asks:
        organisation = directory.organisation(actor, ask.organisation_ref)
        letter = _letter(actor, case, organisation.name, ask.to_name, due_at, secure_by(actor))
        prepared.append(_Prepared(ask, organisation.pk, organisation.name, write_docx(letter), write_pdf(letter)))
    return _ask(actor, case, review, prepared, due_at)


def _letter(actor: Actor, case: Case, agency: str, lead: str, due_at: datetime, records_by: date | None) -> Document:
    partnership = case.partnership
    return request_letter(
        LetterFacts(
            partnership=partnership.name,
            agency=agency,
            lead=lead,
            case_key=case.key,
            is_child=case.is_child,
            due_at=due_at,
            records_by=records_by,
            written_at=actor.at,
            contact_name=actor.label,
            contact_email=partnership.office_email,
            contact_phone=partnership.office_phone,
        )
    )


@operation
def _ask(actor: Actor, case: Case, review: RapidReview, prepared: list[_Prepared], due_at: datetime) -> int:
    requests = [_new_request(actor, case, review, one, due_at) for one in prepared]
    _collate_health(actor, review)
    record(audit_events.ASKED, subject=case, count=len(requests))
    deadlines.meet(actor, owner=case, within=case, key="commission")
    refresh(actor, case)
    return len(requests)


def _new_request(actor: Actor, case: Case, review: RapidReview, one: _Prepared, due_at: datetime) -> AgencyRequest:
    try:
        with transaction.atomic():
            request = AgencyRequest.objects.create(
                case=case,
                review=review,
                organisation_id=one.organisation_id,
                sent_at=actor.at,
                due_at=due_at,
                to_name=one.ask.to_name.strip(),
                to_email=one.ask.to_email.strip().lower(),
            )
    except IntegrityError as error:
        raise Refused(f"{one.organisation} has been asked already.") from error
    _keep_letter(actor, request, case.key, one.docx, one.pdf)
    _set_deadline(actor, request, due_at)
    ask_to_secure(actor, request)
    messages.ask_agency(actor, request, new_link(actor, request, request.to_email))
    return request


def _keep_letter(actor: Actor, request: AgencyRequest, key: str, docx: bytes, pdf: bytes) -> None:
    made = [
        files.keep_made(
            actor, name=f"Request {key}.{kind}", content=content, owner=request, classification=CLASSIFICATION
        )
        for kind, content in (("docx", docx), ("pdf", pdf))
    ]
    AgencyRequest.objects.filter(pk=request.pk).update(letter_docx=made[0], letter_pdf=made[1])


def _set_deadline(actor: Actor, request: AgencyRequest, due_at: datetime) -> None:
    plan = Deadline.objects.filter(
        owner_kind="cases.case", owner_id=request.case_id, key="agency-returns", cancelled_at=None
    ).get()
    deadlines.copy_deadline(
        actor,
        plan,
        owner=request,
        within=request.case,
        due_at=due_at,
        task=Task(
            key="agency-return",
            title=f"Summary of {request.organisation.name} – case {request.case.key}",
            do_next="Answer the request",
            address=f"/returns/{request.ref}/",
            body=("organisation", request.organisation_id),
            overseer=("partnership", request.case.partnership_id),
        ),
    )


def _collate_health(actor: Actor, review: RapidReview) -> None:
    system = Actor.system(actor.label, actor.at)
    held = directory.current_holders(system, roles.DESIGNATED_NURSE)
    nurses = {one.post.organisation_id for one in held if one.post.organisation_id is not None}
    asked = AgencyRequest.objects.filter(review=review)
    nurse = asked.filter(organisation_id__in=nurses).first()
    if nurse is not None:
        asked.filter(organisation__is_health_provider=True, collated_by=None).exclude(pk=nurse.pk).update(
            collated_by=nurse
        )


def _return_date(case: Case) -> datetime:
    planned = Deadline.objects.filter(
        owner_kind="cases.case", owner_id=case.pk, key="agency-returns", cancelled_at=None
    ).first()
    if planned is None:
        raise Refused("The plan of this review has no day for the agencies' returns.")
    return planned.due_at


@operation
def name_lead(actor: Actor, *, ref: str, name: str, email: str) -> None:
    """Name the person who leads at an agency. Raises Refused without a name."""
    request = _mine(actor, ref)
    if not name.strip() or not email.strip():
        raise Refused("Give the lead's name and email address.")
    AgencyRequest.objects.filter(pk=request.pk).update(
        lead_name=name.strip(), lead_email=email.strip().lower(), lead_named_at=actor.at
    )
    record(audit_events.LEAD_NAMED, subject=request, within=request.case, agency=request.organisation.name)
    unnamed = AgencyRequest.objects.filter(review_id=request.review_id, lead_named_at=None)
    if not unnamed.exclude(state__in=("withdrawn", "nil")).exists():
        deadlines.meet(actor, owner=request.case, within=request.case, key="leads-named")


@operation
def move_return_date(actor: Actor, *, ref: str, to: date, because: str) -> None:
    """Give one agency another return date, with the reason. Its letter and its chasers then say that date only."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "run a review", request.case)
    reasons = []
    if not because.strip():
        reasons.append("Say why the date moves.")
    if to < actor.today:
        reasons.append("The new date must be today or later.")
    elif out_of_reach(to):
        reasons.append(out_of_reach(to))
    if reasons:
        raise Refused(*reasons)
    due_at = end_of(to, CLOSE_OF_BUSINESS)
    secured = deadlines.live(owner=request, key=SECURED)
    records_by = secured.due_on if secured and secured.met_at is None else None
    letter = _letter(actor, request.case, request.organisation.name, request.to_name, due_at, records_by)
    changed = AgencyRequest.objects.filter(pk=request.pk, returned_at=None).update(
        due_at=due_at, moved_because=because.strip()
    )
    if not changed:
        raise Refused("This agency has answered, so its date stays.")
    answer = deadlines.live(owner=request, key="agency-return")
    if answer:
        Deadline.objects.filter(pk=answer.pk, met_at=None).update(due_on=to, due_at=due_at)
    _keep_letter(actor, request, request.case.key, write_docx(letter), write_pdf(letter))
    record(
        audit_events.DUE_MOVED,
        subject=request,
        within=request.case,
        agency=request.organisation.name,
        due=to.isoformat(),
    )


@operation
def chase(actor: Actor, *, ref: str) -> None:
    """Remind an agency that has not answered, with a new link; the old link ends. Raises Refused if it has answered."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "run a review", request.case)
    if request.state not in ("asked", "started", "returned"):
        raise Refused("This agency has answered.")
    AgencyRequest.objects.filter(pk=request.pk).update(chased_at=actor.at, chases=F("chases") + 1)
    record(audit_events.CHASED, subject=request, within=request.case, agency=request.organisation.name)
    token = new_link(actor, request, request.lead_email or request.to_email)
    messages.ask_agency(actor, request, token, template=messages.CHASER, turn=request.chases + 1)


@operation
def ask_senior(actor: Actor, *, ref: str, email: str) -> None:
    """Send a senior manager a link of their own, with which to read the summary and sign it off. Raises Refused."""
    request = _mine(actor, ref)
    if request.state != "returned":
        raise Refused("The summary has to be finished before it can be signed off.")
    address = email.strip().lower()
    if address in (request.lead_email, request.to_email):
        raise Refused("Somebody senior to the author signs off, so this must be another address.")
    token = new_link(actor, request, address, RequestLink.Purpose.SIGN_OFF)
    record(audit_events.LINK_RENEWED, subject=request, within=request.case, agency=request.organisation.name)
    messages.ask_senior(actor, request, token, to=address)


def chase_late(actor: Actor) -> int:
    """Chase every agency that is late and was not chased since yesterday. A job of the sweep. Returns how many."""
    late = AgencyRequest.objects.filter(
        state__in=("asked", "started"), due_at__lt=actor.at, review__state__in=("gathering", "released")
    ).exclude(chased_at__gt=actor.at - timedelta(hours=20))
    late = late.exclude(sent_at__gt=actor.at - timedelta(hours=20))
    refs = list(late.values_list("ref", flat=True))
    for ref in refs:
        chase(actor, ref=ref)
    return len(refs)


@operation
def withdraw_request(actor: Actor, *, ref: str) -> None:
    """Withdraw a request to an agency that need not answer after all, and tell it that its records are free again."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    move(actor, request, REQUEST, "withdraw", within=request.case, agency=request.organisation.name)
    deadlines.cancel_open(actor, owner=request, within=request.case, because="the request was withdrawn")
    let_go(actor, request, "The request was withdrawn.")
    refresh(actor, request.case)


def _mine(actor: Actor, ref: str) -> AgencyRequest:
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "answer for an agency", request)
    return request
