"""The forward plan of a group: what falls into which meeting, how full each is, and what waits for one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.practice.governance.operations import plans as operations
from candour.practice.governance.queries import plans as queries
from candour.practice.governance.queries import structure
from candour.practice.governance.vocabulary import Standing
from candour.practice.governance.web.forms.meetings import ChangePlanForm, PlanForm
from candour.practice.governance.web.pages import FORM, ask, press
from candour.practice.governance.web.presenters import meetings as presenters

FACTS = ("title", "lead", "comment", "minutes", "domain", "standing", "due_on")


@require_safe
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """The forward plan: each meeting to come with what falls into it, and what falls into none."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)
    found = queries.plan_of(actor, group)
    shown = {
        "title": f"Forward plan – {group.name}",
        "group": {"ref": group.ref, "name": group.name},
        "meetings": presenters.plan_meetings(found),
        "unplaced": presenters.unplaced(found.unplaced, dict(Standing.choices)),
        "standing": presenters.unplaced(queries.coming_back(actor, group), dict(Standing.choices)),
        "may_run": group.until_on is None and may(actor, "run meetings", group),
    }
    return render(request, "governance/plan.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Put an item into the forward plan."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)
    return ask(
        request,
        PlanForm,
        do=lambda answers: operations.plan_item(actor, group_ref=ref, facts=_facts(answers)),
        title="Add to the forward plan",
        done="It is in the forward plan.",
        then=("forward_plan", ref),
        caption=group.name,
        initial={"minutes": 10, "domain": "both", "standing": "once"},
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an item of the forward plan."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.planned_item(actor, ref)
    return ask(
        request,
        ChangePlanForm,
        do=lambda answers: operations.change_planned(actor, ref=ref, version=answers["version"], facts=_facts(answers)),
        title="Change an item of the forward plan",
        done="The item is changed.",
        then=("forward_plan", found.group.ref),
        caption=found.group.name,
        initial={name: getattr(found, name) for name in FACTS} | {"version": found.version},
        theirs=lambda: [("Item", queries.planned_item(actor, ref).title)],
    )


@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an item out of the forward plan."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.planned_item(actor, ref)
    return press(
        request,
        do=lambda: operations.remove_planned(actor, ref=ref),
        done="The item is out of the forward plan.",
        then=("forward_plan", found.group.ref),
    )


def _facts(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in FACTS}
