"""The schedule, its dry run, erasures by two people, and legal holds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.accounts.stepping_up import fresh_proof_to_act
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.retention import operations, queries
from candour.platform.retention.kinds import Kept, kind_of
from candour.platform.retention.web import presenters
from candour.platform.retention.web.forms import ConfirmForm, HoldForm, LiftForm, LookForm, YearsForm


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """How long each kind of record is kept, and what has had its time."""
    actor = request.actor  # type: ignore[attr-defined]
    bodies = queries.bodies(actor)
    if not bodies:
        raise Http404
    shown = {
        "title": "Keeping and erasing",
        "may_answer": any(queries.may_propose(actor, body.pk) for body in bodies),
        "bodies": [presenters.body_of(body, queries.schedule(actor, body.pk)) for body in bodies],
        "erasures": [
            row for body in bodies for row in presenters.erasures_of(body, queries.erasures_of(actor, body.pk))
        ],
    }
    return render(request, "retention/schedule.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def ended(request: HttpRequest, body: str, kind: str) -> HttpResponse:
    """The dry run: what would be erased today, and what would stay and why."""
    actor = request.actor  # type: ignore[attr-defined]
    whose, kept = queries.body_by_ref(actor, body), _kind(kind)

    def do() -> HttpResponse:
        made = operations.propose(actor, body_id=whose.pk, kept=kept)
        return said(request, "The erasure is proposed. A second person has to confirm it.", "erasure", made.ref)

    if request.method == "POST":
        return act_page(request, do=do, back=request.path)
    shown = {
        "title": f"What has had its time: {kept.title}",
        "body": str(whose),
        "kept": {"title": kept.title, "begins": kept.begins},
        "ends": presenters.ends_of(queries.ended(actor, whose.pk, kept)),
        "may_propose": queries.may_propose(actor, whose.pk),
    }
    return render(request, "retention/ended.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def years(request: HttpRequest, body: str, kind: str) -> HttpResponse:
    """Settle how many years a body keeps one kind of record."""
    actor = request.actor  # type: ignore[attr-defined]
    whose, kept = queries.body_by_ref(actor, body), _kind(kind)
    now, version = queries.period_of(actor, whose.pk, kept)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.set_period(actor, body_id=whose.pk, kept=kept, **answers)
        return said(request, f"A {kept.title} is kept for {answers['years']} years.", "retention")

    return form_page(
        request,
        YearsForm,
        do=do,
        title=f"How long is a {kept.title} kept?",
        template="retention/form.html",
        initial={"years": now, "version": version},
        theirs=lambda: [("Years", str(queries.period_of(actor, whose.pk, kept)[0]))],
        back=reverse("retention"),
        caption=str(whose),
        intro=f"The time runs from {kept.begins}. Usual: {kept.years} years. {kept.source}",
    )


@fresh_proof_to_act
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, ref: str) -> HttpResponse:
    """An erasure: its records, and the two ways in which it can end."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.erasure_by_ref(actor, ref)
    kept = _kind(found.kind)
    moves = queries.moves_of(actor, found)

    def do(answers: dict[str, Any]) -> HttpResponse:
        gone, stay = operations.confirm(actor, ref=ref)
        return said(request, f"Erased: {gone}. Kept: {stay}.", "erasure", ref)

    return form_page(
        request,
        ConfirmForm,
        do=do,
        title=f"Erasure of records: {kept.title}",
        template="retention/erasure.html",
        erasure=presenters.erasure_of(found),
        rows=queries.rows_of(actor, found),
        confirm=moves.get("confirm"),
        withdraw=moves.get("withdraw"),
        back=reverse("retention"),
    )


@require_POST
def erasure_withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw a proposal."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.erasure_by_ref(actor, ref)

    def do() -> HttpResponse:
        operations.withdraw(actor, ref=ref)
        return said(request, "The proposal is withdrawn. Nothing was erased.", "erasure", ref)

    return act_page(request, do=do, back=reverse("erasure", args=[ref]))


@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """Every legal hold on a record that one sees."""
    actor = request.actor  # type: ignore[attr-defined]
    if not queries.bodies(actor):
        raise Http404
    shown = {"title": "Legal holds", "holds": presenters.holds_of(actor, queries.holds_to_look_at(actor))}
    return render(request, "retention/holds.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """How long one record is kept: its end, the legal hold on it, or a form to put one."""
    actor = request.actor  # type: ignore[attr-defined]
    kept = _kind(kind)
    record = queries.record_of(actor, kept, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.place_hold(actor, on=record, **answers)
        return said(request, "It is kept until the legal hold is lifted.", "legal_hold", kind, ref)

    return form_page(
        request,
        HoldForm,
        do=do,
        title="How long this is kept",
        template="retention/hold.html",
        button="Put a legal hold on it",
        record=presenters.record_of(kept, ref, queries.end_for(actor, kept, record)),
        hold=queries.hold_on(actor, record),
        earlier=queries.earlier_holds(actor, record),
        may_hold=may(actor, "put a legal hold on a record", record),
        back=kept.address(record),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_check(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Note that somebody asked whether a legal hold is still needed."""
    actor = request.actor  # type: ignore[attr-defined]
    record = queries.record_of(actor, _kind(kind), ref)
    found = queries.hold_on(actor, record)
    if found is None:
        raise Http404

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.check_hold(actor, hold=found, on=record, **answers)
        return said(request, "The next look is set.", "legal_hold", kind, ref)

    return form_page(
        request,
        LookForm,
        do=do,
        title="The legal hold is still needed",
        template="retention/form.html",
        initial={"version": found.version},
        back=reverse("legal_hold", args=[kind, ref]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_lift(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Lift a legal hold."""
    actor = request.actor  # type: ignore[attr-defined]
    record = queries.record_of(actor, _kind(kind), ref)
    found = queries.hold_on(actor, record)
    if found is None:
        raise Http404

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.lift_hold(actor, hold=found, on=record, version=answers["version"])
        return said(request, "The legal hold is lifted.", "legal_hold", kind, ref)

    return form_page(
        request,
        LiftForm,
        do=do,
        title="Lift the legal hold",
        template="retention/form.html",
        initial={"version": found.version},
        button="Lift the legal hold",
        back=reverse("legal_hold", args=[kind, ref]),
    )


def _kind(key: str) -> Kept:
    try:
        return kind_of(key)
    except KeyError:
        raise Http404 from None
