"""Tests that are drawn at random from what is closed, to see whether it still holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page, said
from candour.practice.learning.operations import retests as operations
from candour.practice.learning.queries import reports
from candour.practice.learning.queries import retests as queries
from candour.practice.learning.web.forms.plans import DrawForm
from candour.practice.learning.web.pages import FORM, learning_page


@require_safe
def retests(request: HttpRequest) -> HttpResponse:
    """What waits to be tested again, the draws, and how much of what is closed was never tested."""
    actor = request.actor  # type: ignore[attr-defined]
    return learning_page(
        request,
        "retests",
        "retests",
        "Does it still hold?",
        coverage=queries.coverage(actor),
        waiting=[_line(one) for one in queries.waiting_tests(actor)],
        draws=[
            {
                "address": reverse("draw", args=[one.ref]),
                "when": day_words(one.drawn_on),
                "months": one.months,
                "from": len(one.eligible),
                "partnership": one.partnership.name,
            }
            for one in queries.draws(actor)
        ],
        may_draw=bool(reports.partnerships_kept(actor)),
    )


@require_http_methods(FORM)
def draw_sample(request: HttpRequest) -> HttpResponse:
    """Draw at random what is to be tested again."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.draw_sample(
            actor, partnership_ref=answers["partnership"], months=int(answers["months"]), share=answers["share"]
        )
        return said(request, "The sample is drawn. These are to be tested again.", "draw", made.ref)

    return form_page(
        request,
        DrawForm,
        do=do,
        title="Draw what is to be tested again",
        intro="The seed is recorded, so that anybody can draw the same sample again.",
        button="Draw",
        initial={"share": 25},
        form_args={"partnerships": reports.partnerships_kept(actor)},
        cancel=reverse("retests"),
    )


@require_safe
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    """One draw: its seed, what it was drawn from and what was drawn."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.draw(actor, ref)
    shown = {
        "title": f"Draw of {day_words(found.drawn_on)}",
        "partnership": found.partnership.name,
        "facts": [
            ("After", f"{found.months} months"),
            ("Drawn from", f"{len(found.eligible)} actions whose evidence was accepted that long ago"),
            ("Share", f"{found.share} of a hundred, rounded up"),
            ("Seed", found.seed),
            ("Drawn by", found.drawn_by),
        ],
        "eligible": found.eligible,
        "drawn": [_line(one) for one in queries.drawn_in(actor, found)],
    }
    return render(request, "learning/draw.html", shown)


def _line(one: Any) -> dict[str, Any]:
    return {
        "address": reverse("plan_action", args=[one.action.ref]),
        "name": f"Action {one.action.number}",
        "ref": one.action.ref,
        "text": one.action.text,
        "body": one.action.body.title,
        "report": one.action.report.title,
        "months": one.months,
        "mark": {"held": "met", "failed": "late", "": "soon"}[one.result],
        "result": {"held": "It holds", "failed": "It does not hold", "": "Waits"}[one.result],
    }
