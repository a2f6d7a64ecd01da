"""The processes about one event on one line of time: what has begun, what comes next, and what waits for what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words
from candour.practice.cases.workflow_of_reviews import ENDS, STAGES

if TYPE_CHECKING:
    from candour.practice.cases.models import FullReview, LinkedProcess
    from candour.rulebook.language.fuzzy_dates import FuzzyDate

WIDTH = 100
Place = Callable[[date], float]


@dataclass(frozen=True)
class Stretch:
    """One process on the line, in hundredths of its width, with its words."""

    title: str
    words: str
    waits: str
    """What it waits for, or what waits for it."""
    left: float
    width: float
    next_at: float | None
    kind: str
    """ "running", "ended" or "review"."""


@dataclass(frozen=True)
class Picture:
    """The line of time, from one day to another."""

    first: str
    last: str
    today_at: float
    stretches: list[Stretch]


def picture_of(
    processes: list[LinkedProcess], reviews: list[FullReview], *, incident: FuzzyDate | None, today: date
) -> Picture | None:
    """Everything about the event on one line; nothing where there is nothing to draw."""
    if not processes and not reviews:
        return None
    start = incident.earliest if incident and incident.earliest and incident.earliest <= today else today
    begun = [_first(one.began_on, start) for one in processes]
    began = [_first(one.started_on or one.decided_on, start) for one in reviews]
    first = min([start, *begun, *began])
    coming = [one.next_on for one in processes if one.next_on]
    ended = [*(one.ended_on for one in processes), *(one.ended_on for one in reviews)]
    ends = [day for one in ended if (day := _last(one))]
    last = max([today + timedelta(days=30), *coming, *ends])
    last += (last - first) // 20
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return min(max(round(WIDTH * (day - first).days / days, 1), 0), WIDTH)

    names = {one.pk: one.get_kind_display() for one in processes}
    held = [_of_process(one, began_on, today, at, names) for one, began_on in zip(processes, begun, strict=True)]
    held += [_of_review(one, began_on, today, at) for one, began_on in zip(reviews, began, strict=True)]
    return Picture(day_words(first), day_words(last), at(today), held)


def _of_process(one: LinkedProcess, began: date, today: date, at: Place, names: dict[int, str]) -> Stretch:
    ended = _last(one.ended_on)
    until = ended or max(today, one.next_on or today)
    words = f"ended {day_words(one.ended_on)}" if ended else one.status or "how it stands is not known"
    if one.next_on and not ended:
        words = f"{words}; next date {day_words(one.next_on)}"
    waits = []
    if one.after_id in names and not ended:
        waits.append(f"waits for: {names[one.after_id]}")
    if one.stops and not ended:
        waits.append(f"{one.get_stops_display().lower()} waits for it")
    place = at(began)
    next_at = at(one.next_on) if one.next_on and not ended else None
    width = max(at(until) - place, 1)
    owner = f" ({one.owner})" if one.owner else ""
    return Stretch(
        f"{one.get_kind_display()}{owner}",
        words,
        "; ".join(waits),
        place,
        width,
        next_at,
        "ended" if ended else "running",
    )


def _of_review(one: FullReview, began: date, today: date, at: Place) -> Stretch:
    until = _last(one.ended_on) or today
    place = at(began)
    width = max(at(max(until, began)) - place, 1)
    kind = "ended" if one.state in ENDS else "review"
    return Stretch(one.type.title, STAGES[one.state].lower(), "", place, width, None, kind)


def _first(day: FuzzyDate | None, otherwise: date) -> date:
    return day.earliest if day and day.earliest else otherwise


def _last(day: FuzzyDate | None) -> date | None:
    return day.latest if day and day.is_known else None
