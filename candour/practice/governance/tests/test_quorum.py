"""The quorum engine: rules by item and date, properties that hold for any coming and going, and a thousand events."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.practice.governance.models import AgendaItem, GroupSeat, QuorumRule
from candour.practice.governance.queries.quorum import Here, Room

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
UNITS = ("Police", "Council", "Health", "Health", "Education")


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def seat(pk: int, unit: str, **more: Any) -> GroupSeat:
    given: dict[str, Any] = {"title": f"Seat {pk}", "sectors": [unit.lower()], "from_on": date(2020, 1, 1), **more}
    return GroupSeat(pk=pk, unit=unit, **given)


def rule(own: dict[str, Any], **more: Any) -> QuorumRule:
    return QuorumRule(own_rule=own, **{"from_on": date(2020, 1, 1), **more})


def room(
    presences: list[Here],
    *rules: QuorumRule,
    seats: list[GroupSeat] | None = None,
    conflicts: dict[int, frozenset[int]] | None = None,
    rulebook_name: str = "",
) -> Room:
    return Room(
        seats=seats or [seat(number, unit) for number, unit in enumerate(UNITS, start=1)],
        rules=list(rules),
        rulebook_name=rulebook_name,
        presences=presences,
        conflicts=conflicts or {},
    )


def here(seat_id: int, arrived: int = 0, left: int | None = None, person: int = 0, *, is_deputy: bool = False) -> Here:
    return Here(seat_id, person or seat_id, is_deputy, at(arrived), at(left) if left is not None else None)


def met(held: Room, minute: int, **more: Any) -> bool:
    shown = held.stands(at(minute), **more)
    assert shown is not None
    return shown.standing.met


HALF = {"share": "1/2", "of": "agencies"}


def test_a_share_of_agencies_counts_each_agency_once_with_the_base_in_sight() -> None:
    # Police, Council, Health and Education are four agencies: half is two. Two of health are one agency.
    held = room([here(3), here(4)], rule(HALF))
    shown = held.stands(at(1))
    assert shown is not None
    assert (shown.standing.met, shown.standing.parts[0].have, shown.standing.parts[0].base) == (False, 1, 4)
    assert "agencies present 1 of 2 needed (missing: Police, Council, Education)" in shown.words
    assert shown.sentence == "Quorate with at least half of the agencies, rounded up."
    assert met(room([here(3), here(1)], rule(HALF)), 1)


def test_members_are_people_and_seats_are_seats() -> None:
    both = [here(1, person=7), here(2, person=7)]
    assert met(room(both, rule({"number": 2, "of": "seats"})), 1)
    assert not met(room(both, rule({"number": 2, "of": "members"})), 1)


def test_deputies_count_only_where_the_rule_says_so() -> None:
    sent = [here(1, is_deputy=True), here(2, is_deputy=True)]
    assert met(room(sent, rule(HALF)), 1)
    assert not met(room(sent, rule(HALF, deputies_count=False)), 1)


def test_somebody_in_the_chair_is_the_holder_of_a_chairs_seat() -> None:
    seats = [seat(1, "Police", chairs_in_turn=2), seat(2, "Council")]
    chaired = rule({"chair": True})
    assert not met(room([here(2)], chaired, seats=seats), 1)
    assert met(room([here(1)], chaired, seats=seats), 1)
    missing = room([here(2)], chaired, seats=seats)
    shown = missing.stands(at(1))
    assert shown is not None
    assert [one.pk for one in missing.seats_to_fill(shown)] == [1]


def test_the_rule_of_a_half_goes_before_that_of_all_items_and_that_before_the_groups() -> None:
    named = "havering-executive-2022/executive-quorum"
    children = rule({"number": 1, "of": "seats"}, domain="children")
    held = room([here(1)], children, rule({"number": 2, "of": "seats"}), rulebook_name=named)
    assert met(held, 1, domain="children")
    assert not met(held, 1, domain="adults")
    only = room([here(1)], children, rulebook_name=named)
    shown = only.stands(at(1), domain="adults")
    assert shown is not None
    assert shown.rule_name == named


def test_an_item_for_both_halves_meets_the_rules_of_both_where_there_is_no_other() -> None:
    held = room(
        [here(1)],
        rule({"number": 1, "of": "seats"}, domain="children"),
        rule({"number": 2, "of": "seats"}, domain="adults"),
    )
    assert met(held, 1, domain="children")
    assert not met(held, 1, domain="both")


def test_a_rule_holds_from_its_day_until_its_last() -> None:
    old = rule({"number": 1, "of": "seats"}, until_on=date(2026, 11, 17))
    new = rule({"number": 3, "of": "seats"}, from_on=date(2026, 11, 18))
    assert not met(room([here(1)], old, new), 1)
    yesterday = room([Here(1, 1, False, START - timedelta(days=1), None)], old, new)
    shown = yesterday.stands(START - timedelta(hours=12))
    assert shown is not None
    assert shown.standing.met


def test_a_group_without_a_rule_has_no_quorum() -> None:
    assert room([here(1)]).stands(at(1)) is None


def test_a_seat_of_the_other_half_is_not_part_of_the_base_of_an_item() -> None:
    seats = [seat(1, "Police"), seat(2, "Children", domain="children"), seat(3, "Adults", domain="adults")]
    held = room([here(1), here(2)], rule({"share": "1", "of": "seats"}), seats=seats)
    assert met(held, 1, domain="children")
    assert not met(held, 1, domain="adults")
    assert not met(held, 1, domain="both")


def test_the_moment_of_leaving_is_the_first_without_them() -> None:
    held = room([here(1, 0, 10), here(2, 0)], rule({"number": 2, "of": "seats"}))
    assert [met(held, minute) for minute in (0, 9, 10)] == [True, True, False]


def test_an_item_is_quorate_only_if_it_was_throughout_and_says_when_it_was_lost() -> None:
    held = room([here(1), here(2, 0, 10), here(2, 20)], rule({"number": 2, "of": "seats"}))
    lost = held.of_item(AgendaItem(pk=1, opened_at=at(5), closed_at=at(30)), at(40))
    assert lost is not None
    assert (lost.is_met, lost.lost_at) == (False, at(10))
    never = held.of_item(AgendaItem(pk=2, opened_at=at(12), closed_at=at(15)), at(40))
    assert never is not None
    assert (never.is_met, never.lost_at) == (False, None)
    kept = held.of_item(AgendaItem(pk=3, opened_at=at(20), closed_at=at(30)), at(40))
    assert kept is not None
    assert kept.is_met


# Properties

SEATS = st.lists(st.sampled_from(UNITS), min_size=1, max_size=8)
OWN = st.one_of(
    st.fixed_dictionaries(
        {
            "share": st.sampled_from(["1/3", "1/2", "2/3", "1"]),
            "of": st.sampled_from(["agencies", "seats", "members"]),
            "rounding": st.sampled_from(["up", "down", "nearest", "more_than"]),
        }
    ),
    st.fixed_dictionaries({"number": st.integers(1, 6), "of": st.sampled_from(["agencies", "seats", "members"])}),
    st.fixed_dictionaries({"each": st.lists(st.sampled_from(["police", "council", "health"]), min_size=1, max_size=3)}),
)


@given(SEATS, OWN, st.data())
def test_one_more_arriving_never_takes_the_quorum_away(units: list[str], own: dict[str, Any], data: Any) -> None:
    seats = [seat(number, unit) for number, unit in enumerate(units, start=1)]
    filled = data.draw(st.sets(st.integers(1, len(units))))
    another = data.draw(st.integers(1, len(units)))
    before = room([here(number) for number in filled], rule(own), seats=seats)
    after = room([here(number) for number in filled | {another}], rule(own), seats=seats)
    assert met(after, 1) or not met(before, 1)


@given(SEATS, OWN, st.data())
def test_a_conflict_is_the_same_as_not_being_there_and_touches_no_other_item(
    units: list[str], own: dict[str, Any], data: Any
) -> None:
    seats = [seat(number, unit) for number, unit in enumerate(units, start=1)]
    filled = data.draw(st.sets(st.integers(1, len(units)), min_size=1))
    out = data.draw(st.sampled_from(sorted(filled)))
    with_conflict = room([here(number) for number in filled], rule(own), seats=seats, conflicts={5: frozenset({out})})
    without = room([here(number) for number in filled - {out}], rule(own), seats=seats)
    assert met(with_conflict, 1, item_id=5) == met(without, 1)
    assert met(with_conflict, 1, item_id=6) == met(with_conflict, 1)


@given(SEATS, OWN, st.data())
def test_what_is_missing_is_never_there_and_nothing_is_missing_once_it_is_met(
    units: list[str], own: dict[str, Any], data: Any
) -> None:
    seats = [seat(number, unit) for number, unit in enumerate(units, start=1)]
    filled = data.draw(st.sets(st.integers(1, len(units))))
    shown = room([here(number) for number in filled], rule(own), seats=seats).stands(at(1))
    assert shown is not None
    for part in shown.standing.parts:
        assert not set(part.missing) & set(part.present)
        assert not (shown.standing.met and part.missing)


# A thousand events


@pytest.mark.parametrize("seed", range(3))
def test_over_a_thousand_comings_and_goings_the_quorum_is_what_a_count_by_hand_gives(seed: int) -> None:
    chance = random.Random(seed)
    seats = [seat(number, f"Agency {number % 7}") for number in range(1, 21)]
    inside: dict[int, int] = {}
    presences: list[Here] = []
    by_hand: list[tuple[int, bool]] = []
    for minute in range(1000):
        number = chance.randint(1, 20)
        if number in inside:
            presences.append(here(number, inside.pop(number), minute))
        else:
            inside[number] = minute
        agencies = {inside_now % 7 for inside_now in inside}
        by_hand.append((minute, len(agencies) >= 4))
    presences += [here(number, arrived) for number, arrived in inside.items()]
    held = room(presences, rule(HALF), seats=seats)
    assert [(minute, met(held, minute)) for minute, _ in by_hand] == by_hand
    stretches = held.over(from_at=at(0), until_at=at(1000), item_id=None, domain="both")
    changes = [by_hand[0]] + [now for last, now in itertools.pairwise(by_hand) if last[1] != now[1]]
    assert [(one.from_at, one.is_met) for one in stretches] == [(at(minute), is_met) for minute, is_met in changes]
