"""The quorum bar, the seats and the notes of a meeting as the page shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.design.rules import RuleShown, shown
from candour.practice.cases.vocabulary import PointKind
from candour.rulebook import index
from candour.rulebook.language.quorums import Quorum

if TYPE_CHECKING:
    from candour.practice.cases.models import MeetingPoint
    from candour.practice.governance.queries import QuorumShown, SeatShown


@dataclass(frozen=True)
class Tile:
    """A tile of the quorum bar: something that the rule needs."""

    title: str
    is_here: bool


@dataclass(frozen=True)
class QuorumBar:
    """The quorum bar."""

    is_met: bool
    words: str
    parts: list[str]
    tiles: list[Tile]
    sentence: str
    rule: RuleShown | None
    """Which rule it is; none for a group's own."""


@dataclass(frozen=True)
class SeatLine:
    """A seat at the meeting."""

    seat_id: int
    title: str
    kind: str
    holder: str
    holder_ref: str
    deputy: str
    deputy_ref: str
    present: str
    present_as: str
    since: object
    counts: bool
    is_withdrawn: bool


def quorum_shown(quorum: QuorumShown | None) -> QuorumBar | None:
    """The bar for a group with a rule."""
    if quorum is None:
        return None
    standing = quorum.standing
    tiles, parts = [], []
    for part in standing.parts:
        parts.append(f"{part.title}: {part.have} of {part.needed} needed, out of {part.base}")
        tiles += [Tile(name, False) for name in part.missing]
        tiles += [Tile(name, True) for name in part.present]
    rule = shown(index.rule(quorum.rule_name, Quorum)) if quorum.rule_name else None
    words = "Quorate" if standing.met else "Not quorate"
    return QuorumBar(
        standing.met, words, parts, sorted(tiles, key=lambda tile: not tile.is_here), quorum.sentence, rule
    )


def seats_shown(seats: list[SeatShown], walled: Collection[int] = ()) -> list[SeatLine]:
    """The seats, those filled first. Whoever is walled off (by their ids) is named, and cannot be noted as there."""
    lines = [
        SeatLine(
            seat.seat_id,
            seat.title,
            seat.kind,
            seat.holder,
            "" if seat.holder_id in walled else seat.holder_ref,
            seat.deputy,
            "" if seat.deputy_id in walled else seat.deputy_ref,
            seat.present,
            seat.present_as,
            seat.since,
            seat.counts,
            seat.holder_id in walled,
        )
        for seat in seats
    ]
    return sorted(lines, key=lambda line: not line.present)


def points_shown(
    points: dict[str, list[MeetingPoint]], by_number: dict[int, int]
) -> list[tuple[str, str, list[tuple[int, str, str]]]]:
    """The notes by kind: key, title, and each with its number, text and the agency that acts on it."""
    numbers = {pk: number for number, pk in by_number.items()}
    return [
        (
            kind.value,
            kind.label,
            [(numbers[point.pk], point.text, point.owner.name if point.owner else "") for point in points[kind.value]],
        )
        for kind in PointKind
    ]
