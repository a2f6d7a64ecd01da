"""How long it takes to say how the quorum of every item stood in a meeting of a thousand arrivals and leavings.

    python -m bench.quorum_speed

Target: under a second. Prints one line and gives 1 if it was missed.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")

import django

django.setup()

from candour.practice.governance.models import AgendaItem, GroupSeat  # noqa: E402
from candour.practice.governance.presets.havering import GROUPS  # noqa: E402
from candour.practice.governance.queries.quorum import Here, Room  # noqa: E402

BEGAN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
EVENTS, ITEMS, LONG = 1000, 20, 8 * 3600
SECONDS = 1.0
TIMES = 5


def main() -> int:
    """Measure and print; 1 if the target was missed."""
    room, items = _room(), _items()
    taken, lost = [], 0
    ended = BEGAN + timedelta(seconds=LONG)
    for _ in range(TIMES):
        start = time.perf_counter()
        stood = [room.of_item(item, ended, ended) for item in items]
        taken.append(time.perf_counter() - start)
        lost = sum(one is not None and not one.is_met for one in stood)
    events = sum(1 + (one.left_at is not None) for one in room.presences)
    print(
        f"{events} events, {ITEMS} items: {statistics.median(taken) * 1000:.0f} ms"
        f" (worst {max(taken) * 1000:.0f} ms), {lost} items lost their quorum"
    )
    return int(max(taken) >= SECONDS or not 0 < lost <= ITEMS)


def _room() -> Room:
    """The working group, whose members leave and come back all day: each comes for a while, one after the other."""
    preset = GROUPS[0]
    seats = [
        GroupSeat(
            pk=number,
            title=seat.title,
            kind=seat.kind,
            unit=seat.unit,
            sectors=list(seat.sectors),
            counts=seat.counts,
            domain="both",
            from_on=date(2022, 4, 1),
        )
        for number, seat in enumerate(preset.seats, start=1)
    ]
    every = LONG * len(seats) * 2 // EVENTS
    presences = []
    for number in range(EVENTS // 2):
        seat = seats[number % len(seats)]
        came = BEGAN + timedelta(seconds=number // len(seats) * every + number % len(seats))
        presences.append(Here(seat.pk, seat.pk, False, came, came + timedelta(seconds=every - 60)))
    return Room(seats=seats, rules=[], rulebook_name=preset.quorum_name, presences=presences, conflicts={})


def _items() -> list[AgendaItem]:
    each = timedelta(seconds=LONG // ITEMS)
    return [
        AgendaItem(pk=number + 1, domain="both", opened_at=BEGAN + each * number, closed_at=BEGAN + each * (number + 1))
        for number in range(ITEMS)
    ]


if __name__ == "__main__":
    sys.exit(main())
