"""What can be done with an action of a plan: promise it, say how it stands, finish it, show evidence, judge that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.files.operations import take_in
from candour.platform.workflow.moving import move, save_edit
from candour.practice.learning import audit_events
from candour.practice.learning.models import ActionNote, Cell, PlanAction, Report
from candour.practice.learning.vocabulary import Answer, CellKind, NoteKind
from candour.practice.learning.workflow import PLAN_ACTION

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from candour.practice.directory.models import Person
    from candour.rulebook.language.fuzzy_dates import FuzzyDate

DUE = "plan-action"
_RELATED = ("report", "report__partnership", "body", "cell")


@operation
def add_action(
    actor: Actor, *, ref: str, body_ref: str, text: str, owner: Person, due_on: FuzzyDate | None
) -> PlanAction:
    """Promise one specific thing for a body, owned by one person and due on a day. Raises Refused with every reason."""
    related = ("body", "recommendation", "report", "report__partnership")
    cell = fetch(actor, Cell, *related, recommendation__ref=ref, body__ref=body_ref)
    require(actor, "answer for a body", cell)
    cell.report.hold()
    cell.refresh_from_db(fields=["kind", "answer", "text", "version"])
    reasons = []
    if not text.strip():
        reasons.append("Say what is to be done.")
    if due_on is None or due_on.latest is None:
        reasons.append("Say by when it is due, at least to the month or year.")
    if cell.answer == Answer.REFUSED or cell.kind == CellKind.NOT_APPLICABLE:
        reasons.append("This body refuses the recommendation, or it does not apply. Change its response first.")
    if reasons:
        raise Refused(*reasons)
    if cell.kind != CellKind.ACTION:
        save_edit(cell, cell.version, kind=CellKind.ACTION, text=cell.text or text.strip())
    made = PlanAction.objects.create(
        report=cell.report,
        body=cell.body,
        cell=cell,
        number=next_number(cell.report),
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        due_sort=due_on.latest if due_on else None,
        added_at=actor.at,
    )
    due = due_on.words if due_on else ""
    record(audit_events.ACTION_ADDED, subject=made, action=_name(made), due=due)
    _set_due(actor, made)
    return made


@operation
def change_action(
    actor: Actor, *, ref: str, version: int, text: str, owner: Person, due_on: FuzzyDate | None
) -> PlanAction:
    """Reword an open action, or give it another owner or day. Raises Refused, and Conflict if somebody was quicker."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    require(actor, "answer for a body", action.cell)
    _require_open(action)
    if not text.strip() or due_on is None or due_on.latest is None:
        raise Refused("Say what is to be done, and by when at least to the month or year.")
    save_edit(action, version, text=text.strip(), owner=owner, due_on=due_on, due_sort=due_on.latest)
    record(audit_events.ACTION_CHANGED, subject=action, action=_name(action))
    deadlines.cancel_key(actor, owner=action, key=DUE)
    _set_due(actor, action)
    return action


@operation
def update_action(actor: Actor, *, ref: str, text: str) -> None:
    """Say how an open action stands. Raises Refused."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    require(actor, "answer for an action", action)
    _require_open(action)
    if not text.strip():
        raise Refused("Say how it stands.")
    note(actor, action, NoteKind.UPDATE, text)
    record(audit_events.ACTION_UPDATED, subject=action, action=_name(action))


@operation
def finish_action(actor: Actor, *, ref: str, done_note: str) -> None:
    """Say that an action is done. It stays not yet evidenced until somebody else accepts what shows it."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    action.done_note = done_note.strip()
    move(actor, action, PLAN_ACTION, "finish", action=_name(action))
    changed = {"done_note": action.done_note, "done_at": actor.at, "done_by_id": actor.person_id}
    PlanAction.objects.filter(pk=action.pk).update(**changed)
    note(actor, action, NoteKind.DONE, action.done_note)
    deadlines.meet(actor, owner=action, key=DUE)


def add_evidence(actor: Actor, *, ref: str, evidence: str, upload: UploadedFile | None = None) -> None:
    """Add what shows that an action that is done has changed something: words, a file, or both. Raises Refused."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    require(actor, "answer for an action", action)
    _require_done(action)
    if not evidence.strip() and upload is None:
        raise Refused("Say what shows the change, or send a file that does.")
    stored_id = None
    if upload is not None:
        stored = take_in(actor, upload=upload, owner=action, classification="Evidence of an action")
        if stored.state == "refused":
            raise Refused(stored.why)
        stored_id = stored.pk
    _add_evidence(actor, ref=ref, evidence=evidence.strip(), stored_id=stored_id)


@operation
def _add_evidence(actor: Actor, *, ref: str, evidence: str, stored_id: int | None) -> None:
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    _require_done(action)
    changed: dict[str, Any] = {
        "evidence": "\n\n".join(one for one in (action.evidence, evidence) if one),
        "shown_by_ids": list(dict.fromkeys([*action.shown_by_ids, actor.person_id])),
    }
    if stored_id is not None:
        changed["evidence_file_id"] = stored_id
    save_edit(action, action.version, **changed)
    note(actor, action, NoteKind.EVIDENCE, evidence or "A file was added.")
    record(audit_events.ACTION_EVIDENCE, subject=action, action=_name(action))


@operation
def accept_evidence(actor: Actor, *, ref: str, because: str) -> None:
    """Accept what shows that an action changed something, as somebody of another body. Raises Refused with reasons."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    move(actor, action, PLAN_ACTION, "accept", action=_name(action))
    PlanAction.objects.filter(pk=action.pk).update(evidenced_at=actor.at, evidenced_on=actor.today)
    note(actor, action, NoteKind.EVIDENCED, because)


@operation
def return_action(actor: Actor, *, ref: str, because: str) -> None:
    """Give an action back because what is shown is not enough, with the reason. Raises Refused with reasons."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    if not because.strip():
        raise Refused("Say what is missing.")
    move(actor, action, PLAN_ACTION, "return", action=_name(action))
    note(actor, action, NoteKind.RETURNED, because)
    deadlines.reopen(actor, owner=action, key=DUE)


@operation
def drop_action(actor: Actor, *, ref: str, because: str) -> None:
    """Drop an action that will not be done, with the reason. Raises Refused with reasons."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    action.dropped_because = because.strip()
    move(actor, action, PLAN_ACTION, "drop", action=_name(action))
    PlanAction.objects.filter(pk=action.pk).update(dropped_because=action.dropped_because)
    note(actor, action, NoteKind.DROPPED, because)
    deadlines.cancel_open(actor, owner=action, because="the action was dropped")


@operation
def reopen_action(actor: Actor, *, ref: str, because: str) -> None:
    """Open an action again that was dropped, done or sustained, with the reason. Raises Refused with reasons."""
    action = fetch(actor, PlanAction, *_RELATED, ref=ref)
    if not because.strip():
        raise Refused("Say why it is opened again.")
    move(actor, action, PLAN_ACTION, "reopen", action=_name(action))
    begin_again(actor, action, NoteKind.REOPENED, because)


def begin_again(
    actor: Actor, action: PlanAction, kind: NoteKind, because: str, due_on: FuzzyDate | None = None
) -> None:
    """Put an action back to its beginning, inside an operation that moved it. What was shown stays in its life."""
    changed: dict[str, Any] = {"due_on": due_on, "due_sort": due_on.latest} if due_on else {}
    PlanAction.objects.filter(pk=action.pk).update(
        done_note="",
        done_at=None,
        done_by_id=None,
        evidence="",
        evidence_file=None,
        evidenced_at=None,
        evidenced_on=None,
        dropped_because="",
        **changed,
    )
    action.due_on = due_on or action.due_on
    note(actor, action, kind, because)
    deadlines.cancel_key(actor, owner=action, key=DUE)
    _set_due(actor, action)


def note(actor: Actor, action: PlanAction, kind: NoteKind, text: str) -> None:
    """Mark something on the line of life of an action, inside an operation."""
    ActionNote.objects.create(action=action, kind=kind, text=text.strip(), said_at=actor.at, said_by=actor.label)
    PlanAction.objects.filter(pk=action.pk).update(updated_at=actor.at, version=F("version") + 1)
    action.version += 1


def next_number(report: Report) -> int:
    """The next number in the plan of a report whose row is held."""
    return (PlanAction.objects.filter(report=report).aggregate(Max("number"))["number__max"] or 0) + 1


def _set_due(actor: Actor, action: PlanAction) -> None:
    on = action.due_on.latest if action.due_on else None
    if on is None or action.owner_id is None:
        return
    body = action.body
    overseer = ("organisation", body.organisation_id) if body.organisation_id else ("partnership", body.partnership_id)
    task = deadlines.Task(
        key=DUE,
        title=f"Action {action.number} of a plan: {action.report.get_kind_display().lower()}",
        do_next="Do it, or say how it stands",
        address=f"/plan-actions/{action.ref}/",
        body=("person", action.owner_id),
        overseer=overseer,  # type: ignore[arg-type]
    )
    deadlines.set_day(actor, owner=action, within=None, task=task, on=on)


def _require_open(action: PlanAction) -> None:
    if action.state != PLAN_ACTION.start:
        raise Refused(f"This is “{PLAN_ACTION.title_of(action.state).lower()}”, and so cannot be changed in this way.")


def _require_done(action: PlanAction) -> None:
    if action.state != "done":
        raise Refused("Evidence is added to an action once it is said to be done, and before it is accepted.")


def _name(action: PlanAction) -> str:
    return f"{action.number}"
