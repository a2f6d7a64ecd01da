"""What agencies and areas are asked: sending out, answering, declining, and accepting an answer or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden, may
from candour.platform.dates.words import day_words
from candour.practice.learning.lesson_kinds import AskedState, LessonKind
from candour.practice.learning.operations import asked as operations
from candour.practice.learning.queries import exchange
from candour.practice.learning.queries import lessons as queries
from candour.practice.learning.web.forms.lessons import AskForm, JudgeForm, ReachForm, ReasonForm, StocktakeForm
from candour.practice.learning.web.lesson_pages import FORM, ask
from candour.practice.learning.web.presenters import lessons as presenters


@require_http_methods(FORM)
def ask_about(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose whom to ask about a product or a stocktake, and by when."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    if found.kind not in (LessonKind.PRODUCT, LessonKind.STOCKTAKE):
        raise Hidden
    agencies, areas = queries.bodies_to_ask(actor, found)

    def do(answers: dict[str, Any]) -> None:
        operations.ask_about(
            actor,
            ref=ref,
            organisations=answers["organisations"],
            areas=answers.get("areas", []),
            due_on=answers["due_on"],
        )

    return ask(
        request,
        AskForm,
        do=do,
        title="Whom do you ask?",
        done="They find it among what they have to do.",
        then=("lesson", ref),
        caption=found.title,
        button="Send",
        form_args={"agencies": agencies, "areas": areas if found.kind == LessonKind.STOCKTAKE else []},
    )


@require_safe
def asked(request: HttpRequest, ref: str) -> HttpResponse:
    """What one agency or area was asked, and what they answered."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.asked(actor, ref)
    elsewhere = exchange.senders_of([found]).get(found.pk, "")
    may_judge = not elsewhere and may(actor, "keep lessons", found.lesson)
    (shown,) = presenters.asked_rows([found], actor.today, may_judge=may_judge)
    waits = found.state in (AskedState.ASKED, AskedState.REJECTED) and found.lesson.state in ("issued", "asked")
    page = {
        "title": "Asked of an agency or area",
        "heading": found.title,
        "asked": shown,
        "from_whom": elsewhere or found.lesson.partnership.name,
        "text": found.text,
        "link": found.link,
        "questions": found.questions,
        "due": day_words(found.due_on),
        "lesson_ref": found.lesson.ref if may(actor, "keep lessons", found.lesson) else "",
        "may_answer": waits and may(actor, "answer what was asked", found),
    }
    return render(request, "learning/asked.html", page)


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer what was asked: how far a product reached, or the questions of a stocktake."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.asked(actor, ref)
    if found.lesson.kind == LessonKind.PRODUCT:
        return ask(
            request,
            ReachForm,
            do=lambda answers: operations.answer_reach(actor, ref=ref, **answers),
            title="How far did it reach?",
            done="Thank you. Your answer was received.",
            then=("asked", ref),
            caption=found.title,
            button="Send the answer",
            initial={name: getattr(found, name) for name in ("services", "reached", "discussed", "tested", "version")},
        )
    questions = list(found.questions)

    def do(answers: dict[str, Any]) -> None:
        said = [answers[f"answer_{place}"] for place in range(len(questions))]
        operations.answer_stocktake(actor, ref=ref, version=answers["version"], answers=said)

    return ask(
        request,
        StocktakeForm,
        do=do,
        title="Answer the stocktake",
        done="Thank you. Your answer was received.",
        then=("asked", ref),
        caption=found.title,
        button="Send the answer",
        form_args={"questions": questions},
        initial={f"answer_{place}": said for place, said in enumerate(found.answers)} | {"version": found.version},
    )


@require_http_methods(FORM)
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    """Decline to answer, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.asked(actor, ref)
    return ask(
        request,
        ReasonForm,
        do=lambda answers: operations.decline_asked(actor, ref=ref, **answers),
        title="Decline to answer",
        done="Your reason was sent. Nothing else is kept.",
        then=("asked", ref),
        caption=found.title,
        button="Decline",
        initial={"version": found.version},
    )


@require_http_methods(FORM)
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept an answer, or ask again."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.asked(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        is_accepted = answers["is_accepted"] == "yes"
        operations.judge_answer(
            actor, ref=ref, version=answers["version"], is_accepted=is_accepted, reason=answers["reason"]
        )

    return ask(
        request,
        JudgeForm,
        do=do,
        title="Accept the answer?",
        done="It is recorded, and they can read why.",
        then=("asked", ref),
        caption=f"{found.title}: {queries.asked_words(found)}",
        initial={"version": found.version},
    )
