"""The recipe for an old agenda."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.governance.imports.printed_people import meant, people_context, person_of
from candour.practice.governance.imports.printed_tables import agenda_without_head
from candour.practice.governance.models import AgendaItem, Meeting
from candour.practice.governance.operations.bringing_in_meetings import bring_in_item, take_out
from candour.practice.governance.queries.bringing_in import meeting_by_ref, minutes_of, titles_of

_NUMBER = re.compile(r"\s*(\d{1,3})\b")
_MINUTES = re.compile(r"(\d{1,3})")
USUAL = 5
LONGEST = 480


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of an agenda says."""
    notes: list[Note] = []
    number, title = cells["number"].strip(), cells["title"].strip()
    if not title and number and not _NUMBER.fullmatch(number.rstrip(".")):
        number, title = "", number
    if not title:
        notes.append(Note("problem", "The row names no item.", "title"))
    if title.casefold() in context["titles"]:
        notes.append(Note("problem", "The agenda has an item of this title already.", "title", title))
    minutes = _minutes(cells["minutes"])
    if minutes is None:
        words = f"The time cannot be read. {USUAL} minutes are entered."
        notes.append(Note("question", words, "minutes", cells["minutes"]))
    match = _NUMBER.match(number)
    if match and int(match[1]) == context.get("first"):
        notes.append(_of_sum(context))
    lead = cells["lead"].strip()
    who = meant(lead, context, "lead") if re.fullmatch(r"[A-Z]{2,4}|[A-Z]\w+ [A-Z].*", lead) else None
    notes += [note for note in who.notes if note.level != "correction"] if who else []
    return Reading(
        {
            "number": match[1] if match else "",
            "title": title,
            "lead": lead,
            "presenter": who.owner if who else "",
            "minutes": str(minutes if minutes is not None else USUAL),
        },
        tuple(notes),
    )


def survey(rows: Sequence[Cells], context: Context) -> dict[str, Any]:
    """The number of the first row, and to how many minutes all add."""
    numbers = [int(match[1]) for row in rows if (match := _NUMBER.match(row["number"]))]
    return {"first": min(numbers, default=None), "total": sum(_minutes(row["minutes"]) or USUAL for row in rows)}


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The people, the items that are there, and how long the meeting is."""
    assert isinstance(owner, Meeting)
    return {
        **people_context(actor, owner.group),
        "titles": titles_of(actor, owner),
        "allowed": minutes_of(owner),
    }


def home(owner: Model) -> str:
    """The page of the meeting."""
    try:
        return reverse("meeting", args=[owner.ref])  # type: ignore[attr-defined]
    except NoReverseMatch:
        return reverse("home")


def _minutes(printed: str) -> int | None:
    match = _MINUTES.search(printed)
    return min(int(match[1]), LONGEST) if match else None


def _of_sum(context: Context) -> Note:
    total, allowed = context["total"], context["allowed"]
    words = f"The agenda adds to {total} of {allowed} minutes"
    if total > allowed:
        return Note("question", f"{words}, which is {total - allowed} too many.", "minutes")
    return Note("fine", f"{words}.", "minutes")


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> AgendaItem:
    return bring_in_item(
        actor,
        meeting_id=context["owner_id"],
        number=int(values["number"]) if values["number"] else None,
        title=values["title"],
        presenter=values["presenter"] or values["lead"],
        person_id=person_of(values["presenter"], context) if values["presenter"] else None,
        minutes=int(values["minutes"]),
    )


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out(actor, AgendaItem, id_=id_, meeting="meeting")


AGENDA = Recipe(
    key="agenda",
    title="Bring in an agenda",
    intro="Bring the agenda as Word, Excel, PDF or CSV, or paste its table. Its items go into this meeting.",
    columns=(
        Column("number", ("No", "No.", "Number", "#", "Item no", "Item")),
        Column("title", ("Title", "Agenda item", "Subject", "Item")),
        Column("lead", ("Lead", "Presenter", "Lead(s)", "By")),
        Column("minutes", ("Minutes", "Time", "Mins", "Duration"), required=True),
    ),
    may_import="run meetings",
    find_owner=meeting_by_ref,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    survey=survey,
    reshape=agenda_without_head,
    home=home,
)
