"""The index of challenges: how many of each body in a year or a period, how many were answered, and how they ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.queries.challenges import silent_days


@dataclass(frozen=True)
class Line:
    """What became of the challenges of one body, or of all."""

    body: str
    challenges: int
    answered: int
    """Those that were answered at the stage at which they lie or ended."""
    silent: int
    """Those whose answer is late, or was when they ended."""
    resolved: int
    days: float | None
    """The median of the days from raising to resolution; None where none was resolved."""

    @property
    def waiting(self) -> int:
        """Those whose answer is not due yet, or that ended before it was."""
        return self.challenges - self.answered - self.silent

    @property
    def percent(self) -> int | None:
        """How many of a hundred were resolved, half rounded up; None where there was none."""
        return percent_of(self.resolved, self.challenges)


@dataclass(frozen=True)
class Pair:
    """How often one body challenged another."""

    raised_by: str
    body: str
    challenges: int
    resolved: int


@dataclass(frozen=True)
class Index:
    """A year of challenges: by body, all of them, and by who challenged whom."""

    lines: list[Line]
    together: Line
    pairs: list[Pair]


@dataclass(frozen=True)
class PeriodLine:
    """How the challenges of one body stood when a period ended."""

    body: str
    challenges: int
    resolved: int
    longest_silence: int | None
    """For how many days the body left a stage without an answer at most, if that was late; None if nothing was."""
    highest: int
    last: int
    """The highest stage that one of them reached, and how many stages its ladder has."""

    @property
    def percent(self) -> int | None:
        """How many of a hundred were resolved, half rounded up; None where there was none."""
        return percent_of(self.resolved, self.challenges)


def percent_of(part: int, whole: int) -> int | None:
    """How many of a hundred, half rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def index_of(actor: Actor, *, year: int, partnership_ref: str = "") -> Index:
    """The index of a report year, as it stands now, of what the actor sees. Two queries."""
    seen = seen_by(actor, Challenge).filter(year=year)
    if partnership_ref:
        seen = seen.filter(partnership__ref=partnership_ref)
    found = list(seen.select_related("raised_by", "body").order_by("body__name", "raised_by__name", "pk"))
    steps = _steps(actor, found)
    by_body: dict[str, list[Challenge]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[Challenge]] = defaultdict(list)
    for one in found:
        by_body[one.body.name].append(one)
        by_pair[one.raised_by.name, one.body.name].append(one)
    return Index(
        lines=[_line(actor, body, held, steps) for body, held in by_body.items()],
        together=_line(actor, "All bodies", found, steps),
        pairs=[
            Pair(raiser, body, len(held), sum(one.state == "resolved" for one in held))
            for (raiser, body), held in sorted(by_pair.items())
        ],
    )


def between(actor: Actor, partnership_id: int, from_on: date, until_on: date) -> list[PeriodLine]:
    """By body, the challenges that were raised in a period or open when it began, as they stood when it ended.

    Nothing that came later counts; of a period that goes on, today is its end.
    """
    until = min(until_on, actor.today)
    open_then = Q(ended_on=None) | Q(ended_on__gte=from_on)
    seen = seen_by(actor, Challenge).filter(open_then, partnership_id=partnership_id, raised_on__lte=until)
    found = list(seen.select_related("body").order_by("body__name", "pk"))
    steps = _steps(actor, found)
    by_body: dict[str, list[Challenge]] = defaultdict(list)
    for one in found:
        by_body[one.body.name].append(one)
    return [_period_line(body, held, steps, until) for body, held in by_body.items()]


def _steps(actor: Actor, found: Sequence[Challenge]) -> dict[int, list[Step]]:
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in seen_by(actor, Step).filter(challenge__in=[one.pk for one in found]).order_by("stage"):
        steps[step.challenge_id].append(step)
    return steps


def _line(actor: Actor, body: str, held: Sequence[Challenge], steps: dict[int, list[Step]]) -> Line:
    last = {one.pk: steps[one.pk][-1] for one in held}
    took = [(one.ended_on - one.raised_on).days for one in held if one.state == "resolved" and one.ended_on]
    return Line(
        body=body,
        challenges=len(held),
        answered=sum(last[one.pk].replied_on is not None for one in held),
        silent=sum(silent_days(last[one.pk], one.ended_on or actor.today) is not None for one in held),
        resolved=len(took),
        days=median(took) if took else None,
    )


def _period_line(body: str, held: Sequence[Challenge], steps: dict[int, list[Step]], until: date) -> PeriodLine:
    reached: list[tuple[int, int]] = []
    silences: list[int] = []
    for one in held:
        came_to = [each for each in steps[one.pk] if each.from_on <= until]
        reached.append((came_to[-1].stage, one.last_stage))
        left = [*(each.from_on for each in came_to[1:]), min(one.ended_on or until, until)]
        for step, left_on in zip(came_to, left, strict=True):
            waited_until = min(step.replied_on or left_on, left_on)
            if waited_until > step.answer_by:
                silences.append((waited_until - step.from_on).days)
    highest, last = max(reached)
    resolved = sum(one.state == "resolved" and one.ended_on is not None and one.ended_on <= until for one in held)
    return PeriodLine(body, len(held), resolved, max(silences, default=None), highest, last)
