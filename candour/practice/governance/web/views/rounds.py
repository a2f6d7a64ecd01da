"""Business between meetings: the rounds of a group, one round, answering it, and closing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden, may
from candour.platform.design.pages import form_page, said
from candour.practice.governance.operations import rounds as operations
from candour.practice.governance.queries import rounds as queries
from candour.practice.governance.queries.decisions import deciding_group
from candour.practice.governance.web.forms.decisions import AnswerForm, CloseRoundForm, RoundForm
from candour.practice.governance.web.presenters import rounds as presenters

FORM = ["GET", "HEAD", "POST"]


@require_safe
def rounds(request: HttpRequest, ref: str) -> HttpResponse:
    """The rounds of a group, those still open first."""
    actor = request.actor  # type: ignore[attr-defined]
    group = deciding_group(actor, ref)
    shown = {
        "title": "Between meetings",
        "group": {"name": group.name, "ref": group.ref},
        "rows": [presenters.line(one, actor.at) for one in queries.rounds_of(actor, group.pk)[:200]],
        "may_run": may(actor, "run meetings", group),
    }
    return render(request, "governance/rounds.html", shown)


@require_http_methods(FORM)
def open_round(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the members of a group for comments or a written decision."""
    actor = request.actor  # type: ignore[attr-defined]
    group = deciding_group(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.open_round(
            actor,
            group_ref=ref,
            kind=answers["kind"],
            question=answers["question"],
            closes_at=answers["closes_at"],
            upload=answers["upload"],
        )
        return said(request, "The members have been asked.", "round", made.ref)

    return form_page(
        request,
        RoundForm,
        do=do,
        title="Ask the members between meetings",
        caption=group.name,
        button="Ask them",
        cancel=reverse("rounds", args=[ref]),
    )


@require_safe
def round_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One round: the question, who has answered, and what came of it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.round_by_ref(actor, ref)
    responses = queries.responses_of(actor, found)
    decision = queries.decision_of_round(actor, found)
    shown = {
        "title": "Round between meetings",
        "group": {"name": found.group.name, "ref": found.group.ref},
        "ref": ref,
        "question": found.question,
        "file": {"name": found.file.name, "ref": found.file.ref} if found.file else None,
        "facts": presenters.facts(found),
        "responses": [presenters.response(one) for one in responses],
        "is_key": queries.is_key_decision(found),
        "missing": queries.missing_signatures(actor, found) if found.state == "open" else [],
        "decision_ref": decision.ref if decision else "",
        "may_close": found.state == "open" and may(actor, "run meetings", found),
    }
    return render(request, "governance/round.html", shown)


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str, response_id: int) -> HttpResponse:
    """Answer for a seat."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.round_by_ref(actor, ref)
    mine = next((one for one in queries.responses_of(actor, found) if one.response_id == response_id), None)
    if mine is None or not (mine.may_answer or request.method == "POST"):
        raise Hidden

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.answer_round(actor, ref=ref, response_id=response_id, answer=answers["answer"], text=answers["text"])
        return said(request, "Your answer is recorded.", "round", ref)

    return form_page(
        request,
        AnswerForm,
        do=do,
        title=f"Answer for {mine.seat}",
        caption=found.group.name,
        intro=found.question,
        button="Sign" if mine.must_sign else "Send the answer",
        cancel=reverse("round", args=[ref]),
        form_args={"answers": presenters.ANSWERS[found.kind]},
    )


@require_http_methods(FORM)
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close the round and record what came of it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.round_by_ref(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.close_round(actor, ref=ref, result=answers["result"], reason=answers.get("reason", ""))
        return said(request, "The round is closed.", "round", ref)

    return form_page(
        request,
        CloseRoundForm,
        do=do,
        title="Close the round",
        caption=found.group.name,
        button="Close the round",
        cancel=reverse("round", args=[ref]),
        form_args={"is_decision": found.kind == "decision"},
    )
