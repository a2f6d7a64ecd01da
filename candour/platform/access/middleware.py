"""The gate in front of every page: its address must be classified, and whoever asks must be who that class demands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.access.exposure import Exposure
from candour.platform.access.identity import actor_of_request
from candour.platform.access.policy import Hidden, Refused
from candour.platform.accounts import held_forms
from candour.platform.accounts.sessions import has_ended, has_second_factor
from candour.platform.audit_trail.operation import lines_written
from candour.platform.audit_trail.reading import reads_noted, title_of_page, write_reads, write_refusal

Answer = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD")


class AccessMiddleware:
    """Reads the clock once, finds out who acts, opens or refuses the address, and has reads and refusals recorded."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request.at = timezone.now()  # type: ignore[attr-defined]
        before = lines_written()
        with reads_noted() as notes:
            response = self.get_response(request)
        actor = getattr(request, "actor", None)
        if actor is not None and response.status_code < 400:
            write_reads(actor, notes, page=title_of_page(_page(request)), written_before=before)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Open or refuse the address before the view is called."""
        at = request.at  # type: ignore[attr-defined]
        exposure = settings.CANDOUR_EXPOSURES.get(_page(request))
        if exposure is None or (exposure is Exposure.DEMONSTRATION and not settings.CANDOUR_DEMONSTRATION):
            raise Http404
        if exposure is Exposure.OPEN:
            request.actor = Actor.visitor(at)  # type: ignore[attr-defined]
            return None
        if request.user.is_authenticated and has_ended(request, at):
            account_id = request.user.pk
            logout(request)
            if exposure is not Exposure.PUBLIC or _is_work(request):
                return _sign_in_again(request, account_id)
        actor = actor_of_request(request, at)
        request.actor = replace(actor, memory={}) if request.method in SAFE else actor  # type: ignore[attr-defined]
        if exposure is Exposure.SIGNED_IN and request.actor.kind != "person":  # type: ignore[attr-defined]
            return _prove_more(request)
        if request.method == "GET" and request.actor.kind == "person":  # type: ignore[attr-defined]
            held = held_forms.release(request)
            if held is not None:
                shown = {"fields": held.fields, "begin_again": held.begin_again}
                return render(request, "accounts/send_again.html", shown)
        if exposure is Exposure.HALF_SIGNED_IN and not request.user.is_authenticated:
            return _sign_in(request)
        if exposure is Exposure.LINK and request.actor.kind not in ("person", "link"):  # type: ignore[attr-defined]
            return render(request, "access/link_needed.html", {"unsaved": _words_sent(request)}, status=403)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What is hidden answers like what does not exist; what is refused says why."""
        if isinstance(error, Hidden | Refused):
            record_refusal(request)
        if isinstance(error, Hidden):
            unsaved = _words_sent(request)
            if unsaved and settings.CANDOUR_EXPOSURES.get(_page(request)) is Exposure.LINK:
                return render(request, "access/closed.html", {"unsaved": unsaved}, status=404)
            return render(request, "404.html", status=404)
        if isinstance(error, Refused):
            return render(request, "403.html", {"reasons": error.reasons}, status=403)
        return None


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _words_sent(request: HttpRequest) -> str:
    """What somebody typed into the page that they sent, to be shown back to them because it is not kept."""
    return "\n\n".join(
        value.strip()
        for name, value in request.POST.items()
        if isinstance(value, str) and value.strip() and (name == "text" or len(value.split()) > 1)
    )


def _is_work(request: HttpRequest) -> bool:
    # What was written on a public page would be lost with the session; signing in and out need nothing kept.
    return request.method == "POST" and not _page(request).startswith(("account", "mfa"))


def _sign_in(request: HttpRequest, *, ended: bool = False) -> HttpResponse:
    after = request.get_full_path() if request.method == "GET" else request.path
    query = {"next": after} | ({"ended": "1"} if ended else {})
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query)}")


def _sign_in_again(request: HttpRequest, account_id: int | None) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=401)
    if request.method == "POST":
        held_forms.hold(request, account_id)
    return _sign_in(request, ended=True)


def _prove_more(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and not has_second_factor(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    return _sign_in(request)


def record_refusal(request: HttpRequest) -> None:
    """Write that somebody signed in was refused what they asked for on this page."""
    actor = getattr(request, "actor", None)
    if actor is not None and actor.kind == "person" and request.user.is_authenticated:
        write_refusal(actor, request.user, page=_page(request))
