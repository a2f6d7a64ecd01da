"""Linking a record to another, and taking a link away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from candour.platform.access.policy import Hidden, fetch, may
from candour.platform.design.pages import act_page, form_page
from candour.platform.links import operations
from candour.platform.links.kinds import Kind, kind_of_slug
from candour.platform.links.web.forms import LinkForm

if TYPE_CHECKING:
    from django.db.models import Model


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Link a record to another."""
    of, record = _record(request, kind, ref)
    back = of.address_of(record)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.link(request.actor, one=record, words=answers["words"], why=answers["why"])  # type: ignore[attr-defined]
        messages.success(request, "They are linked. Each side shows it to those who can open the other.")
        return redirect(back)

    return form_page(
        request,
        LinkForm,
        do=do,
        title=f"See also – {of.title_of(record)}",
        button="Link them",
        cancel=back,
    )


@require_POST
def end(request: HttpRequest, kind: str, ref: str, link_ref: str) -> HttpResponse:
    """Take a link away."""
    of, record = _record(request, kind, ref)
    back = of.address_of(record)

    def do() -> HttpResponse:
        operations.unlink(request.actor, one=record, link_ref=link_ref)  # type: ignore[attr-defined]
        messages.success(request, "The link is taken away. History keeps that it was there.")
        return redirect(back)

    return act_page(request, do=do, back=back)


def _record(request: HttpRequest, slug: str, ref: str) -> tuple[Kind, Model]:
    """A record that the actor may link. Raises Hidden: whoever may only read has nothing to do here."""
    actor = request.actor  # type: ignore[attr-defined]
    of = kind_of_slug(slug)
    record = fetch(actor, of.model, *of.needs, ref=ref)
    if not may(actor, of.may_link, record):
        raise Hidden
    return of, record
