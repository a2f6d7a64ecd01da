"""The action plan of a report, and one action: promised, done, evidenced, tested again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.audit_trail.queries import history_of
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.forms import Form
from candour.practice.directory import queries as directory
from candour.practice.learning.operations import plans as operations
from candour.practice.learning.operations.retests import judge_again
from candour.practice.learning.queries import matrix, reports, retests
from candour.practice.learning.queries import plans as queries
from candour.practice.learning.web.forms.plans import (
    AcceptForm,
    BecauseForm,
    ChangePlanActionForm,
    DoneForm,
    EvidenceForm,
    JudgeForm,
    PlanActionForm,
    SayForm,
)
from candour.practice.learning.web.pages import FORM, ask, report_page
from candour.practice.learning.web.presenters import plans as presenters
from candour.practice.learning.web.views.recommendations import people

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor

SHOWS = (
    ("all", "All"),
    ("open", "Open"),
    ("late", "Late"),
    ("done", "Not yet evidenced"),
    ("proved", "Evidenced"),
    ("dropped", "Dropped"),
)


@require_safe
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """The action plan of a report, and who has said nothing since they were asked."""
    actor = request.actor  # type: ignore[attr-defined]
    report = reports.report(actor, ref)
    shows = next((key for key, _ in SHOWS if key == request.GET.get("shows")), "all")
    return report_page(
        request,
        report,
        "plan",
        "action_plan",
        "Action plan",
        rows=[presenters.line_of(row) for row in queries.plan(actor, report, shows)],
        shows=[(title, f"?shows={key}", key == shows) for key, title in SHOWS],
        asked=day_words(report.updates_asked_at),
        due=day_words(report.updates_due_on),
        is_past=report.updates_due_on is not None and report.updates_due_on < actor.today,
        silent=queries.silent_bodies(actor, report),
    )


@require_safe
def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action with its line of life, its evidence, its tests and its whole history."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action_shown(actor, ref)
    one, recommendation = found.action, found.action.cell.recommendation
    shown = {
        "title": f"Action {one.number}",
        "report": {"ref": one.report.ref, "title": one.report.title},
        "recommendation": {"ref": recommendation.ref, "number": recommendation.number, "text": recommendation.text},
        "text": one.text,
        "state": one.state,
        "state_words": one.get_state_display(),
        "life": [] if one.state == "dropped" else presenters.life_of(found),
        "facts": presenters.facts_of(found, actor.today),
        "evidence": {"name": found.evidence.name, "ref": found.evidence.ref, "state": found.evidence.state}
        if found.evidence
        else None,
        "buttons": presenters.buttons_of(actor, found),
        "tests": presenters.tests_shown(actor, one, retests.tests_of(actor, one)),
        "notes": presenters.notes_of(found),
        "history": [(moment_words(line.at), line.who, line.what) for line in history_of(one)],
    }
    return render(request, "learning/plan_action.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str, body_ref: str) -> HttpResponse:
    """Promise an action for a body."""
    actor = request.actor  # type: ignore[attr-defined]
    cell = matrix.cell(actor, ref, body_ref)

    def do(answers: dict[str, Any]) -> None:
        owner = directory.person(actor, answers.pop("owner"))
        operations.add_action(actor, ref=ref, body_ref=body_ref, owner=owner, **answers)

    return ask(
        request,
        PlanActionForm,
        do=do,
        title=f"Add an action for {cell.body.called}",
        caption=f"Recommendation {cell.recommendation.number}, {cell.report.title}",
        template="learning/answer_form.html",
        about=cell.recommendation.text,
        done="The action is in the plan.",
        then=reverse("cell", args=[ref, body_ref]),
        button="Add the action",
        form_args={"people": people(actor)},
        initial={"text": cell.text},
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Reword an open action, or give it another owner or day."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        owner = directory.person(actor, answers.pop("owner"))
        operations.change_action(actor, ref=ref, owner=owner, **answers)

    return _form(
        request,
        ref,
        ChangePlanActionForm,
        do=do,
        title="Change the action",
        done="The action is changed.",
        form_args={"people": people(actor)},
        initial={
            "text": found.text,
            "owner": found.owner.ref if found.owner else "",
            "due_on": found.due_on,
            "version": found.version,
        },
        theirs=lambda: presenters.facts_of(queries.action_shown(actor, ref), actor.today),
    )


@require_http_methods(FORM)
def update(request: HttpRequest, ref: str) -> HttpResponse:
    """Say how the action stands."""
    return _say(request, ref, SayForm, operations.update_action, "Say how it stands", "It is noted.", name="text")


@require_http_methods(FORM)
def done(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that the action is done."""
    said = "It is done, and not yet evidenced. Add what shows that something has changed."
    return _say(request, ref, DoneForm, operations.finish_action, "Say that it is done", said, name="done_note")


@require_http_methods(FORM)
def evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """Add what shows that something has changed."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        EvidenceForm,
        do=lambda answers: operations.add_evidence(actor, ref=ref, evidence=answers["text"], upload=answers["upload"]),
        title="Add evidence",
        done="The evidence is added. Somebody of another body has to accept it.",
    )


@require_http_methods(FORM)
def accept(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept the evidence, as somebody of another body."""
    said = "The evidence is accepted. It may be drawn to be tested again in 3, 6 and 12 months."
    return _say(request, ref, AcceptForm, operations.accept_evidence, "Accept the evidence", said)


@require_http_methods(FORM)
def give_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the action back because what is shown is not enough."""
    said = "The action is open again, with what is missing."
    return _say(request, ref, BecauseForm, operations.return_action, "Do not accept the evidence", said)


@require_http_methods(FORM)
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    """Drop an action that will not be done."""
    return _say(request, ref, BecauseForm, operations.drop_action, "Drop the action", "The action is dropped.")


@require_http_methods(FORM)
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the action again."""
    return _say(request, ref, BecauseForm, operations.reopen_action, "Open the action again", "It is open again.")


@require_http_methods(FORM)
def test(request: HttpRequest, ref: str, retest_ref: str) -> HttpResponse:
    """Judge whether a change that was drawn still holds."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        JudgeForm,
        do=lambda answers: judge_again(
            actor,
            ref=ref,
            retest_ref=retest_ref,
            holds=answers["holds"] == "yes",
            finding=answers["finding"],
            due_on=answers["due_on"],
        ),
        title="Test the change again",
        done="What you found is recorded.",
    )


def _say(
    request: HttpRequest,
    ref: str,
    form_class: type[Form],
    operation: Callable[..., Any],
    title: str,
    done: str,
    *,
    name: str = "because",
) -> HttpResponse:
    """A form with one text, which the operation takes under a name of its own."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        form_class,
        do=lambda answers: operation(actor, ref=ref, **{name: answers["text"]}),
        title=title,
        done=done,
    )


def _form(request: HttpRequest, ref: str, form_class: type[Form], **options: Any) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = queries.action(actor, ref)
    return ask(
        request,
        form_class,
        template="learning/answer_form.html",
        caption=f"Action {found.number}, {found.report.title}",
        about=found.text,
        then=reverse("plan_action", args=[ref]),
        **options,
    )
