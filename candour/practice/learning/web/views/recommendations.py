"""The matrix, one recommendation of it, and what one body answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may, require
from candour.platform.audit_trail.queries import history_of
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.directory import queries as directory
from candour.practice.learning.exports.matrix import matrix_file
from candour.practice.learning.operations import recommendations as operations
from candour.practice.learning.queries import matrix as queries
from candour.practice.learning.queries import reports
from candour.practice.learning.queries.plans import plan
from candour.practice.learning.web.forms.letters import TakeKindForm
from candour.practice.learning.web.forms.recommendations import (
    AnswerForm,
    ChangeRecommendationForm,
    RecommendationForm,
)
from candour.practice.learning.web.pages import FORM, ask, press, report_page
from candour.practice.learning.web.presenters import matrix as presenters

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor


@require_safe
def matrix(request: HttpRequest, ref: str) -> HttpResponse:
    """Every recommendation of a report against every body that is asked."""
    actor = request.actor  # type: ignore[attr-defined]
    report = reports.report(actor, ref)
    found = queries.matrix(actor, report)
    return report_page(
        request,
        report,
        "matrix",
        "matrix",
        "Matrix of recommendations",
        facts=presenters.facts_of_report(report),
        web_address=report.web_address,
        bodies=[body.title for body in found.bodies],
        rows=presenters.rows_shown(found),
        counts=presenters.counts_shown(found),
        unowned=presenters.unowned_shown(found),
    )


@require_http_methods(FORM)
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the matrix and the plan away as Word, Excel or CSV, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    report = reports.report(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "keep recommendations", report)
        kind = answers["kind"]
        content = exports.release(
            actor,
            about=report,
            what="a matrix of recommendations",
            reason=answers["reason"],
            make=lambda: matrix_file(
                queries.matrix(actor, report),
                plan(actor, report),
                kind,
                title=report.title,
                made_at=actor.at,
                made_for=actor.label,
            ),
        )
        return attachment(content, f"Recommendations.{kind}", kind)

    return form_page(
        request,
        TakeKindForm,
        do=do,
        title="Take the matrix away",
        caption=report.title,
        button="Make the file",
        cancel=reverse("matrix", args=[ref]),
    )


@require_safe
def recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    """One recommendation: where it stands in its report, and what every body says to it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.recommendation(actor, ref)
    row = queries.matrix(actor, found.report, only=found).rows[0]
    shown = {
        "title": f"Recommendation {found.number}",
        "report": {"ref": found.report.ref, "title": found.report.title},
        "ref": ref,
        "row": presenters.row_shown(row),
        "text": found.text,
        "may_keep": may(actor, "keep recommendations", found),
        "history": [(moment_words(line.at), line.who, line.what) for line in history_of(found)],
    }
    return render(request, "learning/recommendation.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a recommendation to a report."""
    actor = request.actor  # type: ignore[attr-defined]
    report = reports.report(actor, ref)
    return ask(
        request,
        RecommendationForm,
        do=lambda answers: operations.add_recommendation(
            actor, ref=ref, worded=_worded(answers), lead=_lead(actor, answers)
        ),
        title="Add a recommendation",
        caption=report.title,
        done="The recommendation is in the matrix.",
        then=reverse("matrix", args=[ref]),
        button="Add it",
        form_args={"people": people(actor)},
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Reword a recommendation, or say anew where it stands and who leads on it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.recommendation(actor, ref)
    fields = ("number", "report_number", "page", "paragraph", "text", "version")
    return ask(
        request,
        ChangeRecommendationForm,
        do=lambda answers: operations.change_recommendation(
            actor, ref=ref, version=answers["version"], worded=_worded(answers), lead=_lead(actor, answers)
        ),
        title=f"Change recommendation {found.number}",
        caption=found.report.title,
        done="The recommendation is changed.",
        then=reverse("recommendation", args=[ref]),
        form_args={"people": people(actor)},
        initial={"lead": found.lead.ref if found.lead else "", **{name: getattr(found, name) for name in fields}},
        theirs=lambda: [("Recommendation", queries.recommendation(actor, ref).text)],
    )


@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Remove a recommendation that nobody has answered."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.recommendation(actor, ref)
    return press(
        request,
        do=lambda: operations.remove_recommendation(actor, ref=ref),
        done=f"Recommendation {found.number} is removed.",
        then=reverse("matrix", args=[found.report.ref]),
        back=reverse("recommendation", args=[ref]),
    )


@require_safe
def cell(request: HttpRequest, ref: str, body_ref: str) -> HttpResponse:
    """What one body is asked for by a recommendation, its response and its actions."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.cell(actor, ref, body_ref)
    row = queries.matrix(actor, found.report, only=found.recommendation).rows[0]
    shown = {
        "title": f"Recommendation {found.recommendation.number}: {found.body.called}",
        "report": {"ref": found.report.ref, "title": found.report.title},
        "recommendation": {"ref": ref, "number": found.recommendation.number, "text": found.recommendation.text},
        "body": {"ref": body_ref, "title": found.body.title},
        "shown": next(one for one in presenters.row_shown(row).cells if one.body == found.body.title),
        "reason": found.reason,
        "signed": f"{found.signatory}, {day_words(found.signed_on)}" if found.signatory else "",
        "recorded_by": found.recorded_by,
        "due": found.due_on.words if found.due_on else "",
        "may_answer": may(actor, "answer for a body", found),
        "history": [(moment_words(line.at), line.who, line.what) for line in history_of(found.recommendation)],
    }
    return render(request, "learning/cell.html", shown)


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str, body_ref: str) -> HttpResponse:
    """Say what a body is asked for by a recommendation, and how it responds."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.cell(actor, ref, body_ref)
    fields = ("kind", "text", "due_on", "answer", "reason", "version")

    def do(answers: dict[str, Any]) -> None:
        version = answers.pop("version")
        operations.answer_cell(actor, ref=ref, body_ref=body_ref, version=version, said=operations.Said(**answers))

    return ask(
        request,
        AnswerForm,
        do=do,
        title=f"Respond for {found.body.called}",
        caption=f"Recommendation {found.recommendation.number}, {found.report.title}",
        template="learning/answer_form.html",
        about=found.recommendation.text,
        done="The response is recorded.",
        then=reverse("cell", args=[ref, body_ref]),
        initial={
            **{name: getattr(found, name) for name in fields},
            "signatory": found.signatory or ("" if may(actor, "keep recommendations", found) else actor.label),
        },
        theirs=lambda: _stored(actor, ref, body_ref),
    )


def people(actor: Actor) -> list[tuple[str, str]]:
    """Everybody who could answer for something, as references and names."""
    return [(one.ref, one.name) for one in directory.people(actor)]


def _stored(actor: Actor, ref: str, body_ref: str) -> list[tuple[str, str]]:
    found = queries.cell(actor, ref, body_ref)
    pairs = (
        ("What it is", found.get_kind_display()),
        ("In words", found.text),
        ("Response", found.get_answer_display()),
        ("Reason", found.reason),
        ("Signed by", found.signatory),
    )
    return [(name, value) for name, value in pairs if value]


def _worded(answers: dict[str, Any]) -> operations.Worded:
    names = ("text", "number", "report_number", "page", "paragraph")
    return operations.Worded(**{name: answers[name] for name in names})


def _lead(actor: Actor, answers: dict[str, Any]) -> Any:
    return directory.person(actor, answers["lead"]) if answers["lead"] else None
