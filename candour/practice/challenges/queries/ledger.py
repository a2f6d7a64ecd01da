"""The ledger of challenges: the silent ones first, then what is open, then what has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, When

from candour.platform.access.actor import Actor
from candour.platform.access.policy import note_list_read, seen_by
from candour.platform.dates.years import report_year
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.queries.challenges import days_at_stage, silent_days
from candour.practice.challenges.workflow import CHALLENGE

PAGE = 50
EVERY = 2000
"""How many lines a ledger that is taken away holds at most."""
SILENT, OPEN, ENDED = "silent", "open", "ended"
_SHOWN: dict[str, tuple[str, ...]] = {
    OPEN: CHALLENGE.open_states,
    ENDED: tuple(key for key, state in CHALLENGE.states.items() if state.is_end),
}


@dataclass(frozen=True)
class Filters:
    """Which challenges are asked for."""

    partnership: str = ""
    body: str = ""
    state: str = ""
    """A state by its key, or "silent", "open" or "ended"."""
    year: int | None = None


@dataclass(frozen=True)
class LedgerRow:
    """A challenge in the ledger."""

    ref: str
    name: str
    title: str
    issue: str
    raised_by: str
    body: str
    raised_on: date
    state: str
    state_words: str
    stage: int
    last_stage: int
    days: int
    """How long it has lain at its stage, or lay there when it ended."""
    answer_by: date
    silent_days: int | None
    """For how many days the body has not answered, where the answer is late."""
    ended_on: date | None


@dataclass(frozen=True)
class Ledger:
    """A page of the ledger."""

    rows: list[LedgerRow]
    has_more: bool
    silent: int
    """How many of all that is asked for have no answer in time, on whatever page."""


@dataclass(frozen=True)
class Choices:
    """By what a ledger can be filtered, among what the reader sees: pairs of a value and its words."""

    partnerships: list[tuple[str, str]]
    bodies: list[tuple[str, str]]
    years: list[tuple[str, str]]


def ledger(actor: Actor, filters: Filters, *, page: int = 1) -> Ledger:
    """A page of what the actor sees: silent ones first, the longest silent before the others."""
    found = _found(actor, filters)[(page - 1) * PAGE : page * PAGE + 1]
    rows = _rows(actor, list(found))
    silent = _asked_for(actor, filters).filter(**_silent(actor)).count()
    return Ledger(rows[:PAGE], len(rows) > PAGE, silent)


def every_row(actor: Actor, filters: Filters) -> list[LedgerRow]:
    """The whole ledger that is asked for, to be taken away."""
    return _rows(actor, list(_found(actor, filters)[:EVERY]))


def choices(actor: Actor) -> Choices:
    """By what the actor can filter: partnerships, bodies that were challenged, and years."""
    seen = seen_by(actor, Challenge).order_by()
    partnerships = seen.values_list("partnership__ref", "partnership__short_name").distinct()
    bodies = seen.values_list("body__ref", "body__name").distinct()
    years = sorted(set(seen.values_list("year", flat=True)), reverse=True)
    return Choices(
        sorted(partnerships, key=lambda one: one[1]),
        sorted(bodies, key=lambda one: one[1]),
        [(str(year), year_words(year)) for year in years],
    )


def year_words(year: int) -> str:
    """A report year in words: "April 2020 to March 2021"."""
    return f"April {year} to March {year + 1}"


def this_year(actor: Actor) -> tuple[str, str]:
    """The report year that goes on today, as a choice."""
    year = report_year(actor.today)
    return str(year), year_words(year)


def _silent(actor: Actor) -> dict[str, object]:
    return {"state": CHALLENGE.start, "answer_by__lt": actor.today}


def _asked_for(actor: Actor, filters: Filters) -> QuerySet[Challenge]:
    found = seen_by(actor, Challenge)
    if filters.partnership:
        found = found.filter(partnership__ref=filters.partnership)
    if filters.body:
        found = found.filter(body__ref=filters.body)
    if filters.year is not None:
        found = found.filter(year=filters.year)
    if filters.state == SILENT:
        return found.filter(**_silent(actor))
    if filters.state:
        return found.filter(state__in=_SHOWN.get(filters.state, (filters.state,)))
    return found


def _found(actor: Actor, filters: Filters) -> QuerySet[Challenge]:
    is_open = {"state__in": CHALLENGE.open_states}
    urgency = Case(When(**_silent(actor), then=0), When(**is_open, then=1), default=2)
    waiting_since = Case(When(**is_open, then=F("answer_by")))
    ordered = (
        _asked_for(actor, filters)
        .annotate(urgency=urgency, waiting_since=waiting_since)
        .order_by("urgency", "waiting_since", "-raised_on", "-pk")
    )
    return ordered.select_related("partnership", "raised_by", "body")


def _rows(actor: Actor, found: list[Challenge]) -> list[LedgerRow]:
    if found:
        note_list_read(actor, Challenge, *{one.partnership_id: one.partnership for one in found}.values())
    current = seen_by(actor, Step).filter(challenge__in=[one.pk for one in found], stage=F("challenge__stage"))
    steps = {one.challenge_id: one for one in current}
    return [_row(actor, one, steps[one.pk]) for one in found]


def _row(actor: Actor, one: Challenge, step: Step) -> LedgerRow:
    return LedgerRow(
        ref=one.ref,
        name=one.name,
        title=one.title,
        issue=one.get_issue_display(),
        raised_by=one.raised_by.name,
        body=one.body.name,
        raised_on=one.raised_on,
        state=one.state,
        state_words=one.get_state_display(),
        stage=one.stage,
        last_stage=one.last_stage,
        days=days_at_stage(step, one.ended_on or actor.today),
        answer_by=one.answer_by,
        silent_days=None if one.ended_on else silent_days(step, actor.today),
        ended_on=one.ended_on,
    )
