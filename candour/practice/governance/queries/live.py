"""A meeting while it is held, as its page shows it: who is there, how each item stands, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.dates.words import day_words
from candour.practice.governance.models import (
    Action,
    AgendaItem,
    Apology,
    GroupDecision,
    ItemConflict,
    Meeting,
    Paper,
)
from candour.practice.governance.queries.meetings import SeatShown, seats_at
from candour.practice.governance.queries.quorum import ItemQuorum, QuorumShown, Room, quorum_at, room_of


@dataclass(frozen=True)
class Call:
    """Somebody to call, because their coming would bring what the quorum misses."""

    seat: str
    holder: str
    deputy: str
    holder_apologised: bool


@dataclass(frozen=True)
class ItemShown:
    """An item of a meeting under way."""

    item: AgendaItem
    quorum: ItemQuorum | None
    away: list[str]
    """Who does not take part in it for a conflict of interest."""
    decisions: int
    actions: int


@dataclass(frozen=True)
class LiveShown:
    """A meeting under way."""

    meeting: Meeting
    items: list[ItemShown]
    seats: list[SeatShown]
    apologies: dict[int, Apology]
    quorum: QuorumShown | None
    item_quorum: QuorumShown | None
    """How the quorum of the item in hand stands, where that is another."""
    in_hand: AgendaItem | None
    calls: list[Call]
    conflicts: list[ItemConflict]
    decisions: list[GroupDecision]
    """Those on the item in hand."""
    actions: list[Action]
    """Those that the item in hand raised."""


@dataclass(frozen=True)
class Scrutinised:
    """A conflict of interest as the list of the scrutineer or the board's chair has it."""

    where: str
    person: str
    nature: str
    substitute: str
    declared_at: datetime
    declared_by: str
    lifted_at: datetime | None


def held_meeting(actor: Actor, ref: str) -> Meeting:
    """A meeting of a group that is run by its agenda. One held for a record is run there. Raises Hidden."""
    return fetch(actor, Meeting, "group", "group__partnership", ref=ref, owner_kind="")


def item_of(actor: Actor, meeting: Meeting, item_ref: str) -> AgendaItem:
    """An item of a meeting that has not been removed. Raises Hidden."""
    return fetch(actor, AgendaItem, "meeting__group", ref=item_ref, meeting=meeting, removed_at=None)


def items_of(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting that the actor sees, in order."""
    items = seen_by(actor, AgendaItem).filter(meeting=meeting, removed_at=None)
    return list(items.order_by("order", "pk"))


def hidden_count(meeting: Meeting, shown: int) -> int:
    """How many items a meeting has besides those that are shown."""
    return AgendaItem.objects.filter(meeting=meeting, removed_at=None).count() - shown


def live(actor: Actor, meeting: Meeting) -> LiveShown:
    """A meeting as it stands at the actor's moment."""
    room = room_of(actor, meeting)
    items = items_of(actor, meeting)
    in_hand = next((item for item in items if item.opened_at and not item.closed_at), None)
    quorum = quorum_at(actor, meeting)
    item_quorum = quorum_at(actor, meeting, in_hand) if in_hand else None
    seats = seats_at(actor, meeting)
    apologies = apologies_of(actor, meeting)
    lacking = item_quorum or quorum
    conflicts = conflicts_in(actor, meeting)
    decisions = list(seen_by(actor, GroupDecision).filter(item__meeting=meeting).order_by("decided_at", "pk"))
    actions = list(
        seen_by(actor, Action).filter(item__meeting=meeting).select_related("owner").order_by("year", "number")
    )
    decided, raised = Counter(one.item_id for one in decisions), Counter(one.item_id for one in actions)
    until = meeting.ended_at or actor.at
    return LiveShown(
        meeting=meeting,
        items=[
            ItemShown(
                item=item,
                quorum=room.of_item(item, until, meeting.ended_at),
                away=[one.person.name for one in conflicts if one.item_id == item.pk],
                decisions=decided[item.pk],
                actions=raised[item.pk],
            )
            for item in items
        ],
        seats=seats,
        apologies=apologies,
        quorum=quorum,
        item_quorum=item_quorum,
        in_hand=in_hand,
        calls=_calls(room, lacking, seats, apologies, in_hand) if lacking and not meeting.ended_at else [],
        conflicts=conflicts,
        decisions=[one for one in decisions if in_hand and one.item_id == in_hand.pk],
        actions=[one for one in actions if in_hand and one.item_id == in_hand.pk],
    )


def apologies_of(actor: Actor, meeting: Meeting) -> dict[int, Apology]:
    """The apologies for a meeting, by seat."""
    given = seen_by(actor, Apology).filter(meeting=meeting).select_related("person", "seat")
    return {one.seat_id: one for one in given}


def conflicts_in(actor: Actor, meeting: Meeting) -> list[ItemConflict]:
    """The conflicts in the items of a meeting that hold now, as far as the actor sees them."""
    found = seen_by(actor, ItemConflict).filter(item__meeting=meeting, lifted_at=None, item__removed_at=None)
    return list(found.select_related("person", "item").order_by("item__order", "declared_at"))


def conflicts_for_scrutiny(actor: Actor) -> list[Scrutinised]:
    """Every conflict declared in an item of a meeting, for whoever scrutinises them: the newest first.

    The title of an item is not among it, because a scrutineer does not see every item.
    """
    found = seen_by(actor, ItemConflict).select_related("person", "item", "item__meeting__group")
    return [
        Scrutinised(
            where=f"{one.item.meeting.group.name}, {day_words(one.item.meeting.starts_at)}, item {one.item.order}",
            person=one.person.name,
            nature=one.nature,
            substitute=one.substitute,
            declared_at=one.declared_at,
            declared_by=one.declared_by,
            lifted_at=one.lifted_at,
        )
        for one in found.order_by("-declared_at", "-pk")[:500]
    ]


def papers_of_item(actor: Actor, item: AgendaItem) -> list[Paper]:
    """The papers of an item that are in force, in order."""
    papers = seen_by(actor, Paper).filter(item=item, removed_at=None, replaced_by=None).select_related("file")
    return list(papers.order_by("letter", "pk"))


def _calls(
    room: Room, lacking: QuorumShown, seats: list[SeatShown], apologies: dict[int, Apology], in_hand: AgendaItem | None
) -> list[Call]:
    """Whom to call for what is missing: the holder, or the deputy of whoever sent an apology or may not act."""
    if lacking.standing.met:
        return []
    away = room.conflicts.get(in_hand.pk, frozenset()) if in_hand else frozenset()
    wanted = {seat.pk for seat in room.seats_to_fill(lacking)}
    calls = []
    for seat in seats:
        if seat.seat_id not in wanted or (seat.present and seat.present_id not in away):
            continue
        is_out = seat.seat_id in apologies or seat.holder_id in away
        deputy = seat.deputy if seat.deputy_id not in away else ""
        holder = "" if seat.holder_id in away else seat.holder
        if deputy or holder:
            calls.append(Call(seat.title, holder, deputy, is_out))
    return calls
