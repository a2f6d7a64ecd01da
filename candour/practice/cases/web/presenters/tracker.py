"""The rows of the tracker and of what was tabled, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.dates.words import day_words
from candour.platform.design.readers import ReaderShown, reader_shown

if TYPE_CHECKING:
    from candour.practice.cases.models import Tabling
    from candour.practice.cases.queries.tracker import Readers, Row

COLUMNS = (
    "Case",
    "Working days used of allowed",
    "Themes and update",
    "Waits for",
    "Next check",
    "Notified to Panel",
    "Lead",
    "Presented locally",
    "Published",
)
INCIDENT = "Serious incident"
SHOWS = (("open", "Open"), ("late", "Late"), ("held", "On hold"), ("closed", "Closed"), ("all", "All"))


@dataclass(frozen=True)
class RowShown:
    """A row of the tracker."""

    key: str
    address: str
    kind: str
    state: str
    notified: str
    themes: str
    lead_authority: str
    update: str
    presented: str
    published: str
    days: str
    mark: str
    mark_words: str
    why: str
    eased: str
    waits_for: str
    ask: str
    next_check: str
    check_mark: str


@dataclass(frozen=True)
class ReadersShown:
    """Who had read a tracker of a past day, and which of its cases."""

    of_tracker: list[tuple[str, list[ReaderShown]]]
    """For each partnership: its name, and who read."""
    of_cases: list[tuple[str, str, str]]
    """The key of the case, the address of its history, and by whom it was opened, in words."""


@dataclass(frozen=True)
class TablingShown:
    """A case that is planned to be tabled, or was."""

    ref: str
    where: str
    planned: str
    tabled: str
    is_tabled: bool
    key: str
    kind: str
    lead_authority: str
    themes: str
    stands: str
    days: str


def row_shown(row: Row, incident: str = INCIDENT) -> RowShown:
    """A row with its marks: late and held are shapes and words, not only colours.

    `incident` is what the reader's sector calls a serious incident.
    """
    if row.is_late:
        over = (row.used or 0) - (row.allowed or 0)
        mark, words = "late", f"{over} late"
    elif row.is_held:
        mark, words = "held", "On hold"
    elif row.cannot_count:
        mark, words = "unknown", "Cannot be counted"
    elif not row.is_open:
        mark, words = "met", "Closed"
    else:
        mark, words = "open", "In time" if row.used is not None else _not_counted(row)
    days = f"{row.used} of {row.allowed}" if row.used is not None else ""
    return RowShown(
        key=row.key,
        address=reverse("case", args=[row.case_ref]),
        kind=incident if row.kind == INCIDENT else row.kind,
        state=row.state,
        notified=row.notified,
        themes=row.themes,
        lead_authority=row.lead_authority,
        update=row.update,
        presented=row.presented,
        published=row.published,
        days=days,
        mark=mark,
        mark_words=words,
        why=row.cannot_count,
        eased=row.eased,
        waits_for=row.waits_for,
        ask=row.ask,
        next_check=row.next_check or ("No next check is set" if row.is_held else ""),
        check_mark="late" if row.check_is_overdue else "",
    )


def readers_shown(found: Readers | None) -> ReadersShown | None:
    """Who had read a tracker, as far as the reader may know it."""
    if found is None:
        return None
    return ReadersShown(
        [(name, [reader_shown(one) for one in by]) for name, by in found.of_tracker],
        [
            (key, reverse("case_history", args=[ref]), ", ".join(one.who for one in by))
            for ref, key, by in found.of_cases
        ],
    )


def _not_counted(row: Row) -> str:
    return "Not started" if row.kind == INCIDENT else "No time limit"


def tabling_shown(tabling: Tabling) -> TablingShown:
    """A tabling as it stands."""
    return TablingShown(
        ref=tabling.ref,
        where=tabling.to.name,
        planned=day_words(tabling.planned_on),
        tabled=day_words(tabling.tabled_at),
        is_tabled=tabling.tabled_at is not None,
        key=tabling.key,
        kind=tabling.kind,
        lead_authority=tabling.lead_authority,
        themes=tabling.themes,
        stands=tabling.stands,
        days=f"{tabling.days_used} of {tabling.days_allowed}" if tabling.days_used is not None else "",
    )
