"""An agency's answer: begun, sent, signed off with its exact text fixed, opened again, or that there was no contact."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.checking import faults_in
from candour.platform.guided_forms.models import FormAnswers
from candour.platform.vault import operations as vault
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import AgencyRequest, ChronologyEvent, ImmediateAction, RequestLink
from candour.practice.cases.operations.securing import SECURED, ask_to_secure, holds_nothing, settle
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.reasons import FOR_AGENCY
from candour.practice.cases.vocabulary import LinkPurpose
from candour.practice.cases.workflow import REQUEST
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook import index
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.forms import Form
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

if TYPE_CHECKING:
    from candour.platform.files.models import StoredFile

AGENCY_FORM = "bhr-protocol-2020/agency-summary"
UNFINISHED = ("asked", "started", "returned")
"""The states in which an agency still has to look in its records, or to check what it wrote."""


@operation
def start_return(actor: Actor, *, ref: str) -> FormAnswers:
    """Begin the summary of an agency, or go on with the one begun."""
    request = fetch(actor, AgencyRequest, "case", "organisation", "answers", ref=ref)
    require(actor, "answer for an agency", request)
    if request.answers is not None and request.state == "started":
        record(audit_events.REQUEST_OPENED, subject=request, within=request.case)
        return request.answers
    answers = request.answers or forms.begin(actor, form=index.rule(AGENCY_FORM, Form), owner=request)
    move(actor, request, REQUEST, "start", within=request.case, agency=request.organisation.name)
    AgencyRequest.objects.filter(pk=request.pk).update(answers=answers, opened_at=request.opened_at or actor.at)
    return answers


@operation
def who_it_is_about(actor: Actor, *, ref: str) -> list[tuple[str, dict[str, str]]]:
    """The names that an agency needs in order to look in its records: opened for that purpose, each time recorded."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "see who a request is about", request)
    if request.state not in UNFINISHED:
        raise Refused("The summary is finished, so the names are closed again. Ask the partnership’s office.")
    opener = Actor.system(f"{actor.label}, for {request.organisation.name}", actor.at)
    record(audit_events.REQUEST_OPENED, subject=request, within=request.case)
    held = vault.open_all(opener, owner=request.case, purpose=FOR_AGENCY)
    return sorted(
        ((identity.kind, facts) for identity, facts in held.items() if facts), key=lambda one: one[0] != "subject"
    )


@operation
def collate(actor: Actor, *, ref: str) -> None:
    """Return the health providers' summaries together, as the designated nurse. None may lack its sign-off.

    Raises Refused with the providers that are missing.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "collate health returns", request)
    providers = AgencyRequest.objects.filter(collated_by=request).exclude(state="withdrawn")
    missing = providers.exclude(state__in=("signed-off", "nil")).select_related("organisation")
    reasons = [f"{provider.organisation.name} has not returned a summary that is signed off." for provider in missing]
    if not providers.exists():
        reasons.append("No health provider was asked.")
    if reasons:
        raise Refused(*reasons)
    if not AgencyRequest.objects.filter(pk=request.pk, collated_at=None).update(collated_at=actor.at):
        raise Refused("The health returns have been collated already.")
    record(audit_events.COLLATED, subject=request, within=request.case, count=providers.count())
    deadlines.meet(actor, owner=request.case, within=request.case, key="health-returns")
    refresh(actor, request.case)


@operation
def nil_return(actor: Actor, *, ref: str, by: str) -> None:
    """Answer that the agency has had no contact: one step, kept as a positive answer with the name of who checked."""
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    if not by.strip():
        raise Refused("Give the name of whoever checked the records.")
    move(actor, request, REQUEST, "nil", within=request.case, agency=request.organisation.name)
    AgencyRequest.objects.filter(pk=request.pk).update(
        is_nil=True, returned_at=actor.at, returned_by=by.strip(), opened_at=request.opened_at or actor.at
    )
    holds_nothing(actor, request)
    _answered(actor, request)


@operation
def send_return(actor: Actor, *, ref: str) -> None:
    """Send the summary on for a senior manager's sign-off. Its events and immediate actions enter the case.

    Raises Refused with everything that is still missing.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", "answers", ref=ref)
    require(actor, "answer for an agency", request)
    if request.answers is None:
        raise Refused("Nothing has been written yet.")
    values = form_queries.values_of(request.answers)
    form = form_queries.form_of(request.answers)
    missing = [miss for miss in form_queries.missing_in(form, values) if miss.is_required]
    if missing:
        raise Refused(*(f"Answer “{miss.question.text.rstrip('?')}” under “{miss.section.title}”." for miss in missing))
    if values.get("contact", {}).get("contact") == "no":
        raise Refused("You said that there was no contact. Choose “No contact” instead; it takes one step.")
    faults = faults_in(form, values, actor.today)
    if faults:
        raise Refused(*(fault.words for fault in faults))
    forms.submit(actor, answers=request.answers, owner=request, within=request.case)
    move(actor, request, REQUEST, "return", within=request.case, agency=request.organisation.name)
    author = values.get("author", {})
    records = _records(request, values, actor)
    AgencyRequest.objects.filter(pk=request.pk).update(
        returned_at=actor.at,
        returned_by=str(author.get("name", ""))[:200] or actor.label,
        returned_from=_known_as(actor),
        answered_from=address_of(actor, request),
        **records,
    )
    if records:
        settle(actor, request, is_secured=records["records_secured"] == "yes")
    deadlines.say_next(owner=request, key="agency-return", do_next="Sign off the summary")
    _take_events(actor, request, values)
    _take_immediate(actor, request, values)
    body = ("organisation", request.organisation_id)
    seniors = directory.addresses_of(actor, body, roles.SENIOR_MANAGER)
    page = messages.link("agency_return", request.ref)
    messages.tell(actor, "sign-off", request.case, seniors, page, mark=f"{request.ref}:{request.version}")


@operation
def sign_off(actor: Actor, *, ref: str, name: str, post: str) -> str:
    """Sign off the summary as a named senior manager: its exact text is fixed by a hash, which is returned.

    Raises Refused without a name and a post, and to the author of the summary.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", "answers", ref=ref)
    require(actor, "sign off for an agency", request)
    request.signed_off_by, request.signed_off_post = name.strip(), post.strip()
    if name.strip() and name.strip().casefold() == request.returned_by.casefold():
        raise Refused("Somebody senior to the author signs off, so this must be another name.")
    if request.returned_from == _known_as(actor) and not may(actor, "run a review", request.case):
        raise Refused("You sent this summary. Somebody senior to you signs it off, with a link of their own.")
    assert request.answers is not None, "a returned summary has answers"
    digest = forms.freeze(actor, answers=request.answers, within=request.case)
    move(actor, request, REQUEST, "sign-off", within=request.case, agency=request.organisation.name, hash=digest[:12])
    AgencyRequest.objects.filter(pk=request.pk).update(
        signed_off_by=name.strip(), signed_off_post=post.strip(), signed_off_at=actor.at, text_hash=digest
    )
    _answered(actor, request)
    return digest


@operation
def reopen_return(actor: Actor, *, ref: str) -> None:
    """Open a summary again to change a word: its sign-off no longer holds, and everybody can see that it was."""
    request = fetch(actor, AgencyRequest, "case", "organisation", "answers", "review", ref=ref)
    if request.review.circulated_at is not None:
        raise Refused(
            "The returns have been released. Send the office what has changed, and it is added with its date."
        )
    move(actor, request, REQUEST, "reopen", within=request.case, agency=request.organisation.name)
    answers = request.answers or forms.begin(actor, form=index.rule(AGENCY_FORM, Form), owner=request)
    if request.answers is not None:
        forms.thaw(actor, answers=answers, within=request.case)
    AgencyRequest.objects.filter(pk=request.pk).update(
        answers=answers,
        is_nil=False,
        returned_at=None,
        returned_by="",
        signed_off_by="",
        signed_off_post="",
        signed_off_at=None,
        text_hash="",
    )
    ChronologyEvent.objects.filter(request=request, removed_at=None).update(removed_at=actor.at)
    deadlines.reopen(actor, owner=request, within=request.case, key="agency-return")
    deadlines.say_next(owner=request, key="agency-return", do_next="Answer the request")
    if request.records_secured != "yes" and request.records_released_at is None:
        ask_to_secure(actor, request)
    refresh(actor, request.case)


@operation
def fill_return(actor: Actor, *, ref: str, sections: dict[str, Any], received: StoredFile | None = None) -> FormAnswers:
    """Put answers that were read from a paper form into an agency's summary, by section, as a draft to check.

    The form as it was received is kept beside them.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "answer for an agency", request)
    answers = start_return(actor, ref=ref)
    form = form_queries.form_of(answers)
    for key, said in sections.items():
        section = form.section(key)
        items = said if section.repeats else [said]
        for item, values in enumerate(items, start=1 if section.repeats else 0):
            row = form_queries.row_of(answers, section, item)
            version = row.version if row else 0
            forms.save_section(actor, answers=answers, section=section, item=item, values=values, version=version)
    if received is not None:
        AgencyRequest.objects.filter(pk=request.pk).update(received_file=received)
    return answers


@operation
def fill_events(actor: Actor, *, ref: str, events: list[dict[str, str]], received: StoredFile) -> None:
    """Put the events of an agency's own chronology into its summary, after those that are there, as a draft to check.

    Raises Refused where they are more than a summary holds; nothing is then added.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", ref=ref)
    require(actor, "answer for an agency", request)
    answers = start_return(actor, ref=ref)
    section = form_queries.form_of(answers).section("events")
    first = form_queries.next_item(answers, section)
    for item, event in enumerate(events, start=first):
        forms.save_section(actor, answers=answers, section=section, item=item, values=event, version=0)
    AgencyRequest.objects.filter(pk=request.pk).update(received_file=received)


def is_text_unchanged(request: AgencyRequest) -> bool:
    """Whether the summary still says exactly what was signed off."""
    return bool(request.answers and request.text_hash and forms.hash_of(request.answers) == request.text_hash)


def _answered(actor: Actor, request: AgencyRequest) -> None:
    deadlines.meet(actor, owner=request, within=request.case, key="agency-return")
    waiting = AgencyRequest.objects.filter(review_id=request.review_id, state__in=("asked", "started", "returned"))
    if not waiting.exists():
        deadlines.meet(actor, owner=request.case, within=request.case, key="agency-returns")
    is_collated = AgencyRequest.objects.filter(review_id=request.review_id).exclude(collated_by=None).exists()
    if not is_collated and not waiting.filter(organisation__sector="health").exists():
        deadlines.meet(actor, owner=request.case, within=request.case, key="health-returns")
    refresh(actor, request.case)


def address_of(actor: Actor, request: AgencyRequest) -> str:
    """The address to which the link to answer was sent that opened this request; empty for anybody else.

    Whoever opened it has proved with a code that they read the mail of that address.
    """
    if actor.kind != "link" or actor.through is None or actor.key != ("request", request.pk):
        return ""
    alive = RequestLink.objects.filter(pk=actor.through, request=request, ends_at__gt=actor.at)
    link = alive.filter(purpose=LinkPurpose.ANSWER).first()
    return link.email.lower() if link else ""


def _known_as(actor: Actor) -> str:
    return f"person {actor.person_id}" if actor.person_id is not None else f"{actor.kind} {actor.label}"[:240]


def _records(request: AgencyRequest, values: dict[str, Any], actor: Actor) -> dict[str, Any]:
    said = values.get("records", {})
    if not said.get("secured") or _was_said_before_it_was_asked(request):
        return {}
    return {
        "records_secured": said["secured"],
        "records_secured_by": str(said.get("secured-by", ""))[:150] or request.records_secured_by,
        "records_secured_at": request.records_secured_at or _moment(said.get("secured-on", ""), actor),
    }


def _was_said_before_it_was_asked(request: AgencyRequest) -> bool:
    """Whether the answer on records is older than the day for it: what was secured once may have been let go since."""
    asked = deadlines.live(owner=request, key=SECURED)
    assert request.answers is not None, "something was said"
    row = form_queries.row_of(request.answers, form_queries.form_of(request.answers).section("records"), 0)
    return bool(asked and row and row.saved_at < asked.set_at)


def _moment(text: str, actor: Actor) -> datetime:
    try:
        exact = FuzzyDate.parse(text).exact
    except NotADate:
        exact = None
    return min(datetime(exact.year, exact.month, exact.day, 12, tzinfo=LONDON), actor.at) if exact else actor.at


def _take_events(actor: Actor, request: AgencyRequest, values: dict[str, Any]) -> None:
    events = values.get("events", [])
    for event in events:
        ChronologyEvent.objects.create(
            case=request.case,
            request=request,
            organisation_id=request.organisation_id,
            happened_on=FuzzyDate.parse(event.get("happened-on", "")),
            source=str(event.get("source", ""))[:200],
            event=event.get("event", ""),
            response=event.get("response", ""),
            added_at=actor.at,
            added_by=actor.label,
        )
    if events:
        record(
            audit_events.EVENT_ADDED,
            subject=request,
            within=request.case,
            count=len(events),
            source=request.organisation.name,
        )


def _take_immediate(actor: Actor, request: AgencyRequest, values: dict[str, Any]) -> None:
    needed = str(values.get("immediate", {}).get("needed", "")).strip()
    if not needed or ImmediateAction.objects.filter(request=request, what=needed).exists():
        return
    action = ImmediateAction.objects.create(
        case=request.case,
        what=needed,
        source=request.organisation.name,
        request=request,
        owner=request.organisation.name,
        raised_at=actor.at,
    )
    record(audit_events.IMMEDIATE_RAISED, subject=action, within=request.case)
