"""Groups: their seats, who sits in them, and whether they may decide, by the structure that is installed.

The Case Review Working Group has ten seats that count, so five agencies must be there; and health, the police,
children's social care and adults' social care must each be represented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, seen_by
from candour.platform.audit_trail.operation import operation
from candour.platform.audit_trail.queries import history_of
from candour.practice.directory import operations as directory
from candour.practice.directory.models import Appointment
from candour.practice.governance import operations, queries
from candour.practice.governance.models import Attendance, Group, GroupSeat, Meeting
from candour.practice.governance.permissions import seeing
from candour.rulebook.language.quorums import Standing
from tests.cast import Cast
from tests.databases import RealDatabase, race

COUNTING = [
    "Metropolitan Police",
    "Children’s services",
    "Adult social care",
    "Designated nurse",
    "NELFT",
    "Public health",
    "Housing",
    "Community safety",
    "Acute hospital trust",
    "Education",
]
OTHERS = ["Lay member", "Child death review manager", "Probation", "Legal adviser"]
FOUR = ["Metropolitan Police", "Children’s services", "Adult social care", "Designated nurse"]


@pytest.fixture(autouse=True)
def _a_partnership_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here meetings are held for a partnership, which every app above would otherwise have to stand in for."""
    monkeypatch.setattr(seeing, "_hosts", {"directory.partnership"})


class Room:
    """A meeting of the Case Review Working Group for the partnership itself, and what happens in it."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.actor = cast, cast.acting("manager")
        self.group = Group.objects.get(partnership=cast.partnership(), name="Case Review Working Group")
        self.meeting: Meeting = self.do(
            operations.call_meeting, group=self.group, owner=cast.partnership(), starts_at=cast.now, place="Town Hall"
        )

    def do(self, part: Callable[..., Any], actor: Actor | None = None, **given: Any) -> Any:
        """Do a part of an operation as an operation."""

        @operation
        def whole(actor: Actor) -> Any:
            return part(actor, **given)

        return whole(actor or self.actor)

    def seat(self, title: str) -> int:
        return GroupSeat.objects.get(group=self.group, title=title).pk

    def arrive(self, title: str, key: str, minutes: int = 0) -> Attendance:
        arrived: Attendance = self.do(
            operations.arrive,
            meeting=self.meeting,
            seat_id=self.seat(title),
            person=self.cast.people[key],
            at=self.at(minutes),
            within=self.cast.partnership(),
        )
        return arrived

    def leave(self, title: str, minutes: int = 30, *, for_conflict: bool = False) -> None:
        self.do(
            operations.leave,
            meeting=self.meeting,
            seat_id=self.seat(title),
            at=self.at(minutes),
            within=self.cast.partnership(),
            for_conflict=for_conflict,
        )

    def at(self, minutes: int) -> datetime:
        return self.cast.now + timedelta(minutes=minutes)

    def standing(self) -> Standing:
        shown = queries.quorum_at(self.actor, self.meeting)
        assert shown is not None
        return shown.standing


WHO = {
    "Metropolitan Police": "police_lead",
    "Children’s services": "childrens_care",
    "Adult social care": "adults_care",
    "Designated nurse": "nurse",
    "NELFT": "nelft",
    "Housing": "housing",
    "Acute hospital trust": "hospital",
    "Education": "teacher",
    "Lay member": "lay",
}


@pytest.fixture
def room(cast: Cast) -> Room:
    return Room(cast)


def test_the_group_has_the_seats_of_its_terms_of_reference(cast: Cast) -> None:
    group = queries.case_review_group(cast.acting("manager"), cast.partnership().pk)
    assert group is not None
    assert group.name == "Case Review Working Group"

    seats = queries.seats_of(cast.acting("manager"), group.pk, cast.now.date())
    assert [seat.title for seat in seats if seat.counts] == COUNTING
    assert [seat.title for seat in seats if not seat.counts] == OTHERS


def test_each_seat_shows_who_holds_its_post_and_who_stands_in(room: Room) -> None:
    seats = {seat.title: seat for seat in queries.seats_at(room.actor, room.meeting)}

    assert (seats["NELFT"].holder, seats["NELFT"].deputy) == ("Daniel Osei", "Moira Keane")
    assert (seats["Children’s services"].holder, seats["Children’s services"].deputy) == (
        "Owen Dunmore",
        "Carys Yilmaz",
    )
    assert (seats["Community safety"].holder, seats["Community safety"].deputy) == ("", "")


def test_a_group_is_seen_by_its_partnership_and_those_with_a_seat(cast: Cast) -> None:
    def names(key: str) -> set[str]:
        return set(seen_by(cast.acting(key), Group).values_list("partnership__short_name", flat=True))

    assert "Havering SCP" in names("council")
    assert "Redbridge SCP" not in names("council")
    assert names("housing") == {"Havering SCP", "Havering SAB"}
    assert "Havering SCP" not in names("redbridge")
    assert names("newcomer") == set()
    assert queries.case_review_group(cast.acting("redbridge"), cast.partnership().pk) is None


def test_half_of_the_agencies_with_the_four_that_must_be_there_may_decide(room: Room) -> None:
    for title in FOUR:
        assert not room.standing().met
        room.arrive(title, WHO[title])
    agencies, represented = room.standing().parts
    assert (agencies.have, agencies.needed, agencies.base) == (4, 5, 10)
    assert (represented.have, represented.missing) == (4, ())
    assert not room.standing().met

    room.arrive("Housing", "housing")
    assert room.standing().met


def test_half_of_the_agencies_without_one_of_the_four_may_not(room: Room) -> None:
    for title in ("NELFT", "Housing", "Education", "Acute hospital trust", "Adult social care", "Children’s services"):
        room.arrive(title, WHO[title])

    agencies, represented = room.standing().parts
    assert (agencies.have, agencies.met) == (6, True)
    assert represented.missing == ("police",)
    assert not room.standing().met


def test_seats_that_do_not_count_make_no_half(room: Room) -> None:
    for title in (*FOUR, "Lay member"):
        room.arrive(title, WHO[title])

    assert room.standing().parts[0].have == 4
    assert not room.standing().met


def test_a_group_may_decide_until_one_too_many_leaves(room: Room) -> None:
    for title in (*FOUR, "Housing"):
        room.arrive(title, WHO[title])
    assert room.standing().met

    room.leave("Housing", for_conflict=True)
    assert not room.standing().met
    room.arrive("Education", "teacher", 31)
    assert room.standing().met
    assert [line.what for line in history_of(room.cast.partnership())][1] == (
        "noted that Housing withdrew for a conflict of interest at 10:30"
    )


def test_a_standing_deputy_counts_and_somebody_else_is_told_apart(room: Room) -> None:
    room.arrive("NELFT", "nelft_senior")
    room.arrive("Housing", "teacher")

    shown = {seat.title: seat.present_as for seat in queries.seats_at(room.actor, room.meeting) if seat.present}
    assert shown == {"NELFT": "standing deputy", "Housing": "not the standing deputy"}
    assert room.standing().parts[0].have == 2


def test_a_seat_takes_one_person_at_a_time(room: Room) -> None:
    room.arrive("NELFT", "nelft")

    with pytest.raises(Refused):
        room.arrive("NELFT", "nelft_senior")
    assert Attendance.objects.count() == 1
    room.leave("NELFT")
    room.arrive("NELFT", "nelft_senior", 31)


def test_one_person_may_sit_in_two_seats(room: Room) -> None:
    room.arrive("NELFT", "nelft")
    room.arrive("Education", "nelft")

    assert Attendance.objects.values("person").distinct().count() == 1
    assert Attendance.objects.count() == 2


def test_of_many_who_take_a_seat_at_once_one_sits(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    room = Room(demonstration_cast)
    keys = ["nelft", "nelft_senior", "housing", "teacher", "hospital", "nurse"]

    outcomes = race(6, lambda number: room.arrive("NELFT", keys[number]))

    assert sum(isinstance(outcome, Attendance) for outcome in outcomes) == 1, outcomes
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 5
    assert Attendance.objects.filter(meeting=room.meeting).count() == 1


def test_nobody_leaves_before_arriving_or_from_an_empty_seat(room: Room) -> None:
    with pytest.raises(Refused, match="Nobody is in this seat"):
        room.leave("NELFT")
    room.arrive("NELFT", "nelft", 20)
    with pytest.raises(Refused, match="before they arrive"):
        room.leave("NELFT", 10)


def test_a_seat_of_another_group_is_no_seat_here(room: Room) -> None:
    other = GroupSeat.objects.filter(group__partnership__short_name="Redbridge SCP").first()
    assert other is not None

    with pytest.raises(Hidden):
        room.do(
            operations.arrive,
            meeting=room.meeting,
            seat_id=other.pk,
            person=room.cast.people["nelft"],
            at=room.cast.now,
            within=room.cast.partnership(),
        )


def test_a_meeting_that_ended_takes_nobody_in_and_keeps_who_was_there(room: Room) -> None:
    room.arrive("NELFT", "nelft")
    room.arrive("Housing", "housing")
    room.leave("Housing")

    def end() -> None:
        room.do(operations.end_meeting, meeting=room.meeting, at=room.at(60), within=room.cast.partnership())

    end()
    room.meeting.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        room.arrive("Education", "teacher", 61)
    with pytest.raises(Refused, match="has ended already"):
        end()
    assert [attendance.person.name for attendance in queries.here(room.actor, room.meeting).values()] == ["Daniel Osei"]
    assert [one.person.name for one in queries.attendance_of(room.actor, room.meeting)] == [
        "Daniel Osei",
        "Sam Whitlock",
    ]


def test_a_seat_follows_its_post_to_the_next_holder(room: Room) -> None:
    nelft = Appointment.objects.get(person=room.cast.people["nelft"])
    directory.end_appointment(Actor.system("a test", room.cast.now), ref=nelft.ref, until_on=room.cast.now.date())
    tomorrow = room.cast.now + timedelta(days=1)
    directory.appoint(
        Actor.system("a test", room.cast.now),
        post=nelft.post,
        person=room.cast.people["hospital"],
        from_on=tomorrow.date(),
    )

    for at, holder in ((room.cast.now, "Daniel Osei"), (tomorrow, "Farah Siddiqui")):
        seats = {seat.title: seat.holder for seat in queries.seats_at(room.cast.acting("manager", at), room.meeting)}
        assert seats["NELFT"] == holder


def test_a_group_of_the_same_name_is_set_up_once(cast: Cast) -> None:
    def add(key: str) -> Group:
        return operations.add_group(
            cast.acting(key),
            partnership=cast.partnership(),
            name="Executive",
            purpose="",
            quorum_name="",
            reviews_cases=False,
            from_on=cast.now.date(),
            seats=[],
        )

    with pytest.raises(Refused, match="There is a group called Executive already"):
        add("manager")
    with pytest.raises(Refused, match="You cannot keep the directory"):
        add("nelft")
