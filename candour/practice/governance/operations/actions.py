"""The action log: numbering an action, saying how it stands, carrying it forward, closing it, and changing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.dates.years import report_year
from candour.platform.deadlines import parts as deadlines
from candour.platform.files.operations import take_in
from candour.platform.workflow.moving import move, reasons_against, save_edit
from candour.practice.governance import audit_events
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, ActionYear, AgendaItem, Group, Round
from candour.practice.governance.operations import log_lines
from candour.practice.governance.queries.actions import agency_of
from candour.practice.governance.workflow import ACTION
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate

if TYPE_CHECKING:
    from candour.practice.directory.models import Organisation, Person
    from candour.practice.governance.models import Meeting

DUE = "due"
"""The key of an action's own deadline."""


@operation
def add_action(
    actor: Actor,
    *,
    group: Group,
    item: AgendaItem | None,
    text: str,
    owner: Person,
    organisation: Organisation | None = None,
    due_on: FuzzyDate | None,
    co_leads: Iterable[Person] = (),
    round: Round | None = None,
) -> Action:
    """Put an action into a group's log under the next number of its year, with its one owner. Raises Refused."""
    require(actor, "keep the action log", group)
    if not text.strip():
        raise Refused("Say what is to be done.")
    if item is not None and item.meeting.group_id != group.pk:
        raise Refused("The item belongs to a meeting of another group.")
    raised_on = day_of(item.meeting.starts_at) if item is not None else actor.today
    year = report_year(raised_on)
    action = Action.objects.create(
        group=group,
        year=year,
        number=ActionYear.next_of(year, group=group),
        text=text.strip(),
        item=item,
        round=round,
        raised_on=raised_on,
        owner=owner,
        organisation_id=organisation.pk if organisation else agency_of(actor, group.pk, owner.pk),
        due_on=due_on,
        due_sort=_sorted_by(due_on),
    )
    _name_leads(action, co_leads)
    record(audit_events.ACTION_ADDED, subject=action, action=action.name, due=_words(due_on))
    log_lines.refresh(actor, action)
    set_due(actor, action)
    return action


@operation
def update_action(actor: Actor, *, ref: str, text: str) -> ActionUpdate:
    """Say how an open action stands. Raises Refused."""
    action = fetch(actor, Action, "group", ref=ref)
    require(actor, "update an action", action)
    _require_open(action)
    update = _say(actor, action, text)
    record(audit_events.ACTION_UPDATED, subject=action, action=action.name)
    return update


@operation
def carry_forward(actor: Actor, *, ref: str, meeting: Meeting, text: str) -> None:
    """Carry an open action forward at a meeting, once, with what was said of it there. Raises Refused."""
    action = fetch(actor, Action, "group", ref=ref)
    require(actor, "keep the action log", action)
    _require_open(action)
    if meeting.group_id != action.group_id:
        raise Refused("The meeting is of another group.")
    try:
        with transaction.atomic():
            _say(actor, action, text, carried_at=meeting)
    except IntegrityError as error:
        raise Refused("This meeting has carried the action forward already.") from error
    Action.objects.filter(pk=action.pk).update(carried_count=F("carried_count") + 1, version=F("version") + 1)
    count = Action.objects.values_list("carried_count", flat=True).get(pk=action.pk)
    record(audit_events.ACTION_CARRIED, subject=action, action=action.name, count=count)
    log_lines.refresh(actor, action)


def close_action(actor: Actor, *, ref: str, evidence: str, upload: UploadedFile | None = None) -> None:
    """Close an action with what shows that it was done, in words, as a file, or both. Raises Refused with reasons."""
    action = fetch(actor, Action, "group", ref=ref)
    stored_id = None
    if upload is not None:
        action.evidence_file_id = -1  # a file is given; whether it is sound is found out below
        reasons = reasons_against(actor, action, ACTION, ACTION.moves["close"])
        if reasons:
            raise Refused(*reasons)
        stored = take_in(actor, upload=upload, owner=action, classification="Evidence of an action")
        if stored.state == "refused":
            raise Refused(stored.why)
        stored_id = stored.pk
    _close(actor, ref=ref, evidence=evidence.strip(), stored_id=stored_id)


@operation
def _close(actor: Actor, *, ref: str, evidence: str, stored_id: int | None) -> None:
    action = fetch(actor, Action, "group", ref=ref)
    action.evidence, action.evidence_file_id = evidence, stored_id
    move(actor, action, ACTION, "close", action=action.name)
    Action.objects.filter(pk=action.pk).update(
        evidence=evidence, evidence_file_id=stored_id, closed_at=actor.at, closed_on=FuzzyDate.on(actor.today)
    )
    log_lines.refresh(actor, action)
    deadlines.meet(actor, owner=action, key=DUE)


@operation
def drop_action(actor: Actor, *, ref: str, because: str) -> None:
    """Drop an action that will not be done, with the reason. Raises Refused with every reason."""
    action = fetch(actor, Action, "group", ref=ref)
    action.dropped_because = because.strip()
    move(actor, action, ACTION, "drop", action=action.name)
    Action.objects.filter(pk=action.pk).update(dropped_because=action.dropped_because, closed_at=actor.at)
    log_lines.refresh(actor, action)
    deadlines.cancel_open(actor, owner=action, because="the action was dropped")


@operation
def reopen_action(actor: Actor, *, ref: str) -> None:
    """Open a closed or dropped action again. What was said when it ended stays in its updates."""
    action = fetch(actor, Action, "group", ref=ref)
    ended = action.evidence or action.dropped_because or "Its evidence is a file."
    move(actor, action, ACTION, "reopen", action=action.name)
    _say(actor, action, f"Opened again. It had ended with: {ended}")
    Action.objects.filter(pk=action.pk).update(
        evidence="", evidence_file=None, dropped_because="", closed_at=None, closed_on=None
    )
    log_lines.refresh(actor, action)
    deadlines.cancel_key(actor, owner=action, key=DUE)
    set_due(actor, action)


@operation
def change_action(
    actor: Actor,
    *,
    ref: str,
    version: int,
    text: str,
    owner: Person,
    due_on: FuzzyDate | None,
    organisation: Organisation | None = None,
    co_leads: Iterable[Person] = (),
) -> None:
    """Reword an open action, or give it another owner, co-leads or due date. Raises Refused, and Conflict if stale."""
    action = fetch(actor, Action, "group", "owner", ref=ref)
    require(actor, "keep the action log", action)
    _require_open(action)
    if not text.strip():
        raise Refused("Say what is to be done.")
    leads = list(co_leads)
    what = _what_changes(action, text.strip(), owner, due_on, leads)
    if not what:
        raise Refused("Nothing is different.")
    agency = organisation.pk if organisation else agency_of(actor, action.group_id, owner.pk)
    save_edit(
        action,
        version,
        text=text.strip(),
        owner=owner,
        organisation_id=agency,
        due_on=due_on,
        due_sort=_sorted_by(due_on),
    )
    ActionLead.objects.filter(action=action).delete()
    _name_leads(action, leads)
    record(audit_events.ACTION_CHANGED, subject=action, action=action.name, what=" and ".join(what))
    log_lines.refresh(actor, action)
    deadlines.cancel_key(actor, owner=action, key=DUE)
    set_due(actor, action)


@operation
def resolve_owner(actor: Actor, *, ref: str, owner: Person, organisation: Organisation | None = None) -> None:
    """Say who answers for an action that came from an old log without one. Raises Refused if somebody does already."""
    action = fetch(actor, Action, "group", ref=ref)
    require(actor, "keep the action log", action)
    agency = organisation.pk if organisation else agency_of(actor, action.group_id, owner.pk)
    found = Action.objects.filter(pk=action.pk, owner=None).update(
        owner=owner, organisation_id=agency, version=F("version") + 1
    )
    if not found:
        raise Refused("Somebody answers for this action already. Change it instead.")
    action.refresh_from_db()
    record(audit_events.ACTION_OWNED, subject=action, action=action.name)
    log_lines.refresh(actor, action)
    set_due(actor, action)


def set_due(actor: Actor, action: Action) -> None:
    """Put an open action with an exact date among what is due for its owner, inside an operation."""
    on = action.due_on.exact if action.due_on else None
    if on is None or action.owner_id is None or action.state != ACTION.start:
        return
    group = action.group
    agency = ("organisation", action.organisation_id) if action.organisation_id else None
    task = deadlines.Task(
        key=DUE,
        title=f"Action {action.name} of {group.name}",
        do_next="Do it, or say how it stands",
        address=f"/actions/{action.ref}/",
        body=("person", action.owner_id),
        overseer=agency or ("partnership", group.partnership_id),
    )
    deadlines.set_day(actor, owner=action, within=None, task=task, on=on)


def _say(actor: Actor, action: Action, text: str, **more: Any) -> ActionUpdate:
    if not text.strip():
        raise Refused("Say how it stands.")
    return ActionUpdate.objects.create(action=action, text=text.strip(), said_at=actor.at, said_by=actor.label, **more)


def _name_leads(action: Action, leads: Iterable[Person]) -> None:
    others = {lead.pk for lead in leads} - {action.owner_id}
    ActionLead.objects.bulk_create(ActionLead(action=action, person_id=lead) for lead in sorted(others))


def _what_changes(action: Action, text: str, owner: Person, due_on: FuzzyDate | None, leads: list[Person]) -> list[str]:
    before = set(ActionLead.objects.filter(action=action).values_list("person_id", flat=True))
    changes = (
        ("the text", text != action.text),
        ("the owner", owner.pk != action.owner_id),
        ("the co-leads", {lead.pk for lead in leads} - {owner.pk} != before),
        (f"the due date from {_words(action.due_on)} to {_words(due_on)}", due_on != action.due_on),
    )
    return [what for what, is_changed in changes if is_changed]


def _require_open(action: Action) -> None:
    if action.state != ACTION.start:
        raise Refused(f"Action {action.name} is {ACTION.title_of(action.state).lower()}. Open it again first.")


def _sorted_by(due_on: FuzzyDate | None) -> Any:
    return due_on.latest if due_on else None


def _words(due_on: FuzzyDate | None) -> str:
    return due_on.words if due_on else "no date"
