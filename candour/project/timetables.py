"""Reads a protocol's plan of days from a table, so that it can be dated and compared with the rulebook's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from candour.platform.imports.texts import read_csv
from candour.rulebook.language.citations import Edition, Grade
from candour.rulebook.language.clocks import CLOSE_OF_BUSINESS
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.timetables import Step, Timetable

COLUMNS = ("day", "heading", "what", "who", "by")
_DAYS = re.compile(r"days?\s*(\d+)(?:\s*(?:-|–|to)\s*(\d+))?", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})\s*(am|pm)?", re.IGNORECASE)


class NotATimetable(ValueError):
    """A table is not a plan of days. The message says what is wrong and in which row."""


@dataclass(frozen=True)
class Difference:
    """A step on which two plans do not agree."""

    day: int
    what: str


def read_timetable(text: str, *, title: str, limit_days: int = 15) -> Timetable:
    """The plan that a CSV table tells, a row a step, with the columns day, heading, what, who and by.

    Its days count as in the BHR process: day 1 is the day on which the referral is received. Raises NotATimetable.
    """
    tables = read_csv(text)
    if not tables:
        raise NotATimetable("The file holds no table.")
    head, *rows = tables[0].rows
    names = [name.strip().lower() for name in head]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise NotATimetable(f"These columns are missing: {', '.join(missing)}.")
    steps = [_step(number, dict(zip(names, row, strict=True))) for number, row in enumerate(rows, start=2) if any(row)]
    return Timetable(
        key="brought-in",
        title=title,
        cites=_edition(title).cite("", Grade.LOCAL),
        convention=Convention.DAY_ONE,
        starts_when="the partnership manager receives the referral",
        limit_days=limit_days,
        steps=tuple(steps),
    )


def differences(brought: Timetable, held: Timetable) -> list[Difference]:
    """Where a plan that was brought differs from one that the rulebook holds: in its days and times, row by row."""
    found = []
    for ours, theirs in zip(brought.steps, held.steps, strict=False):
        if (ours.from_day, ours.day, ours.by) != (theirs.from_day, theirs.day, theirs.by):
            found.append(Difference(ours.day, f"“{ours.title}” is {_when(ours)}; “{theirs.title}” is {_when(theirs)}."))
    for extra in brought.steps[len(held.steps) :]:
        found.append(Difference(extra.day, f"“{extra.title}” is not in {held.title}."))
    for extra in held.steps[len(brought.steps) :]:
        found.append(Difference(extra.day, f"“{extra.title}” is only in {held.title}."))
    return found


def _step(row: int, cells: dict[str, str]) -> Step:
    days = _DAYS.search(cells["day"])
    if days is None:
        raise NotATimetable(f"Row {row}: “{cells['day']}” is not a day, such as “Day 8” or “Days 9-11”.")
    first, last = int(days[1]), int(days[2] or days[1])
    if last < first:
        raise NotATimetable(f"Row {row}: “{cells['day']}” ends before it begins.")
    return Step(
        key=f"row-{row}",
        title=cells["what"].strip(),
        who=cells["who"].strip(),
        day=last,
        from_day=first if first != last else None,
        by=_by(cells["by"]),
        heading=cells["heading"].strip(),
    )


def _by(words: str) -> time | None:
    if "close of business" in words.lower():
        return CLOSE_OF_BUSINESS
    clock = _TIME.search(words)
    if clock is None:
        return None
    half = (clock[3] or "").lower()
    hour = int(clock[1]) % 12 + (12 if half == "pm" else 0) if half else int(clock[1])
    return time(hour, int(clock[2]))


def _when(step: Step) -> str:
    days = f"on days {step.from_day} to {step.day}" if step.from_day else f"on day {step.day}"
    return f"{days} by {step.by:%H:%M}" if step.by else days


def _edition(title: str) -> Edition:
    return Edition(
        key="brought-in",
        title=title,
        publisher="",
        subject="both",
        in_force_from=date.min,
        in_force_until=None,
        link="",
        note="Read from a file. The rulebook does not hold it.",
    )
