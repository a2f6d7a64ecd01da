"""When a day ends in London, for whatever is shown as it stood then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from candour.rulebook.language.clocks import LONDON


def day_over(day: date) -> datetime:
    """The first moment that is no longer part of the day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(0), LONDON).astimezone(UTC)
