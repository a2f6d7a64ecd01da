"""Attendance by agency and group in a report year, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Refused
from candour.platform.dates.years import report_year
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.exports.attendance import attendance_file
from candour.practice.governance.queries import asked as asked_queries
from candour.practice.governance.queries import attendance_report as queries
from candour.practice.governance.queries import structure
from candour.practice.governance.queries.waiting import waiting_for
from candour.practice.governance.web.forms.groups import TakeAttendanceForm
from candour.practice.governance.web.pages import FORM
from candour.practice.governance.web.presenters import meetings as presenters


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How often each agency attended each group of my partnerships in a report year."""
    actor = request.actor  # type: ignore[attr-defined]
    year = _year(request)
    rows = _rows(request, year)
    shown = {
        "title": "Attendance",
        "year": presenters.year_words(year),
        "number": year,
        "earlier": year - 1,
        "later": year + 1 if year < report_year(actor.today) else 0,
        "rows": rows,
        "may_take": bool(actor.bodies("partnership", *roles.TEAM)),
    }
    return render(request, "governance/attendance.html", shown)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What is asked of each agency in a report year, or an agency’s own part with signatures, powers, attendance."""
    actor = request.actor  # type: ignore[attr-defined]
    year = _year(request)
    sees_all = asked_queries.sees_every_agency(actor)
    shown = {
        "title": "What is asked of each agency" if sees_all else "My agency’s part",
        "year": presenters.year_words(year),
        "earlier": year - 1,
        "later": year + 1 if year < report_year(actor.today) else 0,
        "rows": asked_queries.asked_of_agencies(actor, year),
        "attendance": asked_queries.attendance_of_mine(actor, year),
        "waiting": [(one.title, one.do_next, one.address) for one in waiting_for(actor)],
        "powers": [
            (one.post.title, one.nominee.name, one.scope, one.until_on) for one in directory.delegations_of_mine(actor)
        ],
    }
    return render(request, "governance/asked.html", shown)


@require_http_methods(FORM)
def take(request: HttpRequest) -> HttpResponse:
    """Take the attendance of a report year away, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    year = _year(request)
    words = presenters.year_words(year)

    def do(answers: dict[str, Any]) -> HttpResponse:
        about = directory.my_partnerships(actor, *roles.TEAM).first()
        if about is None:
            raise Refused("Only the office of a partnership can take its attendance.")
        content = exports.release(
            actor,
            about=about,
            what="attendance of meetings",
            reason=answers["reason"],
            make=lambda: attendance_file(
                _rows(request, year), answers["kind"], year=words, made_at=actor.at, made_for=actor.label
            ),
        )
        return attachment(content, f"Attendance {year}.{answers['kind']}", answers["kind"])

    return form_page(
        request,
        TakeAttendanceForm,
        do=do,
        title="Take the attendance away",
        caption=f"April to March {words}",
        button="Make the file",
        cancel=reverse("attendance_report"),
    )


def _year(request: HttpRequest) -> int:
    actor = request.actor  # type: ignore[attr-defined]
    now = report_year(actor.today)
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked[:5]) <= now else now


def _rows(request: HttpRequest, year: int) -> list[queries.AttendanceRow]:
    """The office sees its groups; anybody else those whose meetings they see."""
    actor = request.actor  # type: ignore[attr-defined]
    return queries.report(actor, year, structure.groups(actor))
