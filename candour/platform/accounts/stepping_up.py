"""Asking again for the second factor before what cannot be undone, without losing what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from candour.platform.accounts import held_forms, sessions

View = Callable[..., HttpResponseBase]


def fresh_proof_required(view: View) -> View:
    """Open a view only within fifteen minutes of the second factor; else ask for it, and come back to the same page.

    It goes outermost, over the decorator that names the methods: a form that was sent too late is held meanwhile, and
    offered to be sent again from the same address.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.is_fresh(request, request.at):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        return prove_again(request)

    return guarded


def fresh_proof_to_act(view: View) -> View:
    """The same for a page that is read more often than it is acted on: the proof is asked for when something is sent.

    It goes outermost too, and also stands over a button that has no page of its own.
    """
    careful = fresh_proof_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (careful if request.method == "POST" else view)(request, *args, **kwargs)

    return guarded


def prove_again(request: HttpRequest) -> HttpResponse:
    """Send somebody to prove again who they are, and from there back to the page that they asked for."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    address = methods[0]["url"] if methods else reverse("account_login")
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(_there_and_back(address, request.htmx.current_url_abs_path or "/"))  # type: ignore[attr-defined]
    if request.method == "POST":
        held_forms.hold(request, request.user.pk)
    return HttpResponseRedirect(_there_and_back(address, request.get_full_path()))


def _there_and_back(address: str, back: str) -> str:
    return f"{address}?{urlencode({'next': back})}"
