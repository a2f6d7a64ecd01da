"""The office's side of links with which people write for themselves: making one, ending it, and having read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candour.platform.access.actor import Actor
from candour.platform.design.pages import form_page, said
from candour.practice.voice import messages
from candour.practice.voice.operations import writing as operations
from candour.practice.voice.queries import rooms, writing
from candour.practice.voice.vocabulary import Handing
from candour.practice.voice.web import forms
from candour.practice.voice.web.pages import room_act, room_page
from candour.practice.voice.web.presenters import rooms as shown
from candour.practice.voice.web.presenters.writing import link_shown

if TYPE_CHECKING:
    from candour.practice.voice.models import Member, Practitioner

FORM = ["GET", "HEAD", "POST"]
FAMILY, PRACTITIONER = ("family", "relative"), ("practitioner", "practitioner")
ENDED = "The link is ended. What they sent stays, and so does what they wrote and did not send: only they can read it."


@require_http_methods(FORM)
def of_relative(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a link with which somebody of the family writes for themselves."""
    return _make(request, *FAMILY, ref)


@require_http_methods(FORM)
def of_practitioner(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a link with which a practitioner writes for themselves."""
    return _make(request, *PRACTITIONER, ref)


@require_POST
def end_of_relative(request: HttpRequest, ref: str) -> HttpResponse:
    """End the link of somebody of the family."""
    return _act(request, *FAMILY, ref, operations.close_link, ENDED)


@require_POST
def end_of_practitioner(request: HttpRequest, ref: str) -> HttpResponse:
    """End the link of a practitioner."""
    return _act(request, *PRACTITIONER, ref, operations.close_link, ENDED)


@require_POST
def read_of_relative(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that what somebody of the family sent was read."""
    return _act(request, *FAMILY, ref, operations.mark_read, "It is recorded that it was read.")


@require_POST
def read_of_practitioner(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that what a practitioner sent was read."""
    return _act(request, *PRACTITIONER, ref, operations.mark_read, "It is recorded that it was read.")


def link_of(actor: Actor, writer: Member | Practitioner, page: str) -> dict[str, Any]:
    """What the page of a relative or a practitioner shows of their link."""
    link = writing.newest_link(actor, writer)
    return {
        "link": link_shown(link, link is not None and writing.is_open(actor, link)),
        "waits": writing.waits_to_be_read(actor, writer),
        "no_link_because": writing.why_no_link(actor, writer),
        "make_address": reverse(f"{page}_link", args=[writer.ref]),
        "end_address": reverse(f"{page}_link_end", args=[writer.ref]),
        "read_address": reverse(f"{page}_link_read", args=[writer.ref]),
    }


def _make(request: HttpRequest, kind: str, page: str, ref: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = _found(request, kind, ref)
    back = reverse(page, args=[ref])
    head = shown.head_of(found.room, f"A link to write with: {_title(kind, found)}", back)
    before = writing.newest_link(actor, found)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.make_link(actor, kind=kind, ref=ref, **answers)
        if answers["by"] == Handing.EMAIL:
            return said(request, "The link is on its way to the address in the vault.", page, ref)
        code = f"{made.code[:4]} {made.code[4:]}"
        return room_page(request, head, "link_made", address=messages.address_of(made.token), code=code)

    return form_page(
        request,
        forms.LinkForm,
        do=do,
        title=f"{head.heading} – {head.record}",
        template="voice/link_form.html",
        head=head,
        back=back,
        cancel=back,
        button="Make the link",
        why_not=writing.why_no_link(actor, found),
        replaces=before is not None and writing.is_open(actor, before),
        is_family=kind == "family",
    )


def _act(request: HttpRequest, kind: str, page: str, ref: str, does: Any, done: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    _found(request, kind, ref)
    return room_act(request, do=lambda: does(actor, kind=kind, ref=ref), done=done, then=(page, ref))


def _found(request: HttpRequest, kind: str, ref: str) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    return rooms.member(actor, ref) if kind == "family" else rooms.practitioner(actor, ref)


def _title(kind: str, found: Any) -> str:
    return rooms.title_of(found) if kind == "family" else shown.practitioner_title(found)
