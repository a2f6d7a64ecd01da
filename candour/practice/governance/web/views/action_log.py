"""The action log of a group, taking it away, and the actions of a person and an agency over all groups."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Refused, may, require
from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.governance.exports.action_log import log_file
from candour.practice.governance.queries import action_log as queries
from candour.practice.governance.queries import log_of_a_day as past
from candour.practice.governance.web.forms.actions import SHOWS, LogFilterForm, TakeLogForm, past_day
from candour.practice.governance.web.presenters import actions as presenters

FORM = ["GET", "HEAD", "POST"]


@require_safe
def action_log(request: HttpRequest, ref: str) -> HttpResponse:
    """The log of a group: open actions first by when they are due, with filters."""
    actor = request.actor  # type: ignore[attr-defined]
    group = queries.group_of_log(actor, ref)
    day, counts, form = _asked(request, group)
    filters = _filters(form)
    page = _page(request)
    found = past.log(actor, group, filters, day, page=page) if day else queries.log(actor, group, filters, page=page)
    kept = {key: value for key, value in request.GET.items() if key not in ("shows", "page")}
    shown = {
        "title": f"Action log as it stood on {day_words(day)}" if day else "Action log",
        "day": day,
        "readers": presenters.readers_shown(past.readers(actor, group, found.rows, day)) if day else None,
        "group": {"name": group.name, "ref": group.ref},
        "form": form,
        "is_filtered": any(kept.values()),
        "columns": presenters.COLUMNS,
        "rows": [presenters.row_shown(row) for row in found.rows],
        "counts": presenters.counts_words(counts),
        "shows": [(name, presenters.with_page({**kept, "shows": key}, 1), key == filters.shows) for key, name in SHOWS],
        "older": presenters.with_page(request.GET, page + 1) if found.has_more else "",
        "newer": presenters.with_page(request.GET, page - 1) if page > 1 else "",
        "first": (page - 1) * queries.PAGE + 1,
        "may_keep": may(actor, "keep the action log", group),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "governance/action_log.html", shown)


@require_http_methods(FORM)
def take_log(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the log away as the partnership's own table in Word, Excel or CSV, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    group = queries.group_of_log(actor, ref)
    day, _, form = _asked(request, group)
    filters = _filters(form)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "keep the action log", group)
        if form.is_bound and form.errors.get("day"):
            raise Refused("The log can be taken away as it stands today or stood on a day that is past.")
        kind = answers["kind"]
        content = exports.release(
            actor,
            about=group.partnership,
            what="an action log",
            reason=answers["reason"],
            make=lambda: log_file(
                past.every_row(actor, group, filters, day) if day else queries.every_row(actor, group, filters),
                kind,
                as_of=day,
                group=group.name,
                made_at=actor.at,
                made_for=actor.label,
            ),
        )
        return attachment(content, f"Action log.{kind}", kind)

    return form_page(
        request,
        TakeLogForm,
        do=do,
        title="Take the action log away",
        caption=group.name,
        button="Make the file",
        cancel=reverse("action_log", args=[ref]),
    )


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """My actions, or those of my agency, over all groups and boroughs."""
    actor = request.actor  # type: ignore[attr-defined]
    of_agency = request.GET.get("for") == "agency" and bool(queries.my_agencies(actor))
    shows = next((key for key, _ in SHOWS if key == request.GET.get("shows")), "open")
    page = _page(request)
    find = queries.agency_actions if of_agency else queries.my_actions
    found = find(actor, shows, page=page)
    mine, agency = queries.counts_over_groups(actor)
    whose = "agency" if of_agency else "me"
    tabs = [(f"My actions ({mine.open})", "?for=me", not of_agency)]
    if agency is not None:
        tabs.append((f"My agency’s actions ({agency.open})", "?for=agency", of_agency))
    shown = {
        "title": "My agency’s actions" if of_agency else "My actions",
        "tabs": tabs,
        "counts": presenters.counts_words(agency if of_agency and agency else mine),
        "whose": whose,
        "shows": [(name, f"?for={whose}&shows={key}", key == shows) for key, name in SHOWS],
        "columns": ("Reference", "Group", *presenters.COLUMNS[1:]),
        "rows": [presenters.row_shown(row) for row in found.rows],
        "older": presenters.with_page(request.GET, page + 1) if found.has_more else "",
        "newer": presenters.with_page(request.GET, page - 1) if page > 1 else "",
        "first": (page - 1) * queries.PAGE + 1,
    }
    return render(request, "governance/my_actions.html", shown)


def _asked(request: HttpRequest, group: Any) -> tuple[date | None, queries.Counts, LogFilterForm]:
    """The past day that is asked for, if one is, how the log stood then, and the form with the choices of that day."""
    actor = request.actor  # type: ignore[attr-defined]
    day = past_day(request.GET, actor.today)
    counts, found = past.standing(actor, group, day) if day else queries.standing(actor, group)
    choices = presenters.filter_choices(found)
    return day, counts, LogFilterForm(request.GET or None, choices=choices, today=actor.today)


def _filters(form: LogFilterForm) -> queries.Filters:
    if not form.is_bound:
        return queries.Filters()
    form.is_valid()
    said = form.cleaned_data
    year = said.get("year") or ""
    return queries.Filters(
        shows=said.get("shows") or "open",
        owner=said.get("owner") or "",
        agency=said.get("agency") or "",
        year=int(year) if year else None,
        meeting=said.get("meeting") or "",
        words=said.get("words") or "",
    )


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else 1
