"""The year of a group: its meetings, planning a series or one meeting, moving and cancelling them, and calendars."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.years import report_year
from candour.platform.deadlines.calendar import calendar
from candour.platform.design.pages import form_page, said
from candour.platform.files.answers import to_be_saved
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.operations import series as operations
from candour.practice.governance.queries import agendas, rounds, series, structure
from candour.practice.governance.queries.forecast import forecast_for
from candour.practice.governance.queries.meetings import own_meeting
from candour.practice.governance.queries.plans import length_of
from candour.practice.governance.web.forms.groups import clock
from candour.practice.governance.web.forms.meetings import (
    CancelMeetingForm,
    ChangeMeetingForm,
    DaysForm,
    MoveMeetingForm,
    OneMeetingForm,
    SeriesForm,
    moment_of,
)
from candour.practice.governance.web.pages import FORM, ask, people_choices
from candour.practice.governance.web.presenters import groups as presenters
from candour.practice.governance.web.presenters import meetings as shows
from candour.practice.governance.web.presenters import rounds as presenters_of_rounds
from candour.practice.governance.web.presenters.forecast import forecast_shown
from candour.rulebook.calendars.working_days import BeyondCalendar
from candour.rulebook.language.clocks import LONDON, day_of

if TYPE_CHECKING:
    from candour.practice.governance.models import Group

MOST_MONTHS = 24


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """My meetings to come, and what waits for me before them: answers, signatures and updates."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "title": "Meetings",
        "meetings": presenters.meetings(agendas.my_meetings(actor), with_group=True),
        "updates": [shows.update_line(one, actor.at) for one in agendas.my_updates(actor)],
        "rounds": presenters_of_rounds.to_answer(rounds.to_answer(actor)),
        "to_sign": [
            (one.terms.ref, one.terms.group.name, one.terms.number, one.post.title) for one in structure.to_sign(actor)
        ],
        "may_report": bool(actor.bodies("partnership", *roles.TEAM)),
    }
    return render(request, "governance/meetings.html", shown)


@require_safe
def year(request: HttpRequest, ref: str) -> HttpResponse:
    """The meetings of a group in a report year, and what is wrong with them."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)
    now = report_year(actor.today)
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked[:5]) <= 2200 else now
    found = series.meetings_of_year(actor, group, chosen)
    shown = {
        "title": f"The year – {group.name}",
        "group": {"ref": group.ref, "name": group.name},
        "year": shows.year_words(chosen),
        "earlier": chosen - 1,
        "later": chosen + 1,
        "meetings": presenters.meetings(found),
        "count": len(found),
        "at_least": group.at_least_a_year,
        "frequency": presenters.facts(group),
        "wrong": series.wrong_with(actor, group, chosen),
        "may_run": group.until_on is None and may(actor, "run meetings", group),
    }
    return render(request, "governance/year.html", shown)


@require_http_methods(FORM)
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Plan a series by the group's rule: see the days and what is wrong with them first, then plan those chosen."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)
    form = SeriesForm(
        request.GET or None,
        initial={
            "at": f"{group.usual_start:%H:%M}" if group.usual_start else "",
            "minutes": group.usual_minutes,
            "place": group.usual_place,
            "link": group.usual_link,
        },
        secretaries=_secretaries(request, group.partnership_id),
    )
    shown: dict[str, Any] = {"group": {"ref": ref, "name": group.name}, "rule": shows.rule_words(group)}
    if not form.is_bound or not form.is_valid():
        context = {"title": f"Plan a series – {group.name}", "form": form, **shown}
        return render(request, "governance/series.html", context, status=422 if form.errors else 200)
    answers = form.cleaned_data
    try:
        days = _days(request, group, answers)
    except BeyondCalendar as beyond:
        form.refuse([str(beyond)])
        context = {"title": f"Plan a series – {group.name}", "form": form, **shown}
        return render(request, "governance/series.html", context, status=422)

    def do(chosen: dict[str, Any]) -> HttpResponse:
        made = operations.plan_series(
            actor,
            group_ref=ref,
            days=[date.fromisoformat(one) for one in chosen["days"]],
            at=clock(answers["at"]),
            minutes=answers["minutes"],
            place=answers["place"],
            link=answers["link"],
            secretary_ref=answers["secretary"],
            day_because=chosen.get("day_because", ""),
        )
        return said(request, f"{len(made)} meetings are planned, and their members are told.", "group_year", ref)

    known = [day_of(one.starts_at) for one in series.own_meetings(actor, group)]
    held = [day for day in known if days and days[0].on <= day <= answers["until_on"]]
    return form_page(
        request,
        DaysForm,
        do=do,
        title=f"Plan a series – {group.name}",
        template="governance/series_days.html",
        initial={"days": [one.on.isoformat() for one in days if one.is_sound and one.on not in known]},
        form_args={"days": shows.day_choices(days, known), "asks_why": not all(one.is_sound for one in days)},
        button="Plan these meetings",
        cancel=reverse("group_year", args=[ref]),
        wrong=series.what_is_wrong(
            sorted({*held, *(one.on for one in days)}),
            frequency=group.frequency,
            tolerance_days=group.tolerance_days,
            at_least=group.at_least_a_year,
            title="these months",
        ),
        moved=[one.why for one in days if one.why],
        chairs=shows.chairs(series.chairs_for(actor, group, len(days)), days),
        back_to=f"?{_without_key(request.GET)}",
        **shown,
    )


@require_http_methods(FORM)
def call(request: HttpRequest, ref: str) -> HttpResponse:
    """Call one meeting, also at short notice."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)

    form_args = {"secretaries": _secretaries(request, group.partnership_id)}

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.plan_one(
            actor,
            group_ref=ref,
            starts_at=moment_of(answers),
            minutes=answers["minutes"],
            place=answers["place"],
            link=answers["link"],
            secretary_ref=answers["secretary"],
            waived_because=answers["waived_because"],
            day_because=answers["day_because"],
        )
        return said(request, "The meeting is planned, and its members are told.", "meeting", made.ref)

    found = _forecast_before(request, group, form_args)
    if found is not None:
        return found
    return form_page(
        request,
        OneMeetingForm,
        do=do,
        template="governance/call_form.html",
        title="Call a meeting",
        caption=group.name,
        button="Call the meeting",
        initial={
            "at": f"{group.usual_start:%H:%M}" if group.usual_start else "",
            "minutes": group.usual_minutes,
            "place": group.usual_place,
            "link": group.usual_link,
        },
        form_args=form_args,
        cancel=reverse("group", args=[ref]),
    )


def _forecast_before(request: HttpRequest, group: Group, form_args: dict[str, Any]) -> HttpResponse | None:
    """The form again with the forecast of the quorum, before a meeting at short notice is called; else nothing."""
    actor = request.actor  # type: ignore[attr-defined]
    form = OneMeetingForm(request.POST, **form_args) if request.method == "POST" else None
    if form is None or not form.is_valid() or not may(actor, "run meetings", group):
        return None
    answers = form.cleaned_data
    on = answers["on"].isoformat()
    is_ready = bool(answers["waived_because"].strip()) and moment_of(answers) > actor.at
    if answers["looked_at"] == on or not is_ready or not series.is_short_notice(actor, group, answers["on"]):
        return None  # it was looked at, is in time, or is refused for what is still missing
    forecast = forecast_shown(forecast_for(actor, group, moment_of(answers)))
    if forecast is None:
        return None
    form = OneMeetingForm({**request.POST.dict(), "looked_at": on}, **form_args)
    shown = {
        "title": "Call a meeting",
        "caption": group.name,
        "button": "Call the meeting",
        "form": form,
        "submission_key": request.POST.get("submission_key", ""),
        "cancel": reverse("group", args=[group.ref]),
        "forecast": forecast,
    }
    return render(request, "governance/call_form.html", shown)


@require_http_methods(FORM)
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Move a meeting to another moment."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = own_meeting(actor, ref)
    local = meeting.starts_at.astimezone(LONDON)
    return ask(
        request,
        MoveMeetingForm,
        do=lambda answers: operations.move_meeting(
            actor,
            ref=ref,
            version=answers["version"],
            starts_at=moment_of(answers),
            waived_because=answers["waived_because"],
            day_because=answers["day_because"],
        ),
        title="Move the meeting",
        done="The meeting is moved, and its members are told.",
        then=("meeting", ref),
        caption=meeting.group.name,
        initial={
            "on": local.date(),
            "at": f"{local:%H:%M}",
            "day_because": meeting.day_because,
            "version": meeting.version,
        },
        theirs=lambda: shows.where(own_meeting(actor, ref)),
        button="Move the meeting",
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change where a meeting is, how long it lasts, and who chairs and keeps it."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = own_meeting(actor, ref)
    people, _ = people_choices(actor, meeting.group_id)
    return ask(
        request,
        ChangeMeetingForm,
        do=lambda answers: operations.change_meeting(
            actor,
            ref=ref,
            version=answers["version"],
            minutes=answers["minutes"],
            place=answers["place"],
            link=answers["link"],
            chair_ref=answers["chair"],
            secretary_ref=answers["secretary"],
        ),
        title="Change the meeting",
        done="The meeting is changed.",
        then=("meeting", ref),
        caption=meeting.group.name,
        initial={
            "minutes": length_of(meeting) or meeting.group.usual_minutes,
            "place": meeting.place,
            "link": meeting.link,
            "chair": meeting.chair.ref if meeting.chair else "",
            "secretary": meeting.secretary.ref if meeting.secretary else "",
            "version": meeting.version,
        },
        form_args={"secretaries": _secretaries(request, meeting.group.partnership_id), "chairs": people},
        theirs=lambda: shows.where(own_meeting(actor, ref)),
    )


@require_http_methods(FORM)
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Cancel a meeting with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = own_meeting(actor, ref)
    return ask(
        request,
        CancelMeetingForm,
        do=lambda answers: operations.cancel_meeting(actor, ref=ref, because=answers["because"]),
        title="Cancel the meeting",
        done="The meeting is cancelled. What stood on its agenda is carried forward.",
        then=("meeting", ref),
        caption=meeting.group.name,
        button="Cancel the meeting",
        warning_button=True,
    )


@require_safe
def invitation(request: HttpRequest, ref: str) -> HttpResponse:
    """The meeting for a calendar: its time and a link, without a word of what it is about."""
    actor = request.actor  # type: ignore[attr-defined]
    content = shows.invitation(own_meeting(actor, ref), made_at=actor.at)
    return to_be_saved(content, "meeting.ics", "ics")


def _secretaries(request: HttpRequest, partnership_id: int) -> list[tuple[str, str]]:
    actor = request.actor  # type: ignore[attr-defined]
    held = directory.current_holders(actor, *roles.TEAM, partnership_id=partnership_id)
    return list(dict.fromkeys((one.person.ref, one.person.name) for one in held))


def _days(request: HttpRequest, group: Any, answers: dict[str, Any]) -> list[series.PlannedDay]:
    actor = request.actor  # type: ignore[attr-defined]
    first, until = answers["first_on"], answers["until_on"]
    last = date(first.year + MOST_MONTHS // 12, first.month, 1)
    return series.days_of_year(
        group.frequency, first, min(until, last), tolerance_days=group.tolerance_days, calendar=calendar(actor)
    )


def _without_key(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("submission_key", None)
    return kept.urlencode()
