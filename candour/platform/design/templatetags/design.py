"""Template tags for what templates cannot say themselves: dates in the house style, and keys of forms."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate

register = template.Library()


@register.filter
def day(value: Any) -> str:
    """A day as GOV.UK writes it: "3 April 2026"; a date known in part in its own words; nothing for none."""
    if isinstance(value, FuzzyDate):
        return value.words
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else ""


@register.filter
def weekday(value: Any) -> str:
    """A day with its weekday: "Friday 3 April 2026"."""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value:%A} {value.day} {value:%B %Y}" if isinstance(value, date) else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in London: "3 April 2026, 09:30"."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M}"


@register.filter
def due_moment(value: datetime | None) -> str:
    """A due moment: the day alone if it is the end of the day, else with the time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    words = f"{local:%a} {local.day} {local:%b %Y}"
    return words if local.hour == 23 and local.minute == 59 else f"{words}, {local:%H:%M}"


@register.filter
def plural(number: int, words: str) -> str:
    """A number with its noun: `3|plural:"working day,working days"`."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"


@register.simple_tag
def submission_key() -> SafeString:
    """A hidden key, so that a form sent twice acts once."""
    return format_html('<input type="hidden" name="submission_key" value="{}">', secrets.token_urlsafe(24))
