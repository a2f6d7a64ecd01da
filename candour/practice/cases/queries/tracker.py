"""The tracker: as it stands now, as it stood on a day, and what a joint partnership sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import may, note_list_read, seen_by
from candour.platform.audit_trail.queries import Reader, readers_of
from candour.platform.dates.days import day_over
from candour.platform.deadlines.calendar import calendar
from candour.practice.cases.models import Tabling, TrackerLine
from candour.practice.cases.permissions.teams import cases_of_office
from candour.practice.directory import queries as directory
from candour.rulebook.calendars import BeyondCalendar, Calendar
from candour.rulebook.language.clocks import LONDON, day_number
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.fuzzy_dates import FuzzyDate

PAGE = 50
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One case in the tracker, as plain values."""

    case_ref: str
    key: str
    kind: str
    state: str
    is_open: bool
    notified: str
    themes: str
    lead_authority: str
    update: str
    presented: str
    published: str
    used: int | None
    allowed: int | None
    is_late: bool
    cannot_count: str
    eased: str
    waits_for: str
    ask: str
    next_check: str
    is_held: bool
    check_is_overdue: bool


@dataclass(frozen=True)
class TrackerPage:
    """A page of the tracker."""

    rows: list[Row]
    has_more: bool
    as_of: date | None


@dataclass(frozen=True)
class Readers:
    """Who had opened the tracker when a day ended, and who a case that it shows."""

    of_tracker: list[tuple[str, list[Reader]]]
    """For each partnership in whose office the reader works: its name, and who had opened its cases' tracker."""
    of_cases: list[tuple[str, str, list[Reader]]]
    """For each case that somebody opened: its reference, its key, and by whom."""


@dataclass(frozen=True)
class Filters:
    """What the reader asked to see."""

    shows: str = "open"
    """ "open", "closed", "late", "held" or "all"."""
    words: str = ""


def tracker(actor: Actor, filters: Filters, *, page: int = 1, as_of: date | None = None) -> TrackerPage:
    """A page of fifty cases that the actor sees, those that ask for attention first, as it stood when a day ended."""
    lines = _lines(actor, filters, as_of, _moment(actor, as_of))
    start = (page - 1) * PAGE
    found = list(lines[start : start + PAGE + 1])
    days = calendar(actor)
    if found:
        shown = {line.partnership_id: line.partnership for line in found[:PAGE]}
        note_list_read(actor, TrackerLine, *(shown[pk] for pk in sorted(shown)))
    day = as_of or actor.today
    return TrackerPage([row_of(line, day, days, actor.at) for line in found[:PAGE]], len(found) > PAGE, as_of)


def readers(actor: Actor, found: TrackerPage) -> Readers | None:
    """Who had read a tracker of a past day, and the cases that it shows, when that day ended; None for no such page.

    Readers of the tracker are told to the office of the partnership, readers of a case to the office of the case.
    """
    if found.as_of is None:
        return None
    mine = [one for one in directory.my_partnerships(actor) if may(actor, "see who read the tracker", one)]
    cases = cases_of_office(actor, [row.case_ref for row in found.rows])
    if not mine and not cases:
        return None
    before = day_over(found.as_of)
    of_tracker = readers_of(mine, before=before, page="tracker")
    of_cases = readers_of(cases, before=before)
    by_ref = {one.ref: of_cases[one.pk] for one in cases if one.pk in of_cases}
    return Readers(
        [(one.name, of_tracker.get(one.pk, [])) for one in mine],
        [(row.case_ref, row.key, by_ref[row.case_ref]) for row in found.rows if row.case_ref in by_ref],
    )


def every_row(actor: Actor, filters: Filters, *, as_of: date | None = None) -> list[Row]:
    """The whole tracker that the actor sees, for an export."""
    days = calendar(actor)
    day = as_of or actor.today
    moment = _moment(actor, as_of)
    return [
        row_of(line, day, days, actor.at) for line in _lines(actor, filters, as_of, moment).iterator(chunk_size=500)
    ]


def open_rows_of(actor: Actor, partnership_id: int, at_most: int) -> list[Row]:
    """The open cases of one partnership that the actor sees, those that ask for attention first."""
    lines = list(_lines(actor, Filters(), None, actor.at).filter(partnership_id=partnership_id)[:at_most])
    if lines:
        note_list_read(actor, TrackerLine, lines[0].partnership)
    days = calendar(actor)
    return [row_of(line, actor.today, days, actor.at) for line in lines]


def partnerships_in(actor: Actor, filters: Filters, *, as_of: date | None = None) -> set[int]:
    """The ids of the partnerships whose cases the actor's whole tracker shows."""
    lines = _lines(actor, filters, as_of, _moment(actor, as_of))
    return set(lines.order_by().values_list("partnership_id", flat=True).distinct())


def tabled_at(actor: Actor, partnership_id: int) -> list[Tabling]:
    """What was tabled at a partnership, as the actor sees it, newest first."""
    tabled = seen_by(actor, Tabling).filter(to_id=partnership_id, tabled_at__isnull=False)
    return list(tabled.select_related("to").order_by("-tabled_at"))


def row_of(line: TrackerLine, day: date, days: Calendar, at: datetime) -> Row:
    """A line as it reads on a day: how many working days were used by then is worked out here, never kept."""
    used, cannot = used_by(line, day, days)
    late = used is not None and line.allowed is not None and used > line.allowed
    return Row(
        case_ref=line.case.ref,
        key=line.key,
        kind=line.kind,
        state=line.state_words,
        is_open=line.is_open,
        notified=line.notified_as_printed or _words(line.notified_on),
        themes=line.themes,
        lead_authority=line.lead_authority,
        update=line.update,
        presented=line.presented_as_printed or _words(line.presented_on),
        published=line.published_as_printed or _words(line.published_on),
        used=used,
        allowed=line.allowed,
        is_late=late,
        cannot_count=cannot,
        eased=line.eased,
        waits_for=line.waits_for,
        ask=line.ask,
        next_check=_day(line.next_check_on),
        is_held=line.is_held,
        check_is_overdue=line.is_held and (line.next_check_on is None or line.next_check_on <= day),
    )


def used_by(line: TrackerLine, day: date, days: Calendar) -> tuple[int | None, str]:
    """The working days used by a day, or why they cannot be counted."""
    if line.cannot_count:
        return None, line.cannot_count
    start = line.counts_from.exact if line.counts_from else None
    if start is None or line.allowed is None:
        return None, ""
    sent = line.sent_on.exact if line.sent_on else None
    try:
        return day_number(start, max(start, min(sent or day, day)), days, Convention(line.convention)), ""
    except BeyondCalendar as beyond:
        return None, str(beyond)


def _lines(actor: Actor, filters: Filters, as_of: date | None, moment: datetime) -> QuerySet[TrackerLine]:
    lines = seen_by(actor, TrackerLine).select_related("case", "partnership")
    if as_of is None:
        lines = lines.filter(true_until=None)
    else:
        lines = lines.filter(Q(true_until=None) | Q(true_until__gt=moment), true_from__lte=moment)
    if filters.shows == "open":
        lines = lines.filter(is_open=True)
    elif filters.shows == "closed":
        lines = lines.filter(is_open=False)
    elif filters.shows == "late":
        lines = lines.filter(is_open=True, order_at__lt=moment)
    elif filters.shows == "held":
        lines = lines.filter(is_held=True)
    if filters.words:
        lines = lines.filter(Q(key__iexact=filters.words) | Q(themes__icontains=filters.words))
    return lines.order_by("is_open", "order_at", "pk") if filters.shows != "all" else lines.order_by("order_at", "pk")


def _moment(actor: Actor, as_of: date | None) -> datetime:
    if as_of is None:
        return actor.at
    return datetime.combine(as_of, time(23, 59, 59), LONDON).astimezone(UTC)


def _words(date_: FuzzyDate | None) -> str:
    return date_.words if date_ else ""


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""
