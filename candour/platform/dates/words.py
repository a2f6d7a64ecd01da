"""Days and moments in the words of the house style, in London's time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate


def day_words(value: Any) -> str:
    """A day as GOV.UK writes it: "3 April 2026"; a date known in part in its own words; nothing for none."""
    if isinstance(value, FuzzyDate):
        return value.words
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else ""


def written(text: str) -> str:
    """A date that somebody typed, in the words in which dates are shown; any other text as it is."""
    try:
        return FuzzyDate.parse(text).words
    except NotADate:
        return text


def weekday_words(value: Any) -> str:
    """A day with its weekday: "Friday 3 April 2026"; nothing for none."""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value:%A} {value.day} {value:%B %Y}" if isinstance(value, date) else ""


def moment_words(value: datetime | None) -> str:
    """A moment: "3 April 2026, 09:30"; nothing for none."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M}"


def due_words(value: datetime | None) -> str:
    """A due moment: the day alone if it is the end of the day, else with the time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    words = f"{local:%a} {local.day} {local:%b %Y}"
    return words if local.hour == 23 and local.minute == 59 else f"{words}, {local:%H:%M}"
