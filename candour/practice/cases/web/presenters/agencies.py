"""Requests to agencies as the office's page shows them, and which agencies can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import due_words, moment_words
from candour.practice.cases.operations.securing import HOLDS_NOTHING
from candour.practice.cases.queries import returns
from candour.practice.cases.web.presenters.returns import records_words
from candour.practice.directory import queries as directory
from candour.practice.directory import roles

if TYPE_CHECKING:
    from candour.practice.cases.models import AgencyRequest, Case
    from candour.practice.directory.models import Person

WAITING = ("asked", "started", "returned")


@dataclass(frozen=True)
class RequestShown:
    """One agency in the office's list."""

    ref: str
    agency: str
    state: str
    mark: str
    due: str
    lead: str
    needs_lead: bool
    records: str
    needs_records: bool
    holds_records: bool
    """Whether the agency was asked to keep its records for the case, and was not told that it need no longer."""
    released_because: str
    """Why it need no longer, which the agency is not told."""
    returned: str
    signed_off: str
    is_waiting: bool
    chases: int
    collated_by: str
    address: str
    agencies_address: str
    chase_address: str
    move_address: str
    withdraw_address: str


def request_shown(actor: Actor, request: AgencyRequest) -> RequestShown:
    """One request as it stands now."""
    waiting = request.state in WAITING
    late = waiting and actor.at > request.due_at
    case_ref = request.case.ref
    holds = request.state not in HOLDS_NOTHING and request.records_released_at is None
    return RequestShown(
        ref=request.ref,
        agency=request.organisation.name,
        state=request.get_state_display(),
        mark="late" if late else "open" if waiting else "met",
        due=due_words(request.due_at),
        lead=request.lead_name,
        needs_lead=waiting and not request.lead_name,
        records=records_words(request),
        needs_records=holds and request.records_secured != "yes",
        holds_records=holds,
        released_because=request.records_released_because,
        returned=moment_words(request.returned_at),
        signed_off=f"{request.signed_off_by}, {request.signed_off_post}" if request.signed_off_by else "",
        is_waiting=waiting,
        chases=request.chases,
        collated_by=request.collated_by.organisation.name if request.collated_by else "",
        address=reverse("agency_return", args=[request.ref]),
        agencies_address=reverse("case_agencies", args=[case_ref]),
        chase_address=reverse("agency_chase", args=[case_ref, request.ref]),
        move_address=reverse("agency_move_date", args=[case_ref, request.ref]),
        withdraw_address=reverse("agency_withdraw", args=[case_ref, request.ref]),
    )


def agencies_to_ask(actor: Actor, case: Case) -> list[tuple[str, str, str, str]]:
    """The agencies that were not asked yet: reference, name, who leads there, and the address to write to."""
    asked = {request.organisation_id for request in returns.requests_of(actor, case) if request.state != "withdrawn"}
    leads: dict[int, Person] = {}
    for held in directory.current_holders(actor, roles.SAFEGUARDING_LEAD, roles.DESIGNATED_NURSE):
        if held.post.organisation_id is not None:
            leads.setdefault(held.post.organisation_id, held.person)
    choices = []
    for organisation in directory.organisations_for(actor, case.partnership_id):
        if organisation.pk in asked:
            continue
        lead = leads.get(organisation.pk)
        email = lead.email if lead else organisation.inbox
        choices.append((organisation.ref, organisation.name, lead.name if lead else "", email))
    return choices
