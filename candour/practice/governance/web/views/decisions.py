"""The register of a group's decisions, one decision, and ratifying one that was taken while not quorate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import form_page, said
from candour.practice.governance.operations import decisions as operations
from candour.practice.governance.queries import decisions as queries
from candour.practice.governance.web.forms.decisions import RegisterForm
from candour.practice.governance.web.forms.live import RatifyForm
from candour.practice.governance.web.presenters import decisions as presenters

FORM = ["GET", "HEAD", "POST"]


@require_safe
def register(request: HttpRequest, ref: str) -> HttpResponse:
    """The decisions of a group, the newest first, with filters."""
    actor = request.actor  # type: ignore[attr-defined]
    group = queries.deciding_group(actor, ref)
    form = RegisterForm(request.GET or None)
    filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.decisions_of_group(
        actor,
        group.pk,
        quorum=filters.get("quorum", ""),
        words=filters.get("words", ""),
        from_on=filters.get("from_on"),
        until_on=filters.get("until_on"),
    )[: queries.KEPT_ON_A_PAGE]
    shown = {
        "title": "Decisions",
        "group": {"name": group.name, "ref": group.ref},
        "form": form,
        "is_filtered": any(filters.values()),
        "rows": [presenters.line(one) for one in found],
    }
    return render(request, "governance/decisions.html", shown)


@require_safe
def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """One decision with its briefing, its reason, how the quorum stood and who was told."""
    actor = request.actor  # type: ignore[attr-defined]
    made = queries.decision(actor, ref)
    shown = {
        "title": "Decision",
        "group": {"name": made.group.name, "ref": made.group.ref},
        "decision": presenters.whole(made),
        "may_ratify": made.was_quorate is False and made.ratified_by_id is None and may(actor, "run meetings", made),
        "ref": ref,
    }
    return render(request, "governance/decision.html", shown)


@require_http_methods(FORM)
def ratify(request: HttpRequest, ref: str) -> HttpResponse:
    """Have the decision ratified by a later one."""
    actor = request.actor  # type: ignore[attr-defined]
    made = queries.decision(actor, ref)
    later = [(one.ref, presenters.short(one)) for one in queries.able_to_ratify(actor, made)]

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.ratify(actor, ref=ref, by_ref=answers["by"])
        return said(request, "The decision is ratified.", "group_decision", ref)

    return form_page(
        request,
        RatifyForm,
        do=do,
        title="Ratify a decision",
        caption=made.group.name,
        button="Ratify",
        cancel=reverse("group_decision", args=[ref]),
        form_args={"later": later},
    )
