"""The joint view: whether every rapid review was tabled locally and jointly, and one tracker for three audiences."""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.access.actor import Actor
from candour.platform.access.policy import note_list_read, seen_by
from candour.platform.deadlines.calendar import calendar
from candour.practice.cases.models import RapidReview, Tabling, TrackerLine
from candour.practice.cases.queries.guarding import identifying_in
from candour.practice.cases.queries.tracker import Row, row_of
from candour.practice.cases.workflow import REVIEW

MOST = 500
LOCAL, JOINT, SCRUTINEER = "local", "joint", "scrutineer"
AUDIENCES = {
    LOCAL: "The local partnership",
    JOINT: "The joint partnership",
    SCRUTINEER: "The independent scrutineer",
}
COLUMNS = {
    LOCAL: (
        *("Case", "Notified", "Themes", "Lead authority", "Where it stands", "Update", "Working days", "Waits for"),
        *("Whom to ask", "Next check", "Presented locally", "Published"),
    ),
    JOINT: ("Case", "Lead authority", "Kind", "Themes", "Where it stands", "Working days", "Published"),
    SCRUTINEER: (
        *("Case", "Kind", "Where it stands", "Working days", "Waits for", "Next check", "Tabled locally"),
        *("Tabled jointly", "Published"),
    ),
}
"""What each audience is shown. The scrutineer has every case and its time, and no word about what happened."""


@dataclass(frozen=True)
class RapidTabled:
    """A rapid review with where it was tabled."""

    case_ref: str
    key: str
    stands: str
    local: str
    joint: str
    is_wanting: bool


@dataclass(frozen=True)
class Version:
    """The tracker for one audience: its rows, and the cases that it leaves out, each with the reason."""

    audience: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    withheld: list[tuple[str, str, str]]
    """The key, the address reference and why."""
    has_more: bool
    """Whether there are more cases than the page shows."""


def rapid_reviews_tabled(actor: Actor) -> list[RapidTabled]:
    """Every rapid review that the actor sees, those first that are not tabled everywhere yet."""
    reviews = seen_by(actor, RapidReview).filter(case__about="child").select_related("case").order_by("-opened_at")
    found = list(reviews[:MOST])
    tablings = _tablings(actor, [one.case_id for one in found])
    rows = []
    for one in found:
        local, joint = tablings.get(one.case_id, ([], []))
        said = _tabled(local), _tabled(joint)
        wanting = not any(each.tabled_at for each in local) or not any(each.tabled_at for each in joint)
        rows.append(RapidTabled(one.case.ref, one.case.key, REVIEW.title_of(one.state), *said, wanting))
    return sorted(rows, key=lambda row: (not row.is_wanting, row.key))


def version_for(actor: Actor, audience: str, *, at_most: int | None = MOST) -> Version:
    """The tracker for an audience, from the lines that the actor sees: open cases first. A file holds all of them.

    Raises KeyError for an unknown audience.
    """
    lines = seen_by(actor, TrackerLine).filter(true_until=None).select_related("case", "partnership")
    found = list(lines.order_by("-is_open", "order_at", "pk")[: at_most + 1 if at_most else None])
    has_more = at_most is not None and len(found) > at_most
    found = found[:at_most]
    if found:
        note_list_read(actor, TrackerLine, found[0].partnership)
    tablings = _tablings(actor, [one.case_id for one in found])
    days = calendar(actor)
    rows: list[tuple[str, ...]] = []
    withheld: list[tuple[str, str, str]] = []
    for line in found:
        row = row_of(line, actor.today, days, actor.at)
        local, joint = tablings.get(line.case_id, ([], []))
        if audience == JOINT:
            why = _why_withheld(joint)
            if why:
                withheld.append((row.key, row.case_ref, why))
            else:
                rows.append(_for_joint(row, next(one for one in joint if one.tabled_at)))
        elif audience == SCRUTINEER:
            rows.append(
                (
                    *(row.key, row.kind, row.state, _days(row), row.waits_for, _check(row)),
                    *(_tabled(local), _tabled(joint), row.published),
                )
            )
        else:
            rows.append(_for_local(row))
    return Version(audience, AUDIENCES[audience], COLUMNS[audience], rows, withheld, has_more)


def _why_withheld(joint: list[Tabling]) -> str:
    tabled = next((one for one in joint if one.tabled_at), None)
    if tabled is None:
        return "It has not been tabled at a joint partnership."
    found = [] if tabled.shown_although else identifying_in(tabled.themes, tabled.stands)
    return " ".join(found)


def _for_joint(row: Row, tabled: Tabling) -> tuple[str, ...]:
    return (row.key, tabled.lead_authority, tabled.kind, tabled.themes, tabled.stands, _days(row), row.published)


def _for_local(row: Row) -> tuple[str, ...]:
    return (
        *(row.key, row.notified, row.themes, row.lead_authority, row.state, row.update, _days(row), row.waits_for),
        *(row.ask, _check(row), row.presented, row.published),
    )


def _days(row: Row) -> str:
    if row.used is None:
        return row.cannot_count or ""
    return f"{row.used} of {row.allowed}{', late' if row.is_late else ''}"


def _check(row: Row) -> str:
    if not row.is_held:
        return ""
    return f"{row.next_check or 'none is set'}{', overdue' if row.check_is_overdue and row.next_check else ''}"


def _tabled(tablings: list[Tabling]) -> str:
    done = [one for one in tablings if one.tabled_at]
    if done:
        return f"{done[0].tabled_at:%-d %b %Y}"
    planned = next((one for one in tablings), None)
    when = planned.planned_on.words if planned and planned.planned_on else ""
    return f"Planned{f' for {when}' if when else ''}" if planned else "Not planned"


def _tablings(actor: Actor, case_ids: list[int]) -> dict[int, tuple[list[Tabling], list[Tabling]]]:
    """The tablings of cases: those at their own partnership, and those at joint ones."""
    held: dict[int, tuple[list[Tabling], list[Tabling]]] = {}
    seen = seen_by(actor, Tabling).filter(case_id__in=case_ids).select_related("case").order_by("pk")
    for one in seen:
        is_joint = one.to_id != one.case.partnership_id
        held.setdefault(one.case_id, ([], []))[is_joint].append(one)
    return held
