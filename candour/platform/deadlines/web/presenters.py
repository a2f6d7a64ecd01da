"""From what is due to what a page or a calendar shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from candour.platform.deadlines.queries import Appointed, DueLine, WhatIsDue


@dataclass(frozen=True)
class LineShown:
    """A line of the page."""

    title: str
    do_next: str
    address: str
    mark: str
    left: str
    due_at: datetime
    rule_address: str
    warning: str
    is_mine: bool


@dataclass(frozen=True)
class PartShown:
    """A heading of the page with its lines."""

    key: str
    title: str
    lines: list[LineShown]


def parts_of(due: WhatIsDue) -> list[PartShown]:
    """The headings that have lines, in the order in which they should be read."""
    parts = [
        PartShown("late", "Late", _lines(due.late)),
        PartShown("this-week", "Due in the next seven days", _lines(due.this_week)),
        PartShown("waiting", "Waiting on others", _lines(due.waiting)),
        PartShown("later", "Later", _lines(due.later)),
    ]
    return [part for part in parts if part.lines]


def line_shown(line: DueLine) -> LineShown:
    """One deadline as a line."""
    edition, _, key = line.rule_name.partition("/")
    mark = "late" if line.left.is_late else "soon" if line.left.is_soon else "open"
    warning = "The timetable puts this after the limit." if line.is_past_limit else ""
    return LineShown(
        line.title,
        line.do_next,
        line.address,
        mark,
        line.left.words,
        line.due_at,
        reverse("rule", args=[edition, key]) if line.rule_name else "",
        warning,
        line.is_mine,
    )


def calendar_of(lines: Sequence[DueLine], appointed: Sequence[Appointed] = (), *, made_at: datetime) -> bytes:
    """An iCalendar feed with one entry a deadline or appointment, none of which says what it is about."""
    feed = Calendar()
    feed.add("prodid", "-//Candour//What is due//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", settings.CANDOUR_SITE_NAME)
    for line in lines:
        event = Event()
        event.add("uid", f"{line.ref}@candour")
        event.add("dtstamp", made_at)
        event.add("dtstart", line.due_at.replace(second=0) - timedelta(minutes=30))
        event.add("dtend", line.due_at.replace(second=0))
        event.add("summary", f"{settings.CANDOUR_SITE_NAME}: something is due")
        event.add("description", f"Sign in to see what: {settings.CANDOUR_BASE_URL}/")
        feed.add_component(event)
    for one in appointed:
        event = Event()
        event.add("uid", f"{one.uid}@candour")
        event.add("dtstamp", made_at)
        event.add("sequence", one.changes)
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.ends_at)
        event.add("summary", f"{settings.CANDOUR_SITE_NAME}: {one.summary}")
        event.add("description", f"Sign in to see more: {settings.CANDOUR_BASE_URL}{one.address}")
        feed.add_component(event)
    content: bytes = feed.to_ical()
    return content


def _lines(lines: Sequence[DueLine]) -> list[LineShown]:
    return [line_shown(line) for line in lines]
