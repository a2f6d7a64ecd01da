"""The tracker: now and as it stood on any day, exports, updates, holds, and what is tabled at a joint body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Refused, may, require
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.cases.exports.tracker import tracker_file
from candour.practice.cases.operations import tracker as operations
from candour.practice.cases.queries import cases
from candour.practice.cases.queries import tracker as queries
from candour.practice.cases.web.forms.tracking import (
    AsOfForm,
    CheckHoldForm,
    ExportForm,
    HoldForm,
    PlanTablingForm,
    TableForm,
    UpdateForm,
)
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.tracker import (
    COLUMNS,
    INCIDENT,
    SHOWS,
    readers_shown,
    row_shown,
    tabling_shown,
)
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook.language.clocks import day_of

FORM = ["GET", "HEAD", "POST"]


@require_safe
def tracker(request: HttpRequest) -> HttpResponse:
    """The cases that the actor sees, those that ask for attention first."""
    actor = request.actor  # type: ignore[attr-defined]
    form = AsOfForm(request.GET or None, today=actor.today)
    form.is_valid()
    filters, as_of = _filters(form)
    page = _page(request)
    found = queries.tracker(actor, filters, page=page, as_of=as_of)
    query = request.GET.copy()
    incident = directory.label_for(actor, "serious-incident", INCIDENT)
    shown = {
        "title": "Case tracker",
        "form": form,
        "rows": [row_shown(row, incident) for row in found.rows],
        "as_of": as_of,
        "readers": readers_shown(queries.readers(actor, found)),
        "shows": [(name, f"?shows={key}", key == filters.shows) for key, name in SHOWS],
        "older": _with_page(query, page + 1) if found.has_more else "",
        "newer": _with_page(query, page - 1) if page > 1 else "",
        "first": (page - 1) * queries.PAGE + 1,
        "may_export": may(actor, "export the tracker"),
        "columns": COLUMNS,
        "partnerships": directory.my_partnerships(actor, roles.PARTNERSHIP_MANAGER),
        "export_query": query.urlencode(),
    }
    return render(request, "cases/tracker.html", shown)


@require_http_methods(FORM)
def export(request: HttpRequest) -> HttpResponse:
    """Take the tracker away as Excel, CSV, Word or PDF, with a reason. What others read of it is in the joint view."""
    actor = request.actor  # type: ignore[attr-defined]
    form = AsOfForm(request.GET or None, today=actor.today)
    form.is_valid()
    filters, as_of = _filters(form)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "export the tracker")
        if form.is_bound and not form.is_valid():
            raise Refused("The tracker can be taken away as it stands today or stood on a day that is past.")
        mine = list(directory.my_partnerships(actor, roles.PARTNERSHIP_MANAGER))
        if not mine:
            raise Refused("Only a partnership manager can take the tracker away.")
        shown = queries.partnerships_in(actor, filters, as_of=as_of)
        about, *also = [one for one in mine if one.pk in shown] or mine[:1]
        kind = answers["kind"]
        content = exports.release(
            actor,
            about=about,
            also=also,
            what="the tracker",
            reason=answers["reason"],
            make=lambda: tracker_file(
                queries.every_row(actor, filters, as_of=as_of),
                kind,
                as_of=as_of,
                made_at=actor.at,
                made_for=actor.label,
                title=f"Case review tracker: {', '.join(one.name for one in (about, *also))}",
            ),
        )
        return attachment(content, f"Case review tracker.{kind}", kind)

    return form_page(
        request,
        ExportForm,
        do=do,
        title="Take the tracker away",
        button="Make the file",
        cancel=reverse("tracker"),
    )


@require_safe
def tabled(request: HttpRequest) -> HttpResponse:
    """What was tabled at the partnerships that the actor manages: anonymised lines and nothing else."""
    actor = request.actor  # type: ignore[attr-defined]
    bodies = [
        (partnership.name, [tabling_shown(one) for one in queries.tabled_at(actor, partnership.pk)])
        for partnership in directory.my_partnerships(actor)
    ]
    return render(request, "cases/tabled.html", {"title": "Tabled here", "bodies": bodies})


@require_safe
def case_tracker(request: HttpRequest, ref: str) -> HttpResponse:
    """A case's line in the tracker, its hold and where it is tabled."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    line = cases.line_of(actor, case)
    hold = cases.hold_of(actor, case)
    tablings = cases.tablings_of(actor, case)
    planned = {one.to.name for one in tablings}
    places = [name for _, name in cases.tabling_places(actor, case)] if case.is_child and line else []
    return case_page(
        request,
        case,
        "case_tracker",
        "case_tracker",
        "Tracker, hold and tabling",
        is_child=case.is_child,
        row=row_shown(queries.row_of(line, actor.today, queries.calendar(actor), actor.at)) if line else None,
        hold=hold,
        hold_days=(actor.today - day_of(hold.placed_at)).days if hold else 0,
        tablings=[tabling_shown(one) for one in tablings],
        not_planned=[name for name in places if name not in planned],
        may_keep=may(actor, "keep the tracker", case),
    )


@require_http_methods(FORM)
def update(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the tracker's update."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    line = cases.line_of(actor, case)
    initial = (
        {"update": line.update, "presented_on": line.presented_on, "published_on": line.published_on} if line else None
    )
    return case_form(
        request,
        case,
        "case_tracker",
        UpdateForm,
        do=lambda answers: operations.write_update(actor, ref=ref, **answers),
        title="Write an update",
        done="The tracker says so now. What it said before can still be seen by its date.",
        initial=initial,
    )


@require_http_methods(FORM)
def put_on_hold(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the case on hold."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_tracker",
        HoldForm,
        do=lambda answers: operations.put_on_hold(request.actor, ref=ref, **answers),  # type: ignore[attr-defined]
        title="Put the case on hold",
        done="The case is on hold. Its clocks go on, and the next check is on What’s due.",
    )


@require_http_methods(FORM)
def check_hold(request: HttpRequest, ref: str, hold_ref: str) -> HttpResponse:
    """Note that somebody asked how the hold stands."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    hold = cases.hold_of(actor, case)
    return case_form(
        request,
        case,
        "case_tracker",
        CheckHoldForm,
        do=lambda answers: operations.check_hold(actor, ref=ref, hold_ref=hold_ref, **answers),
        title="Check the hold",
        done="The next check is set.",
        initial={"ask": hold.ask, "version": hold.version} if hold else None,
    )


@require_POST
def lift_hold(request: HttpRequest, ref: str, hold_ref: str) -> HttpResponse:
    """Lift the hold."""
    return case_act(
        request,
        ref,
        "case_tracker",
        do=lambda: operations.lift_hold(request.actor, ref=ref, hold_ref=hold_ref),  # type: ignore[attr-defined]
        done="The hold is lifted.",
    )


@require_http_methods(FORM)
def plan_tabling(request: HttpRequest, ref: str) -> HttpResponse:
    """Plan where the case is tabled."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_tracker",
        PlanTablingForm,
        do=lambda answers: operations.plan_tabling(
            actor, ref=ref, to_ref=answers["to"], planned_on=answers["planned_on"]
        ),
        title="Plan a tabling",
        done="The tabling is planned.",
        form_args={"places": cases.tabling_places(actor, case)},
    )


@require_http_methods(FORM)
def table(request: HttpRequest, ref: str, tabling_ref: str) -> HttpResponse:
    """Table the case, in words that identify nobody."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    line = cases.line_of(actor, case)
    return case_form(
        request,
        case,
        "case_tracker",
        TableForm,
        do=lambda answers: operations.table_case(
            actor,
            ref=ref,
            tabling_ref=tabling_ref,
            themes=answers["themes"],
            stands=answers["stands"],
            although=answers["although"],
        ),
        title="Table the case",
        done="The case is tabled. They see this line and nothing else.",
        initial={"themes": case.themes, "stands": line.state_words if line else ""},
    )


def _filters(form: AsOfForm) -> tuple[queries.Filters, date | None]:
    if not form.is_bound:
        return queries.Filters(), None
    said = form.cleaned_data
    return queries.Filters(said.get("shows") or "open", said.get("words") or ""), said.get("day")


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(int(text), 10_000) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1


def _with_page(query: Any, page: int) -> str:
    query = query.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
