"""Groups: the list, the structure on any day, one group, and setting up, changing and closing one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.years import report_year
from candour.platform.design.pages import form_page, said
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.operations import closing
from candour.practice.governance.operations import groups as operations
from candour.practice.governance.queries import plans, series, structure
from candour.practice.governance.web.forms.groups import (
    ChangeGroupForm,
    CloseGroupForm,
    ClosingReportForm,
    DateForm,
    NewGroupForm,
)
from candour.practice.governance.web.pages import FORM, ask
from candour.practice.governance.web.presenters import groups as presenters


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group that I see, the ended ones under their old names."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.groups(actor)
    shown = {
        "title": "Groups",
        "parts": presenters.by_partnership([one for one in found if structure.is_alive(one, actor.today)]),
        "ended": [presenters.ended(one) for one in found if one.until_on and one.until_on < actor.today],
        "may_add": actor.holds(roles.PARTNERSHIP_MANAGER),
        "managed": [(one.name, one.ref) for one in directory.my_partnerships(actor, roles.PARTNERSHIP_MANAGER)],
    }
    return render(request, "governance/groups.html", shown)


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """The structure of the groups as it was on a chosen day."""
    actor = request.actor  # type: ignore[attr-defined]
    form = DateForm(request.GET or None, initial={"on": actor.today})
    on = (form.is_valid() and form.cleaned_data.get("on")) or actor.today
    nodes = structure.structure(structure.groups(actor), on)
    shown = {"title": "Structure of the groups", "form": form, "on": on, "parts": presenters.chart(nodes)}
    return render(request, "governance/structure.html", shown)


@require_safe
def group(request: HttpRequest, ref: str) -> HttpResponse:
    """One group: its purpose, seats, quorum, terms of reference, meetings, and what it reports to whom."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    versions = structure.terms_of(actor, found)
    seats = structure.seats_held(actor, found)
    meetings = [one for one in series.own_meetings(actor, found) if one.starts_at >= actor.at]
    is_living = found.until_on is None
    year = report_year(actor.today)
    shown = {
        "title": found.name,
        "group": presenters.group_shown(found),
        "facts": presenters.facts(found),
        "before": [(one.name, one.ref) for one in structure.predecessors(actor, found)],
        "seats": presenters.seats(seats),
        "vacancies": [one.seat.title for one in seats if one.is_vacant],
        "rules": presenters.rules(structure.rules_of(actor, found), actor.today),
        "terms": presenters.versions(versions, actor.today),
        "reporting": presenters.reporting(structure.reporting_of(actor, found), actor.today),
        "meetings": presenters.meetings(meetings[:6]),
        "wrong": series.wrong_with(actor, found, year) if is_living and found.at_least_a_year else [],
        "is_living": is_living,
        "may_keep": is_living and may(actor, "keep groups", found),
        "may_run": is_living and may(actor, "run meetings", found),
        "links": presenters.links(found.ref),
        "often": plans.OFTEN,
    }
    return render(request, "governance/group.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Set up a group."""
    actor = request.actor  # type: ignore[attr-defined]
    mine = list(directory.my_partnerships(actor, roles.PARTNERSHIP_MANAGER))

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.found_group(
            actor,
            partnership=directory.partnership(actor, answers["partnership"]),
            facts=_facts(request, answers),
            terms_text=answers["terms_text"],
        )
        return said(request, "The group is set up. Give it its seats next.", "group", made.ref)

    return form_page(
        request,
        NewGroupForm,
        do=do,
        title="Set up a group",
        button="Set up the group",
        initial={
            "from_on": actor.today,
            "kind": "working",
            "frequency": "quarterly",
            "tolerance_days": 7,
            "at_least_a_year": 0,
            "usual_minutes": 120,
            "chairing": "one",
            "papers_before": 7,
            "minutes_within": 21,
        },
        form_args={"bodies": _bodies(request), "partnerships": [(one.ref, one.name) for one in mine]},
        cancel=reverse("groups"),
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what a group is and how it meets."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    return ask(
        request,
        ChangeGroupForm,
        do=lambda answers: operations.change_group(
            actor, ref=ref, version=answers["version"], facts=_facts(request, answers)
        ),
        title="Change the group",
        done="The group is changed.",
        then=("group", ref),
        caption=found.name,
        initial=presenters.initial(found),
        form_args={"bodies": _bodies(request, apart_from=found.pk)},
        theirs=lambda: presenters.facts(structure.group(actor, ref)),
    )


@require_http_methods(FORM)
def closing_report(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the closing report of a task and finish group."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    return ask(
        request,
        ClosingReportForm,
        do=lambda answers: operations.give_closing_report(
            actor, ref=ref, version=answers["version"], text=answers["text"]
        ),
        title=f"Closing report – {found.name}",
        done="The closing report is given.",
        then=("group", ref),
        caption=found.name,
        initial={"text": found.closing_report, "version": found.version},
        theirs=lambda: [("Closing report", structure.group(actor, ref).closing_report)],
    )


@require_http_methods(FORM)
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a group and hand every open thing to its successor."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        handed = closing.close_group(
            actor, ref=ref, version=answers["version"], successor_ref=answers["successor"], on=answers["on"]
        )
        return said(request, f"The group is closed. {handed} open things passed to its successor.", "group", ref)

    return form_page(
        request,
        CloseGroupForm,
        do=do,
        title="Close the group",
        caption=found.name,
        intro="Open actions with their carry-forward, the forward plan, planned meetings, rounds, updates and reports "
        "pass to the successor at once. What is over stays here, under this name.",
        button="Close the group",
        warning_button=True,
        initial={"on": actor.today, "version": found.version},
        form_args={"bodies": _bodies(request, apart_from=found.pk)},
        theirs=lambda: presenters.facts(structure.group(actor, ref)),
        cancel=reverse("group", args=[ref]),
    )


def _bodies(request: HttpRequest, *, apart_from: int = 0) -> list[tuple[str, str]]:
    actor = request.actor  # type: ignore[attr-defined]
    living = structure.living_groups(actor, apart_from=apart_from)
    return [(one.ref, f"{one.name} ({one.partnership.short_name})") for one in living]


def _facts(request: HttpRequest, answers: dict[str, Any]) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    facts = {name: answers[name] for name in presenters.FACTS}
    for name in ("parent", "commissioned_by"):
        facts[name] = structure.group(actor, answers[name]) if answers[name] else None
    return facts
