"""Whether a meeting that is still to come can be quorate: from its seats, who holds them and who has apologised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.models import AgendaItem, Apology, Group, GroupSeat, ItemConflict, Meeting, QuorumRule
from candour.practice.governance.permissions.seats import seats_of as own_seats_today
from candour.practice.governance.queries.groups import seats_of
from candour.practice.governance.queries.quorum import Here, QuorumShown, Room
from candour.practice.governance.vocabulary import Domain
from candour.rulebook.language.clocks import day_of


@dataclass(frozen=True)
class Outlook:
    """How the quorum would stand if everybody came who can, for the whole meeting, a half of it, or one item."""

    domain: str
    item: AgendaItem | None
    shown: QuorumShown
    could_be_met: bool
    """Whether it would be met if a standing deputy came in place of everybody who has apologised."""
    hangs_on: tuple[str, ...]
    """The seats without whose holder it would not be met."""


@dataclass(frozen=True)
class Forecast:
    """What is known before a meeting of who can come, and what that means for its quorum."""

    outlooks: list[Outlook]
    vacant: list[str]
    """Seats that nobody holds or stands in for on that day."""
    apologies: list[tuple[str, str, str]]
    """The seat, who is sent in the holder's place, and the standing deputy who could be asked."""

    @property
    def is_met(self) -> bool:
        """Whether the whole meeting would be quorate with those who can come."""
        return all(one.shown.standing.met for one in self.outlooks)


@dataclass(frozen=True)
class _Coming:
    """Who can come for a seat, and as what."""

    expected: Here | None
    possible: Here | None


def forecast_for(actor: Actor, group: Group, starts_at: datetime) -> Forecast | None:
    """How the quorum of a meeting would stand that is not called yet; None where the group has no rule."""
    return _forecast(actor, group, starts_at, {}, [], {})


def forecast_of(actor: Actor, meeting: Meeting, items: Sequence[AgendaItem]) -> Forecast | None:
    """How the quorum of a planned meeting would stand, and of those of its items whose own differs.

    `items` are those that the actor sees. None for a meeting that has begun, and where the group has no rule.
    """
    if meeting.state != "planned":
        return None
    given = _apologies_for(actor, meeting)
    away: dict[int, frozenset[int]] = {}
    declared = ItemConflict.objects.filter(item__in=[one.pk for one in items], lifted_at=None)
    for item_id, person_id in declared.values_list("item_id", "person_id"):
        away[item_id] = away.get(item_id, frozenset()) | {person_id}
    return _forecast(actor, meeting.group, meeting.starts_at, given, items, away)


def own_seats(actor: Actor, meeting: Meeting) -> list[tuple[GroupSeat, Apology | None]]:
    """The seats at a planned meeting that the actor holds or stands in for, each with its apology."""
    if meeting.state != "planned":
        return []
    mine = {seat.pk for seat in own_seats_today(actor)}
    held = [seat for seat in seats_of(actor, meeting.group_id, day_of(meeting.starts_at)) if seat.pk in mine]
    given = _apologies_for(actor, meeting) if held else {}
    return [(seat, given.get(seat.pk)) for seat in held]


def _apologies_for(actor: Actor, meeting: Meeting) -> dict[int, Apology]:
    def find() -> dict[int, Apology]:
        return {one.seat_id: one for one in seen_by(actor, Apology).filter(meeting=meeting)}

    return actor.once(("apologies", meeting.pk), find)


def _forecast(
    actor: Actor,
    group: Group,
    at: datetime,
    given: dict[int, Apology],
    items: Sequence[AgendaItem],
    away: dict[int, frozenset[int]],
) -> Forecast | None:
    on = day_of(at)
    seats = seats_of(actor, group.pk, on)
    rules = list(seen_by(actor, QuorumRule).filter(group=group).order_by("-from_on", "pk"))
    room = Room(seats=seats, rules=rules, rulebook_name=group.quorum_name, presences=[], conflicts=away)
    posts = [seat.post_id for seat in seats if seat.post_id]
    held = directory.holders_of(actor, posts)
    holders = {one.post_id: one.person_id for one in held if one.until_on is None or one.until_on >= on}
    deputies = directory.deputies_of(actor, posts)
    deputy_ids = {post: person.pk for post, person in deputies.items()}
    coming = {seat.pk: _coming(seat, at, holders, deputy_ids, given.get(seat.pk)) for seat in seats}
    halves = dict.fromkeys([Domain.BOTH.value, *(rule.domain for rule in rules), *(one.domain for one in items)])
    outlooks: list[Outlook] = []
    for half in halves:
        outlook = _outlook(room, at, half, None, coming)
        if outlook is not None and all(outlook.shown.standing != one.shown.standing for one in outlooks):
            outlooks.append(outlook)
    whole = {one.domain: one for one in outlooks}
    for item in items:
        outlook = _outlook(room, at, item.domain, item, coming) if item.pk in away else None
        if outlook is not None and (item.domain not in whole or outlook.shown != whole[item.domain].shown):
            outlooks.append(outlook)
    if not outlooks:
        return None
    titles = {seat.pk: seat for seat in seats}
    return Forecast(
        outlooks,
        vacant=[titles[pk].title for pk, one in coming.items() if one.possible is None and pk not in given],
        apologies=[
            (seat.title, given[seat.pk].sends, _name_of(deputies.get(seat.post_id or 0)))
            for seat in seats
            if seat.pk in given
        ],
    )


def _coming(
    seat: GroupSeat, at: datetime, holders: dict[int, int], deputies: dict[int, int], apology: Apology | None
) -> _Coming:
    holder, deputy = holders.get(seat.post_id or 0), deputies.get(seat.post_id or 0)
    in_place = Here(seat.pk, deputy, holder is not None, at, None) if deputy is not None else None
    if apology is not None:
        # Somebody is sent whom nobody has named as a person yet: they count as nobody else.
        sent = Here(seat.pk, -seat.pk, holder is not None, at, None) if apology.sends else None
        return _Coming(sent, sent or in_place)
    if holder is not None:
        comes = Here(seat.pk, holder, is_deputy=False, arrived_at=at, left_at=None)
        return _Coming(comes, comes)
    return _Coming(in_place, in_place)


def _outlook(
    room: Room, at: datetime, domain: str, item: AgendaItem | None, coming: dict[int, _Coming]
) -> Outlook | None:
    expected = [one.expected for one in coming.values() if one.expected is not None]

    def stands(present: Iterable[Here]) -> QuorumShown | None:
        return room.stands(at, item_id=item.pk if item else None, domain=domain, present=present)

    shown = stands(expected)
    if shown is None:
        return None
    possible = stands(one.possible for one in coming.values() if one.possible is not None)
    hangs_on: list[str] = []
    if shown.standing.met:
        for seat in room.seats:
            in_seat = next((one for one in expected if one.seat_id == seat.pk), None)
            without = stands(one for one in expected if in_seat is None or one.person_id != in_seat.person_id)
            if in_seat is not None and without is not None and not without.standing.met:
                hangs_on.append(seat.title)
    return Outlook(domain, item, shown, possible is not None and possible.standing.met, tuple(hangs_on))


def _name_of(person: object) -> str:
    return getattr(person, "name", "")
