"""Reports to committees: beginning one, finishing it once every implication is written, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.guided_forms import operations as forms
from candour.platform.workflow.moving import move, save_edit
from candour.practice.governance import audit_events
from candour.practice.governance.models import CommitteeReport, Group
from candour.practice.governance.queries.committee_reports import FORM_NAME, answers_of, heads_of
from candour.practice.governance.workflow import COMMITTEE_REPORT
from candour.rulebook import index
from candour.rulebook.language.forms import Form


@operation
def begin_report(actor: Actor, *, group_ref: str, subject: str, to_body: str, meets_on: date | None) -> CommitteeReport:
    """Begin a report to a committee, with the form of its heads. Raises Refused."""
    group = fetch(actor, Group, ref=group_ref)
    require(actor, "run meetings", group)
    report = CommitteeReport.objects.create(
        group=group, subject=subject.strip(), to_body=to_body.strip(), meets_on=meets_on
    )
    forms.begin(actor, form=index.rule(FORM_NAME, Form), owner=report)
    record(audit_events.REPORT_BEGUN, subject=report, within=group)
    return report


@operation
def change_report(actor: Actor, *, ref: str, version: int, subject: str, to_body: str, meets_on: date | None) -> None:
    """Change the subject, the committee or its day while the report is a draft. Raises Refused, and Conflict."""
    report = fetch(actor, CommitteeReport, "group", ref=ref)
    require(actor, "run meetings", report)
    if report.state != COMMITTEE_REPORT.start:
        raise Refused("The report is finished. Take it back first.")
    save_edit(report, version, subject=subject.strip(), to_body=to_body.strip(), meets_on=meets_on)
    record(audit_events.REPORT_CHANGED, subject=report)


@operation
def finish_report(actor: Actor, *, ref: str) -> None:
    """Finish a report with what its form says now. Raises Refused while an implications head is empty."""
    report = fetch(actor, CommitteeReport, "group", ref=ref)
    answers = answers_of(report)
    report.heads = heads_of(answers)
    move(actor, report, COMMITTEE_REPORT, "finish")
    _keep(report, heads=report.heads, finished_at=actor.at)
    if answers is not None:
        forms.submit(actor, answers=answers, owner=report)


@operation
def redraft_report(actor: Actor, *, ref: str) -> None:
    """Take a finished report back to change it."""
    report = fetch(actor, CommitteeReport, "group", ref=ref)
    move(actor, report, COMMITTEE_REPORT, "redraft")
    _keep(report, finished_at=None)
    answers = answers_of(report)
    if answers is not None:
        forms.thaw(actor, answers=answers, within=report)


def _keep(report: CommitteeReport, **fields: Any) -> None:
    CommitteeReport.objects.filter(pk=report.pk).update(**fields)
