"""Learning reports: the list, beginning one, its parts, what people write in it, finishing it and taking it away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may, require
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.pages import form_page, said
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning.exports.half_year import half_year_file
from candour.practice.learning.operations import half_years as operations
from candour.practice.learning.queries import half_years as queries
from candour.practice.learning.web.forms.half_years import BeginForm, TakeForm, WriteForm
from candour.practice.learning.web.lesson_pages import FORM, ask, press
from candour.practice.learning.web.pages import learning_page


@require_safe
def half_years(request: HttpRequest) -> HttpResponse:
    """The learning reports."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [
        {
            "ref": one.ref,
            "where": one.partnership.name,
            "period": _period(one),
            "is_final": one.state == "final",
        }
        for one in queries.reports(actor)
    ]
    keeps = bool(actor.bodies("partnership", *roles.TEAM))
    return learning_page(request, "half_years", "half_years", "Learning reports", rows=rows, may_keep=keeps)


@require_http_methods(FORM)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the report of a half-year."""
    actor = request.actor  # type: ignore[attr-defined]
    partnerships = list(directory.my_partnerships(actor, *roles.TEAM))
    if not partnerships:
        raise Hidden
    from_on, until_on = queries.last_half_year(actor.today)

    def do(answers: dict[str, Any]) -> HttpResponse:
        report = operations.begin_half_year(
            actor,
            partnership_ref=answers.get("partnership") or partnerships[0].ref,
            from_on=answers["from_on"],
            until_on=answers["until_on"],
        )
        return said(request, "The report composes itself until it is finished.", "half_year", report.ref)

    return form_page(
        request,
        BeginForm,
        do=do,
        title="Begin a learning report",
        button="Begin",
        cancel=reverse("half_years"),
        form_args={"partnerships": [(one.ref, one.name) for one in partnerships]},
        initial={"from_on": from_on, "until_on": until_on},
    )


@require_safe
def half_year(request: HttpRequest, ref: str) -> HttpResponse:
    """One report with all its parts."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.report(actor, ref)
    parts = queries.parts_of(actor, found)
    keeps = may(actor, "keep lessons", found)
    shown = {
        "title": f"Learning report, {_period(found)}",
        "report": {
            "ref": found.ref,
            "where": found.partnership.name,
            "changed": found.changed,
            "next_steps": found.next_steps,
            "finished": f"{moment_words(found.finished_at)}, by {found.finished_by}" if found.finished_at else "",
        },
        "parts": [(part.title, part.sentences, part.columns, _labelled(part)) for part in parts],
        "nothing": queries.NOTHING,
        "may_keep": keeps,
        "may_change": keeps and found.state == "draft",
    }
    return render(request, "learning/half_year.html", shown)


@require_http_methods(FORM)
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Write what changed and what comes next."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.report(actor, ref)
    return ask(
        request,
        WriteForm,
        do=lambda answers: operations.write_half_year(actor, ref=ref, **answers),
        title="What changed, and what comes next?",
        done="It is in the report.",
        then=("half_year", ref),
        caption=f"{found.partnership.short_name}, {_period(found)}",
        initial={"changed": found.changed, "next_steps": found.next_steps, "version": found.version},
        theirs=lambda: [("What changed", queries.report(actor, ref).changed)],
    )


@require_POST
def finish(request: HttpRequest, ref: str) -> HttpResponse:
    """Finish the report."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.report(actor, ref)
    return press(
        request,
        do=lambda: operations.finish_half_year(actor, ref=ref),
        done="The report is finished and stays as it is. The next one is due in half a year.",
        then=("half_year", ref),
    )


@require_http_methods(FORM)
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the report away as Word or PDF, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.report(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "keep lessons", found)
        kind = answers["kind"]
        parts = queries.parts_of(actor, found)
        content = exports.release(
            actor,
            about=found.partnership,
            what="a learning report",
            reason=answers["reason"],
            make=lambda: half_year_file(
                parts,
                kind,
                partnership=found.partnership.name,
                period=(found.from_on, found.until_on),
                written=[("What changed", found.changed), ("What comes next", found.next_steps)],
                is_final=found.state == "final",
                made_at=actor.at,
                made_for=actor.label,
            ),
        )
        return attachment(content, f"Learning report.{kind}", kind)

    return form_page(
        request,
        TakeForm,
        do=do,
        title="Take the report away",
        caption=f"{found.partnership.short_name}, {_period(found)}",
        button="Make the file",
        cancel=reverse("half_year", args=[ref]),
    )


def _period(found: Any) -> str:
    return f"{day_words(found.from_on)} to {day_words(found.until_on)}"


def _labelled(part: queries.Part) -> list[list[tuple[str, str]]]:
    return [list(zip(part.columns, row, strict=True)) for row in part.rows]
