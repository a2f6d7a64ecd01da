"""Keeping an agency's records safe for a case: asked for with the first letter, confirmed, and released at the end.

Each agency has until the end of the working day after it was asked, which is day 2 where it is asked on day 1. That is
Candour's own choice, as no guidance sets a day: the partnerships' process sheet only tells agencies to secure them.
"""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.parts import Task
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import AgencyRequest, Case
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.links import new_link

SECURED = "records-secured"
HOLDS_NOTHING = ("withdrawn", "nil")
"""The states in which an agency has no records to keep for the case."""


def secure_by(actor: Actor) -> date:
    """The day, in London, by whose end an agency that is asked now has to have secured its records."""
    return calendar().after(actor.today, 1)


def ask_to_secure(actor: Actor, request: AgencyRequest) -> None:
    """Set the day by which an agency secures its records, if none is set. Call it inside an operation."""
    if deadlines.live(owner=request, key=SECURED):
        return
    task = Task(
        key=SECURED,
        title=f"Records secured at {request.organisation.name} – case {request.case.key}",
        do_next="Secure the records and confirm it",
        address=f"/returns/{request.ref}/records/",
        body=("organisation", request.organisation_id),
        overseer=("partnership", request.case.partnership_id),
    )
    deadlines.set_day(actor, owner=request, within=request.case, task=task, on=secure_by(actor))


def settle(actor: Actor, request: AgencyRequest, *, is_secured: bool) -> None:
    """Meet the day for securing records, or open it again because they are not secured after all."""
    do = deadlines.meet if is_secured else deadlines.reopen
    do(actor, owner=request, key=SECURED, within=request.case)


def holds_nothing(actor: Actor, request: AgencyRequest) -> None:
    """End the day for securing records, as the agency has none. Call it inside an operation."""
    deadlines.cancel_open(
        actor, owner=request, within=request.case, keys=[SECURED], because="the agency knows nothing of the family"
    )


@operation
def confirm_records(actor: Actor, *, ref: str, secured: bool, by: str, at: datetime) -> None:
    """Confirm whether an agency's records are secured, by whom and when. Raises Refused for a moment to come."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "answer for an agency", request)
    if request.records_released_at is not None:
        raise Refused("These records need no longer be held for this case.")
    if secured and not by.strip():
        raise Refused("Say who secured the records.")
    reasons = why_not_done(actor, "The records cannot have been secured", at)
    if reasons:
        raise Refused(*reasons)
    AgencyRequest.objects.filter(pk=request.pk).update(
        records_secured="yes" if secured else "no",
        records_secured_by=by.strip(),
        records_secured_at=at if secured else None,
    )
    settle(actor, request, is_secured=secured)
    answer = "yes" if secured else "no"
    record(audit_events.RECORDS, subject=request, within=request.case, agency=request.organisation.name, answer=answer)


@operation
def release_records(actor: Actor, *, ref: str, because: str) -> int:
    """Tell every agency that its records need no longer be held for a case, and why. Returns how many were told.

    Raises Refused before the case is closed, without a reason, and where nothing is held.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "close a case", case)
    held = held_for(case)
    reasons = []
    if case.state != "closed":
        reasons.append("The records are needed until the case is closed.")
    if not because.strip():
        reasons.append("Say why the records are no longer needed.")
    if not held:
        reasons.append("No agency holds records for this case.")
    if reasons:
        raise Refused(*reasons)
    for request in held:
        let_go(actor, request, because.strip())
    return len(held)


def let_go(actor: Actor, request: AgencyRequest, because: str) -> None:
    """Tell an agency that its records need no longer be held for a case. Call it inside an operation."""
    AgencyRequest.objects.filter(pk=request.pk).update(records_released_at=actor.at, records_released_because=because)
    deadlines.cancel_open(
        actor, owner=request, within=request.case, keys=[SECURED], because="the records were released"
    )
    record(audit_events.RECORDS_RELEASED, subject=request, within=request.case, agency=request.organisation.name)
    messages.release_records(actor, request)


def secure_again(actor: Actor, case: Case) -> None:
    """Ask the agencies whose records were released to secure them once more, as the case is open again.

    Call it inside an operation.
    """
    asked = AgencyRequest.objects.filter(case=case).exclude(state__in=HOLDS_NOTHING)
    released = list(asked.exclude(records_released_at=None).select_related("case", "organisation"))
    for request in released:
        AgencyRequest.objects.filter(pk=request.pk).update(
            records_released_at=None,
            records_released_because="",
            records_secured="",
            records_secured_by="",
            records_secured_at=None,
        )
        deadlines.cancel_key(actor, owner=request, within=case, key=SECURED)
        ask_to_secure(actor, request)
        token = new_link(actor, request, request.lead_email or request.to_email)
        messages.secure_again(actor, request, token, by=secure_by(actor))
    if released:
        record(audit_events.RECORDS_WANTED_AGAIN, subject=case, count=len(released))


def held_for(case: Case) -> list[AgencyRequest]:
    """The requests of a case whose agencies were asked to hold records and were not told that they need no longer."""
    asked = AgencyRequest.objects.filter(case=case, records_released_at=None).exclude(state__in=HOLDS_NOTHING)
    return list(asked.select_related("case", "organisation").order_by("organisation__name"))
