"""One challenge: raising it, its page, the answer, taking it higher, and its ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden
from candour.platform.audit_trail.queries import history_of
from candour.platform.dates.words import day_words, moment_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.design.forms import Form
from candour.platform.design.pages import form_page, said
from candour.practice.challenges import operations
from candour.practice.challenges.queries import challenges as queries
from candour.practice.challenges.web.forms import (
    AnswerForm,
    CloseForm,
    HigherForm,
    RaiseForm,
    ResolveForm,
    WithdrawForm,
)
from candour.practice.challenges.web.presenters import challenges as presenters

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def raise_one(request: HttpRequest) -> HttpResponse:
    """Raise a challenge."""
    actor = request.actor  # type: ignore[attr-defined]
    places = queries.may_raise_in(actor)
    if not places:
        raise Hidden
    partnerships = [(one.partnership.ref, one.partnership.name) for one in places]
    raisers = _each_once(agency for one in places for agency in one.raisers)
    ladder = queries.first_ladder()

    def do(answers: dict[str, Any]) -> HttpResponse:
        partnership_ref = answers.pop("partnership", "") or partnerships[0][0]
        raised_by_ref = answers.pop("raised_by", "") or raisers[0][0]
        made = operations.raise_challenge(
            actor,
            partnership_ref=partnership_ref,
            raised_by_ref=raised_by_ref,
            body_ref=answers.pop("body"),
            said=operations.Raised(**{**answers, "stage": int(answers["stage"])}),
        )
        return said(request, f"It is in the ledger as {made.name}.", "challenge", made.ref)

    return form_page(
        request,
        RaiseForm,
        do=do,
        title="Raise a challenge",
        intro="Everybody who reads the ledger reads this. The stages are local practice, not law.",
        button="Raise it",
        cancel=reverse("challenges"),
        form_args={
            "partnerships": partnerships,
            "raisers": raisers,
            "bodies": _each_once(agency for one in places for agency in one.agencies),
            "stages": [(str(one.number), f"{one.number} {one.title}") for one in ladder.stages],
        },
        initial={
            "raised_on": actor.today,
            "stage": "1",
            "answer_by": calendar(actor).after(actor.today, ladder.stage(1).working_days),
        },
    )


@require_safe
def challenge(request: HttpRequest, ref: str) -> HttpResponse:
    """One challenge: how it stands, what each side said at each stage, and what can be done."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.challenge(actor, ref)
    steps = presenters.steps_shown(actor, found, queries.steps_of(actor, found))
    ladder = queries.ladder_of(found)
    shown = {
        "title": f"Challenge {found.name}",
        "caption": found.partnership.name,
        "heading": found.title,
        "state": found.state,
        "state_words": found.get_state_display(),
        "stage_words": f"{steps[0].stage}, {steps[0].since.rpartition(', ')[2]}",
        "silent": "" if found.ended_on else steps[0].silent,
        "facts": presenters.facts_of(found),
        "raised_by": found.raised_by.name,
        "body": found.body.name,
        "steps": steps,
        "buttons": presenters.buttons_of(actor, found),
        "ladder": f"{ladder.cites.standing}, not law: {ladder.cites.edition.title}.",
        "ladder_note": ladder.note,
        "history": [(moment_words(line.at), line.who, line.what) for line in history_of(found)],
    }
    return render(request, "challenges/challenge.html", shown)


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer it, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        AnswerForm,
        do=lambda answers: operations.answer_challenge(actor, ref=ref, **answers),
        title="Answer the challenge",
        done="The answer is recorded.",
        initial={"replied_on": actor.today},
    )


@require_http_methods(FORM)
def higher(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it to a higher stage."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.challenge(actor, ref)
    above = [one for one in queries.ladder_of(found).stages if one.number > found.stage]
    stages = above or [queries.ladder_of(found).stages[-1]]

    def do(answers: dict[str, Any]) -> None:
        operations.take_higher(actor, ref=ref, **{**answers, "stage": int(answers["stage"])})

    return _form(
        request,
        ref,
        HigherForm,
        do=do,
        title="Take it higher",
        done="It lies at the higher stage now, and waits for an answer there.",
        initial={"answer_by": calendar(actor).after(actor.today, stages[0].working_days)},
        form_args={"stages": [(str(one.number), f"{one.number} {one.title}") for one in stages]},
    )


@require_http_methods(FORM)
def resolve(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept the answer and say what changes."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        ResolveForm,
        do=lambda answers: operations.resolve_challenge(actor, ref=ref, **answers),
        title="Resolve the challenge",
        done="The challenge is resolved.",
    )


@require_http_methods(FORM)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw it, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        WithdrawForm,
        do=lambda answers: operations.withdraw_challenge(actor, ref=ref, **answers),
        title="Withdraw the challenge",
        done="The challenge is withdrawn. It stays in the ledger with the reason.",
    )


@require_http_methods(FORM)
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close it unresolved at the last stage, with what each side still holds."""
    actor = request.actor  # type: ignore[attr-defined]
    return _form(
        request,
        ref,
        CloseForm,
        do=lambda answers: operations.close_unresolved(actor, ref=ref, **answers),
        title="Close the challenge unresolved",
        done="The challenge is closed, and what each side holds is kept.",
    )


def _form(
    request: HttpRequest,
    ref: str,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    initial: dict[str, Any] | None = None,
    **options: Any,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.challenge(actor, ref)

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, "challenge", ref)

    def theirs() -> list[tuple[str, str]]:
        now = queries.challenge(actor, ref)
        asked = f"Stage {now.stage} of {now.last_stage}, answer by {day_words(now.answer_by)}"
        return [("How it stands", now.get_state_display()), ("Where it lies", asked)]

    return form_page(
        request,
        form_class,
        do=act,
        title=title,
        caption=f"Challenge {found.name}: {found.title}",
        button="Save",
        cancel=reverse("challenge", args=[ref]),
        theirs=theirs,
        initial={"version": found.version, **(initial or {})},
        **options,
    )


def _each_once(agencies: Any) -> list[tuple[str, str]]:
    return sorted({one.ref: one.name for one in agencies}.items(), key=lambda pair: pair[1])
