"""A meeting under way as its page shows it: the quorum bar, the seats, the item in hand and the list of items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.design.rules import RuleShown, shown
from candour.practice.governance.queries.minutes import quorum_words
from candour.rulebook import index
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.quorums import Quorum

if TYPE_CHECKING:
    from datetime import datetime

    from candour.practice.governance.models import Action, AgendaItem, GroupDecision, ItemConflict
    from candour.practice.governance.queries.live import LiveShown
    from candour.practice.governance.queries.quorum import ItemQuorum, QuorumShown

DOMAINS = {"children": "Children", "adults": "Adults", "both": ""}


@dataclass(frozen=True)
class QuorumBar:
    """The quorum bar."""

    is_met: bool
    words: str
    parts: list[str]
    tiles: list[tuple[str, bool]]
    sentence: str
    rule: RuleShown | None


@dataclass(frozen=True)
class SeatLine:
    """A seat with who is in it and what can be done about it."""

    seat_id: int
    title: str
    note: str
    is_here: bool
    words: str
    holder_ref: str
    holder: str
    deputy_ref: str
    deputy: str
    has_apology: bool


@dataclass(frozen=True)
class ItemLine:
    """An item of the list."""

    ref: str
    number: int
    title: str
    presenter: str
    minutes: int
    domain: str
    state: str
    """"done", "in-hand" or "to-come"."""
    quorum: str
    quorum_mark: str
    away: str
    counts: str


@dataclass(frozen=True)
class InHand:
    """The item in hand."""

    ref: str
    number: int
    title: str
    presenter: str
    minutes: int
    opened_at: str
    opened: str
    notes: str
    notes_version: int


def clock(moment: datetime | None) -> str:
    """A moment as a time of day in London."""
    return f"{moment.astimezone(LONDON):%H:%M}" if moment else ""


def bar(quorum: QuorumShown | None) -> QuorumBar | None:
    """The bar for a group with a rule."""
    if quorum is None:
        return None
    standing = quorum.standing
    tiles = [(name, True) for part in standing.parts for name in part.present]
    tiles += [(name, False) for part in standing.parts for name in part.missing]
    rule = shown(index.rule(quorum.rule_name, Quorum)) if quorum.rule_name else None
    return QuorumBar(
        is_met=standing.met,
        words="Quorate" if standing.met else "Not quorate",
        parts=[f"{part.title}: {part.have} of {part.needed} needed, out of {part.base}" for part in standing.parts],
        tiles=list(dict.fromkeys(tiles)),
        sentence=quorum.sentence,
        rule=rule,
    )


def item_bar(live: LiveShown) -> QuorumBar | None:
    """The bar of the item in hand, where it stands otherwise than the meeting does."""
    if live.item_quorum is None or live.item_quorum == live.quorum:
        return None
    return bar(live.item_quorum)


def calls(live: LiveShown) -> list[str]:
    """Whom to call, in sentences."""
    lines = []
    for call in live.calls:
        if call.deputy and (call.holder_apologised or not call.holder):
            lines.append(f"{call.seat}: call {call.deputy}, the standing deputy.")
        elif call.deputy:
            lines.append(f"{call.seat}: call {call.holder}, or {call.deputy}, the standing deputy.")
        elif not call.holder_apologised:
            lines.append(f"{call.seat}: call {call.holder}.")
        else:
            lines.append(f"{call.seat}: {call.holder} has apologised and no standing deputy is named.")
    return lines


def seats(live: LiveShown) -> list[SeatLine]:
    """The seats in their order, each with who is there."""
    lines = []
    for seat in live.seats:
        apology = live.apologies.get(seat.seat_id)
        words = seat.holder or "Vacant"
        if seat.present:
            as_what = f", {seat.present_as}" + (f" for {seat.holder}" if seat.holder else "") if seat.present_as else ""
            words = f"{seat.present}{as_what}, since {clock(seat.since)}"
        elif apology:
            words = f"{seat.holder or 'Vacant'}: apology" + (
                f"; {apology.sends} comes instead" if apology.sends else ""
            )
        elif seat.deputy:
            words = f"{words}; standing deputy {seat.deputy}"
        note = "" if seat.counts else f"{seat.kind}, does not count"
        lines.append(
            SeatLine(
                seat_id=seat.seat_id,
                title=seat.title,
                note=note,
                is_here=bool(seat.present),
                words=words,
                holder_ref=seat.holder_ref,
                holder=seat.holder,
                deputy_ref=seat.deputy_ref,
                deputy=seat.deputy,
                has_apology=apology is not None,
            )
        )
    return lines


def items(live: LiveShown) -> list[ItemLine]:
    """The items with how the quorum of each stood, or stands."""
    lines = []
    for one in live.items:
        item = one.item
        state = "in-hand" if item == live.in_hand else ("done" if item.opened_at else "to-come")
        lines.append(
            ItemLine(
                ref=item.ref,
                number=item.order,
                title=item.title,
                presenter=item.presenter,
                minutes=item.minutes,
                domain=DOMAINS.get(item.domain, ""),
                state=state,
                quorum=_quorum_of_item(one.quorum, state),
                quorum_mark="met" if one.quorum and one.quorum.is_met else "late",
                away=", ".join(one.away),
                counts=_counts(one.decisions, one.actions),
            )
        )
    return lines


def in_hand(item: AgendaItem | None) -> InHand | None:
    """The item in hand."""
    if item is None or item.opened_at is None:
        return None
    return InHand(
        ref=item.ref,
        number=item.order,
        title=item.title,
        presenter=item.presenter,
        minutes=item.minutes,
        opened_at=item.opened_at.isoformat(),
        opened=clock(item.opened_at),
        notes=item.notes,
        notes_version=item.notes_version,
    )


def conflicts(found: list[ItemConflict]) -> list[tuple[int, int, str, str, str]]:
    """Conflicts: id, number of the item, person, nature, who takes their place."""
    return [(one.pk, one.item.order, one.person.name, one.nature, one.substitute) for one in found]


def decisions(made: list[GroupDecision]) -> list[tuple[str, str, str, str]]:
    """Decisions: reference, question, decision, and the mark of one that was taken while not quorate."""
    return [(one.ref, one.question, one.decision, mark_of(one)) for one in made]


def mark_of(made: GroupDecision) -> str:
    """What a decision taken while not quorate is marked with; empty for any other."""
    if made.was_quorate is not False:
        return ""
    return "Taken while not quorate, ratified since" if made.ratified_by_id else "Taken while not quorate"


def actions(raised: list[Action]) -> list[tuple[str, str, str, str, str]]:
    """Actions: reference, number, text, owner and when due."""
    return [
        (
            one.ref,
            one.name,
            one.text,
            one.owner.name if one.owner else one.leads_as_printed,
            one.due_on.words if one.due_on else "no date",
        )
        for one in raised
    ]


def _quorum_of_item(quorum: ItemQuorum | None, state: str) -> str:
    words = quorum_words(quorum)
    return f"{words} as it stands" if words and state == "to-come" else words


def _counts(decided: int, raised: int) -> str:
    parts = []
    if decided:
        parts.append(f"{decided} decision{'' if decided == 1 else 's'}")
    if raised:
        parts.append(f"{raised} action{'' if raised == 1 else 's'}")
    return ", ".join(parts)
