"""Readings of drafts with the family: planning one, recording it, and answering each comment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.words import day_words
from candour.practice.voice.operations import readings as operations
from candour.practice.voice.queries import quiet, rooms
from candour.practice.voice.web import forms
from candour.practice.voice.web.pages import room_form, room_page
from candour.practice.voice.web.presenters import rooms as shown
from candour.practice.voice.workflow import KEEP

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Plan a reading of a draft with somebody of the family."""
    actor = request.actor  # type: ignore[attr-defined]
    member = rooms.member(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        operations.plan_reading(actor, ref=ref, **answers)

    heading = f"Reading of a draft: {rooms.title_of(member)}"
    return room_form(
        request,
        shown.head_of(member.room, heading, reverse("relative", args=[ref])),
        forms.PlanReadingForm,
        do=do,
        done="The reading is planned.",
        then=("relative", ref),
    )


@require_safe
def reading(request: HttpRequest, ref: str) -> HttpResponse:
    """A reading of a draft, with every comment and its answer."""
    actor = request.actor  # type: ignore[attr-defined]
    found = rooms.reading(actor, ref)
    comments = rooms.comments_of(actor, found)
    dates = quiet.quiet_dates(actor, found.room, found.member)
    return room_page(
        request,
        _head(found, f"Reading: {rooms.title_of(found.member)}", back_to_member=True),
        "reading",
        reading_ref=ref,
        reading=shown.reading_shown(found, 0, dates),
        facts=[
            ("Draft", found.draft),
            ("Day", day_words(found.on)),
            ("Where", found.place),
            ("Who sits beside them", found.beside),
            ("What they took with them", found.kept or ("Nothing" if found.state == "read" else "–")),
        ],
        comments=[shown.comment_shown(one) for one in comments],
        is_planned=found.state == "planned",
        is_read=found.state == "read",
        may_keep=may(actor, KEEP, found),
    )


@require_http_methods(FORM)
def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the draft was read."""
    actor = request.actor  # type: ignore[attr-defined]
    found = rooms.reading(actor, ref)
    return _form(
        request,
        ref,
        "Record that it was read",
        forms.ReadForm,
        do=lambda answers: operations.record_reading(actor, ref=ref, **answers),
        done="It is recorded. Now keep each of their comments.",
        initial={"on": found.on, "beside": found.beside},
    )


@require_http_methods(FORM)
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """Record why a planned reading does not take place."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        "It does not take place",
        forms.EndReadingForm,
        do=lambda answers: operations.end_reading(actor, ref=ref, **answers),
        done="It is recorded that the reading does not take place.",
    )


@require_http_methods(FORM)
def comment(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a comment on the draft."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> None:
        operations.add_comment(actor, ref=ref, **answers)

    return _form(request, ref, "Comment of the family", forms.CommentForm, do=do, done="The comment is kept.")


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Answer a comment on the draft."""
    actor = request.actor  # type: ignore[attr-defined]
    said = rooms.comment(actor, ref, number)
    return _form(
        request,
        ref,
        f"Answer comment {number}",
        forms.AnswerForm,
        do=lambda answers: operations.answer_comment(actor, ref=ref, number=number, **answers),
        done="The comment is answered. Tell them the answer.",
        quoted=said.text,
        quoted_from=said.place,
    )


@require_http_methods(FORM)
def tell_answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Record when the family heard the answer to a comment."""
    actor = request.actor  # type: ignore[attr-defined]
    rooms.comment(actor, ref, number)
    return _form(
        request,
        ref,
        f"Answer to comment {number}",
        forms.TellAnswerForm,
        do=lambda answers: operations.tell_answer(actor, ref=ref, number=number, **answers),
        done="It is recorded that they heard the answer.",
    )


def _form(request: HttpRequest, ref: str, heading: str, form_class: Any, *, do: Any, done: str, **options: Any) -> Any:
    found = rooms.reading(request.actor, ref)  # type: ignore[attr-defined]
    head = _head(found, heading)
    return room_form(request, head, form_class, do=do, done=done, then=("reading", ref), **options)


def _head(found: Any, heading: str, *, back_to_member: bool = False) -> shown.Head:
    name, ref = ("relative", found.member.ref) if back_to_member else ("reading", found.ref)
    return shown.head_of(found.room, heading, reverse(name, args=[ref]))
