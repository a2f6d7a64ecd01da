"""The merged chronology: events in order, gaps in it, and sources that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, ChronologyEvent
from candour.rulebook.language.fuzzy_dates import FuzzyDate

GAP_IN_DAYS = 90
"""How long nothing is known before it counts as a gap."""


@dataclass(frozen=True)
class Gap:
    """A stretch of time about which no source says anything."""

    after: str
    before: str
    days: int


@dataclass(frozen=True)
class Contradiction:
    """Two sources that give different dates for the same thing."""

    what: str
    first: str
    first_source: str
    second: str
    second_source: str


@dataclass(frozen=True)
class Chronology:
    """The whole chronology of a case."""

    events: list[ChronologyEvent]
    gaps: list[Gap]
    contradictions: list[Contradiction]
    sources: list[str]


def chronology(actor: Actor, case: Case) -> Chronology:
    """The chronology of a case, merged over all sources that the actor may read, by the earliest possible day."""
    seen = seen_by(actor, ChronologyEvent).filter(case=case, removed_at=None).select_related("organisation")
    events = actor.once(("chronology", case.pk), lambda: sorted(seen, key=_order))
    sources = sorted({source_of(event) for event in events})
    return Chronology(events, _gaps(events), _contradictions(events), sources)


def source_of(event: ChronologyEvent) -> str:
    """Who says so: the agency and its record, or the record alone."""
    return f"{event.organisation.name}: {event.source}" if event.organisation else event.source


def _order(event: ChronologyEvent) -> tuple[int, object, int]:
    earliest = event.happened_on.earliest if event.happened_on else None
    return (0, earliest, event.pk) if earliest else (1, 0, event.pk)


def _gaps(events: list[ChronologyEvent]) -> list[Gap]:
    dates = [event.happened_on for event in events if event.happened_on and event.happened_on.is_known]
    gaps = []
    for before, after in pairwise(dates):
        between = before.days_between(after)
        if between is not None and between.days >= GAP_IN_DAYS:
            gaps.append(Gap(before.words, after.words, between.days))
    return gaps


def _contradictions(events: list[ChronologyEvent]) -> list[Contradiction]:
    named: dict[str, list[tuple[FuzzyDate, str]]] = {}
    for event in events:
        if event.subject_key and event.happened_on and event.happened_on.is_known:
            named.setdefault(event.subject_key, []).append((event.happened_on, source_of(event)))
    found = []
    for what, ((first, source), *others) in named.items():
        for other, other_source in others:
            if first.certainly_before(other) or other.certainly_before(first):
                found.append(Contradiction(what, first.words, source, other.words, other_source))
    return found
