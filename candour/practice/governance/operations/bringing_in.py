"""Old papers brought in as they were printed, and taken out again while nobody has touched what they made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.dates.years import report_year
from candour.platform.deadlines import parts as deadlines
from candour.practice.governance import audit_events
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, ActionYear, Group
from candour.practice.governance.operations import log_lines
from candour.practice.governance.operations.actions import set_due
from candour.practice.governance.queries.actions import agency_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate

OLD_LOG = "the old log"


@dataclass(frozen=True)
class OldAction:
    """A row of an old log, as it was read."""

    year: int | None
    number: int | None
    """Its number within the year; None for one that is given the next."""
    text: str
    leads_as_printed: str
    owner_id: int | None
    beside: tuple[int, ...]
    update: str
    state: str
    carried: bool
    raised_on: FuzzyDate | None
    completed_on: FuzzyDate | None
    due_on: FuzzyDate | None


@operation
def bring_in_action(actor: Actor, *, group_id: int, old: OldAction) -> Action:
    """Put an action of an old log into the log under its old number. Raises Refused for a number that is taken."""
    group = fetch(actor, Group, pk=group_id)
    require(actor, "keep the action log", group)
    raised_on = _raised_on(actor, old)
    year = old.year or report_year(raised_on)
    number = _kept(group, year, old.number) if old.number else ActionYear.next_of(year, group=group)
    action = Action(
        group=group,
        year=year,
        number=number,
        state=old.state,
        text=old.text,
        raised_on=raised_on,
        owner_id=old.owner_id,
        organisation_id=agency_of(actor, group.pk, old.owner_id) if old.owner_id else None,
        leads_as_printed=old.leads_as_printed[:200],
        due_on=old.due_on,
        due_sort=old.due_on.latest if old.due_on else None,
        carried_count=1 if old.carried else 0,
        is_imported=True,
    )
    if old.state != "open":
        action.closed_at, action.closed_on = actor.at, old.completed_on
    if old.state == "closed":
        action.evidence = old.update or "Closed, says the old log."
    if old.state == "dropped":
        action.dropped_because = old.update or "Dropped, says the old log."
    try:
        with transaction.atomic():
            action.save()
    except IntegrityError as error:
        raise Refused(f"There is an action {action.name} in the log already.") from error
    others = sorted(set(old.beside) - {old.owner_id})
    ActionLead.objects.bulk_create(ActionLead(action=action, person_id=one) for one in others)
    if old.raised_on is not None and old.raised_on.exact is None:
        words = f"The old log dates its meeting: {old.raised_on.words}."
        ActionUpdate.objects.create(action=action, text=words, said_at=actor.at, said_by=OLD_LOG)
    if old.update:
        ActionUpdate.objects.create(action=action, text=old.update, said_at=actor.at, said_by=OLD_LOG)
    record(audit_events.ACTION_BROUGHT_IN, subject=action, action=action.name)
    log_lines.refresh(actor, action)
    set_due(actor, action)
    return action


@operation
def take_out_action(actor: Actor, *, action_id: int) -> None:
    """Remove an action that an import made, and free its number. Raises Hidden, and Refused for any other action."""
    action = fetch(actor, Action, "group", pk=action_id)
    require(actor, "keep the action log", action)
    if not action.is_imported:
        raise Refused("Only an action that was imported can be removed.")
    record(audit_events.ACTION_TAKEN_OUT, subject=action, action=action.name)
    deadlines.remove_all(owner=action)
    group, year, number = action.group, action.year, action.number
    action.delete()
    highest = Action.objects.filter(group=group, year=year).aggregate(Max("number"))["number__max"] or 0
    ActionYear.objects.filter(group=group, year=year, last=number).update(last=highest)


def _kept(group: Group, year: int, number: int) -> int:
    """The old number itself, with which the log's own count goes on."""
    ActionYear.objects.get_or_create(group=group, year=year)
    ActionYear.objects.filter(group=group, year=year, last__lt=number).update(last=number)
    return number


def _raised_on(actor: Actor, old: OldAction) -> date:
    if old.raised_on is not None and old.raised_on.earliest is not None:
        return old.raised_on.earliest
    return date(old.year, 4, 1) if old.year else actor.today
