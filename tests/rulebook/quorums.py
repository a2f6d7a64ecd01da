"""What the rulebook answers to the worked examples of quorum, whose seats are tables of their own."""

from __future__ import annotations

import json
from functools import cache

from candour.rulebook import index
from candour.rulebook.language import quorum_notation
from candour.rulebook.language.quorums import Present, Quorum, Seat, standing
from tests.rulebook.tables import FOLDER, BadTable, Row, examples_in


def quorum(row: Row) -> Row:
    """The standing of a group with those present; nothing to answer for a row that describes a seat."""
    if "seat" in row:
        return {}
    seats = tuple(_seats(row["set"]))
    standing = index.rule(row["rule"], Quorum).stands(seats, [_present(name, seats) for name in _list(row["present"])])
    return {
        "quorate": "yes" if standing.met else "no",
        "needed": str(standing.parts[0].needed),
        "of": str(standing.parts[0].base),
        "have": str(standing.parts[0].have),
        "missing": ", ".join(missing for part in standing.parts for missing in part.missing),
    }


def own_quorum(row: Row) -> Row:
    """The standing of a group by a rule of its own, part by part; nothing for a row that describes a seat."""
    if "seat" in row:
        return {}
    seats = _seats(row["set"], "own-quorums.md")
    rule = quorum_notation.read(json.loads(row["rule"]))
    present = []
    for one in _list(row["present"]):
        name, _, person = one.partition(" by ")
        found = _present(name, seats)
        present.append(Present(found.seat, found.is_deputy, person))
    found_standing = standing(rule, seats, present, deputies_count=row["deputies count"] == "yes")
    parts = found_standing.parts
    return {
        "quorate": "yes" if found_standing.met else "no",
        "needed": "; ".join(str(part.needed) for part in parts),
        "of": "; ".join(str(part.base) for part in parts),
        "have": "; ".join(str(part.have) for part in parts),
        "missing": ", ".join(missing for part in parts for missing in part.missing),
    }


@cache
def _seats(name: str, file: str = "quorum.md") -> tuple[Seat, ...]:
    rows = [example.row for example in examples_in(FOLDER / file) if "seat" in example.row]
    seats = tuple(
        Seat(
            row["seat"],
            row["agency"],
            frozenset(_list(row["represents"])),
            row["in the base"] == "yes",
            is_chair=row.get("a chair") == "yes",
        )
        for row in rows
        if row["set"] == name
    )
    if not seats:
        raise BadTable(f"No table gives the seats of “{name}”.")
    return seats


def _present(name: str, seats: tuple[Seat, ...]) -> Present:
    seat = name.removesuffix(" deputy")
    if seat not in {one.key for one in seats}:
        raise BadTable(f"“{seat}” is not a seat of the set.")
    return Present(seat, is_deputy=name.endswith(" deputy"))


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]
