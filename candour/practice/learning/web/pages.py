"""How a page of learning is framed, and how a form and a button on it are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.platform.access.policy import may
from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said

if TYPE_CHECKING:
    from candour.practice.learning.models import Report

FORM = ["GET", "HEAD", "POST"]

TABS: list[tuple[str, str]] = [
    ("learning", "Recommendations"),
    ("roll_up", "How they stand"),
    ("retests", "Re-tests"),
    ("letters_waiting", "Letters"),
    ("lessons", "Lessons"),
    ("themes", "Themes"),
    ("half_years", "Learning reports"),
]
"""The pages of learning as a whole, by the names of their addresses. A topic adds its own here."""

REPORT_TABS = (
    ("matrix", "Matrix"),
    ("action_plan", "Action plan"),
    ("report_letters", "Letters"),
    ("report_bodies", "Who answers"),
)


def tabs_of(current: str) -> list[tuple[str, str, bool]]:
    """The tabs of learning as a whole: title, address and whether it is the one that is open."""
    return [(title, reverse(name), name == current) for name, title in TABS]


def learning_page(request: HttpRequest, template: str, current: str, title: str, **shown: Any) -> HttpResponse:
    """Show a page of learning as a whole, under its tabs."""
    return render(request, f"learning/{template}.html", {"title": title, "tabs": tabs_of(current), **shown})


def report_page(
    request: HttpRequest, report: Report, template: str, current: str, title: str, **shown: Any
) -> HttpResponse:
    """Show a page of one set of recommendations, under its own tabs."""
    actor = request.actor  # type: ignore[attr-defined]
    frame = {
        "title": title,
        "report": {"ref": report.ref, "title": report.title, "is_restricted": report.is_restricted},
        "caption": report.title,
        "back": (reverse("learning"), "All recommendations"),
        "tabs": [(name, reverse(view, args=[report.ref]), view == current) for view, name in REPORT_TABS],
        "may_keep": may(actor, "keep recommendations", report),
    }
    return render(request, f"learning/{template}.html", {**frame, **shown})


def ask(
    request: HttpRequest,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    then: str,
    **options: Any,
) -> HttpResponse:
    """A form that goes to the address `then` and says there what was done."""

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, then)

    options.setdefault("button", "Save")
    options.setdefault("cancel", then)
    return form_page(request, form_class, do=act, title=title, **options)


def press(request: HttpRequest, *, do: Callable[[], Any], done: str, then: str, back: str = "") -> HttpResponse:
    """A button that asks nothing more, goes to the address `then` and says there what was done."""

    def act() -> HttpResponse:
        do()
        return said(request, done, then)

    return act_page(request, do=act, back=back or then)


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for; the first where that is no number."""
    text = request.GET.get("page", "1")
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else 1
