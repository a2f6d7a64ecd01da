"""A request as the agency itself sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words, due_words, moment_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.counting import left
from candour.practice.cases.messages import due_words as long_due_words
from candour.practice.cases.operations.returns import is_text_unchanged

if TYPE_CHECKING:
    from candour.practice.cases.models import AgencyRequest
    from candour.practice.cases.operations.earlier_answers import Earlier


@dataclass(frozen=True)
class InboxRow:
    """A row of an agency's inbox."""

    agency: str
    partnership: str
    case_key: str
    what: str
    state: str
    due: str
    left: str
    mark: str
    address: str
    do_next: str
    is_done: bool


@dataclass(frozen=True)
class ReturnShown:
    """One request on its own page."""

    ref: str
    case_key: str
    partnership: str
    agency: str
    person: str
    state: str
    is_asked: bool
    is_started: bool
    is_returned: bool
    is_signed: bool
    is_nil: bool
    may_reopen: bool
    due: str
    left: str
    mark: str
    lead: str
    records: str
    holds_records: bool
    """Whether nobody told the agency yet that it need no longer hold them."""
    returned_by: str
    returned: str
    signed_off: str
    signed_at: str
    text_hash: str
    is_text_changed: bool
    letters: list[tuple[str, str]]
    office_email: str
    office_phone: str


@dataclass(frozen=True)
class EarlierShown:
    """An answer that the agency gave before about somebody in the case."""

    ref: str
    to: str
    on: str
    is_nil: bool
    why: str
    address: str


def inbox_shown(actor: Actor, request: AgencyRequest) -> InboxRow:
    """A row of the inbox."""
    done = request.state in ("signed-off", "nil", "withdrawn")
    standing = left(request.due_at, request.returned_at or actor.at, calendar(actor))
    return InboxRow(
        agency=request.organisation.name,
        partnership=request.case.partnership.name,
        case_key=request.case.key,
        what="Agency summary",
        state=request.get_state_display(),
        due=due_words(request.due_at),
        left="" if done else standing.words,
        mark="met" if done else "late" if standing.is_late else "soon" if standing.is_soon else "open",
        address=reverse("agency_return", args=[request.ref]),
        do_next="See the answer" if done else "Sign it off" if request.state == "returned" else "Answer",
        is_done=done,
    )


def earlier_shown(actor: Actor, earlier: Earlier) -> EarlierShown:
    """An answer that was given before: for the holder of a link, whom they gave it and when, and no way into it."""
    request = earlier.request
    if actor.person_id is None:
        return EarlierShown(request.ref, request.case.partnership.name, day_words(request.returned_at), False, "", "")
    return EarlierShown(
        ref=request.ref,
        to=f"{request.case.partnership.name}, case {request.case.key}",
        on=day_words(request.returned_at),
        is_nil=request.is_nil,
        why=earlier.why,
        address=reverse("agency_return", args=[request.ref]),
    )


def records_words(request: AgencyRequest) -> str:
    """How the agency's records stand: none, secured, not, released, or nothing said yet."""
    if request.is_nil:
        return "Holds no records"
    if request.records_released_at:
        return f"Need no longer be held, told on {day_words(request.records_released_at)}"
    return {"yes": f"Secured by {request.records_secured_by}", "no": "Not secured yet"}.get(request.records_secured, "")


def return_shown(actor: Actor, request: AgencyRequest) -> ReturnShown:
    """The page of one request."""
    row = inbox_shown(actor, request)
    letters = [
        (name, reverse("file", args=[stored.ref]))
        for name, stored in (
            ("Letter as Word", request.letter_docx),
            ("Letter as PDF", request.letter_pdf),
            ("The form as received", request.received_file),
        )
        if stored and actor.kind == "person"
    ]
    return ReturnShown(
        ref=request.ref,
        case_key=request.case.key,
        partnership=request.case.partnership.name,
        agency=request.organisation.name,
        person="child" if request.case.is_child else "adult",
        state=row.state,
        is_asked=request.state == "asked",
        is_started=request.state == "started",
        is_returned=request.state == "returned",
        is_signed=request.state == "signed-off",
        is_nil=request.state == "nil",
        may_reopen=request.state in ("returned", "signed-off", "nil") and request.review.circulated_at is None,
        due=long_due_words(request.due_at),
        left=row.left,
        mark=row.mark,
        lead=request.lead_name,
        records=records_words(request),
        holds_records=request.records_released_at is None,
        returned_by=request.returned_by,
        returned=moment_words(request.returned_at),
        signed_off=f"{request.signed_off_by}, {request.signed_off_post}" if request.signed_off_by else "",
        signed_at=moment_words(request.signed_off_at),
        text_hash=request.text_hash[:12],
        is_text_changed=bool(request.text_hash) and not is_text_unchanged(request),
        letters=letters,
        office_email=request.case.partnership.office_email,
        office_phone=request.case.partnership.office_phone,
    )
