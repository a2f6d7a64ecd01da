"""Requests for access: the list, one with its matches, the judgement of a match, the list to be given, and the end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.accounts.stepping_up import fresh_proof_required
from candour.platform.design.pages import form_page, said
from candour.platform.exports.answers import attachment
from candour.platform.subject_access import operations, queries
from candour.platform.subject_access.web import presenters
from candour.platform.subject_access.web.forms import BundleForm, EndForm, JudgeForm, RequestForm

FORM = ["GET", "HEAD", "POST"]
FACTS = ("forenames", "surname", "former_surname", "address")


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Every request that one handles."""
    actor = request.actor  # type: ignore[attr-defined]
    bodies = queries.bodies(actor)
    if not bodies:
        raise Http404
    shown = {
        "title": "Requests for access",
        "bodies": presenters.bodies_of(bodies),
        "requests": [presenters.line_of(one, actor.today) for one in queries.requests(actor)],
    }
    return render(request, "subject_access/requests.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, body: str) -> HttpResponse:
    """Record a request that was received."""
    actor = request.actor  # type: ignore[attr-defined]
    whose = queries.body_by_ref(actor, body)

    def do(answers: dict[str, Any]) -> HttpResponse:
        facts = {name: answers[name] for name in FACTS} | {"born_on": answers["born_on"].isoformat()}
        made = operations.receive(
            actor, body_id=whose.pk, received_on=answers["received_on"], asked=answers["asked"], facts=facts
        )
        return redirect("access_request", made.ref)

    return form_page(
        request,
        RequestForm,
        do=do,
        title="Somebody asks what is kept about them",
        template="subject_access/form.html",
        caption=str(whose),
        intro="Their name and date of birth go into the vault and nowhere else.",
        back=reverse("access_requests"),
    )


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One request with the records in which the person may stand."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.request_by_ref(actor, ref)
    shown = {
        "title": "Request for access",
        "request_": presenters.request_of(found, actor.today),
        "matches": presenters.matches_of(ref, queries.matches(actor, found)),
    }
    return render(request, "subject_access/request.html", shown)


@require_http_methods(FORM)
def judge(request: HttpRequest, ref: str, identity: str) -> HttpResponse:
    """Say whether a match is the person."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.request_by_ref(actor, ref)
    match = next((one for one in queries.matches(actor, found) if one.ref == identity), None)
    if match is None:
        raise Http404

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.judge(actor, ref=ref, identity_ref=identity, **answers)
        return said(request, "Your judgement is kept.", "access_request", ref)

    return form_page(
        request,
        JudgeForm,
        do=do,
        title="Is this the person?",
        template="subject_access/form.html",
        initial={"because": match.because, "is_person": {True: "yes", False: "no"}.get(match.is_person)}
        if match.is_person is not None
        else None,
        caption=match.record,
        intro=f"Alike: {', '.join(match.why)}.",
        back=reverse("access_request", args=[ref]),
    )


@fresh_proof_required
@require_http_methods(FORM)
def bundle(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the list of what is kept about the person."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.request_by_ref(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        content = operations.make_list(actor, ref=ref, why=answers["reason"])
        return attachment(content, "What is kept.docx", "docx")

    return form_page(
        request,
        BundleForm,
        do=do,
        title="Make the list of what is kept",
        template="subject_access/form.html",
        button="Make the list",
        intro=(
            "It holds the person’s own facts and the names of documents that somebody has to read first. Nothing of "
            "anybody else is in it."
        ),
        back=reverse("access_request", args=[ref]),
    )


@fresh_proof_required
@require_http_methods(FORM)
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """Note how the request ended."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.request_by_ref(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.end(actor, ref=ref, **answers)
        return said(request, "It is noted.", "access_request", ref)

    return form_page(
        request,
        EndForm,
        do=do,
        title="How did the request end?",
        template="subject_access/form.html",
        initial={"version": found.version},
        back=reverse("access_request", args=[ref]),
    )
