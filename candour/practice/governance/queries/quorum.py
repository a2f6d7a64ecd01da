"""Whether a meeting may decide: at any moment and for any item, by the group's own rule, from who came and went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.governance.models import AgendaItem, Attendance, Group, GroupSeat, ItemConflict, Meeting
from candour.practice.governance.models import QuorumRule as StoredRule
from candour.practice.governance.queries.groups import seats_of
from candour.practice.governance.queries.meetings import attendance_of
from candour.practice.governance.vocabulary import Domain
from candour.rulebook import index
from candour.rulebook.language import quorum_notation
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.quorums import AllOf, Part, Present, Quorum, Rule, Seat, Standing, standing


@dataclass(frozen=True)
class Applied:
    """The rule that applies to an item on a day, from wherever the group has it."""

    rule: Rule
    sentence: str
    deputies_count: bool = True
    rule_name: str = ""
    """The rulebook's name of it; empty for the group's own rule."""


@dataclass(frozen=True)
class Here:
    """Somebody's presence, from arriving to leaving."""

    seat_id: int
    person_id: int
    is_deputy: bool
    arrived_at: datetime
    left_at: datetime | None

    def is_there(self, at: datetime) -> bool:
        """Whether they were there at a moment; the moment of leaving is not part of it."""
        return self.arrived_at <= at and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True)
class QuorumShown:
    """Whether a meeting may decide, part by part, with the sentence of the rule."""

    rule_name: str
    sentence: str
    standing: Standing

    @property
    def words(self) -> str:
        """How it stands in a sentence, fit to be kept with a decision."""
        head = "Quorate" if self.standing.met else "Not quorate"
        parts = [
            f"{part.title.lower()} {part.have} of {part.needed} needed"
            + (f" (missing: {', '.join(part.missing)})" if part.missing else "")
            for part in self.standing.parts
        ]
        return f"{head}: {'; '.join(parts)}." if parts else f"{head}."


@dataclass(frozen=True)
class Stretch:
    """How the quorum of an item stood from one moment until the next change."""

    from_at: datetime
    is_met: bool


@dataclass(frozen=True)
class ItemQuorum:
    """How the quorum of an item stood while it was open, or stands for one that is still to come."""

    is_met: bool
    """Whether it was met throughout."""
    lost_at: datetime | None
    """The first moment at which it was not met, if it had been met before."""


class Room:
    """Everything that the quorum of one meeting depends on, read once, to be asked about any moment and item."""

    def __init__(
        self,
        *,
        seats: Sequence[GroupSeat],
        rules: Sequence[StoredRule],
        rulebook_name: str,
        presences: Sequence[Here],
        conflicts: Mapping[int, frozenset[int]],
    ) -> None:
        self.seats = list(seats)
        self.rules = list(rules)
        self.rulebook_name = rulebook_name
        self.presences = sorted(presences, key=lambda one: (one.arrived_at, one.seat_id))
        self.conflicts = conflicts
        """By item, the people who have a conflict of interest in it."""

    def rule_for(self, domain: str, on: date) -> Applied | None:
        """The rule for items of a half on a day: its own first, then that of all items, then the group's.

        An item for both halves of a group that has only rules for each half has to meet every one of them.
        """
        alive = [rule for rule in self.rules if _is_alive(rule, on)]
        for wanted in dict.fromkeys((domain, Domain.BOTH.value)):
            found = next((rule for rule in alive if rule.domain == wanted), None)
            if found is not None:
                return _applied(found)
        if self.rulebook_name:
            return _of_rulebook(self.rulebook_name)
        return _every(alive) if domain == Domain.BOTH else None

    def stands(
        self,
        at: datetime,
        *,
        item_id: int | None = None,
        domain: str = Domain.BOTH,
        present: Iterable[Here] | None = None,
    ) -> QuorumShown | None:
        """How the quorum stands at a moment, for an item if one is given; None where no rule applies.

        Whoever has a conflict in the item does not count for it. `present` may give who is there, if that is known.
        """
        on = day_of(at)
        applied = self.rule_for(domain, on)
        if applied is None:
            return None
        away = self.conflicts.get(item_id, frozenset()) if item_id is not None else frozenset()
        there = [one for one in self.presences if one.is_there(at)] if present is None else present
        invited = [seat for seat in self.seats if _is_invited(seat, domain) and _is_alive(seat, on)]
        result = standing(
            applied.rule,
            [_counted(seat) for seat in invited],
            [
                Present(str(one.seat_id), one.is_deputy, f"person {one.person_id}")
                for one in there
                if one.person_id not in away
            ],
            deputies_count=applied.deputies_count,
        )
        return QuorumShown(applied.rule_name, applied.sentence, self._named(result))

    def over(self, *, from_at: datetime, until_at: datetime, item_id: int | None, domain: str) -> list[Stretch]:
        """How the quorum stood between two moments: a stretch for each change of it, in order."""
        moments = {from_at}
        for one in self.presences:
            moments |= {at for at in (one.arrived_at, one.left_at) if at is not None and from_at < at < until_at}
        stretches: list[Stretch] = []
        for at in sorted(moments):
            shown = self.stands(at, item_id=item_id, domain=domain)
            is_met = shown is None or shown.standing.met
            if not stretches or stretches[-1].is_met != is_met:
                stretches.append(Stretch(at, is_met))
        return stretches

    def of_item(self, item: AgendaItem, now: datetime, ended_at: datetime | None = None) -> ItemQuorum | None:
        """How an item's quorum stood while it was open; as things stand now for one that is still to come."""
        until = item.closed_at or ended_at or now
        start = min(item.opened_at or until, until)
        if self.rule_for(item.domain, day_of(start)) is None:
            return None
        if item.opened_at is None:
            shown = self.stands(now, item_id=item.pk, domain=item.domain)
            return ItemQuorum(shown is None or shown.standing.met, None)
        stretches = self.over(from_at=start, until_at=until, item_id=item.pk, domain=item.domain)
        lost = next((one for one in stretches if not one.is_met), None)
        return ItemQuorum(lost is None, lost.from_at if lost and lost is not stretches[0] else None)

    def seats_to_fill(self, shown: QuorumShown) -> list[GroupSeat]:
        """The empty seats that would bring what is missing, in the order of the group."""
        missing = {name for part in shown.standing.parts for name in part.missing}
        return [
            seat
            for seat in self.seats
            if missing & {seat.unit, seat.title, *seat.sectors}
            or (seat.chairs_in_turn is not None and "chair" in missing)
        ]

    def _named(self, result: Standing) -> Standing:
        """The parts with the titles of seats in place of their keys."""
        titles = {str(seat.pk): seat.title for seat in self.seats}

        def named(part: Part) -> Part:
            return replace(
                part,
                present=tuple(titles.get(key, key) for key in part.present),
                missing=tuple(titles.get(key, key) for key in part.missing),
            )

        return Standing(result.met, tuple(named(part) for part in result.parts))


def room_of(actor: Actor, meeting: Meeting) -> Room:
    """The room of a meeting as the actor sees it. Four queries, once in a request that only reads."""
    return actor.once(("room", meeting.pk), lambda: _read(actor, meeting))


def quorum_at(actor: Actor, meeting: Meeting, item: AgendaItem | None = None) -> QuorumShown | None:
    """Whether the meeting is quorate with those who are there now, for an item if one is given.

    Once it has ended, with those who were there at the end. None where the group has no rule.
    """
    room = room_of(actor, meeting)
    if item is None:
        return room.stands(actor.at, present=_here_now(room))
    return room.stands(actor.at, item_id=item.pk, domain=item.domain, present=_here_now(room))


def room_between_meetings(actor: Actor, group: Group) -> Room:
    """The room of a group that answers in writing: its seats and rules of today, and nobody there yet."""
    return Room(
        seats=seats_of(actor, group.pk, actor.today),
        rules=list(seen_by(actor, StoredRule).filter(group=group).order_by("-from_on", "pk")),
        rulebook_name=group.quorum_name,
        presences=[],
        conflicts={},
    )


def has_rule(actor: Actor, group: Group) -> bool:
    """Whether anything says when the group is quorate."""
    return bool(group.quorum_name) or seen_by(actor, StoredRule).filter(group=group).exists()


def _read(actor: Actor, meeting: Meeting) -> Room:
    conflicts: dict[int, frozenset[int]] = {}
    rows = ItemConflict.objects.filter(item__meeting=meeting, lifted_at=None).values_list("item_id", "person_id")
    for item_id, person_id in rows:
        conflicts[item_id] = conflicts.get(item_id, frozenset()) | {person_id}
    ended = meeting.ended_at
    attended = attendance_of(actor, meeting)
    presences = [
        # Whoever stayed to the end left with the meeting, and still counts when it is looked at afterwards.
        Here(one.seat_id, one.person_id, one.deputises_for_id is not None, one.arrived_at, _left(one, ended))
        for one in attended
    ]
    return Room(
        seats=seats_of(actor, meeting.group_id, day_of(ended or actor.at)),
        rules=list(seen_by(actor, StoredRule).filter(group_id=meeting.group_id).order_by("-from_on", "pk")),
        rulebook_name=meeting.group.quorum_name,
        presences=presences,
        conflicts=conflicts,
    )


def _left(one: Attendance, ended: datetime | None) -> datetime | None:
    return None if ended is not None and one.left_at == ended and not one.left_because else one.left_at


def _here_now(room: Room) -> list[Here]:
    """Everybody who has not left, also whoever is noted from a moment that is a little ahead."""
    return [one for one in room.presences if one.left_at is None]


def _is_alive(thing: GroupSeat | StoredRule, on: date) -> bool:
    return thing.from_on <= on and (thing.until_on is None or thing.until_on >= on)


def _is_invited(seat: GroupSeat, domain: str) -> bool:
    return domain == Domain.BOTH or seat.domain in (domain, Domain.BOTH)


def _counted(seat: GroupSeat) -> Seat:
    return Seat(str(seat.pk), seat.unit, frozenset(seat.sectors), seat.counts, is_chair=seat.chairs_in_turn is not None)


def _applied(stored: StoredRule) -> Applied:
    if stored.rulebook_name:
        found = _of_rulebook(stored.rulebook_name)
        return replace(
            found,
            sentence=stored.sentence or found.sentence,
            deputies_count=found.deputies_count and stored.deputies_count,
        )
    rule = quorum_notation.read(stored.own_rule)
    words = quorum_notation.sentence(rule)
    return Applied(rule, stored.sentence or f"Quorate with {words}.", stored.deputies_count)


def _of_rulebook(name: str) -> Applied:
    found = index.rule(name, Quorum)
    return Applied(found.rule, found.sentence, found.deputies_count, found.name)


def _every(rules: Sequence[StoredRule]) -> Applied | None:
    applied = [_applied(rule) for rule in rules]
    if not applied:
        return None
    if len(applied) == 1:
        return applied[0]
    return Applied(
        AllOf(tuple(one.rule for one in applied)),
        " ".join(one.sentence for one in applied),
        all(one.deputies_count for one in applied),
    )
