"""Quality markers over every review that somebody sees."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candour.practice.cases.queries import quality as queries
from candour.practice.cases.web.presenters import quality as presenters


@require_safe
def over_reviews(request: HttpRequest) -> HttpResponse:
    """How reviews stand on the quality markers beside each other, and which markers are met least."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "title": "Quality of reviews",
        "reviews": presenters.over_reviews_shown(queries.over_reviews(actor)),
        "markers": presenters.by_marker_shown(queries.by_marker(actor)),
        "most": queries.MOST,
    }
    return render(request, "cases/quality.html", shown)
