"""The recipe for an old action log: what each row would become, with every doubt about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.governance.imports.printed_dates import doubts, plan_year, read_again, read_date, words_of
from candour.practice.governance.imports.printed_people import initials_printed, meant, people_context, person_of
from candour.practice.governance.imports.printed_tables import log_under_meetings
from candour.practice.governance.models import Action, Group
from candour.practice.governance.operations.bringing_in import OldAction, bring_in_action, take_out_action
from candour.practice.governance.queries.action_log import days_met, group_by_ref, numbers_of

_NUMBER = re.compile(r"\b((?:19|20)\d\d)\s*/\s*(\d{1,4})\b")
_DAY = r"(\d{1,2}[ /.]\d{1,2}[ /.]\d{4}|\d{1,2} [A-Za-z]+ \d{4})"
_COMPLETED = re.compile(rf"\bcompleted (?:on )?{_DAY}", re.IGNORECASE)
_CARRIED = {"c/f", "cf", "carried forward", "open-carried-forward", "carry forward"}
_CLOSED = {"close", "closed", "complete", "completed", "done"}
_DROPPED = {"dropped", "withdrawn", "no longer needed"}
_ENDS_CARRIED = re.compile(r"\bC/F\b\.?\s*(?:[–-].*)?$", re.IGNORECASE)
_ENDS_COMPLETED = re.compile(rf"(?:^|[.;]\s*)completed (?:on )?{_DAY}\.?\s*$", re.IGNORECASE)
_ENDS_CLOSED = re.compile(r"\bClosed?\.?\s*$", re.IGNORECASE)


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of an action log says. Dates are kept in the precision in which they are printed."""
    notes: list[Note] = []
    number = _number(cells["number"], context, notes)
    text = cells["text"].strip()
    if not text:
        notes.append(Note("problem", "The row does not say what is to be done.", "text"))
    dates = {}
    for name, what in (("raised", "date of the meeting"), ("completed", "date of completion"), ("due", "due date")):
        dates[name], said = read_date(cells[name], name, what)
        notes += said
    notes += _of_meeting(dates["raised"], cells["raised"], context)
    who = meant(cells["leads"], context, "leads")
    notes += who.notes or _of_no_lead(cells["leads"])
    state, carried = _state(cells, notes)
    if state == "closed" and dates["completed"] is None:
        dates["completed"] = _told(cells["update"], notes)
    notes += _of_order(dates, state)
    return Reading(
        {
            "number": number,
            "text": text,
            "leads": cells["leads"].strip(),
            "owner": who.owner,
            "beside": "; ".join(who.beside),
            "update": cells["update"].strip(),
            "state": state,
            "carried": carried,
            **{name: words_of(found) for name, found in dates.items()},
        },
        tuple(notes),
    )


def survey(rows: Sequence[Cells], context: Context) -> dict[str, Any]:
    """Which numbers stand in the table more than once, the year that it covers, and whose initials it prints."""
    numbers = Counter(match[0] for match in (_of_number(row["number"]) for row in rows) if match)
    dates = [read_date(row["raised"], "raised", "date")[0] for row in rows]
    return {
        "twice": [number for number, count in numbers.items() if count > 1],
        "plan_year": plan_year(dates),
        "printed": initials_printed(row["leads"] for row in rows),
    }


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The people, the numbers that are taken, and the days on which the group met."""
    assert isinstance(owner, Group)
    return {
        **people_context(actor, owner),
        "taken": numbers_of(actor, owner),
        "meetings": [day.isoformat() for day in days_met(actor, owner)],
    }


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> Action:
    number = _NUMBER.search(values["number"])
    beside = [person_of(name, context) for name in values["beside"].split("; ") if name]
    return bring_in_action(
        actor,
        group_id=context["owner_id"],
        old=OldAction(
            year=int(number[1]) if number else None,
            number=int(number[2]) if number else None,
            text=values["text"],
            leads_as_printed=values["leads"],
            owner_id=person_of(values["owner"], context) if values["owner"] else None,
            beside=tuple(one for one in beside if one is not None),
            update=values["update"],
            state=values["state"],
            carried=values["carried"],
            raised_on=read_again(values["raised"]),
            completed_on=read_again(values["completed"]),
            due_on=read_again(values["due"]),
        ),
    )


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out_action(actor, action_id=id_)


def _of_number(printed: str) -> tuple[str, int, int] | None:
    match = _NUMBER.search(printed)
    return (f"{match[1]}/{int(match[2]):02}", int(match[1]), int(match[2])) if match else None


def _number(printed: str, context: Context, notes: list[Note]) -> str:
    found = _of_number(printed)
    if found is None:
        words = "The row has no number such as 2020/07. It is given the next one of its year."
        notes.append(Note("question", words, "number", printed))
        return ""
    if found[0] in context["taken"]:
        notes.append(Note("problem", f"There is an action {found[0]} in the log already.", "number", printed))
    if found[0] in context.get("twice", ()):
        words = f"The number {found[0]} stands in the table more than once. Mend it there, and send it again."
        notes.append(Note("problem", words, "number", printed))
    return found[0]


def _of_meeting(found: Any, printed: str, context: Context) -> list[Note]:
    if not printed.strip():
        return [Note("question", "The row does not say which meeting raised it.", "raised")]
    return doubts(found, printed, "raised", context)


def _of_no_lead(printed: str) -> list[Note]:
    return [] if printed.strip() else [Note("question", "The row names nobody who answers for it.", "leads")]


def _state(cells: Cells, notes: list[Note]) -> tuple[str, bool]:
    printed, update = cells["status"].strip().casefold().rstrip("."), cells["update"].strip()
    if printed in _CLOSED:
        return "closed", False
    if printed in _DROPPED:
        return "dropped", False
    if printed in _CARRIED:
        return "open", True
    if printed not in ("", "open"):
        words = f"The status “{cells['status'].strip()}” is not known. The action is kept open."
        notes.append(Note("question", words, "status", cells["status"]))
    if not printed and _ENDS_CLOSED.search(update):
        notes.append(Note("fine", "The update says that it was closed.", "update"))
        return "closed", False
    if not printed and _ENDS_COMPLETED.search(update):
        return "closed", False
    if not printed and _ENDS_CARRIED.search(update):
        notes.append(Note("fine", "The update says that it was carried forward.", "update"))
        return "open", True
    return "open", False


def _told(update: str, notes: list[Note]) -> Any:
    match = _COMPLETED.search(update)
    if match is None:
        return None
    found, _ = read_date(match[1], "completed", "date of completion")
    notes.append(Note("fine", f"The update says that it was completed on {words_of(found)}.", "update"))
    return found


def _of_order(dates: Mapping[str, Any], state: str) -> list[Note]:
    raised, completed, notes = dates["raised"], dates["completed"], []
    if raised and completed and completed.certainly_before(raised):
        words = "It was completed before the meeting that raised it. One of the dates is wrong."
        notes.append(Note("question", words, "completed"))
    if completed and completed.is_known and state == "open":
        words = "It has a date of completion and is not closed. It is kept open."
        notes.append(Note("question", words, "completed"))
    return notes


ACTION_LOG = Recipe(
    key="action-log",
    title="Bring in an action log",
    intro=(
        "Bring the log as Word, Excel, PDF or CSV, or paste its table. You see first what each row would become: "
        "numbers, dates and leads stay as they are printed, and leads are matched to the directory. Nobody is added "
        "to it."
    ),
    columns=(
        Column("number", ("Reference", "Ref", "Action number", "Number", "No"), required=True),
        Column("raised", ("Meeting date", "meeting_date", "Date of meeting", "Meeting", "Date")),
        Column("text", ("Action", "Actions", "Action agreed"), required=True),
        Column("leads", ("Lead(s)", "lead_as_printed", "Lead", "Leads", "Owner", "By whom", "Responsible")),
        Column("update", ("Update/comments", "update_as_printed", "Update / comments", "Update", "Comments")),
        Column(
            "status", ("Status C/F or Close", "status_as_printed", "Status", "C/F or Close", "Status – C/F or Close")
        ),
        Column("completed", ("Completed", "completed_on", "Date completed", "Completed on")),
        Column("due", ("Due", "Due date", "By when", "Deadline", "Timescale")),
    ),
    may_import="keep the action log",
    find_owner=group_by_ref,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    survey=survey,
    reshape=log_under_meetings,
    home=lambda owner: reverse("action_log", args=[owner.ref]),  # type: ignore[attr-defined]
)
