"""What waits to be tested again, what was drawn, and how much of what is closed was ever tested."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, seen_by
from candour.practice.learning.models import Draw, PlanAction, Retest

MONTHS = (3, 6, 12)
LAST = MONTHS[-1]
"""A change that holds after so many months is sustained."""
TESTED = ("evidenced", "retested")
CLOSED = ("done", "evidenced", "retested", "sustained")
NEWEST = 20


@dataclass(frozen=True)
class Coverage:
    """How many closed actions there are, and how many of them were never tested again."""

    closed: int
    untested: int
    failed: int

    @property
    def percent(self) -> int:
        """How many of a hundred closed actions were never tested again."""
        return round(100 * self.untested / self.closed) if self.closed else 0


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def eligible_for(actor: Actor, partnership_id: int, months: int) -> list[PlanAction]:
    """The actions of a partnership that can be drawn so many months after their evidence was accepted, in order."""
    drawn = Retest.objects.filter(action=OuterRef("pk"), months=months, counted_from=OuterRef("evidenced_on"))
    waiting = seen_by(actor, PlanAction).filter(
        ~Exists(drawn),
        report__partnership_id=partnership_id,
        state__in=TESTED,
        evidenced_on__lte=months_before(actor.today, months),
    )
    return list(waiting.select_related("report").order_by("ref"))


def waiting_tests(actor: Actor) -> list[Retest]:
    """The tests that were drawn and that nobody has judged, the oldest first."""
    waiting = seen_by(actor, Retest).filter(result="")
    related = ("action", "action__report", "action__body", "action__owner", "draw")
    return list(waiting.select_related(*related).order_by("draw__drawn_on", "pk")[:200])


def tests_of(actor: Actor, action: PlanAction) -> list[Retest]:
    """The tests of one action that the caller has fetched as seen, the oldest first."""
    return list(seen_by(actor, Retest).filter(action=action).select_related("draw").order_by("pk"))


def draws(actor: Actor) -> list[Draw]:
    """The newest draws from nothing but what the actor sees: even their number would tell of what is kept from them."""
    found = list(seen_by(actor, Draw).select_related("partnership").order_by("-drawn_on", "-pk")[:NEWEST])
    seen = _seen(actor, {ref for one in found for ref in one.eligible})
    return [one for one in found if seen.issuperset(one.eligible)]


def draw(actor: Actor, ref: str) -> Draw:
    """One draw by its reference. Raises Hidden, also where it was drawn from something that the actor does not see."""
    found = fetch(actor, Draw, "partnership", ref=ref)
    if not _seen(actor, set(found.eligible)).issuperset(found.eligible):
        raise Hidden
    return found


def _seen(actor: Actor, refs: set[str]) -> set[str]:
    return set(seen_by(actor, PlanAction).filter(ref__in=refs).values_list("ref", flat=True))


def drawn_in(actor: Actor, found: Draw) -> list[Retest]:
    """What was drawn, as far as the actor sees it."""
    drawn = seen_by(actor, Retest).filter(draw=found)
    return list(drawn.select_related("action", "action__report", "action__body").order_by("action__ref"))


def coverage(actor: Actor) -> Coverage:
    """How many closed actions there are, how many were never tested again, and how many tests failed."""
    tested = Retest.objects.filter(action=OuterRef("pk")).exclude(result="")
    closed = seen_by(actor, PlanAction).filter(state__in=CLOSED)
    return Coverage(
        closed=closed.count(),
        untested=closed.filter(~Exists(tested)).count(),
        failed=seen_by(actor, Retest).filter(result="failed").count(),
    )
