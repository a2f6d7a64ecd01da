"""Referring, by anybody and by somebody signed in; following a referral; and the office's view of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.identity import open_link_session
from candour.platform.access.policy import Hidden, Refused, may
from candour.platform.allowances.visitors import allow_visitor, give_back
from candour.platform.design.pages import act_page, form_page
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.web.journeys import (
    NEW,
    Journey,
    faults_of,
    new_item_page,
    read_back,
    section_page,
    tasks_of,
)
from candour.practice.cases.operations import intake
from candour.practice.cases.queries import cases
from candour.practice.cases.web.forms.facts import FactForm, JoinForm, OutcomeForm
from candour.practice.cases.web.forms.referring import PartnershipForm
from candour.practice.cases.web.forms.returns import KeyForm
from candour.practice.cases.web.pages import case_form, case_page, the_case
from candour.practice.cases.web.presenters.facts import described, people_shown, referrals_shown
from candour.practice.cases.web.views.links import sign_out_first
from candour.practice.directory import queries as directory
from candour.rulebook import index
from candour.rulebook.language.forms import Form

FORM = ["GET", "HEAD", "POST"]
REFERRAL_FORM = "bhr-protocol-2020/referral"
DRAFT, SECRET, WHERE = "referral_draft", "referral_secret", "referral_partnership"
REFERRALS_FROM_ONE_ADDRESS = 5


@require_http_methods(FORM)
def refer(request: HttpRequest) -> HttpResponse:
    """Begin a referral: which partnership should hear of it."""
    actor = request.actor  # type: ignore[attr-defined]
    choices = directory.partnerships_to_refer_to(actor)
    has_draft = _draft_ref(request) is not None
    is_resumed = has_draft and WHERE not in request.session

    def do(answers: dict[str, Any]) -> HttpResponse:
        if is_resumed:
            request.session[WHERE] = answers["partnership"]
            return redirect("refer_tasks")
        secret = request.session.setdefault(SECRET, secrets.token_urlsafe(32))
        form = index.rule(REFERRAL_FORM, Form)
        answers_to = forms.begin(actor, form=form, secret="" if actor.account_id else secret)
        request.session[DRAFT] = answers_to.ref
        request.session[WHERE] = answers["partnership"]
        return redirect("refer_tasks")

    return form_page(
        request,
        PartnershipForm,
        do=do,
        title="Refer a child or an adult for a case review",
        template="cases/refer_start.html",
        form_args={"partnerships": choices},
        button="Go on with it" if is_resumed else "Start now",
        has_draft=has_draft,
        is_resumed=is_resumed,
        signed_in=actor.kind == "person",
    )


@require_safe
def refer_tasks(request: HttpRequest) -> HttpResponse:
    """The parts of the referral, with what is done and what is not."""
    journey = _journey(request)
    if WHERE not in request.session:
        return redirect("refer")
    shown = {"title": "Your referral", "tasks": tasks_of(journey), "partnership": _partnership(request)}
    return render(request, "cases/refer_tasks.html", shown)


@require_http_methods(FORM)
def refer_section(request: HttpRequest, section: str, item: int = 0) -> HttpResponse:
    """One part of the referral."""
    return section_page(request, _journey(request), section, item)


@require_safe
def refer_new(request: HttpRequest, section: str) -> HttpResponse:
    """One more of a part that repeats."""
    return new_item_page(request, _journey(request), section)


@require_http_methods(FORM)
def refer_check(request: HttpRequest) -> HttpResponse:
    """Everything read back, and sent. A second click on the button leads to the receipt too."""
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST" and DRAFT not in request.session and "referral_key" in request.session:
        return redirect("refer_done")
    journey = _journey(request)
    if WHERE not in request.session:
        return redirect("refer")
    faults = faults_of(journey, actor.today)
    if request.method == "POST" and not faults:
        return act_page(request, do=lambda: _send(request, journey), back=reverse("refer_check"))
    values = form_queries.values_of(journey.answers)
    shown = {
        "title": "Check what you have written",
        "sections": read_back(journey),
        "may_change": True,
        "faults": faults,
        "partnership": _partnership(request),
        "is_signed_in": actor.kind == "person",
        "has_outline": bool(values.get("what-happened", {}).get("outline")),
    }
    return render(request, "cases/refer_check.html", shown, status=422 if request.method == "POST" else 200)


def _send(request: HttpRequest, journey: Journey) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if request.POST.get("website"):
        raise Refused("A box that must stay empty was filled in, perhaps by your browser. Empty it and send again.")
    if actor.kind != "person" and not allow_visitor(request, "referral", at_most=REFERRALS_FROM_ONE_ADDRESS):
        raise Refused(
            "Several referrals have come from your network in the last ten minutes. Yours is kept here: "
            "wait a few minutes and send it again, or phone the partnership office."
        )
    partnership = _partnership(request)
    organisation = directory.my_organisation(actor)
    try:
        received = intake.receive_referral(
            actor, partnership_id=partnership.pk, answers=journey.answers, organisation=organisation
        )
    except Exception:
        # What was refused or failed is not a referral: a whole office may share one address.
        if actor.kind != "person":
            give_back(request, "referral")
        raise
    for name in (DRAFT, SECRET, WHERE):
        request.session.pop(name, None)
    request.session["referral_key"] = received.return_key
    request.session["referral_hears"] = actor.person_id is not None or received.is_reachable
    return redirect("refer_done")


@require_safe
def refer_done(request: HttpRequest) -> HttpResponse:
    """The receipt: the key with which to come back, shown once, and nothing of what was written."""
    key = request.session.pop("referral_key", "")
    shown = {
        "title": "Referral sent",
        "key": key,
        "hears": request.session.pop("referral_hears", False),
        "signed_in": request.actor.kind == "person",  # type: ignore[attr-defined]
    }
    return render(request, "cases/refer_done.html", shown)


@require_http_methods(FORM)
def progress(request: HttpRequest) -> HttpResponse:
    """Come back to a referral with its key. A wrong key and one that never was are answered alike."""
    told = sign_out_first(request)
    if told is not None:
        return told

    def do(answers: dict[str, Any]) -> HttpResponse:
        if not allow_visitor(request, "return key", at_most=10):
            raise Refused("Too many keys were tried from your network. Wait ten minutes and try again.")
        referral_id = intake.referral_of_key(request.actor, key=answers["key"])  # type: ignore[attr-defined]
        if referral_id is None:
            raise Refused("This key does not open a referral. Check each letter and number, and try again.")
        at = request.at  # type: ignore[attr-defined]
        open_link_session(request, label="the referrer", key=("referral", referral_id), at=at)
        return redirect("by_key")

    return form_page(request, KeyForm, do=do, title="Come back to your referral", button="Continue")


@require_http_methods(FORM)
def by_key(request: HttpRequest) -> HttpResponse:
    """A referral opened with its key: how it goes on, and a box to add facts."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.key is None or actor.key[0] != "referral":
        raise Hidden
    return _follow(request, cases.referral_by_id(actor, actor.key[1]), reverse("by_key"))


@require_safe
def my_referrals(request: HttpRequest) -> HttpResponse:
    """The referrals that somebody signed in has made."""
    mine = [
        (reverse("my_referral", args=[referral.ref]), referral.received_at, referral.outcome_at)
        for referral in cases.my_referrals(request.actor)  # type: ignore[attr-defined]
    ]
    return render(request, "cases/my_referrals.html", {"title": "Your referrals", "referrals": mine})


@require_http_methods(FORM)
def my_referral(request: HttpRequest, ref: str) -> HttpResponse:
    """One's own referral: how it goes on, and a box to add facts. Nothing else of the case."""
    referral = cases.referral(request.actor, ref)  # type: ignore[attr-defined]
    return _follow(request, referral, reverse("my_referral", args=[ref]))


def _follow(request: HttpRequest, referral: Any, address: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        intake.add_fact(actor, ref=referral.ref, text=answers["text"])
        messages.success(request, "What you added has reached the partnership.")
        return HttpResponseRedirect(address)

    return form_page(
        request,
        FactForm,
        do=do,
        title="Your referral",
        template="cases/follow_referral.html",
        button="Add this",
        received_at=referral.received_at,
        acknowledged_at=referral.acknowledged_at,
        outcome_at=referral.outcome_at,
        outcome_words=referral.outcome_words,
        additions=[(added.text, added.added_at) for added in cases.additions_to(actor, referral)],
    )


@require_safe
def office_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The referrals of a case, its facts, and the people whom it is about, masked."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    relatives = [
        (reverse("case_reveal", args=[ref, held.identity.ref]), held.facts) for held in cases.relatives_of(actor, case)
    ]
    return case_page(
        request,
        case,
        "case_referral",
        "referral",
        "Referral and people",
        facts=described(case),
        people=people_shown(actor, case),
        relatives=relatives,
        referrals=referrals_shown(actor, case),
        may_describe=may(actor, "describe a case", case),
        may_reveal=may(actor, "reveal who a case is about", case),
    )


@require_http_methods(FORM)
def add_fact(request: HttpRequest, ref: str, referral_ref: str) -> HttpResponse:
    """Add a fact that the referrer told the office."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_referral",
        FactForm,
        do=lambda answers: intake.add_fact(request.actor, ref=referral_ref, text=answers["text"]),  # type: ignore[attr-defined]
        title="Add to the referral",
        done="The fact is added, with today’s date and your name.",
    )


@require_http_methods(FORM)
def outcome(request: HttpRequest, ref: str, referral_ref: str) -> HttpResponse:
    """Tell the referrer what came of it."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_referral",
        OutcomeForm,
        do=lambda answers: intake.tell_outcome(request.actor, ref=referral_ref, words=answers["words"]),  # type: ignore[attr-defined]
        title="Tell the referrer the outcome",
        done="The referrer can read it now.",
    )


@require_http_methods(FORM)
def join(request: HttpRequest, ref: str) -> HttpResponse:
    """Join a case to another one about the same event."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    others = [(other.ref, other.key) for other in cases.open_cases_of(actor, case.partnership_id) if other.ref != ref]
    return case_form(
        request,
        case,
        "case",
        JoinForm,
        do=lambda answers: intake.join_case(actor, ref=ref, into_ref=answers["into"]),
        title="Join to another case",
        done="The referral now belongs to the other case.",
        form_args={"cases": others},
    )


@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw away the referral that was being written."""
    if _draft_ref(request) is not None:
        forms.discard(request.actor, answers=_journey(request).answers)  # type: ignore[attr-defined]
    for name in (DRAFT, SECRET, WHERE):
        request.session.pop(name, None)
    return redirect("refer")


def _draft_ref(request: HttpRequest) -> str | None:
    """The draft of this browser or, where a session ended before it was sent, the last one of whoever is signed in."""
    if DRAFT not in request.session:
        draft = form_queries.draft_of(request.actor, REFERRAL_FORM)  # type: ignore[attr-defined]
        if draft is None:
            return None
        request.session[DRAFT] = draft.ref
    return str(request.session[DRAFT])


def _journey(request: HttpRequest) -> Journey:
    actor = request.actor  # type: ignore[attr-defined]
    ref = _draft_ref(request)
    if ref is None:
        raise Hidden
    answers = forms.open_answers(actor, ref=ref, secret=request.session.get(SECRET, ""))

    def address(section: str, item: int) -> str:
        if item == NEW:
            return reverse("refer_new", args=[section])
        return reverse("refer_item", args=[section, item]) if item else reverse("refer_section", args=[section])

    return Journey(
        answers=answers,
        form=form_queries.form_of(answers),
        section_address=address,
        list_address=reverse("refer_tasks"),
        title="Your referral",
    )


def _partnership(request: HttpRequest) -> Any:
    wanted = request.session.get(WHERE)
    for partnership in directory.partnerships_to_refer_to(request.actor):  # type: ignore[attr-defined]
        if partnership.ref == wanted:
            return partnership
    raise Hidden
