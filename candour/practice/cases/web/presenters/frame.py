"""What stands on every page of a case: its key, its clock in a line, and where one can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words, due_words
from candour.platform.deadlines.calendar import calendar
from candour.practice.cases.queries import cases
from candour.practice.cases.queries.tracker import used_by
from candour.practice.directory import queries as directory

if TYPE_CHECKING:
    from candour.practice.cases.models import Case, TrackerLine

PAGES = (
    ("case", "Overview"),
    ("case_referral", "Referral and people"),
    ("case_tests", "Tests"),
    ("case_notification", "Notification"),
    ("case_agencies", "Agencies"),
    ("case_chronology", "Chronology"),
    ("case_meeting", "Meeting"),
    ("case_report", "Report"),
    ("case_decision", "Decision room"),
    ("case_submission", "Sending and reply"),
    ("case_voices", "Family and practitioners"),
    ("case_reviews", "Reviews that follow"),
    ("case_processes", "Other processes"),
    ("case_tracker", "Tracker, hold, tabling"),
    ("case_team", "Team and conflicts"),
    ("case_history", "History"),
)
FOR_CHILDREN_ONLY = ("case_notification",)


@dataclass(frozen=True)
class PageLink:
    """A page of the case in its menu."""

    title: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The frame of a case's page."""

    ref: str
    key: str
    about: str
    kind: str
    partnership: str
    state: str
    clock: str
    due: str
    is_late: bool
    held: str
    eased: str
    pages: list[PageLink]
    is_open: bool


def frame(actor: Actor, case: Case, current: str) -> Frame:
    """The frame of one page of a case. Two queries."""
    line = cases.line_of(actor, case)
    pages = [
        PageLink(title, reverse(name, args=[case.ref]), name == current)
        for name, title in PAGES
        if case.is_child or name not in FOR_CHILDREN_ONLY
    ]
    return Frame(
        ref=case.ref,
        key=case.key,
        about=case.get_about_display(),
        kind=directory.label_for(actor, case.kind, case.get_kind_display()),
        partnership=case.partnership.name,
        state=line.state_words if line else case.get_state_display(),
        clock=_clock(actor, line),
        due=due_words(line.due_at) if line and line.due_at else "",
        is_late=_is_late(actor, line),
        held=_held(line),
        eased=line.eased if line else "",
        pages=pages,
        is_open=case.state in ("received", "in-review"),
    )


def _clock(actor: Actor, line: TrackerLine | None) -> str:
    if line is None or line.kind != "Serious incident":
        return ""
    used, cannot = used_by(line, actor.today, calendar(actor))
    if cannot:
        return f"Working days cannot be counted: {cannot}"
    if used is None:
        return "The working days have not started"
    if line.sent_on:
        ended = "Sent" if line.about == "child" else "Decided"
        return f"{ended} on day {used} of {line.allowed}"
    return f"Day {used} of {line.allowed}"


def _is_late(actor: Actor, line: TrackerLine | None) -> bool:
    if line is None or line.due_at is None:
        return False
    used, _ = used_by(line, actor.today, calendar(actor)) if line.sent_on else (None, "")
    return used > (line.allowed or 0) if used is not None else actor.at > line.due_at


def _held(line: TrackerLine | None) -> str:
    if line is None or not line.is_held:
        return ""
    check = f"next check {day_words(line.next_check_on)}" if line.next_check_on else "no next check is set"
    return f"On hold: waits for {line.waits_for}; {check}"
