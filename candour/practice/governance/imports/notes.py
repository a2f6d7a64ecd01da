"""The recipe for old notes of a meeting: as a table, as a record in JSON, or as running text with numbered heads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.grids import Grid, grid
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.governance.finding_promises import Found, Roster, find
from candour.practice.governance.imports.printed_dates import doubts, read_again, read_date, words_of
from candour.practice.governance.imports.printed_people import near_to, people_context, person_of
from candour.practice.governance.models import AgendaItem, Group
from candour.practice.governance.operations.bringing_in_meetings import OldNotes, bring_in_notes, take_out_notes
from candour.practice.governance.queries.action_log import days_met, group_by_ref, numbers_of
from candour.practice.governance.vocabulary import PromiseKind

HEAD = ("Date", "Number", "Item", "Notes")
_HEADING = re.compile(r"^\s*(\d{1,2})[.)]?[ \t]+([A-Z][^\n]{2,140}?)\s*$")
_BOLD = re.compile(r"^\s*(?:[-•]\s*)?(?:\*\*)?([A-Z][^*\n]{2,140}?)\s*\*\*\s*$")
"""A head without its number, as it comes out of a document whose list Word numbers by itself."""
_MARKS = re.compile(r"\*\*")
_DATE = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}|\d{1,2}[ /.]\d{1,2}[ /.]\d{4})\b")
_SAID_DATE = re.compile(r"^\W*(?:date(?: of (?:the )?meeting)?|meeting date)\s*:(.*)$", re.IGNORECASE)
_AN_ACTION = re.compile(r"^\s*action\b", re.IGNORECASE)
MOST_ACTIONS = 5


def read_text(text: str) -> list[Grid] | None:
    """Notes that are not a table, as one: a record in JSON, or text with numbered heads and a date; None otherwise."""
    try:
        told = json.loads(text)
    except ValueError:
        rows = list(_of_text(text))
    else:
        rows = list(_of_record(told)) if isinstance(told, dict) else []
    return [grid("The notes", [HEAD, *rows])] if rows else None


def read_row(cells: Cells, context: Context) -> Reading:
    """What an item of notes says, with every promise that has no number and everybody whom nobody knows."""
    notes: list[Note] = []
    title, text = cells["title"].strip(), cells["notes"].strip()
    held, said = read_date(cells["date"], "date", "date of the meeting")
    notes += said + doubts(held, cells["date"], "date", context)
    if held is None or held.exact is None:
        notes.append(Note("problem", "The notes do not say on which day the meeting was held.", "date", cells["date"]))
    if not title:
        notes.append(Note("problem", "The notes name no item.", "title"))
    roster = Roster.of((name for name, _, _, _ in context["people"]), context.get("initials", ()))
    actions: dict[str, str] = {}
    for one in find(text, roster=roster, numbers=frozenset(context["taken"])):
        note = _of(one, actions, context)
        if note.text not in {other.text for other in notes} or note.level == "correction":
            notes.append(note)
    return Reading(
        {
            "date": words_of(held),
            "number": cells["number"].strip(),
            "title": title,
            "notes": text,
            **dict.fromkeys(actions, ""),
        },
        tuple(notes),
    )


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The people, the numbers of the log, and the days on which the group met."""
    assert isinstance(owner, Group)
    return {
        **people_context(actor, owner),
        "taken": numbers_of(actor, owner),
        "meetings": [day.isoformat() for day in days_met(actor, owner)],
    }


def _of(one: Found, actions: dict[str, str], context: Context) -> Note:
    if one.kind == PromiseKind.PERSON:
        near = near_to(one.who, context)
        words = f"“{one.who}” is nobody’s initials. " + (f"Near it: {'; '.join(near)}." if near else "")
        return Note("question", words.strip(), "notes", one.words)
    if one.kind == PromiseKind.NUMBER:
        words = f"Action {one.who} is not in the log. Bring the log in first, or check the number."
        return Note("question", words, "notes", one.words)
    if one.kind == PromiseKind.PROMISE or len(actions) == MOST_ACTIONS:
        return Note("question", "This may be an action, and has no number.", "notes", one.words)
    key = f"action {len(actions) + 1}"
    actions[key] = one.what
    owner = _owner(one, context)
    who = f"{owner} answers for it." if owner else "The office answers for it until somebody is named."
    words = f"This action has no number and is not in the log. Put it into the log: {who}"
    return Note("correction", words, key, one.words, one.what)


def _owner(one: Found, context: Context) -> str:
    if person_of(one.who, context) is not None:
        return one.who
    members = [name for name, initials, is_member, _ in context["people"] if initials == one.who and is_member]
    return str(members[0]) if len(members) == 1 else ""


def _of_text(text: str) -> Iterator[Sequence[str]]:
    """Items of running text: each begins with a number and a title on a line of their own."""
    lines = text.splitlines()
    held = _day_of(text, lines)
    number, title, body = 0, "", list[str]()
    for line in lines:
        head = _head(line, number)
        if head is None:
            body.append(line)
            continue
        if title:
            yield held, str(number), title, "\n".join(body).strip()
        (number, title), body = head, []
    if title and number > 1:
        yield held, str(number), title, "\n".join(body).strip()


def _day_of(text: str, lines: Sequence[str]) -> str:
    """The day that stands as such above the first head, the nearest to it; or else the first day of the text."""
    above = lines[: next((at for at, line in enumerate(lines) if _head(line, 0)), len(lines))]
    for line in reversed(above):
        if (said := _SAID_DATE.match(line)) and (found := _DATE.search(said[1])):
            return found[1]
    first = _DATE.search(text)
    return first[1] if first else ""


def _head(line: str, last: int) -> tuple[int, str] | None:
    """The number and title of a head. The first may bear any number, as an extract does; then each is the next."""
    if bold := _BOLD.match(line):
        return last + 1, bold[1].strip()
    plain = _MARKS.sub("", line)
    match = _HEADING.match(plain)
    if match is None or (last and int(match[1]) != last + 1) or _DATE.match(plain.strip()):
        return None
    return int(match[1]), match[2]


def _of_record(told: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """Items of a record with a date and items, each with its text, its numbered actions, and those without."""
    wording = told.get("action_wording_in_minutes") or {}
    for item in told.get("items") or ():
        if not isinstance(item, dict):
            continue
        lines = [str(item.get("text") or "")]
        quote = str(item.get("quote") or "")
        if quote and not _AN_ACTION.match(quote):
            lines.append(quote)
        lines += [f"Action {number}: {_worded(wording.get(number))}" for number in item.get("actions") or ()]
        lines += [_unnumbered(one) for one in item.get("unnumbered_actions") or () if isinstance(one, dict)]
        body = "\n".join(line for line in lines if line.strip())
        yield str(told.get("date") or ""), str(item.get("no") or ""), str(item.get("title") or ""), body


def _worded(words: Any) -> str:
    if isinstance(words, list) and len(words) == 2:
        return f"{words[0]} to {words[1]}."
    return str(words or "")


def _unnumbered(one: Mapping[str, Any]) -> str:
    who, what = str(one.get("who") or ""), str(one.get("what") or one.get("quote") or "")
    return f"Action: {who} to {what}" if who else f"Action: {what}"


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> AgendaItem:
    held = read_again(values["date"])
    assert held is not None
    assert held.exact is not None
    office = person_of(context["office"][0], context) if context["office"] else None
    wanted = [text for key, text in values.items() if key.startswith("action ") and text]
    roster = Roster.of(name for name, _, _, _ in context["people"])
    actions = []
    for text in wanted:
        name = _owner(Found(PromiseKind.ACTION, text, roster.named_in(text)), context)
        owner = person_of(name, context) if name else office
        actions.append((text, owner or actor.person_id or 0))
    number = values["number"].rstrip(".")
    old = OldNotes(
        held_on=held.exact,
        number=int(number) if number.isdigit() else 0,
        title=values["title"],
        notes=values["notes"],
        new_actions=tuple(actions),
    )
    return bring_in_notes(actor, group_id=context["owner_id"], old=old)


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out_notes(actor, item_id=id_)


NOTES = Recipe(
    key="notes",
    title="Bring in notes of a meeting",
    intro=(
        "Bring the notes as Word, PDF or text, or paste them: the date of the meeting, then each item with its number "
        "and title on a line. A table with a row for each item will do too. Bring the action log in first, so that "
        "what never reached it is found."
    ),
    columns=(
        Column("date", ("Date", "Meeting date", "Meeting"), required=True),
        Column("number", ("Number", "No", "No.")),
        Column("title", ("Item", "Title", "Agenda item"), required=True),
        Column("notes", ("Notes", "Text", "Discussion"), required=True),
    ),
    may_import="run meetings",
    find_owner=group_by_ref,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    read_text=read_text,
    home=lambda owner: reverse("action_log", args=[owner.ref]),  # type: ignore[attr-defined]
)
