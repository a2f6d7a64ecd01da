"""What can be done with a set of recommendations: open it, say who has to answer, and ask how actions stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Model, ProtectedError

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, owner_of, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory.queries.identity import actor_of_person
from candour.practice.learning import audit_events, messages, search
from candour.practice.learning.models import Cell, PlanAction, Recommendation, Report, ReportBody
from candour.practice.learning.vocabulary import ReportKind
from candour.rulebook.language.fuzzy_dates import FuzzyDate

if TYPE_CHECKING:
    from candour.practice.directory.models import Organisation, Partnership


@operation
def open_report(
    actor: Actor,
    *,
    partnership_id: int,
    title: str,
    kind: str,
    dated: FuzzyDate | None = None,
    source: str = "",
    reference: str = "",
    web_address: str = "",
    comments: str = "",
    is_restricted: bool = False,
    grew_out_of: Model | None = None,
) -> Report:
    """Open a set of recommendations for a partnership to answer. Raises Refused.

    `grew_out_of` is the record it comes from, such as a case: whoever a conflict keeps from that sees none of it.
    """
    partnership = directory.partnership_by_id(actor, partnership_id)
    require(actor, "keep recommendations", partnership)
    if not title.strip():
        raise Refused("Give it a title.")
    owner: dict[str, Any] = {}
    if grew_out_of is not None:
        seen = owner_of(actor, grew_out_of._meta.label_lower, grew_out_of.pk)
        owner = {"owner_kind": seen._meta.label_lower, "owner_id": seen.pk}
    report = Report.objects.create(
        partnership=partnership,
        title=title.strip(),
        kind=kind,
        published_on=dated,
        source=source.strip(),
        reference=reference.strip(),
        web_address=web_address.strip(),
        comments=comments.strip(),
        is_restricted=is_restricted,
        opened_at=actor.at,
        **owner,
    )
    record(audit_events.REPORT_OPENED, subject=report, kind=ReportKind(kind).label)
    return report


@operation
def change_report(actor: Actor, *, ref: str, version: int, **changes: Any) -> None:
    """Change the head of a set of recommendations. Raises Refused, and Conflict if somebody was quicker."""
    report = fetch(actor, Report, "partnership", ref=ref)
    require(actor, "keep recommendations", report)
    changed = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    if not changed.get("title", report.title):
        raise Refused("Give it a title.")
    save_edit(report, version, **changed)
    search.put_recommendations(Recommendation.objects.filter(report=report).select_related("report"))
    record(audit_events.REPORT_CHANGED, subject=report)


@operation
def set_free(actor: Actor, *, id_: int, on: date) -> None:
    """Note that the report from which a set of recommendations comes is published, so that it is restricted no more.

    A step of the operation that publishes the report, which has permitted it.
    """
    report = Report.objects.get(pk=id_)
    Report.objects.filter(pk=report.pk).update(
        is_restricted=False, published_on=FuzzyDate.on(on), version=F("version") + 1
    )
    record(audit_events.REPORT_CHANGED, subject=report)


@operation
def add_body(
    actor: Actor,
    *,
    ref: str,
    organisation: Organisation | None = None,
    partnership: Partnership | None = None,
    title: str = "",
) -> ReportBody:
    """Ask a body to answer every recommendation: a column of the matrix. Raises Refused for one that is asked."""
    report = _kept(actor, ref)
    body = organisation or partnership
    if body is None or (organisation is not None and partnership is not None):
        raise Refused("Choose one agency or one partnership.")
    last = ReportBody.objects.filter(report=report).aggregate(Max("order"))["order__max"] or 0
    try:
        with transaction.atomic():
            added = ReportBody.objects.create(
                report=report,
                order=last + 1,
                title=title.strip() or body.short_name,
                organisation=organisation,
                partnership=partnership,
            )
    except IntegrityError as error:
        raise Refused(f"{title.strip() or body.short_name} is asked already.") from error
    rows = Recommendation.objects.filter(report=report).values_list("pk", flat=True)
    Cell.objects.bulk_create(Cell(report=report, recommendation_id=pk, body=added) for pk in rows)
    record(audit_events.BODY_ADDED, subject=report, body=added.called)
    return added


@operation
def rename_body(actor: Actor, *, ref: str, body_ref: str, title: str) -> None:
    """Give a column of the matrix another head, such as the one that old papers print. Raises Refused."""
    report = _kept(actor, ref)
    body = fetch(actor, ReportBody, ref=body_ref, report=report)
    if not title.strip():
        raise Refused("Give the column a head.")
    try:
        with transaction.atomic():
            ReportBody.objects.filter(pk=body.pk).update(title=title.strip())
    except IntegrityError as error:
        raise Refused(f"Another column is called {title.strip()}.") from error
    record(audit_events.BODY_CHANGED, subject=report, body=body.called)


@operation
def remove_body(actor: Actor, *, ref: str, body_ref: str) -> None:
    """Ask a body no longer, as long as it has answered nothing and owns no action. Raises Refused."""
    report = _kept(actor, ref)
    body = fetch(actor, ReportBody, ref=body_ref, report=report)
    if Cell.objects.filter(body=body).exclude(kind="", answer="").exists():
        raise Refused(f"{body.title} has something in its column. Empty it first.")
    record(audit_events.BODY_REMOVED, subject=report, body=body.called)
    try:
        with transaction.atomic():
            body.delete()
    except ProtectedError as error:
        raise Refused(f"{body.title} answers for actions.") from error


@operation
def ask_for_updates(actor: Actor, *, ref: str, by: date) -> int:
    """Ask everybody who answers for an open action of the plan how it stands, by a day. Returns how many are asked.

    Nobody is told of a plan that a conflict declared since keeps from them.
    """
    report = _kept(actor, ref)
    if by < actor.today:
        raise Refused("The day must be today or later.")
    open_ones = PlanAction.objects.filter(report=report, state="planned").select_related("owner")
    owners = {one.owner for one in open_ones if one.owner is not None and one.owner.left_on is None}
    addresses = {one.email for one in owners if _sees(one.pk, report, actor)}
    if not open_ones:
        raise Refused("No action of the plan is open.")
    Report.objects.filter(pk=report.pk).update(updates_due_on=by, updates_asked_at=actor.at)
    for address in sorted(addresses):
        messages.ask_for_update(actor, report, to=address, by=by)
    bodies = len({action.body_id for action in open_ones})
    record(audit_events.UPDATES_ASKED, subject=report, bodies=bodies, actions=len(open_ones), due=by.isoformat())
    return len(addresses)


def _sees(person_id: int, report: Report, actor: Actor) -> bool:
    """Whether somebody sees a report today."""
    return seen_by(actor_of_person(person_id, actor.at), Report).filter(pk=report.pk).exists()


def _kept(actor: Actor, ref: str) -> Report:
    """A report that the actor keeps, with its row held, so that rows and columns are never added side by side."""
    report = fetch(actor, Report, "partnership", ref=ref)
    require(actor, "keep recommendations", report)
    report.hold()
    return report
