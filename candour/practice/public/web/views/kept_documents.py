"""A document as its office sees it: read before it is published, given an easy-read version, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may, require
from candour.platform.accounts.stepping_up import fresh_proof_required, fresh_proof_to_act
from candour.platform.dates.words import day_words
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.public import operations
from candour.practice.public.marks import parts_of
from candour.practice.public.queries import keeping as queries
from candour.practice.public.web.forms import EasyReadForm, WithdrawForm
from candour.practice.public.web.presenters import pages as presenters

FORM = ["GET", "HEAD", "POST"]
LONGEST_VERSION = 9
KEEP, PUT = "keep the public site", "put what was released on the public site"


@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponse:
    """One document: as it will stand on the site, and what can be done with it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document_to_keep(actor, ref)
    stands = found.withdrawn_on is None and found.corrected_on is None
    shown = {
        "title": "Document of the public site",
        "ref": ref,
        "slug": found.site.slug,
        "name": found.title,
        "kind": found.get_kind_display(),
        "summary": found.summary,
        "parts": parts_of(found.body),
        "is_shown": found.shown_at is not None,
        "is_mine": found.put_by_person_id == actor.person_id,
        "on": day_words(found.published_on),
        "keep_until": day_words(found.keep_until),
        "withdrawn": day_words(found.withdrawn_on),
        "withdrawn_because": found.withdrawn_because,
        "corrected": day_words(found.corrected_on),
        "href": presenters.href(found, found.site.slug) if found.shown_at and found.site.opened_on else "",
        "has_easy_read": bool(found.easy_read),
        "waiting": parts_of(found.easy_read_waiting),
        "waits_for_me": found.easy_read_by_person_id != actor.person_id,
        "version": found.version,
        "may_keep": may(actor, KEEP, found),
        "may_put": may(actor, PUT, found),
        "stands": stands,
    }
    return render(request, "public/keeping/document.html", shown)


@fresh_proof_to_act
@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish as the second person what somebody else wrote."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.document_to_keep(actor, ref)
    return _press(
        request, lambda: operations.confirm_document(actor, ref=ref), "It is published.", "site_document", ref
    )


@require_POST
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    """Drop what was not published."""
    actor = request.actor  # type: ignore[attr-defined]
    slug = queries.document_to_keep(actor, ref).site.slug
    back = reverse("site_document", args=[ref])
    return _press(request, lambda: operations.drop_document(actor, ref=ref), "It is dropped.", "site_keep", slug, back)


@fresh_proof_required
@require_http_methods(FORM)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw a document, with the reason that everybody reads."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document_to_keep(actor, ref)
    require(actor, PUT, found)
    early = ""
    if operations.is_early(actor, found):
        early = (
            f" It was to stay on the site until {day_words(found.keep_until)}, and history will say that it did not."
        )

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.withdraw_document(actor, ref=ref, reason=answers["reason"], hide_title=answers["hide_title"])
        return said(request, "It is withdrawn. Its text and files are gone from the site.", "site_document", ref)

    return form_page(
        request,
        WithdrawForm,
        do=do,
        title="Withdraw from the public site",
        caption=found.title,
        intro=f"Its address stays and gives the day and your reason. Its text and files are removed at once.{early}",
        button="Withdraw it",
        warning_button=True,
        cancel=reverse("site_document", args=[ref]),
    )


@require_http_methods(FORM)
def easy_read(request: HttpRequest, ref: str) -> HttpResponse:
    """Add or change the easy-read version of a document."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document_to_keep(actor, ref)
    require(actor, KEEP, found)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.put_easy_read(actor, ref=ref, version=answers["version"], text=answers["text"])
        return said(request, "It is kept. Somebody else reads it and publishes it.", "site_document", ref)

    return form_page(
        request,
        EasyReadForm,
        do=do,
        title="Easy-read version",
        caption=found.title,
        button="Save",
        cancel=reverse("site_document", args=[ref]),
        initial={"text": found.easy_read_waiting or found.easy_read, "version": found.version},
        theirs=lambda: [("Easy-read version", queries.document_to_keep(actor, ref).easy_read_waiting)],
    )


@fresh_proof_to_act
@require_POST
def confirm_easy_read(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish as the second person the easy-read version that waits."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document_to_keep(actor, ref)
    require(actor, PUT, found)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < LONGEST_VERSION else 0

    def do() -> None:
        operations.confirm_easy_read(actor, ref=ref, version=version)

    return _press(request, do, "The easy-read version is published.", "site_document", ref)


def _press(request: HttpRequest, do: Callable[[], Any], done: str, name: str, key: str, back: str = "") -> HttpResponse:
    def act() -> HttpResponse:
        do()
        return said(request, done, name, key)

    return act_page(request, do=act, back=back or reverse(name, args=[key]))
