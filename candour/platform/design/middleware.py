"""Headers that every answer carries, errors included, and where a script that sends a form goes next."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

REDIRECTS = (HttpResponseRedirect, HttpResponsePermanentRedirect)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Adds the headers that neither Django nor the content security policy adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        # Answers that are given before the inner layers are reached, such as a redirect to the slash, need these too.
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class WhereNextMiddleware:
    """Tells a script that sends a form where to go next, and leaves it to the browser to go there.

    A script that followed the redirect by itself would use up what the page there has to say.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self.get_response(request)
        if request.headers.get("X-Kept") == "1" and isinstance(response, REDIRECTS):
            response.headers["X-Then"] = response["Location"]
            del response.headers["Location"]
            response.status_code = 204
            response.content = b""
        return response
