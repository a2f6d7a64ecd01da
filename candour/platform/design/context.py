"""What every page is given: the name of the site, who is signed in, and where they can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from candour.platform.accounts.sessions import ending
from candour.platform.design.navigation import items_for


def page(request: HttpRequest) -> dict[str, Any]:
    """The values that the layout needs on every page."""
    actor = getattr(request, "actor", None)
    half_signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    return {
        "site_name": settings.CANDOUR_SITE_NAME,
        "is_demonstration": settings.CANDOUR_DEMONSTRATION,
        "actor": actor,
        "navigation": items_for(actor, request.path) if actor else [],
        "signed_in": bool(actor and actor.kind == "person"),
        "half_signed_in": half_signed_in,
        "session_ending": ending(request, request.at) if half_signed_in else None,  # type: ignore[attr-defined]
    }
