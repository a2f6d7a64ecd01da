"""The page with one box for everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candour.platform.search.queries import find
from candour.platform.search.web.presenters import Page, page_of

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The box, and beneath it what was found. The title of the page never holds what was looked for."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    number = request.GET.get("page", "")
    page = Page(words, is_asked=False)
    if words:
        asked = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        page = page_of(words, find(request.actor, words, page=asked))  # type: ignore[attr-defined]
    return render(request, "search/search.html", {"title": "Search", "page": page})
