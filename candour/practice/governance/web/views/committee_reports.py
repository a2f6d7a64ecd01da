"""Reports to committees: their list, their heads one page at a time, finishing one, and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may, require
from candour.platform.dates.words import day_words
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.web.journeys import (
    NEW,
    Journey,
    new_item_page,
    read_back,
    required_missing,
    section_page,
    tasks_of,
)
from candour.practice.governance.exports.committee_report import report_file
from candour.practice.governance.operations import committee_reports as operations
from candour.practice.governance.queries import action_log
from candour.practice.governance.queries import committee_reports as queries
from candour.practice.governance.web.forms.committee_reports import BeginReportForm, ChangeReportForm, TakeReportForm

if TYPE_CHECKING:
    from candour.practice.governance.models import CommitteeReport

FORM = ["GET", "HEAD", "POST"]


@require_safe
def committee_reports(request: HttpRequest, ref: str) -> HttpResponse:
    """The reports that a group makes to committees."""
    actor = request.actor  # type: ignore[attr-defined]
    group = action_log.group_of_log(actor, ref)
    rows = [
        {
            "subject": one.subject,
            "address": reverse("committee_report", args=[one.ref]),
            "to": one.to_body,
            "on": day_words(one.meets_on) or "To be confirmed",
            "state": one.get_state_display(),
        }
        for one in queries.reports_of(actor, group)
    ]
    shown = {
        "title": "Reports to committees",
        "group": {"name": group.name, "ref": group.ref},
        "rows": rows,
        "may_write": may(actor, "run meetings", group),
    }
    return render(request, "governance/committee_reports.html", shown)


@require_http_methods(FORM)
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin a report."""
    actor = request.actor  # type: ignore[attr-defined]
    group = action_log.group_of_log(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.begin_report(actor, group_ref=ref, **answers)
        return said(request, "The report is begun. Write its heads next.", "committee_report", made.ref)

    return form_page(
        request,
        BeginReportForm,
        do=do,
        title="Begin a report to a committee",
        caption=group.name,
        cancel=reverse("committee_reports", args=[ref]),
    )


@require_safe
def committee_report(request: HttpRequest, ref: str) -> HttpResponse:
    """A report with what is written and what is missing."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    journey = _journey(report)
    may_write = may(actor, "run meetings", report)
    is_draft = report.state == "draft"
    shown = {
        "title": "Report to a committee",
        "heading": report.subject,
        "caption": f"Report to {report.to_body}",
        "group": {"name": report.group.name, "ref": report.group.ref},
        "ref": report.ref,
        "meets": day_words(report.meets_on) or "to be confirmed",
        "state": report.get_state_display(),
        "is_draft": is_draft,
        "may_write": may_write,
        "tasks": tasks_of(journey) if is_draft and may_write else [],
        "missing": required_missing(journey) if is_draft else [],
        "sections": [] if is_draft and may_write else read_back(journey),
    }
    return render(request, "governance/committee_report.html", shown)


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the subject, the committee or its day."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.change_report(actor, ref=ref, **answers)
        return said(request, "The report is changed.", "committee_report", ref)

    return form_page(
        request,
        ChangeReportForm,
        do=do,
        title="Change the report",
        button="Save",
        initial={
            "subject": report.subject,
            "to_body": report.to_body,
            "meets_on": report.meets_on,
            "version": report.version,
        },
        cancel=reverse("committee_report", args=[ref]),
    )


@require_http_methods(FORM)
def section(request: HttpRequest, ref: str, section: str, item: int = 0) -> HttpResponse:
    """One part of the report, saved as it is typed."""
    return section_page(request, _open_journey(request, ref), section, item)


@require_safe
def new_item(request: HttpRequest, ref: str, section: str) -> HttpResponse:
    """One more recommendation."""
    return new_item_page(request, _open_journey(request, ref), section)


@require_POST
def finish(request: HttpRequest, ref: str) -> HttpResponse:
    """Finish the report."""

    def do() -> HttpResponse:
        operations.finish_report(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The report is finished.", "committee_report", ref)

    return act_page(request, do=do, back=reverse("committee_report", args=[ref]))


@require_POST
def redraft(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the report back to change it."""

    def do() -> HttpResponse:
        operations.redraft_report(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The report is a draft again.", "committee_report", ref)

    return act_page(request, do=do, back=reverse("committee_report", args=[ref]))


@require_http_methods(FORM)
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the report away as Word or PDF, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "run meetings", report)
        kind = answers["kind"]
        facts = queries.facts_of(report)
        content = exports.release(
            actor,
            about=report.group.partnership,
            what="a report to a committee",
            reason=answers["reason"],
            make=lambda: report_file(facts, kind, made_at=actor.at, made_for=actor.label),
        )
        return attachment(content, f"Committee report.{kind}", kind)

    return form_page(
        request,
        TakeReportForm,
        do=do,
        title="Take the report away",
        caption=report.subject,
        button="Make the file",
        cancel=reverse("committee_report", args=[ref]),
    )


def _open_journey(request: HttpRequest, ref: str) -> Journey:
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    if not may(actor, "run meetings", report) or report.state != "draft":
        raise Hidden
    return _journey(report)


def _journey(report: CommitteeReport) -> Journey:
    def address(key: str, item: int) -> str:
        if item == NEW:
            return reverse("committee_report_new", args=[report.ref, key])
        if item:
            return reverse("committee_report_item", args=[report.ref, key, item])
        return reverse("committee_report_section", args=[report.ref, key])

    answers = queries.answers_of(report)
    assert answers is not None, "a report is begun with its form"
    return Journey(
        answers=answers,
        form=form_queries.form_of(answers),
        section_address=address,
        list_address=reverse("committee_report", args=[report.ref]),
        title="Report to a committee",
    )
