"""What a bank holiday proclaimed later moves: open deadlines whose sum it falls into, and what apps keep of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.deadlines.counting import end_of, recount
from candour.platform.deadlines.models import Deadline
from candour.rulebook.calendars import BeyondCalendar, Calendar


@dataclass(frozen=True)
class Move:
    """A deadline as it stands, and the day and moment to which it moves."""

    deadline: Deadline
    due_on: date
    due_at: datetime

    @property
    def partnership_id(self) -> int | None:
        """The partnership in whose work it is, if one has to act or waits for it."""
        if self.deadline.body_kind == "partnership":
            return self.deadline.body_id
        return self.deadline.overseer_id if self.deadline.overseer_kind == "partnership" else None


Refresh = Callable[[Actor, date, Sequence[Move]], None]
_refreshers: list[Refresh] = []


def on_holiday(refresh: Refresh) -> None:
    """Have an app bring up to date, inside the same act, what it keeps of dates. Called once, at start-up."""
    _refreshers.append(refresh)


def refresh_all(actor: Actor, on: date, moves: Sequence[Move]) -> None:
    """Let every app bring up to date what it keeps of dates."""
    for refresh in _refreshers:
        refresh(actor, on, moves)


def moves_of(at: datetime, on: date, before: Calendar, after: Calendar) -> Iterator[Move]:
    """What moves by the holiday: open, unmet and not past, counted in working days across it, to a day not past."""
    forwards = Q(counts="working-days", starts_on__lte=on, due_on__gte=on)
    backwards = Q(counts="working-days-before", starts_on__gte=on, due_on__lte=on)
    open_ones = Deadline.objects.filter(forwards | backwards, met_at=None, cancelled_at=None, due_at__gte=at)
    for deadline in open_ones.order_by("pk").iterator(chunk_size=500):
        due_on = _moved(deadline, before, after)
        if due_on is not None and due_on != deadline.due_on:
            due_at = end_of(due_on, deadline.by)
            if due_at >= at:
                yield Move(deadline, due_on, due_at)


def _moved(deadline: Deadline, before: Calendar, after: Calendar) -> date | None:
    """The day to which a deadline moves; None where somebody set its day by hand or the calendar does not reach."""
    try:
        return recount(deadline, after) if deadline.due_on == recount(deadline, before) else None
    except BeyondCalendar:
        return None
