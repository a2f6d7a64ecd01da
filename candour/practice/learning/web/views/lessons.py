"""Lessons: the register, one lesson, adding and changing one, and the steps of its life."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may
from candour.platform.design.pages import form_page, said
from candour.platform.workflow.moving import offered
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.queries import structure
from candour.practice.learning.lesson_kinds import ASKED_BY_STEP, FIELDS, LessonKind
from candour.practice.learning.operations import lessons as operations
from candour.practice.learning.operations.exchange import why_not_shared
from candour.practice.learning.queries import exchange, said_before, themes
from candour.practice.learning.queries import lessons as queries
from candour.practice.learning.web.forms.lessons import ChangeLessonForm, LessonForm, LinkForm, StepForm, TableForm
from candour.practice.learning.web.forms.register import RegisterForm
from candour.practice.learning.web.forms.themes import CodeForm
from candour.practice.learning.web.lesson_pages import FORM, ask, press
from candour.practice.learning.web.pages import learning_page
from candour.practice.learning.web.presenters import exchange as exchange_presenters
from candour.practice.learning.web.presenters import lessons as presenters
from candour.practice.learning.web.presenters import themes as theme_presenters

RAISES: dict[str, tuple[str, ...]] = {
    LessonKind.PROPOSAL: (LessonKind.STOCKTAKE, LessonKind.SOURCE),
    LessonKind.GOOD_PRACTICE: (LessonKind.PRODUCT,),
    LessonKind.SOURCE: (LessonKind.PRODUCT, LessonKind.STOCKTAKE, LessonKind.PROPOSAL),
    LessonKind.STOCKTAKE: (LessonKind.PRODUCT,),
}
"""Which kinds of lesson each kind leads to."""


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """The register of lessons, and what the reader's own agency is asked."""
    actor = request.actor  # type: ignore[attr-defined]
    form = RegisterForm(
        request.GET or None,
        themes=themes.choices(actor),
        partnerships=[(one.ref, one.short_name) for one in directory.my_partnerships(actor)],
    )
    sought = form.cleaned_data if form.is_bound and form.is_valid() else {}
    keeps = bool(actor.bodies("partnership", *roles.TEAM))
    waiting = queries.asked_of_me(actor)
    shown: dict[str, Any] = {
        "form": form,
        "is_filtered": any(sought.values()),
        "rows": presenters.rows(queries.register(actor, **sought)),
        "waiting": presenters.waiting(waiting, actor.today, exchange.senders_of(waiting)),
        "kinds": [pair for pair in LessonKind.choices if keeps] if keeps else [LessonKind.choices[0]],
        "keeps": keeps,
    }
    return learning_page(request, "lessons", "lessons", "Lessons", **shown)


@require_http_methods(FORM)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a lesson of a kind."""
    return _add(request, kind)


@require_http_methods(FORM)
def add_for(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Add a lesson that answers a recommendation: a training need, a product, or good practice."""
    return _add(request, kind, ref)


@require_http_methods(FORM)
def raise_from(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Add a lesson that another one raises: the stocktake that a proposal asks for, or a product of good practice."""
    return _add(request, kind, lesson_ref=ref)


@require_safe
def lesson(request: HttpRequest, ref: str) -> HttpResponse:
    """One lesson, what it rests on, how far it came, and what can be done with it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    asked = queries.asked_about(actor, found)
    readers, have_read = queries.readers(actor, found)
    keeps = may(actor, "keep lessons", found)
    decides = found.kind == LessonKind.PROPOSAL and may(actor, "decide a themed proposal", found)
    offers = offered(actor, found, queries.life_of(found.kind)) if keeps or decides else []
    source = exchange.source_of(actor, found)
    now, before = theme_presenters.coded(themes.themes_of(found))
    shown = {
        "title": LessonKind(found.kind).label,
        "heading": found.title,
        "lesson": {
            "ref": found.ref,
            "kind": presenters.kind_of(found),
            "state": queries.life_of(found.kind).title_of(found.state),
            "text": found.text,
            "where": found.partnership.short_name,
            "is_restricted": found.is_restricted,
        },
        "facts": presenters.facts(found),
        "steps": presenters.steps(found, offers),
        "links": presenters.links(found, queries.links_of(actor, found)),
        "asked": presenters.asked_rows(asked, actor.today, may_judge=keeps and source is None),
        "reach": presenters.reach_words(queries.reach(asked)) if found.kind == LessonKind.PRODUCT else "",
        "readers": readers,
        "may_read": found.kind == LessonKind.PRODUCT and found.state == "issued" and not have_read,
        "have_read": have_read,
        "may_ask": keeps and found.state in ("issued", "asked"),
        "themes": now,
        "themes_before": before,
        "decision_ref": found.group_decision.ref if found.group_decision else "",
        "may_keep": keeps,
        "may_raise": [pair for pair in LessonKind.choices if keeps and pair[0] in RAISES.get(found.kind, ())],
        "may_change": operations.may_change(actor, found),
        "source": exchange_presenters.source_shown(source),
        "shares": exchange_presenters.shares_shown(exchange.shares_of(actor, found)),
        "may_share": keeps and not why_not_shared(found),
    }
    return render(request, "learning/lesson.html", shown)


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what a lesson says."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    initial = {name: getattr(found, name) for name in FIELDS[found.kind]} | {"version": found.version}
    initial["agency"] = found.agency.ref if found.agency else ""
    agencies = directory.organisations_for(actor, found.partnership_id)
    return ask(
        request,
        ChangeLessonForm,
        do=lambda answers: operations.change_lesson(actor, ref=ref, version=answers["version"], facts=answers),
        title=f"Change: {LessonKind(found.kind).label.lower()}",
        done="It is changed.",
        then=("lesson", ref),
        caption=found.title,
        form_args={"kind": found.kind, "agencies": [(one.ref, one.name) for one in agencies]},
        initial=initial,
        theirs=lambda: [("What it says", queries.lesson(actor, ref).text)],
    )


@require_http_methods(FORM)
def step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """Take a step in the life of a lesson, with what it asks for."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    life = queries.life_of(found.kind)
    if step not in life.moves or step not in ASKED_BY_STEP:
        raise Hidden
    initial = {name: getattr(found, name) for name in ASKED_BY_STEP[step] if name not in ("decision", "group_decision")}
    return ask(
        request,
        StepForm,
        do=lambda answers: operations.lead_on(actor, ref=ref, step=step, version=answers["version"], facts=answers),
        title=life.moves[step].title,
        done="It is recorded.",
        then=("lesson", ref),
        caption=found.title,
        button=life.moves[step].title,
        form_args={
            "step": step,
            "options": [(one, one) for one in found.options],
            "decisions": queries.decisions_to_name(actor, found.partnership_id) if step == "decide" else [],
        },
        initial=initial | {"version": found.version},
    )


@require_http_methods(FORM)
def table(request: HttpRequest, ref: str) -> HttpResponse:
    """Put a proposal onto the forward plan of a group."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    if found.kind != LessonKind.PROPOSAL:
        raise Hidden
    groups = [one for one in structure.living_groups(actor) if one.partnership_id == found.partnership_id]
    return ask(
        request,
        TableForm,
        do=lambda answers: operations.table_proposal(
            actor, ref=ref, group_ref=answers["group"], due_on=answers["due_on"], minutes=answers["minutes"]
        ),
        title="Put it before a group",
        done="It is on the forward plan.",
        then=("lesson", ref),
        caption=found.title,
        form_args={"groups": [(one.ref, one.name) for one in groups]},
        initial={"minutes": 20},
    )


@require_http_methods(FORM)
def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Link a lesson to what it rests on or answers."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        to, _, to_ref = answers["to"].partition(":")
        operations.link_lesson(actor, ref=ref, to=to, to_ref=to_ref)

    return ask(
        request,
        LinkForm,
        do=do,
        title="What does it rest on or answer?",
        done="They are linked.",
        then=("lesson", ref),
        caption=found.title,
        form_args={"ends": queries.to_link(actor, found)},
    )


@require_POST
def unlink(request: HttpRequest, ref: str, link_ref: str) -> HttpResponse:
    """Take back a link."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.lesson(actor, ref)
    return press(
        request,
        do=lambda: operations.unlink_lesson(actor, ref=ref, link_ref=link_ref),
        done="The link is taken back.",
        then=("lesson", ref),
    )


@require_POST
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that one has read a product."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.lesson(actor, ref)
    return press(
        request,
        do=lambda: operations.mark_read(actor, ref=ref),
        done="It is noted that you read it.",
        then=("lesson", ref),
    )


@require_http_methods(FORM)
def code(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a lesson its themes."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.lesson(actor, ref)
    suggested = themes.suggested(actor, f"{found.title} {found.text}")
    return ask(
        request,
        CodeForm,
        do=lambda answers: operations.code_lesson(actor, ref=ref, keys=answers["themes"]),
        title="Which themes is this about?",
        done="The themes are kept.",
        then=("lesson", ref),
        caption=found.title,
        form_args={"themes": themes.choices(actor)},
        initial={"themes": themes.keys_of(found) or suggested},
    )


def _add(request: HttpRequest, kind: str, recommendation_ref: str = "", lesson_ref: str = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if kind not in LessonKind.values:
        raise Hidden
    answers_to = said_before.recommendation(actor, recommendation_ref) if recommendation_ref else None
    raised_by = queries.lesson(actor, lesson_ref) if lesson_ref else None
    held = () if kind == LessonKind.GOOD_PRACTICE else roles.TEAM
    partnerships = list(directory.my_partnerships(actor, *held))
    if answers_to or raised_by:
        partnerships = [raised_by.partnership if raised_by else answers_to.report.partnership]  # type: ignore[union-attr]
    if not partnerships and kind == LessonKind.GOOD_PRACTICE:
        partnerships = list(directory.partnerships(actor))
    if not partnerships:
        raise Hidden
    agencies = directory.organisations_for(actor, partnerships[0].pk)

    def do(answers: dict[str, Any]) -> HttpResponse:
        lesson = operations.add_lesson(
            actor,
            partnership_ref=answers.get("partnership") or partnerships[0].ref,
            kind=kind,
            facts=answers,
            recommendation_ref=recommendation_ref,
            lesson_ref=lesson_ref,
        )
        return said(request, "It is in the register.", "lesson", lesson.ref)

    return form_page(
        request,
        LessonForm,
        do=do,
        title=f"Add: {LessonKind(kind).label.lower()}",
        caption=theme_presenters.where(answers_to) if answers_to else raised_by.title if raised_by else "",
        button="Save",
        cancel="/learning/lessons/",
        form_args={
            "kind": kind,
            "agencies": [(one.ref, one.name) for one in agencies],
            "partnerships": [(one.ref, one.name) for one in partnerships],
        },
    )
