"""Parts of operations: why something cannot have been done on a day, in words that say what to check."""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.deadlines.calendar import out_of_reach
from candour.practice.cases.models import Case
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate


def why_not_done(actor: Actor, what: str, at: datetime | date, *, after: Case | None = None) -> list[str]:
    """Why an act cannot have been done then: to come, beyond the calendar, or before the incident of a case.

    `what` begins the sentence, such as “The notification cannot have been sent”.
    """
    on = day_of(at)
    if on > actor.today or (isinstance(at, datetime) and at > actor.at):
        return [f"{what} later than now."]
    if out_of_reach(on):
        return [out_of_reach(on)]
    if after is not None and is_before(on, after.incident_on):
        assert after.incident_on is not None, "the day was compared with it"
        return [f"{what} before the incident, {after.incident_on.words}. Check both dates."]
    return []


def is_before(on: date, incident_on: FuzzyDate | None) -> bool:
    """Whether a day lies before an incident for certain."""
    return incident_on is not None and FuzzyDate.on(on).certainly_before(incident_on)
