"""How recommendations and actions stand over every report, by body, by report and by theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from candour.practice.learning.queries import roll_up as queries
from candour.practice.learning.queries.by_theme import by_theme
from candour.practice.learning.web.pages import learning_page

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor

WAYS: list[tuple[str, str, Callable[[Actor], queries.RollUp]]] = [
    ("body", "By body", queries.by_body),
    ("report", "By report", queries.by_report),
    ("theme", "By theme", by_theme),
]
"""The ways in which the page can be rolled up."""

PAGES = {"report": "matrix", "theme": "theme"}
"""The page of one line, by the way in which it is rolled up."""


@require_safe
def roll_up(request: HttpRequest) -> HttpResponse:
    """How recommendations and actions stand, by body or by report."""
    actor = request.actor  # type: ignore[attr-defined]
    way, title, find = next((one for one in WAYS if one[0] == request.GET.get("by")), WAYS[0])
    found = find(actor)
    return learning_page(
        request,
        "roll_up",
        "roll_up",
        "How recommendations stand",
        by=title,
        first="Body" if way == "body" else "Report" if way == "report" else "Theme",
        ways=[(name, f"?by={key}", key == way) for key, name, _ in WAYS],
        lines=[(line, reverse(PAGES[way], args=[line.key]) if way in PAGES else "") for line in found.lines],
        together=found.together,
        nothing="No recommendation that a body was asked to answer has a theme yet."
        if way == "theme"
        else "There are no recommendations to see.",
    )
