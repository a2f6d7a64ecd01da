"""What can be done with a learning report: begin it, write in it, and finish it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning import audit_events
from candour.practice.learning.models import LearningReport
from candour.practice.learning.queries.half_years import as_kept, compose
from candour.practice.publishing.queries.guarding import singled_out
from candour.rulebook.language.durations import Convention, calendar_months

NEXT = "learning-report"
"""The key of the deadline by which the next half-year is reported."""


@operation
def begin_half_year(actor: Actor, *, partnership_ref: str, from_on: date, until_on: date) -> LearningReport:
    """Begin the learning report of a period. Raises Refused."""
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep lessons", partnership)
    if until_on <= from_on:
        raise Refused("The period ends after it begins.")
    try:
        with transaction.atomic():
            report = LearningReport.objects.create(
                partnership=partnership, from_on=from_on, until_on=until_on, made_at=actor.at
            )
    except IntegrityError as error:
        raise Refused("There is a report of this period already.") from error
    record(audit_events.HALF_YEAR_BEGUN, subject=report, until_on=until_on.isoformat())
    return report


@operation
def write_half_year(actor: Actor, *, ref: str, version: int, changed: str, next_steps: str) -> None:
    """Write what changed and what comes next. Raises Refused or Conflict."""
    report = fetch(actor, LearningReport, ref=ref)
    require(actor, "keep lessons", report)
    _require_draft(report)
    save_edit(report, version, changed=changed.strip(), next_steps=next_steps.strip())
    record(audit_events.HALF_YEAR_CHANGED, subject=report, until_on=report.until_on.isoformat())


@operation
def finish_half_year(actor: Actor, *, ref: str) -> None:
    """Finish a report: it stays as it is now, and the next one is due after six months. Raises Refused or Conflict."""
    report = fetch(actor, LearningReport, ref=ref)
    require(actor, "keep lessons", report)
    _require_draft(report)
    reasons = []
    if not report.changed:
        reasons.append("Write first what changed for children, adults and families, or that nothing is known to have.")
    if report.until_on > actor.today:
        reasons.append("The period is not over yet.")
    reasons += singled_out(f"{report.changed}\n\n{report.next_steps}")
    if reasons:
        raise Refused(*reasons)
    done = LearningReport.objects.filter(pk=report.pk, state="draft", version=report.version).update(
        state="final",
        frozen=as_kept(compose(actor, report)),
        finished_at=actor.at,
        finished_by=actor.label[:200],
        version=F("version") + 1,
    )
    if not done:
        raise Conflict
    on = calendar_months(6).ends_on(report.until_on, calendar(actor), Convention.WITHIN)
    task = Task(
        key=NEXT,
        title="Learning report of the next half-year",
        do_next="Begin it, and bring it to the partners",
        address=reverse("half_years"),
        body=("partnership", report.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=report, within=None, task=task, on=max(on, actor.today))
    record(audit_events.HALF_YEAR_FINISHED, subject=report, until_on=report.until_on.isoformat())
    for before in LearningReport.objects.filter(partnership=report.partnership_id, state="final").exclude(pk=report.pk):
        deadlines.meet(actor, owner=before, key=NEXT)


def _require_draft(report: LearningReport) -> None:
    if report.state != "draft":
        raise Refused("This report is finished, and stays as it is.")
