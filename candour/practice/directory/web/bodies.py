"""Organisations, and what each sector calls things."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import form_page, said
from candour.practice.directory import operations, queries
from candour.practice.directory.web.forms import CloseOrganisationForm, OrganisationForm, TermForm

FORM = ["GET", "HEAD", "POST"]


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The agencies of the partnerships, and those that ended with what took their place."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "title": "Directory",
        "organisations": [(one.ref, one.name, one.get_sector_display()) for one in queries.organisations(actor)],
        "ended": [
            (one.ref, one.name, one.until_on, one.successor.name if one.successor else "")
            for one in queries.ended_organisations(actor)
        ],
        "may_keep": may(actor, "keep the directory"),
    }
    return render(request, "directory/organisations.html", shown)


@require_safe
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    """One organisation with its services and posts."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.organisation(actor, ref)
    posts = [(post.ref, post.title) for post in queries.posts(actor).filter(organisation=one)]
    shown = {
        "title": one.name,
        "organisation": one,
        "services": [(service.ref, service.name) for service in queries.services_of(actor, one.pk)],
        "posts": posts,
        "may_keep": may(actor, "keep the directory"),
    }
    return render(request, "directory/organisation.html", shown)


@require_http_methods(FORM)
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""

    def do(answers: dict[str, Any]) -> HttpResponse:
        added = operations.add_organisation(request.actor, **answers)  # type: ignore[attr-defined]
        return said(request, "The organisation is added.", "organisation", added.ref)

    return form_page(
        request, OrganisationForm, do=do, title="Add an organisation", cancel=reverse("organisations"), button="Add"
    )


@require_http_methods(FORM)
def close_organisation(request: HttpRequest, ref: str) -> HttpResponse:
    """End an organisation, naming what takes its place."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.organisation(actor, ref)
    others = [(other.ref, other.name) for other in queries.organisations(actor) if other.ref != ref]

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.close_organisation(actor, ref=ref, until_on=answers["until_on"], successor_ref=answers["successor"])
        return said(request, "The organisation has ended. Its history stays under its own name.", "organisation", ref)

    return form_page(
        request,
        CloseOrganisationForm,
        do=do,
        title=f"End {one.name}",
        form_args={"organisations": others},
        cancel=reverse("organisation", args=[ref]),
        button="End it",
        warning_button=True,
    )


@require_http_methods(FORM)
def terms(request: HttpRequest) -> HttpResponse:
    """What each sector calls a thing where the common word would mislead it."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.set_term(actor, **answers)
        return said(request, "The word is set.", "terms")

    return form_page(
        request,
        TermForm,
        do=do,
        title="Words of each sector",
        template="directory/terms.html",
        terms=queries.terms(actor),
        may_keep=may(actor, "keep the directory"),
    )
