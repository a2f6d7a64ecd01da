"""The year from April to March, by which reports count and logs are numbered."""

from __future__ import annotations

from datetime import date


def report_year(day: date) -> int:
    """The year in which the report year of a day began."""
    return day.year if day.month >= 4 else day.year - 1
