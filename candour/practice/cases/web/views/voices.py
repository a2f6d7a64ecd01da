"""The family and practitioners of a case, in a few lines that lead to their own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import act_page, said
from candour.practice.cases.operations.voices import open_voices
from candour.practice.cases.web.pages import case_page, the_case
from candour.practice.voice import queries as voice


@require_safe
def voices(request: HttpRequest, ref: str) -> HttpResponse:
    """Who of the family is listed, what they were told, and what is still owed to them."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_page(
        request,
        case,
        "case_voices",
        "voices",
        "Family and practitioners",
        room=voice.summary(actor, case),
        may_open=may(actor, "describe a case", case),
    )


@require_POST
def open_room(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the page for family and practitioners."""
    case = the_case(request, ref)

    def do() -> HttpResponse:
        room = open_voices(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The page is open. List who of the family is kept informed.", "voices", room.ref)

    return act_page(request, do=do, back=f"/cases/{case.ref}/voices/")
