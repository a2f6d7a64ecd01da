"""The vocabulary of themes: the list with its counts, one theme, and adding, changing and retiring one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.words import day_words
from candour.practice.learning.operations import themes as operations
from candour.practice.learning.queries import themes as queries
from candour.practice.learning.web.forms.themes import ChangeThemeForm, RetireThemeForm, ThemeForm
from candour.practice.learning.web.lesson_pages import FORM, ask
from candour.practice.learning.web.pages import learning_page
from candour.practice.learning.web.presenters import themes as presenters


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """The vocabulary, with how often each theme is used."""
    actor = request.actor  # type: ignore[attr-defined]
    shown: dict[str, Any] = {
        "columns": list(presenters.COUNTED.values()),
        "rows": presenters.branches(queries.tree(actor)),
        "may_keep": may(actor, "keep themes"),
    }
    return learning_page(request, "themes", "themes", "Themes", **shown)


@require_safe
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """One theme: what it means, how often it came by area and year, and what is coded with it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.theme(actor, key)
    shown = {
        "title": found.title,
        "theme": {
            "key": found.key,
            "means": found.means,
            "synonyms": ", ".join(found.synonyms),
            "retired": day_words(found.retired_on) if found.retired_on else "",
            "parent": (found.parent.key, found.parent.title) if found.parent else None,
            "replaced_by": (found.replaced_by.key, found.replaced_by.title) if found.replaced_by else None,
        },
        "columns": list(presenters.COUNTED.values()),
        "tallies": presenters.tallies(queries.tallies(actor, found)),
        "recommendations": presenters.recommendation_lines(queries.coded_with(actor, found)),
        "may_keep": may(actor, "keep themes"),
    }
    return render(request, "learning/theme.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Add a theme."""
    actor = request.actor  # type: ignore[attr-defined]
    return ask(
        request,
        ThemeForm,
        do=lambda answers: operations.add_theme(actor, facts=answers),
        title="Add a theme",
        done="The theme is in the vocabulary.",
        then=("themes",),
        form_args={"themes": queries.choices(actor)},
    )


@require_http_methods(FORM)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change a theme's words or place."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.theme(actor, key)

    def do(answers: dict[str, Any]) -> None:
        operations.change_theme(actor, key=key, version=answers["version"], facts=answers)

    return ask(
        request,
        ChangeThemeForm,
        do=do,
        title="Change a theme",
        done="The theme is changed.",
        then=("theme", key),
        caption=found.title,
        form_args={"themes": [pair for pair in queries.choices(actor) if pair[0] != key]},
        initial={
            "title": found.title,
            "parent": found.parent.key if found.parent else "",
            "means": found.means,
            "synonyms": "\n".join(found.synonyms),
            "version": found.version,
        },
        theirs=lambda: [("Theme", queries.theme(actor, key).title)],
    )


@require_http_methods(FORM)
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Retire a theme, and say which is used instead."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.theme(actor, key)

    def do(answers: dict[str, Any]) -> None:
        operations.retire_theme(actor, key=key, version=answers["version"], replaced_by=answers["replaced_by"])

    return ask(
        request,
        RetireThemeForm,
        do=do,
        title="Retire a theme",
        done="The theme is retired. What was coded with it stays.",
        then=("theme", key),
        caption=found.title,
        button="Retire it",
        form_args={"themes": [pair for pair in queries.choices(actor) if pair[0] != key]},
        initial={"version": found.version},
    )
