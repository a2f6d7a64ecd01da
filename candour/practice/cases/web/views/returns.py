"""An agency's side: its inbox over all partnerships, its own answer section by section, and its sign-off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.identity import open_link_session
from candour.platform.access.policy import Hidden, Refused, may
from candour.platform.allowances.visitors import allow_visitor
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.exports.answers import attachment
from candour.platform.exports.documents import write_docx
from candour.platform.files import operations as files
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.web.journeys import (
    NEW,
    Journey,
    faults_of,
    new_item_page,
    read_back,
    required_missing,
    section_page,
    tasks_of,
)
from candour.platform.imports.reading import Unreadable
from candour.practice.cases.exports.agency_form import agency_form
from candour.practice.cases.imports.agency_events import read_events
from candour.practice.cases.imports.agency_form import read_agency_form
from candour.practice.cases.operations import earlier_answers, links, requests, returns, securing
from candour.practice.cases.queries import returns as queries
from candour.practice.cases.vocabulary import LinkPurpose, identity_words
from candour.practice.cases.web.forms.returns import (
    CodeForm,
    LeadForm,
    NilForm,
    PutBackForm,
    RecordsForm,
    SeniorForm,
    SignOffForm,
)
from candour.practice.cases.web.presenters.agencies import request_shown
from candour.practice.cases.web.presenters.returns import earlier_shown, inbox_shown, return_shown
from candour.practice.cases.web.views.links import sign_out_first

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.cases.models import AgencyRequest

FORM = ["GET", "HEAD", "POST"]


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that the actor's agencies are asked, over all partnerships and boroughs."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = sorted((inbox_shown(actor, one) for one in queries.inbox(actor)), key=lambda row: row.is_done)
    return render(request, "cases/inbox.html", {"title": "Requests to my agency", "rows": rows})


@require_http_methods(FORM)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A link from an email: a code is sent to the address that the link was sent to, and opens the request.

    A link that is not alive answers like one that never was.
    """
    actor = request.actor  # type: ignore[attr-defined]
    link = links.link_of(actor, token)
    told = sign_out_first(request)
    if told is not None:
        return told
    sent = request.session.get("code_for") == link.pk

    def do(answers: dict[str, Any]) -> HttpResponse:
        if not allow_visitor(request, "code", at_most=20):
            raise Refused("Too many codes were tried from your network. Wait ten minutes and try again.")
        opened = links.open_with_code(actor, token=token, code=answers["code"])
        if opened is None:
            raise Refused("That code is wrong or no longer works. Ask for a new one.")
        what = "sign-off link" if opened.purpose == LinkPurpose.SIGN_OFF else "link"
        label = f"the holder of a {what} sent to {opened.request.organisation.name}"
        key = ("request", opened.request_id)
        open_link_session(request, label=label, key=key, at=request.at, through=opened.pk)  # type: ignore[attr-defined]
        return redirect("agency_return", opened.request.ref)

    if request.method == "POST" and "send" in request.POST:
        if allow_visitor(request, "send code", at_most=6):
            links.send_code(actor, token=token)
            request.session["code_for"] = link.pk
        return redirect("answer", token)
    return form_page(
        request,
        CodeForm,
        do=do,
        title="Open a request for information",
        template="cases/open_link.html",
        button="Continue",
        is_sent=sent,
        to=_masked(link.email),
    )


@require_safe
def agency_return(request: HttpRequest, ref: str) -> HttpResponse:
    """One request: what is asked, about whom, by when, what is done and what is not. Nothing about anybody else."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = queries.request(actor, ref)
    journey = _journey(asked) if asked.answers else None
    mine = may(actor, "answer for an agency", asked)
    who, subject = _opened(actor, asked), "The child" if asked.case.is_child else "The adult"
    shown = {
        "title": f"Agency summary – case {asked.case.key}",
        "shown": return_shown(actor, asked),
        "tasks": tasks_of(journey) if journey and asked.state == "started" else [],
        "missing": _missing(actor, journey) if journey and asked.state == "started" else [],
        "sections": read_back(journey) if journey and asked.state in ("returned", "signed-off") else [],
        "may_change": False,
        "may_answer": mine,
        "may_sign": asked.state == "returned" and may(actor, "sign off for an agency", asked),
        "may_collate": may(actor, "collate health returns", asked) and not asked.collated_at,
        "collated": [inbox_shown(actor, one) for one in queries.collated_in(actor, asked)],
        "who": [(subject if kind == "subject" else "Family or other", identity_words(facts)) for kind, facts in who],
        "earlier": [earlier_shown(actor, one) for one in earlier_answers.earlier_answers(actor, asked, who)],
        "by_link": actor.kind == "link",
        "office": request_shown(actor, asked) if may(actor, "run a review", asked.review) else None,
    }
    return render(request, "cases/agency_return.html", shown)


def _opened(actor: Actor, asked: AgencyRequest) -> list[tuple[str, dict[str, str]]]:
    if asked.state not in ("asked", "started") or not may(actor, "see who a request is about", asked):
        return []
    return returns.who_it_is_about(actor, ref=asked.ref)


@require_POST
def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin the summary, or go on with it."""

    def do() -> HttpResponse:
        returns.start_return(request.actor, ref=ref)  # type: ignore[attr-defined]
        return redirect("return_section", ref, "contact")

    return act_page(request, do=do, back=reverse("agency_return", args=[ref]))


@require_POST
def begin_from(request: HttpRequest, ref: str, earlier_ref: str) -> HttpResponse:
    """Begin the summary with what the agency answered before about the same people."""

    def do() -> HttpResponse:
        earlier_answers.begin_from(request.actor, ref=ref, earlier_ref=earlier_ref)  # type: ignore[attr-defined]
        words = "Your earlier answer is copied into this summary. Read each part again: is it still true?"
        return said(request, words, "agency_return", ref)

    return act_page(request, do=do, back=reverse("agency_return", args=[ref]))


@require_http_methods(FORM)
def section(request: HttpRequest, ref: str, section: str, item: int = 0) -> HttpResponse:
    """One question, or a few that belong together."""
    answered = section_page(request, _open_journey(request, ref), section, item)
    if isinstance(answered, HttpResponseRedirect) and section == "contact" and request.POST.get("contact") == "no":
        return redirect("return_nil", ref)
    return answered


@require_safe
def new_item(request: HttpRequest, ref: str, section: str) -> HttpResponse:
    """One more event."""
    return new_item_page(request, _open_journey(request, ref), section)


@require_POST
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the summary on for sign-off."""

    def do() -> HttpResponse:
        returns.send_return(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The summary is ready for a senior manager to sign off.", "agency_return", ref)

    return act_page(request, do=do, back=reverse("agency_return", args=[ref]))


@require_http_methods(FORM)
def nil(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer in one step that there was no contact."""
    asked = queries.request(request.actor, ref)  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        returns.nil_return(request.actor, ref=ref, by=answers["by"])  # type: ignore[attr-defined]
        return said(
            request, "Your answer has reached the partnership. There is nothing more to do.", "agency_return", ref
        )

    return _form(request, asked, NilForm, do, "No contact", button="Send this answer")


@require_http_methods(FORM)
def lead(request: HttpRequest, ref: str) -> HttpResponse:
    """Name who leads at the agency."""
    asked = queries.request(request.actor, ref)  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        requests.name_lead(request.actor, ref=ref, **answers)  # type: ignore[attr-defined]
        return said(request, "The lead is named.", "agency_return", ref)

    return _form(request, asked, LeadForm, do, "Who leads at your agency?")


@require_http_methods(FORM)
def records(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm whether records are secured."""
    asked = queries.request(request.actor, ref)  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        securing.confirm_records(
            request.actor,  # type: ignore[attr-defined]
            ref=ref,
            secured=answers["secured"] == "yes",
            by=answers["by"],
            at=answers.get("moment") or request.at,  # type: ignore[attr-defined]
        )
        return said(request, "It is recorded.", "agency_return", ref)

    return _form(request, asked, RecordsForm, do, "Are the records secured?")


@require_http_methods(FORM)
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign off as a senior manager. The exact text is fixed."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = queries.request(actor, ref)
    if asked.answers is None:
        raise Hidden

    def do(answers: dict[str, Any]) -> HttpResponse:
        digest = returns.sign_off(actor, ref=ref, name=answers["name"], post=answers["post"])
        return said(request, f"The summary is signed off. Its text is fixed under {digest[:12]}.", "agency_return", ref)

    return _form(
        request,
        asked,
        SignOffForm,
        do,
        "Sign off the summary",
        template="cases/sign_off.html",
        sections=read_back(_journey(asked)),
        button="Sign off",
    )


@require_http_methods(FORM)
def ask_senior(request: HttpRequest, ref: str) -> HttpResponse:
    """Send a senior manager a link with which to sign off."""
    asked = queries.request(request.actor, ref)  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        requests.ask_senior(request.actor, ref=ref, email=answers["email"])  # type: ignore[attr-defined]
        return said(request, "The senior manager has been sent a link.", "agency_return", ref)

    return _form(request, asked, SeniorForm, do, "Ask for the sign-off")


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the summary to change a word, which ends its sign-off."""

    def do() -> HttpResponse:
        returns.reopen_return(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The summary is open for changes. Its sign-off no longer holds.", "agency_return", ref)

    return act_page(request, do=do, back=reverse("agency_return", args=[ref]))


@require_POST
def collate(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the health providers' summaries together."""

    def do() -> HttpResponse:
        returns.collate(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The health summaries are returned together.", "agency_return", ref)

    return act_page(request, do=do, back=reverse("agency_return", args=[ref]))


@require_POST
def form_in_word(request: HttpRequest, ref: str) -> HttpResponse:
    """The summary as a Word form to fill in and put back. It names the family, and opening it is recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = queries.request(actor, ref)
    who = returns.who_it_is_about(actor, ref=ref)
    content = write_docx(agency_form(asked, who, made_at=actor.at))
    return attachment(content, f"Agency summary {asked.case.key}.docx", "docx")


@require_http_methods(FORM)
def put_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Put back the filled-in Word form: its answers become a draft to check, and the file is kept as received."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = queries.request(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        stored = files.take_in(actor, upload=answers["file"], owner=asked, classification="Form received")
        if stored.state == "refused":
            raise Refused(f"The file was kept but not read: {stored.why}")
        answers["file"].seek(0)
        content = answers["file"].read()
        try:
            sections, unread = read_agency_form(content) if stored.kind == "docx" else ({}, [])
            events, gaps = ([], []) if sections else read_events(content, stored.kind)
        except Unreadable as error:
            raise Refused(f"The file was kept but not read: {error}") from error
        if events:
            returns.fill_events(actor, ref=ref, events=events, received=stored)
            count = "1 event was" if len(events) == 1 else f"{len(events)} events were"
            words = " ".join([f"{count} read into the summary. Check each of them.", *gaps])
            return said(request, words, "agency_return", ref)
        if not sections:
            nothing = (
                "Neither answers nor a table of events were found in this file. It is kept, and can be answered here "
                "instead. A table of events has a column for the date and one for what happened."
            )
            raise Refused(" ".join([nothing, *gaps]))
        returns.fill_return(actor, ref=ref, sections=sections, received=stored)
        words = "The answers were read into the summary. Check each of them."
        if len(unread) == 1:
            words += " One line of the form was not recognised; it is kept in the file."
        elif unread:
            words += f" {len(unread)} lines of the form were not recognised; they are kept in the file."
        return said(request, words, "agency_return", ref)

    return _form(request, asked, PutBackForm, do, "Put back the form, or a chronology", button="Read the file")


def _form(
    request: HttpRequest, asked: AgencyRequest, form_class: Any, do: Any, title: str, **options: Any
) -> HttpResponse:
    options.setdefault("button", "Save")
    return form_page(
        request,
        form_class,
        do=do,
        title=title,
        caption=f"Case {asked.case.key}: {asked.organisation.name}",
        cancel=reverse("agency_return", args=[asked.ref]),
        **options,
    )


def _open_journey(request: HttpRequest, ref: str) -> Journey:
    asked = queries.request(request.actor, ref)  # type: ignore[attr-defined]
    if asked.answers is None or not may(request.actor, "answer for an agency", asked):  # type: ignore[attr-defined]
        raise Hidden
    return _journey(asked)


def _journey(asked: AgencyRequest) -> Journey:
    def address(key: str, item: int) -> str:
        if item == NEW:
            return reverse("return_new", args=[asked.ref, key])
        if item:
            return reverse("return_item", args=[asked.ref, key, item])
        return reverse("return_section", args=[asked.ref, key])

    assert asked.answers is not None, "a journey has answers"
    return Journey(
        answers=asked.answers,
        form=form_queries.form_of(asked.answers),
        section_address=address,
        list_address=reverse("agency_return", args=[asked.ref]),
        title=f"Case {asked.case.key}",
        prefilled={"author": {"name": asked.lead_name or asked.to_name, "email": asked.lead_email or asked.to_email}},
    )


def _missing(actor: Actor, journey: Journey) -> list[str]:
    return required_missing(journey) + [words for words, _ in faults_of(journey, actor.today)]


def _masked(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
