"""Adding events to the chronology and taking them out."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.cases import audit_events
from candour.practice.cases.models import Case, ChronologyEvent
from candour.practice.cases.operations.pseudonyms import pseudonyms_of
from candour.practice.cases.queries.anonymity import anonymised
from candour.practice.cases.queries.chronology import chronology, source_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate


@operation
def add_event(
    actor: Actor,
    *,
    ref: str,
    happened_on: FuzzyDate,
    source: str,
    event: str,
    response: str = "",
    subject_key: str = "",
) -> ChronologyEvent:
    """Add an event with its date, as precise as it is known, and its source. Raises Refused without a source."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    reasons = []
    if not source.strip():
        reasons.append("Say where this is known from.")
    if not event.strip():
        reasons.append("Say what happened.")
    if happened_on.earliest is not None and happened_on.earliest > actor.today:
        reasons.append("An event of the chronology cannot lie after today. Check the date.")
    if reasons:
        raise Refused(*reasons)
    added = ChronologyEvent.objects.create(
        case=case,
        happened_on=happened_on,
        source=source.strip(),
        event=event.strip(),
        response=response.strip(),
        subject_key=subject_key.strip().lower(),
        added_at=actor.at,
        added_by=actor.label,
    )
    record(audit_events.EVENT_ADDED, subject=added, within=case, count=1, source="the partnership office")
    return added


@operation
def remove_event(actor: Actor, *, ref: str, event_ref: str) -> None:
    """Take an event out of the chronology. It is kept as removed. Raises Refused if it was."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    event = fetch(actor, ChronologyEvent, ref=event_ref, case=case)
    if not ChronologyEvent.objects.filter(pk=event.pk, removed_at=None).update(removed_at=actor.at):
        raise Refused("This event has been taken out already.")
    record(audit_events.EVENT_REMOVED, subject=event, within=case)


@operation
def name_what_happened(actor: Actor, *, ref: str, event_ref: str, subject_key: str) -> None:
    """Give an event the word under which other sources tell of the same thing, so that different dates show."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    event = fetch(actor, ChronologyEvent, ref=event_ref, case=case)
    ChronologyEvent.objects.filter(pk=event.pk).update(subject_key=subject_key.strip().lower()[:60])
    record(audit_events.DESCRIBED, subject=event, within=case, fields=["chronology"])


def anonymise_chronology(actor: Actor, *, ref: str) -> list[tuple[str, str, str, str]]:
    """The events with pseudonyms in the place of everything the vault holds. Opening the vault for it is recorded."""
    case = fetch(actor, Case, ref=ref)
    patterns = pseudonyms_of(actor, case, audit_events.ANONYMISED)
    return [
        (
            event.happened_on.words if event.happened_on else "",
            anonymised(source_of(event), patterns),
            anonymised(event.event, patterns),
            anonymised(event.response, patterns),
        )
        for event in chronology(actor, case).events
    ]
