"""The recipe for an old list of those who attended and those who sent apologies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.governance.imports.agenda import home
from candour.practice.governance.imports.printed_people import near_to, people_context, person_of
from candour.practice.governance.imports.printed_tables import attendance_under_heads
from candour.practice.governance.models import Apology, Attendance, Meeting
from candour.practice.governance.operations.bringing_in_meetings import OldAttendance, bring_in_attendance, take_out
from candour.practice.governance.queries.bringing_in import hours_of, meeting_by_ref, seats_for_people

_FROM = re.compile(r"\bfrom\s+(\d{1,2}[:.]\d\d)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|to|left at)\s+(\d{1,2}[:.]\d\d)", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+([A-Z]{2,4})\b")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")
_AFTER_NAME = re.compile(r"\s*\(.*$")


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of an attendance list says: who, in which seat, from when, or that they apologised."""
    notes: list[Note] = []
    remarks = f"{cells['name']} {cells['printed']}"
    name = _AFTER_NAME.sub("", cells["name"]).strip()
    person = _person(name, cells["initials"].strip(), context, notes)
    absent = _person("", _instead(cells, remarks), context, notes)
    is_apology = "apolog" in cells["status"].casefold()
    seat = _seat(person, absent, context)
    if not person and not notes:
        notes.append(Note("problem", "The row names nobody.", "name"))
    if person and seat is None:
        words = f"{person} has no seat in the group, and stands in for nobody who has one. Give them a seat first."
        notes.append(Note("problem", words, "name", cells["name"]))
    arrived = cells["arrived"].strip() or _found(_FROM, remarks)
    left = cells["left"].strip() or _found(_UNTIL, remarks)
    if arrived:
        notes.append(Note("fine", f"There from {arrived} only.", "arrived"))
    notes += _of_hours(arrived, left, context)
    return Reading(
        {
            "name": person,
            "for": absent,
            "seat": str(seat or ""),
            "status": "apologies" if is_apology else "attended",
            "arrived": arrived,
            "left": left,
        },
        tuple(notes),
    )


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The people and the seats that they fill."""
    assert isinstance(owner, Meeting)
    return {**people_context(actor, owner.group), "seat_of": seats_for_people(actor, owner), "hours": hours_of(owner)}


def _of_hours(arrived: str, left: str, context: Context) -> list[Note]:
    """What speaks against the times: a meeting that was over, or had not begun, by what is known of it."""
    began, ended = context["hours"]
    outside = [
        printed
        for printed in (arrived, left)
        if (at := _time(printed)) is not None and not began <= f"{at:%H:%M}" <= ended
    ]
    words = f"The meeting is entered from {began} to {ended}. Correct that on its page, if the list is right."
    return [Note("question", f"{printed} lies outside the meeting. {words}", "arrived", printed) for printed in outside]


def _instead(cells: Cells, remarks: str) -> str:
    return cells["for"].strip() or _found(_FOR, remarks)


def _person(name: str, initials: str, context: Context, notes: list[Note]) -> str:
    if name and person_of(name, context) is not None:
        return name
    if initials:
        found = [one for one, letters, _, _ in context["people"] if letters == initials]
        members = [one for one, letters, is_member, _ in context["people"] if letters == initials and is_member]
        for named in (members, found):
            if len(named) == 1 and not name:
                return str(named[0])
    if not name and not initials:
        return ""
    near = "; ".join(near_to(initials, context)) if initials and not name else ""
    words = f"{name or initials} is not in the directory. Add them to it first, and send the list again."
    level = "problem" if name else "question"
    notes.append(Note(level, f"{words} Near it: {near}." if near else words, "name", name or initials))  # type: ignore[arg-type]
    return ""


def _seat(person: str, absent: str, context: Context) -> int | None:
    for name in (absent, person):
        seat = context["seat_of"].get(str(person_of(name, context))) if name else None
        if seat is not None:
            return int(seat)
    return None


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _time(printed: str) -> time | None:
    match = _TIME.search(printed)
    try:
        return time(int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> Attendance | Apology:
    old = OldAttendance(
        person_id=person_of(values["name"], context) or 0,
        seat_id=int(values["seat"]),
        for_person_id=person_of(values["for"], context) if values["for"] else None,
        is_apology=values["status"] == "apologies",
        arrived=_time(values["arrived"]),
        left=_time(values["left"]),
    )
    return bring_in_attendance(actor, meeting_id=context["owner_id"], old=old)


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out(actor, Apology if kind.endswith("apology") else Attendance, id_=id_, meeting="meeting")


ATTENDANCE = Recipe(
    key="attendance",
    title="Bring in an attendance list",
    intro=(
        "Bring the list as Word, Excel, PDF or CSV, or paste its table. Everybody must be in the directory, and each "
        "fills a seat of the group or stands in for somebody who does. Whoever is not is left out and listed."
    ),
    columns=(
        Column("name", ("Name", "Attendee", "Attended by"), required=True),
        Column("initials", ("Initials",)),
        Column("title", ("Title", "Job title", "Role")),
        Column("agency", ("Agency", "Organisation")),
        Column("status", ("Status", "Attendance", "Attended or apologies")),
        Column("for", ("substitute_for", "Substitute for", "For", "On behalf of")),
        Column("arrived", ("arrived_late", "Arrived", "From")),
        Column("left", ("Left", "Until")),
        Column("printed", ("as_printed", "As printed")),
    ),
    may_import="run meetings",
    find_owner=meeting_by_ref,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    reshape=attendance_under_heads,
    home=home,
    enough=2,
)
