"""The recipes for old lists of groups: with their seats and quorum, and with how often they meet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.grids import Grid, grid
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Group
from candour.practice.governance.operations.bringing_in_groups import (
    OldGroup,
    OldSeat,
    bring_in_cycle,
    bring_in_group,
    take_out_group,
)
from candour.practice.governance.queries.bringing_in import names_of_groups
from candour.practice.governance.vocabulary import Frequency, GroupKind, SeatKind
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate
from candour.rulebook.language.quorum_notation import BadRule, read, sentence

HEAD = ("Group", "Meets", "Members", "Advisers", "Quorum", "Purpose")
_OFTEN = (
    (r"six[- ]week", Frequency.SIX_WEEKLY, 0),
    (r"every six months|six[- ]monthly|two times a year|twice a year", Frequency.SIX_MONTHLY, 0),
    (r"bi-?monthly|every two months|two[- ]monthly", Frequency.TWO_MONTHLY, 0),
    (r"quarterly|4 times|four times", Frequency.QUARTERLY, 4),
    (r"\bmonthly", Frequency.MONTHLY, 0),
)
_COUNTED = re.compile(r"\b(\d{1,2}) (?:meetings|times)\b")
_SINCE = re.compile(r"\b(?:reinstated|set up|began|started)(?: in)? ([A-Z][a-z]+ \d{4})")
_UNTIL = re.compile(r"\b(?:replaced by (?P<by>.+?)|ended|closed|stood down) in (?P<when>[A-Z][a-z]+ \d{4})")
_KINDS = (
    (r"\bexecutive\b", GroupKind.EXECUTIVE),
    (r"\btask and finish\b", GroupKind.WORKING),
    (r"\bworking group\b|\breview group\b", GroupKind.WORKING),
    (r"\bpartners?\b|\bboard\b|\bpartnership group\b", GroupKind.PARTNERS),
    (r"\bsafeguarding partnership\b", GroupKind.JOINT),
)


def read_text(text: str) -> list[Grid] | None:
    """A list of groups in JSON as a table; None for anything else."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    rows = [_row(one) for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return [grid("The groups", [HEAD, *rows])] if rows else None


def read_group(cells: Cells, context: Context) -> Reading:
    """What a row of a list of groups says: its seats, its quorum and how often it meets."""
    notes: list[Note] = []
    values = _named(cells, context, notes)
    if cells["name"].strip().casefold() in context["names"]:
        notes.append(Note("problem", f"There is a group called {cells['name'].strip()} already.", "name"))
    seats = [*_seats(cells["members"], ""), *_seats(cells["advisers"], SeatKind.ADVISER)]
    if seats:
        words = f"{len(seats)} seats are entered as vacant. Choose the post that fills each on the page of the group."
        notes.append(Note("question", words, "members"))
    rule = _rule(cells["quorum"], notes)
    values |= {
        "purpose": cells["purpose"].strip(),
        "members": [f"{title} ({kind})" for title, kind in seats],
        "quorum": json.dumps(rule) if rule else "",
        "rule": sentence(read(rule)) if rule else "",
    }
    return Reading(values, tuple(notes))


def read_cycle(cells: Cells, context: Context) -> Reading:
    """What a row of a list of cycles says: how often a group meets, and since or until when there is one."""
    notes: list[Note] = []
    values = _named(cells, context, notes)
    if cells["name"].strip().casefold() in context["names"]:
        notes.append(Note("fine", "There is such a group. How often it meets is set.", "name"))
    told = f"{cells['meets']} {cells['quote']}"
    until = _UNTIL.search(told)
    since = _SINCE.search(told)
    values |= {"from": _day(since[1], notes) if since else "", "until": _day(until["when"], notes) if until else ""}
    if until:
        words = f"replaced by {until['by']}" if until["by"] else "ended"
        notes.append(Note("question", f"It is printed as {words}. Name its successor on its page.", "meets"))
    return Reading(values, tuple(notes))


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The names of the groups that there are."""
    return {"names": names_of_groups(actor, owner.pk)}


def _row(one: Mapping[str, Any]) -> Sequence[str]:
    members = [str(name) for key in ("core_members", "agencies", "representatives") for name in one.get(key) or ()]
    return (
        str(one.get("group") or one.get("name") or ""),
        str(one.get("meets") or ""),
        "; ".join(members),
        "; ".join(str(name) for name in one.get("advisers") or ()),
        json.dumps(one["quorum"]) if one.get("quorum") else "",
        str(one.get("purpose") or ""),
    )


def _named(cells: Cells, context: Context, notes: list[Note]) -> dict[str, Any]:
    name, meets = cells["name"].strip(), cells["meets"].strip()
    if not name:
        notes.append(Note("problem", "The row names no group.", "name"))
    found = [(often, at_least) for pattern, often, at_least in _OFTEN if re.search(pattern, meets, re.IGNORECASE)]
    often, at_least = found[0] if found else (Frequency.AS_NEEDED, 0)
    counted = _COUNTED.search(meets)
    at_least = int(counted[1]) if counted else at_least
    if len(found) > 1 and "report" not in meets:
        words = f"“{meets}” can be read in more than one way. It is read as: {often.label.lower()}."
        notes.append(Note("question", words, "meets"))
    elif meets and not found and not counted:
        words = f"How often it meets is not known: “{meets}”. It is entered as needed."
        notes.append(Note("question", words, "meets"))
    if re.search(r"bi-?monthly", meets, re.IGNORECASE):
        notes.append(
            Note("question", "“Bi-monthly” is read as every two months. It can also mean twice a month.", "meets")
        )
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, name, re.IGNORECASE)), GroupKind.ELSEWHERE)
    return {"name": name, "kind": str(kind), "meets": str(often), "at_least": str(at_least)}


def _seats(printed: str, kind: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"\s*[;\n]\s*", printed):
        title = part.strip()
        if title:
            yield title.strip("()"), kind or _kind(title)


def _kind(title: str) -> str:
    if "as required" in title.casefold():
        return str(SeatKind.AS_REQUIRED)
    return str(SeatKind.LAY) if "lay member" in title.casefold() else str(SeatKind.CORE)


def _rule(printed: str, notes: list[Note]) -> dict[str, Any] | None:
    if not printed.strip():
        notes.append(Note("question", "No quorum is stated.", "quorum"))
        return None
    try:
        rule = _translated(json.loads(printed))
        words = sentence(read(rule))
    except (ValueError, KeyError, TypeError, BadRule):
        words = "The quorum cannot be read as a rule. Set it on the page of the group."
        notes.append(Note("question", words, "quorum", printed))
        return None
    notes.append(Note("fine", f"The quorum is read as: {words}.", "quorum"))
    return rule


def _translated(told: Any) -> dict[str, Any]:
    """The rule in the rulebook's notation, from how old records write it."""
    if "all_of" in told:
        rules = [_translated(one) for one in told["all_of"]]
        return rules[0] if len(rules) == 1 else {"all": rules}
    if "min_share_of_agencies" in told:
        percent = round(float(told["min_share_of_agencies"]) * 100)
        return {"share": f"{percent}/100", "of": "agencies"}
    if "each_present" in told:
        return {"each": [str(one).lower() for one in told["each_present"]]}
    return dict(told)


def _day(printed: str, notes: list[Note]) -> str:
    try:
        found = FuzzyDate.parse(printed)
    except NotADate:
        notes.append(Note("question", f"“{printed}” cannot be read as a date.", "meets", printed))
        return ""
    return found.earliest.isoformat() if found.earliest else ""


def _old(values: Mapping[str, Any]) -> OldGroup:
    seats = []
    for printed in values.get("members", ()):
        title, _, kind = printed.rpartition(" (")
        kind = kind.rstrip(")")
        seats.append(OldSeat(title, kind, counts=kind == SeatKind.CORE))
    rule = values.get("quorum")
    return OldGroup(
        name=values["name"],
        kind=values["kind"],
        purpose=values.get("purpose", ""),
        frequency=values["meets"],
        at_least_a_year=int(values["at_least"]),
        seats=tuple(seats),
        own_rule=json.loads(rule) if rule else None,
        quorum_sentence=values.get("rule", ""),
        from_on=date.fromisoformat(values["from"]) if values.get("from") else None,
        until_on=date.fromisoformat(values["until"]) if values.get("until") else None,
    )


def _apply_group(actor: Actor, values: Mapping[str, Any], context: Context) -> Group:
    return bring_in_group(actor, partnership_id=context["owner_id"], old=_old(values))


def _apply_cycle(actor: Actor, values: Mapping[str, Any], context: Context) -> Group:
    return bring_in_cycle(actor, partnership_id=context["owner_id"], old=_old(values))


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out_group(actor, group_id=id_)


def _home(owner: Model) -> str:
    try:
        return reverse("groups")
    except NoReverseMatch:
        return reverse("home")


GROUPS = Recipe(
    key="groups",
    title="Bring in groups with their seats",
    intro=(
        "Bring a table with a row for each group, its members set apart by semicolons, or paste the record in JSON. "
        "Seats are entered as vacant: the posts that fill them are chosen afterwards."
    ),
    columns=(
        Column("name", ("Group", "Name", "Body"), required=True),
        Column("meets", ("Meets", "How often", "Frequency", "Cycle")),
        Column("members", ("Members", "Core members", "Membership", "Seats"), required=True),
        Column("advisers", ("Advisers", "In attendance")),
        Column("quorum", ("Quorum",)),
        Column("purpose", ("Purpose",)),
    ),
    may_import="bring in groups",
    find_owner=directory.partnership,
    read_row=read_group,
    apply_row=_apply_group,
    undo_row=_undo,
    make_context=make_context,
    read_text=read_text,
    enough=2,
    home=_home,
)

CYCLES = Recipe(
    key="group-cycles",
    title="Bring in how often groups meet",
    intro="Bring a table with a row for each group and how often it meets. Groups that nobody knows are set up.",
    columns=(
        Column("name", ("Group", "Name", "Body"), required=True),
        Column("meets", ("Cycle", "Meets", "How often", "Frequency"), required=True),
        Column("quote", ("Quote", "Source", "Note", "Notes")),
    ),
    may_import="bring in groups",
    find_owner=directory.partnership,
    read_row=read_cycle,
    apply_row=_apply_cycle,
    undo_row=_undo,
    make_context=make_context,
    home=_home,
)
