"""The gate of the undertakings: until both are signed, a person is led to them and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from candour.platform.access.exposure import Exposure
from candour.practice.directory.roles import UNBOUND

ALWAYS_OPEN = ("undertakings", "account", "account_activity", "account_logout_everywhere", "account_change_password")


class UndertakingsMiddleware:
    """Leads whoever has not signed to what there is to sign."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead to the undertakings before a page that needs them."""
        match = request.resolver_match
        name = match.view_name if match else ""
        needs = settings.CANDOUR_EXPOSURES.get(name) is Exposure.SIGNED_IN
        free = name in ALWAYS_OPEN or name.startswith("mfa_")
        actor = getattr(request, "actor", None)
        if needs and not free and actor is not None and actor.holds(UNBOUND):
            return HttpResponseRedirect(reverse("undertakings"))
        return None
