"""The minutes of a meeting as a reader may read them, and what in them is still without a number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.finding_promises import Found, Roster, find
from candour.practice.governance.models import (
    Action,
    AgendaItem,
    Amendment,
    Apology,
    Attendance,
    GroupDecision,
    ItemConflict,
    Meeting,
    Minutes,
    Promise,
)
from candour.practice.governance.queries.groups import and_successors, seats_of
from candour.practice.governance.queries.live import hidden_count
from candour.practice.governance.queries.quorum import room_of
from candour.rulebook.language.clocks import LONDON, day_of


@dataclass(frozen=True)
class Hit:
    """Something found in the draft, and how it was settled."""

    key: str
    item_ref: str
    item_number: int
    found: Found
    action: str
    """The number that it was given; empty for none."""
    dismissed_because: str
    settled_by: str

    @property
    def is_settled(self) -> bool:
        """Whether it is numbered or dismissed."""
        return bool(self.action or self.dismissed_because)


@dataclass(frozen=True)
class ItemMinuted:
    """An item as the minutes have it."""

    item_id: int
    ref: str
    number: int
    title: str
    presenter: str
    notes: str
    quorum: str
    withdrew: tuple[str, ...]
    decisions: tuple[dict[str, str], ...]
    actions: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class MinutesShown:
    """The minutes of a meeting with only the items that the reader may read."""

    meeting: Meeting
    minutes: Minutes
    attended: list[tuple[str, str, str]]
    """Seat, who, and when and how: "from 15:45", "for Adrian Loades", "by link"."""
    apologies: list[tuple[str, str, str]]
    items: list[ItemMinuted]
    left_out: int
    """How many items the reader does not see."""
    amendments: list[Amendment]
    is_late: bool
    due_on: Any


def minutes_of(actor: Actor, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, if they were begun and the actor may see them."""
    return seen_by(actor, Minutes).filter(meeting=meeting).select_related("agreed_on_item__meeting").first()


def minutes_by_meeting(actor: Actor, meeting: Meeting) -> Minutes:
    """The minutes of a meeting, noted as read. Raises Hidden."""
    return fetch(actor, Minutes, "meeting__group", "agreed_on_item__meeting", meeting=meeting)


def minutes_shown(actor: Actor, meeting: Meeting, minutes: Minutes) -> MinutesShown:
    """The minutes as the actor may read them: the frozen text once they are final, the items themselves before."""
    seen = list(seen_by(actor, AgendaItem).filter(meeting=meeting, removed_at=None).order_by("order", "pk"))
    if minutes.frozen:
        ids = {item.pk for item in seen}
        items = [_thawed(entry) for entry in minutes.frozen if entry["item_id"] in ids]
        left_out = len(minutes.frozen) - len(items)
    else:
        items = drafted(actor, meeting, minutes, seen)
        left_out = hidden_count(meeting, len(seen))
    due_on = day_of(meeting.starts_at) + timedelta(days=meeting.group.minutes_within)
    return MinutesShown(
        meeting=meeting,
        minutes=minutes,
        attended=_attended(actor, meeting),
        apologies=_apologies(actor, meeting),
        items=items,
        left_out=left_out,
        amendments=list(seen_by(actor, Amendment).filter(minutes=minutes).order_by("pk")),
        is_late=minutes.sent_at is None and actor.today > due_on,
        due_on=due_on,
    )


def drafted(actor: Actor, meeting: Meeting, minutes: Minutes, items: list[AgendaItem]) -> list[ItemMinuted]:
    """Items as the minutes would have them now: notes with the numbers of their actions, decisions, actions, quorum."""
    room = room_of(actor, meeting)
    ids = [item.pk for item in items]
    decisions = list(GroupDecision.objects.filter(item_id__in=ids).order_by("decided_at", "pk"))
    actions = list(Action.objects.filter(item_id__in=ids).select_related("owner").order_by("year", "number"))
    away = list(ItemConflict.objects.filter(item_id__in=ids, lifted_at=None).select_related("person"))
    numbered = list(
        Promise.objects.filter(minutes=minutes, item_id__in=ids).exclude(action=None).select_related("action")
    )
    made = []
    for item in items:
        quorum = room.of_item(item, meeting.ended_at or actor.at, meeting.ended_at) if item.opened_at else None
        made.append(
            ItemMinuted(
                item_id=item.pk,
                ref=item.ref,
                number=item.order,
                title=item.title,
                presenter=item.presenter,
                notes=_with_numbers(item.notes, [one for one in numbered if one.item_id == item.pk]),
                quorum=quorum_words(quorum),
                withdrew=tuple(one.person.name for one in away if one.item_id == item.pk),
                decisions=tuple(_decision(one) for one in decisions if one.item_id == item.pk),
                actions=tuple(_action(one) for one in actions if one.item_id == item.pk),
            )
        )
    return made


def quorum_words(quorum: Any) -> str:
    """How the quorum of an item stood: empty for a group without a rule, and for an item that was never opened."""
    if quorum is None:
        return ""
    if quorum.is_met:
        return "Quorate"
    return f"Not quorate from {quorum.lost_at.astimezone(LONDON):%H:%M}" if quorum.lost_at else "Not quorate"


def hits_of(actor: Actor, meeting: Meeting, minutes: Minutes | None = None) -> list[Hit]:
    """Everything found in the notes of the items that the actor sees, settled or not, in order."""
    items = seen_by(actor, AgendaItem).filter(meeting=meeting, removed_at=None).order_by("order", "pk")
    return hits_in(actor, meeting, list(items))


def hits_in(actor: Actor, meeting: Meeting, items: Iterable[AgendaItem]) -> list[Hit]:
    """Everything found in the notes of some items, settled or not, in order."""
    roster, numbers = roster_of(actor, meeting), numbers_of(meeting)
    settled = {
        (one.item_id, one.kind, one.words): one
        for one in Promise.objects.filter(minutes__meeting=meeting).select_related("action")
    }
    hits = []
    for item in items:
        for found in find(item.notes, roster=roster, numbers=numbers):
            row = settled.get((item.pk, found.kind, found.words))
            hits.append(
                Hit(
                    key=key_of(item, found),
                    item_ref=item.ref,
                    item_number=item.order,
                    found=found,
                    action=row.action.name if row and row.action else "",
                    dismissed_because=row.dismissed_because if row else "",
                    settled_by=row.settled_by if row else "",
                )
            )
    return hits


def hit(actor: Actor, meeting: Meeting, key: str) -> Hit | None:
    """One finding by its key, as the actor sees it."""
    return next((one for one in hits_of(actor, meeting) if one.key == key), None)


def key_of(item: AgendaItem, found: Found) -> str:
    """A short key of a finding that says nothing of its words."""
    return hashlib.sha256(f"{item.pk}\n{found.kind}\n{found.words}".encode()).hexdigest()[:16]


def roster_of(actor: Actor, meeting: Meeting) -> Roster:
    """Everybody whom the notes may name by initials: who came, who sits in the group, who apologised, who presents."""
    names = set(Attendance.objects.filter(meeting=meeting).values_list("person__name", flat=True))
    posts = [seat.post_id for seat in seats_of(actor, meeting.group_id, day_of(meeting.starts_at)) if seat.post_id]
    names |= {held.person.name for held in directory.holders_of(actor, posts)}
    names |= {person.name for person in directory.deputies_of(actor, posts).values()}
    names |= {name for name in Apology.objects.filter(meeting=meeting).values_list("person__name", flat=True) if name}
    presents = AgendaItem.objects.filter(meeting=meeting).exclude(presenter_person=None)
    names |= set(presents.values_list("presenter_person__name", flat=True))
    names |= {person.name for person in (meeting.chair, meeting.secretary) if person}
    return Roster.of(names)


def numbers_of(meeting: Meeting) -> frozenset[str]:
    """Every number of the group's log."""
    given = Action.objects.filter(group_id=meeting.group_id).values_list("year", "number")
    return frozenset(f"{year}/{number:02}" for year, number in given)


def items_that_could_agree(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """The items of later meetings of the group, or of its successor, at which its minutes could be agreed."""
    later = seen_by(actor, AgendaItem).filter(
        meeting__group_id__in=and_successors(meeting.group),
        meeting__starts_at__gt=meeting.starts_at,
        meeting__owner_kind="",
        meeting__state__in=("under-way", "held"),
        removed_at=None,
    )
    return list(later.select_related("meeting").order_by("meeting__starts_at", "order")[:200])


def _with_numbers(notes: str, promises: list[Promise]) -> str:
    for one in promises:
        if one.action is not None and one.words in notes:
            notes = notes.replace(one.words, f"{one.words} [Action {one.action.name}]", 1)
    return notes


def _decision(one: GroupDecision) -> dict[str, str]:
    marks = {True: "", False: "Taken while not quorate.", None: ""}
    return {
        "question": one.question,
        "options": "\n".join(one.options),
        "decision": one.decision,
        "reason": one.reason,
        "by": one.decided_by,
        "quorum": one.quorum_words,
        "mark": marks[one.was_quorate],
        "told": one.told,
    }


def _action(one: Action) -> dict[str, str]:
    return {
        "name": one.name,
        "text": one.text,
        "owner": one.owner.name if one.owner else one.leads_as_printed,
        "due": one.due_on.words if one.due_on else "",
    }


def _thawed(entry: dict[str, Any]) -> ItemMinuted:
    return ItemMinuted(
        **{
            **entry,
            "withdrew": tuple(entry["withdrew"]),
            "decisions": tuple(entry["decisions"]),
            "actions": tuple(entry["actions"]),
        }
    )


def _attended(actor: Actor, meeting: Meeting) -> list[tuple[str, str, str]]:
    was = seen_by(actor, Attendance).filter(meeting=meeting).select_related("person", "seat", "deputises_for")
    return [(one.seat.title, one.person.name, _how(one, meeting)) for one in was.order_by("seat__order", "arrived_at")]


def _how(one: Attendance, meeting: Meeting) -> str:
    began = meeting.began_at or meeting.starts_at
    words = []
    if one.deputises_for is not None:
        words.append(f"for {one.deputises_for.name}")
        if not one.is_standing_deputy:
            words.append("not the standing deputy")
    if one.arrived_at > began + timedelta(minutes=1):
        words.append(f"from {one.arrived_at.astimezone(LONDON):%H:%M}")
    if one.left_at is not None and (meeting.ended_at is None or one.left_at < meeting.ended_at):
        words.append(f"until {one.left_at.astimezone(LONDON):%H:%M}")
    if one.by_link:
        words.append("by link")
    return ", ".join(words)


def _apologies(actor: Actor, meeting: Meeting) -> list[tuple[str, str, str]]:
    given = seen_by(actor, Apology).filter(meeting=meeting).select_related("person", "seat").order_by("seat__order")
    return [(one.seat.title, one.person.name if one.person else "", one.sends) for one in given]


def open_actions(actor: Actor, meeting: Meeting) -> list[tuple[str, str]]:
    """The open actions of the group's log that the actor sees, the newest first: number and text."""
    found = seen_by(actor, Action).filter(group_id=meeting.group_id, state="open").order_by("-year", "-number")
    return [(one.name, one.text if len(one.text) <= 80 else f"{one.text[:79]}…") for one in found[:300]]
