"""What was said before: a recommendation beside earlier ones like it, why the last did not hold, and its themes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.practice.learning.operations import said_before as operations
from candour.practice.learning.operations import themes as coding
from candour.practice.learning.queries import lessons, themes
from candour.practice.learning.queries import said_before as queries
from candour.practice.learning.web.forms.themes import CodeForm, LikenessForm
from candour.practice.learning.web.lesson_pages import FORM, ask
from candour.practice.learning.web.presenters import lessons as lesson_presenters
from candour.practice.learning.web.presenters import themes as presenters


@require_safe
def said_before(request: HttpRequest, ref: str) -> HttpResponse:
    """A recommendation beside the earlier ones that resemble it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.recommendation(actor, ref)
    now, before = presenters.coded(themes.themes_of(found))
    answers = lessons.lessons_from(actor, found)
    reached = lessons.reach_of(actor, answers)
    shown = {
        "title": "Was this said before?",
        "recommendation": {"ref": found.ref, "text": found.text, "where": presenters.where(found)},
        "matches": presenters.matches(queries.said_before(actor, found)),
        "lessons": [
            (row, lesson_presenters.reach_words(reached[one.pk]))
            for row, one in zip(lesson_presenters.rows(answers), answers, strict=True)
        ],
        "themes": now,
        "themes_before": before,
        "may_keep": may(actor, "keep recommendations", found),
    }
    return render(request, "learning/said_before.html", shown)


@require_http_methods(FORM)
def likeness(request: HttpRequest, ref: str, earlier_ref: str) -> HttpResponse:
    """Say how a recommendation stands to an earlier one, and why that did not hold."""
    actor = request.actor  # type: ignore[attr-defined]
    found, earlier = queries.recommendation(actor, ref), queries.recommendation(actor, earlier_ref)
    said = next((one for one in queries.said_of(actor, found) if one.earlier_id == earlier.pk), None)

    def do(answers: dict[str, Any]) -> None:
        operations.say_likeness(actor, ref=ref, earlier_ref=earlier_ref, **answers)

    return ask(
        request,
        LikenessForm,
        do=do,
        title="Does it say the same again?",
        done="Your answer is kept with the recommendation.",
        then=("said_before", ref),
        template="learning/likeness.html",
        now={"text": found.text, "where": presenters.where(found)},
        before={"text": earlier.text, "where": presenters.where(earlier)},
        initial={
            "likeness": said.likeness if said else "",
            "why": said.why if said else "",
            "version": said.version if said else 0,
        },
    )


@require_http_methods(FORM)
def code(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a recommendation its themes."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.recommendation(actor, ref)
    return ask(
        request,
        CodeForm,
        do=lambda answers: coding.code_recommendation(actor, ref=ref, keys=answers["themes"]),
        title="Which themes is this about?",
        done="The themes are kept.",
        then=("said_before", ref),
        caption=presenters.where(found),
        form_args={"themes": themes.choices(actor)},
        initial={"themes": themes.keys_of(found) or themes.suggested(actor, found.text)},
    )
