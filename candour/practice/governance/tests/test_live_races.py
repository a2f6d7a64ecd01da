"""Several people act in a meeting at once: nothing that anybody wrote is lost, and nothing happens twice."""

from __future__ import annotations

from collections import Counter

import pytest

from candour.practice.governance.models import Attendance, Minutes, Promise
from candour.practice.governance.operations import live, minutes
from candour.practice.governance.operations.notes import put_together
from candour.practice.governance.queries.minutes import hits_of
from candour.practice.governance.tests.rooms import Room, room
from tests.cast import Cast
from tests.databases import race

TAKERS = ("manager", "administrator", "manager", "administrator")


@pytest.fixture
def going(demonstration_cast: Cast) -> Room:
    made = room(demonstration_cast)
    made.open(1, 1)
    return made


def outcomes(results: list[object]) -> Counter[str]:
    return Counter(type(one).__name__ if isinstance(one, Exception) else "done" for one in results)


def test_of_several_who_save_the_same_version_of_the_notes_one_wins_and_the_others_are_told(going: Room) -> None:
    actors = [going.cast.acting(key, going.at(2)) for key in TAKERS]
    item = going.item(1)

    def act(number: int) -> int:
        return live.save_notes(actors[number], ref=going.ref, item_ref=item.ref, text=f"Words {number}", version=1)

    assert outcomes(race(4, act)) == {"done": 1, "Conflict": 3}
    assert going.item(1).notes_version == 2


def test_several_who_put_their_texts_together_at_once_all_keep_them(going: Room) -> None:
    actors = [going.cast.acting(key, going.at(2)) for key in TAKERS]
    item = going.item(1)

    def act(number: int) -> None:
        put_together(actors[number], ref=going.ref, item_ref=item.ref, text=f"Words {number}")

    assert outcomes(race(4, act)) == {"done": 4}
    assert sorted(going.item(1).notes.splitlines()) == [f"Words {number}" for number in range(4)]


def test_a_seat_is_filled_once_and_a_meeting_ends_once(going: Room) -> None:
    person = going.cast.people["council"]
    seat = going.seat("Council")
    actors = [going.cast.acting(key, going.at(2)) for key in TAKERS]

    def come(number: int) -> None:
        live.mark_here(actors[number], ref=going.ref, seat_id=seat, person_ref=person.ref)

    assert outcomes(race(4, come)) == {"done": 1, "Refused": 3}
    assert Attendance.objects.filter(meeting=going.meeting).count() == 1
    ended = outcomes(race(4, lambda number: live.close_meeting(actors[number], ref=going.ref)))
    assert ended["done"] == 1
    assert Minutes.objects.filter(meeting=going.meeting).count() == 1


def test_what_was_found_is_settled_once(going: Room) -> None:
    going.note(1, "Action: HM to ask.", 2)
    live.close_meeting(going.manager(3), ref=going.ref)
    actors = [going.cast.acting(key, going.at(4)) for key in TAKERS]
    (hit,) = hits_of(actors[0], going.fresh)

    def act(number: int) -> None:
        minutes.dismiss_finding(actors[number], ref=going.ref, key=hit.key, because=f"Reason {number}")

    assert outcomes(race(4, act)) == {"done": 1, "Refused": 3}
    assert Promise.objects.count() == 1
