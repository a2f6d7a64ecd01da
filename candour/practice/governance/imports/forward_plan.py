"""The recipe for an old agenda forward plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.governance.imports.printed_dates import doubts, plan_year, read_again, read_date, words_of
from candour.practice.governance.imports.printed_tables import plan_under_meetings
from candour.practice.governance.models import Group, PlannedItem
from candour.practice.governance.operations.bringing_in_meetings import OldPlanned, bring_in_planned, take_out
from candour.practice.governance.queries.action_log import days_met, group_by_ref
from candour.practice.governance.vocabulary import Standing

_CARRIED = re.compile(r"\bC/F\b(?: to (?P<where>[A-Za-z]+))?", re.IGNORECASE)
_TO_BE_CONFIRMED = re.compile(r"\bTBC\b", re.IGNORECASE)
_STANDING = (
    (r"standing", Standing.EVERY),
    (r"six[- ]monthly", Standing.SIX_MONTHLY),
    (r"\byearly|annual\b(?! report)", Standing.YEARLY),
)


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of a forward plan says."""
    notes: list[Note] = []
    title, comment = cells["title"].strip(), cells["comment"].strip()
    if not title:
        because = f": {comment.lower()}" if comment else ""
        notes.append(Note("problem", f"The row names no item{because}.", "title"))
    due, said = read_date(cells["due"], "due", "meeting")
    notes += said + doubts(due, cells["due"], "due", context)
    if not cells["due"].strip():
        notes.append(Note("question", "The row does not say for which meeting it is.", "due"))
    carried = _CARRIED.search(comment)
    if carried:
        where = f" to {carried['where']}" if carried["where"] else ""
        notes.append(Note("fine", f"The comment says that it was carried forward{where}.", "comment"))
    if _TO_BE_CONFIRMED.search(comment):
        notes.append(Note("question", "The comment says that it is to be confirmed.", "comment"))
    standing = Standing.ONCE
    found = _standing(comment)
    if found is not None and title:
        notes.append(_of_standing(title, found, cells, context))
    return Reading(
        {
            "title": title,
            "lead": cells["lead"].strip(),
            "comment": comment,
            "due": words_of(due),
            "due_as_printed": cells["due"].strip(),
            "standing": str(standing),
            "carried": bool(carried),
        },
        tuple(notes),
    )


def survey(rows: Sequence[Cells], context: Context) -> dict[str, Any]:
    """The year that the plan covers, and for each standing item the last meeting for which it is planned."""
    dates = [read_date(row["due"], "due", "meeting")[0] for row in rows]
    last = {row["title"].strip().casefold(): row["due"] for row in rows if _standing(row["comment"]) is not None}
    return {"plan_year": plan_year(dates), "last": last}


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The days on which the group met or is to meet."""
    assert isinstance(owner, Group)
    return {"meetings": [day.isoformat() for day in days_met(actor, owner)]}


def home(owner: Model) -> str:
    """The page of the plan."""
    try:
        return reverse("forward_plan", args=[owner.ref])  # type: ignore[attr-defined]
    except NoReverseMatch:
        return reverse("action_log", args=[owner.ref])  # type: ignore[attr-defined]


def _standing(comment: str) -> Standing | None:
    return next((kind for pattern, kind in _STANDING if re.search(pattern, comment, re.IGNORECASE)), None)


def _of_standing(title: str, kind: Standing, cells: Cells, context: Context) -> Note:
    words = f"It is printed as an item that comes back: {kind.label.lower()}."
    if context.get("last", {}).get(title.casefold()) != cells["due"]:
        return Note("fine", f"{words} It is entered for this meeting, and the plan has a later row.", "comment")
    return Note("correction", f"{words} Let it come back by itself from here on.", "standing", "once", str(kind))


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> PlannedItem:
    due = read_again(values["due"])
    old = OldPlanned(
        title=values["title"],
        lead=values["lead"],
        comment=values["comment"],
        standing=values["standing"],
        due_on=due.earliest if due else None,
        due_as_printed=values["due_as_printed"],
        carried=values["carried"],
    )
    return bring_in_planned(actor, group_id=context["owner_id"], old=old)


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out(actor, PlannedItem, id_=id_)


FORWARD_PLAN = Recipe(
    key="forward-plan",
    title="Bring in a forward plan",
    intro=(
        "Bring the plan as Word, Excel, PDF or CSV, or paste its table, with the meeting in each row. Meetings that "
        "are to be confirmed stay so, and days on which nobody meets are questioned."
    ),
    columns=(
        Column("due", ("Meeting", "meeting_as_printed", "Meeting date", "Date of meeting", "Date"), required=True),
        Column("title", ("Item", "Agenda item", "Title", "Subject"), required=True),
        Column("lead", ("Lead", "Lead(s)", "Presenter")),
        Column("comment", ("Comment", "Comments", "Note", "Notes")),
    ),
    may_import="run meetings",
    find_owner=group_by_ref,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    survey=survey,
    reshape=plan_under_meetings,
    home=home,
)
