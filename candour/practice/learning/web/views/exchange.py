"""Files between areas: choosing one, accepting or rejecting it, making one, and telling what came of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, require
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.exports.answers import attachment
from candour.practice.learning.exchange import MOST_BYTES
from candour.practice.learning.lesson_kinds import LessonKind
from candour.practice.learning.operations import exchange as operations
from candour.practice.learning.queries import exchange as queries
from candour.practice.learning.queries import lessons
from candour.practice.learning.web.forms.exchange import ChooseFileForm, ShareForm
from candour.practice.learning.web.lesson_pages import FORM, ask
from candour.practice.learning.web.presenters import exchange as presenters


@require_http_methods(FORM)
def exchange(request: HttpRequest) -> HttpResponse:
    """Choose a file that another area made, and be told from whom it is, what it is, its title and its day."""
    actor = request.actor  # type: ignore[attr-defined]
    offices = queries.offices(actor)
    if not offices:
        raise Hidden

    def do(answers: dict[str, Any]) -> HttpResponse:
        found = queries.glimpse(actor, answers["file"].read(MOST_BYTES + 1))
        shown = {
            "title": "Do you accept this file?",
            "file": presenters.glimpse_shown(found),
            "offices": [] if found.answers else offices,
        }
        return render(request, "learning/glimpse.html", shown)

    return form_page(
        request,
        ChooseFileForm,
        do=do,
        title="A file of another area",
        button="Look at it",
        cancel=reverse("lessons"),
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept a file, or reject it so that nothing of it is kept."""
    actor = request.actor  # type: ignore[attr-defined]
    if not queries.offices(actor):
        raise Hidden

    def act() -> HttpResponse:
        if request.POST.get("decision") != "accept":
            return said(request, "The file is rejected. Nothing of it was kept.", "lessons")
        lesson = operations.accept_file(
            actor, sealed=request.POST.get("sealed", ""), partnership_ref=request.POST.get("partnership", "")
        )
        return said(request, "The file is accepted.", "lesson", lesson.ref)

    return act_page(request, do=act, back=reverse("exchange"))


@require_http_methods(FORM)
def share(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the file of a lesson for another area."""
    actor = request.actor  # type: ignore[attr-defined]
    found = lessons.lesson(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        operations.share_lesson(actor, ref=ref, recipient=answers["recipient"], answer_by=answers.get("answer_by"))

    return ask(
        request,
        ShareForm,
        do=do,
        title="Make a file for another area",
        done="The file is made. Save it from here, and send it as you send other files.",
        then=("lesson", ref),
        caption=found.title,
        button="Make the file",
        form_args={"asks": found.kind == LessonKind.STOCKTAKE},
    )


@require_safe
def share_file(request: HttpRequest, ref: str) -> HttpResponse:
    """A file that was made, to be saved."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.share(actor, ref)
    require(actor, "keep lessons", found.lesson)
    return attachment(found.content.encode(), "For another area.json", "json")


@require_POST
def outcome_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The file that tells the area that sent one what came of it, to be saved."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.received(actor, ref)

    def act() -> HttpResponse:
        content = operations.make_outcome(actor, ref=ref)
        return attachment(content.encode(), "What came of it.json", "json")

    return act_page(request, do=act, back=reverse("lesson", args=[found.lesson.ref]))
