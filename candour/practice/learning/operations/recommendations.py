"""What can be done with a recommendation: add it, reword it, remove it, and answer it for a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.learning import audit_events, search
from candour.practice.learning.models import Cell, Letter, PlanAction, Recommendation, Repeat, Report, ReportBody
from candour.practice.learning.operations.said_before import put_words
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION

if TYPE_CHECKING:
    from candour.practice.directory.models import Person
    from candour.rulebook.language.fuzzy_dates import FuzzyDate


@dataclass(frozen=True)
class Worded:
    """A recommendation as it is printed, and where."""

    text: str
    number: int | None = None
    """Its row in the matrix; the next one where none is given."""
    report_number: str = ""
    page: str = ""
    paragraph: str = ""


@operation
def add_recommendation(
    actor: Actor, *, ref: str, worded: Worded, lead: Person | None = None, is_imported: bool = False
) -> Recommendation:
    """Add a recommendation to a report, with an empty cell for each body that is asked. Raises Refused."""
    report = fetch(actor, Report, "partnership", ref=ref)
    require(actor, "keep recommendations", report)
    if not worded.text.strip():
        raise Refused("Write what is recommended.")
    report.hold()
    number = worded.number or (_highest(report) + 1)
    try:
        with transaction.atomic():
            made = Recommendation.objects.create(
                report=report,
                number=number,
                report_number=worded.report_number.strip(),
                page=worded.page.strip(),
                paragraph=worded.paragraph.strip(),
                text=worded.text.strip(),
                lead=lead,
                added_at=actor.at,
                is_imported=is_imported,
            )
    except IntegrityError as error:
        raise Refused(f"There is a recommendation {number} in this matrix already.") from error
    put_words(actor, [made])
    search.put_recommendations([made])
    bodies = ReportBody.objects.filter(report=report).values_list("pk", flat=True)
    Cell.objects.bulk_create(Cell(report=report, recommendation=made, body_id=pk) for pk in bodies)
    sentence = audit_events.RECOMMENDATION_IN if is_imported else audit_events.RECOMMENDATION_ADDED
    record(sentence, subject=made, number=number)
    return made


@operation
def change_recommendation(
    actor: Actor, *, ref: str, version: int, worded: Worded, lead: Person | None = None
) -> Recommendation:
    """Reword a recommendation, or say anew where it stands and who leads on it. Raises Refused and Conflict."""
    found = fetch(actor, Recommendation, "report", "report__partnership", ref=ref)
    require(actor, "keep recommendations", found)
    if not worded.text.strip():
        raise Refused("Write what is recommended.")
    try:
        with transaction.atomic():
            save_edit(
                found,
                version,
                number=worded.number or found.number,
                report_number=worded.report_number.strip(),
                page=worded.page.strip(),
                paragraph=worded.paragraph.strip(),
                text=worded.text.strip(),
                lead=lead,
            )
    except IntegrityError as error:
        raise Refused(f"There is a recommendation {worded.number} in this matrix already.") from error
    put_words(actor, [found])
    search.put_recommendations([found])
    record(audit_events.RECOMMENDATION_CHANGED, subject=found, number=found.number)
    return found


@operation
def remove_recommendation(actor: Actor, *, ref: str) -> None:
    """Remove a recommendation that nobody has answered, and that nobody was asked to act on. Raises Refused."""
    found = fetch(actor, Recommendation, "report", "report__partnership", ref=ref)
    require(actor, "keep recommendations", found)
    found.report.hold()
    answered = Cell.objects.filter(recommendation=found).exclude(kind="", answer="").exists()
    compared = Repeat.objects.filter(Q(earlier=found) | Q(recommendation=found)).exists()
    if answered or compared or Letter.objects.filter(recommendation=found).exists():
        raise Refused("Something has been said or asked about this recommendation, so it stays.")
    record(audit_events.RECOMMENDATION_REMOVED, subject=found, number=found.number)
    search.drop_recommendation(found)
    found.delete()


@dataclass(frozen=True)
class Said:
    """What is asked of a body by a recommendation, and what it answers."""

    kind: str
    text: str = ""
    due_on: FuzzyDate | None = None
    answer: str = Answer.NONE
    reason: str = ""
    signatory: str = ""
    signed_on: date | None = None


@operation
def answer_cell(actor: Actor, *, ref: str, body_ref: str, version: int, said: Said) -> Cell:
    """Say what a body is asked for by a recommendation and what it answers. Raises Refused with every reason."""
    cell = fetch(actor, Cell, "body", "recommendation", "report", recommendation__ref=ref, body__ref=body_ref)
    require(actor, "answer for a body", cell)
    cell.report.hold()
    reasons = _against(cell, said)
    if reasons:
        raise Refused(*reasons)
    was = cell.answer, cell.reason, cell.signatory
    answered = said.answer != Answer.NONE
    save_edit(
        cell,
        version,
        kind=said.kind,
        text=said.text.strip(),
        due_on=said.due_on,
        answer=said.answer,
        reason=said.reason.strip() if answered else "",
        signatory=said.signatory.strip() if answered else "",
        signed_on=(said.signed_on or actor.today) if answered else None,
        recorded_by=actor.label,
    )
    number, body = cell.recommendation.number, cell.body.called
    kind, answer = cell.get_kind_display(), cell.get_answer_display()
    record(audit_events.CELL_SET, subject=cell, within=cell.recommendation, number=number, body=body, kind=kind)
    if (cell.answer, cell.reason, cell.signatory) != was:
        record(audit_events.ANSWERED, subject=cell, within=cell.recommendation, number=number, body=body, answer=answer)
    return cell


def _against(cell: Cell, said: Said) -> list[str]:
    reasons = []
    if said.kind == CellKind.NOT_APPLICABLE and not said.text.strip():
        reasons.append("Say why the recommendation does not apply to this body.")
    if said.kind in (CellKind.ACTION, CellKind.QUESTION) and not said.text.strip():
        reasons.append("Write what the body is asked to do, or what it is asked.")
    if said.answer != Answer.NONE:
        if not said.reason.strip():
            reasons.append("Give the reason for the answer.")
        if not said.signatory.strip():
            reasons.append("Say who signs the answer.")
    if said.kind in (CellKind.EMPTY, CellKind.NOT_APPLICABLE) or said.answer == Answer.REFUSED:
        live = PlanAction.objects.filter(cell=cell, state__in=PLAN_ACTION.open_states).count()
        if live:
            one = "action stands" if live == 1 else "actions stand"
            reasons.append(f"{live} {one} open for this body. Drop what will not be done first, with the reason.")
    return reasons


def _highest(report: Report) -> int:
    return Recommendation.objects.filter(report=report).aggregate(Max("number"))["number__max"] or 0
