"""The pages of the rulebook. They are public and hold nothing but rules."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candour.platform.deadlines.calendar import calendar
from candour.project.rulebook_pages.calculator import Calculator, calculator_of
from candour.project.rulebook_pages.presenters import all_in_words, in_words
from candour.rulebook import index
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.timetables import Timetable


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every edition with its rules."""
    return render(request, "rulebook/rules.html", {"title": "The rulebook", "shelves": all_in_words()})


@require_safe
def rule(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """One rule with everything that is known of it, and a calculator beside a limit or a plan."""
    try:
        found = index.any_rule(f"{edition}/{key}")
    except index.NoSuchRule as unknown:
        raise Http404 from unknown
    shown = in_words(found)
    calculator = _calculator(request, found)
    context = {
        "title": shown.title,
        "rule": shown,
        "calculator": calculator,
        "form": calculator.form if calculator else None,
    }
    failed = calculator is not None and bool(calculator.form.errors)
    return render(request, "rulebook/rule.html", context, status=422 if failed else 200)


def _calculator(request: HttpRequest, found: index.Rule) -> Calculator | None:
    return calculator_of(found, request.GET.dict(), calendar()) if isinstance(found, Clock | Timetable) else None
