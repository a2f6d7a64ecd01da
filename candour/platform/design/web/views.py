"""The brand colour as a style sheet, and the statements that every public service has."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@require_safe
def brand(request: HttpRequest) -> HttpResponse:
    """The partnership's colour, as the one variable that the design system takes it from."""
    colour = settings.CANDOUR_BRAND_COLOUR if COLOUR.fullmatch(settings.CANDOUR_BRAND_COLOUR) else "#1d4f6e"
    style = f":root{{--govuk-brand-colour:{colour}}}"
    return HttpResponse(style, content_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The icon, where browsers look for it when they show something that is no page, such as a document."""
    return redirect(static("design/icon.svg"), permanent=True)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "design/accessibility.html", {"title": "Accessibility statement"})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people who use the service, and which cookies it sets."""
    return render(request, "design/privacy.html", {"title": "Privacy and cookies"})
