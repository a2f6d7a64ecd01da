"""Who is meant by what an old table prints: initials, names, posts, seats, and words for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Context, Note
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.finding_promises import initials_of
from candour.practice.governance.models import Group
from candour.practice.governance.queries import members_of, seats_of

_BETWEEN = re.compile(r"\s*(?:[/;,&\n]|\band\b)\s*")
_EVERYBODY = {"all", "everybody", "everyone", "all partners", "partners", "all agencies", "members", "all members"}
_INITIALS = re.compile(r"[A-Z]{2,4}")
_MOST_NEAR = 4


@dataclass(frozen=True)
class Meant:
    """Who answers for something and who works on it, by name, with what is to be said of how that was read."""

    owner: str
    """Empty where the first who is printed cannot be told."""
    beside: tuple[str, ...]
    notes: tuple[Note, ...]


def people_context(actor: Actor, group: Group) -> dict[str, Any]:
    """Everybody in the directory, who of them belongs to the group, and who holds its seats, as JSON can hold it."""
    members = set(members_of(actor, group.pk))
    people = [[one.name, one.initials, one.pk in members, one.pk] for one in directory.people(actor)]
    seats = seats_of(actor, group.pk, actor.today)
    holders = {
        held.post_id: held.person.name
        for held in directory.holders_of(actor, [one.post_id for one in seats if one.post_id])
    }
    office = directory.current_holders(actor, roles.PARTNERSHIP_MANAGER, partnership_id=group.partnership_id)
    return {
        "people": people,
        "seats": [
            [name.casefold(), holders.get(one.post_id or 0, "")]
            for one in seats
            for name in {one.title, one.post.title if one.post else one.title}
        ],
        "office": sorted({held.person.name for held in office}),
    }


def meant(printed: str, context: Context, column: str) -> Meant:
    """Who is meant by what is printed, the first of whom answers for it. What cannot be told is asked."""
    found: list[str] = []
    notes: list[Note] = []
    for token in [part for part in _BETWEEN.split(printed.strip()) if part]:
        name, note = _one(token, context, column)
        found.append(name)
        if note is not None:
            # Only the first who is named answers for it. Whoever comes after is not proposed in their place.
            notes.append(note if len(found) == 1 or note.level != "correction" else replace(note, level="question"))
    named = [name for name in found if name]
    if not found or found[0]:
        return Meant(found[0] if found else "", tuple(named[1:]), tuple(notes))
    if named and notes[0].level != "correction":
        words = f"{named[0]} is named too, and could answer for it."
        notes.append(Note("correction", words, "owner", printed, named[0]))
    return Meant("", tuple(named), tuple(notes))


def person_of(name: str, context: Context) -> int | None:
    """The id of the one person of that name; None where there is none, or more than one."""
    found = {pk for known, _, _, pk in context["people"] if known.casefold() == name.casefold()}
    return found.pop() if len(found) == 1 else None


def _one(token: str, context: Context, column: str) -> tuple[str, Note | None]:
    if person_of(token, context) is not None:
        return token, None
    plain = token.casefold()
    holder = next((name for title, name in context["seats"] if title == plain), None)
    if holder:
        return holder, Note("fine", f"“{token}” is a seat of the group, held by {holder}.", column, token)
    if plain in _EVERYBODY or plain.endswith("managers"):
        return "", _of_everybody(token, context, column)
    if _INITIALS.fullmatch(token):
        return _by_initials(token, context, column)
    words = f"Nobody called {token} is in the directory. It is kept as it is printed."
    return "", Note("question", words, column, token)


def _of_everybody(token: str, context: Context, column: str) -> Note:
    words = f"“{token}” is several people, and one person must answer for it."
    office = context["office"]
    if len(office) == 1:
        return Note("correction", f"{words} {office[0]}, of the office, could.", "owner", token, office[0])
    return Note("question", f"{words} Name one once it is imported.", column, token)


def _by_initials(token: str, context: Context, column: str) -> tuple[str, Note]:
    of_letters = [
        (name, is_member)
        for name, initials, is_member, _ in context["people"]
        if token == initials or token in initials_of(name)
    ]
    members = [name for name, is_member in of_letters if is_member]
    if len(members) == 1:
        return members[0], Note("fine", f"“{token}” is read as {members[0]}, of the group.", column, token)
    if len(members) > 1:
        words = f"“{token}” could be {' or '.join(members)}. It is kept as it is printed."
        return "", Note("question", words, column, token)
    if len(of_letters) == 1:
        words = f"“{token}” is nobody in this group. In the directory it is {of_letters[0][0]}."
        return "", Note("correction", words, "owner", token, of_letters[0][0])
    if of_letters:
        others = ", ".join(name for name, _ in of_letters)
        words = f"“{token}” is nobody in this group. In the directory it could be {others}."
        return "", Note("question", words, column, token)
    near = near_to(token, context)
    words = f"“{token}” is nobody’s initials. " + (f"Near it: {'; '.join(near)}." if near else "Nobody’s are near it.")
    return "", Note("question", words, column, token)


def initials_printed(cells: Iterable[str]) -> list[str]:
    """Every group of initials that stands in the cells of a column."""
    return sorted({token for cell in cells for token in _BETWEEN.split(cell.strip()) if _INITIALS.fullmatch(token)})


def near_to(token: str, context: Context) -> list[str]:
    """Initials that differ from the letters in one place or in their order: of the group, the table, the directory."""
    known = [(0 if is_member else 2, initials, name) for name, initials, is_member, _ in context["people"]]
    known += [(1, initials, "elsewhere in the table") for initials in context.get("printed", ())]
    near = sorted(one for one in known if one[1] != token and _is_near(token, one[1]))
    return [f"{initials} ({name})" for _, initials, name in near[:_MOST_NEAR]]


def _is_near(one: str, other: str) -> bool:
    if sorted(one) == sorted(other):
        return True
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
