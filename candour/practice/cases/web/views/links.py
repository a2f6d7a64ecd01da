"""What a link or a key opened on a computer: closing it again, and why nobody signed in can open another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from candour.platform.access.actor import Actor
from candour.platform.access.identity import close_link_session


@require_POST
def close_link(request: HttpRequest) -> HttpResponse:
    """Close on this computer what a link or a key opened. The link itself goes on working."""
    close_link_session(request)
    request.actor = Actor.visitor(request.at)  # type: ignore[attr-defined]
    return render(request, "cases/link_closed.html", {"title": "Closed on this computer"})


def sign_out_first(request: HttpRequest) -> HttpResponse | None:
    """What somebody signed in is told before a code or key is taken, since they would still act as themselves."""
    if request.actor.kind != "person":  # type: ignore[attr-defined]
        return None
    return render(request, "cases/sign_out_first.html", {"title": "Sign out first"})
