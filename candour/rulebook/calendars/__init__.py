"""The working-day calendar of England and Wales, read once from the stored list of bank holidays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from candour.rulebook.calendars.working_days import BeyondCalendar, Calendar, Holiday

__all__ = ["ENGLAND_AND_WALES", "BeyondCalendar", "Calendar", "Holiday"]


def read_calendar(path: Path) -> Calendar:
    """Read a stored calendar: its name, the dates between which it is complete, and its bank holidays."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Calendar(
        name=stored["name"],
        version=stored["version"],
        known_from=date.fromisoformat(stored["known_from"]),
        known_until=date.fromisoformat(stored["known_until"]),
        holidays=[Holiday(date.fromisoformat(row["date"]), row["title"]) for row in stored["events"]],
    )


ENGLAND_AND_WALES = read_calendar(Path(__file__).with_name("bank_holidays.json"))
