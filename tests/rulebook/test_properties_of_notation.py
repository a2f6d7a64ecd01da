"""What must hold of every quorum rule that a group can write for itself, and of its notation."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.rulebook.language import quorum_notation
from candour.rulebook.language.quorums import (
    AllOf,
    AnyOf,
    Base,
    ChairOrDeputy,
    Each,
    Number,
    Present,
    Rounding,
    Rule,
    Seat,
    Share,
    standing,
)

repeatably = settings(derandomize=True, database=None, deadline=None, max_examples=200)

SECTORS = ("health", "police", "social care")
bases, roundings = st.sampled_from(Base), st.sampled_from(Rounding)
simple = st.one_of(
    st.builds(Share, st.fractions(Fraction(1, 50), 1, max_denominator=50), bases, roundings),
    st.builds(Number, st.integers(1, 500), bases),
    st.builds(Each, st.lists(st.sampled_from(SECTORS), min_size=1, unique=True).map(tuple)),
    st.just(ChairOrDeputy()),
)
rules = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(AllOf),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(AnyOf),
    ),
    max_leaves=6,
)
groups = st.lists(
    st.builds(
        Seat,
        st.uuids().map(str),
        st.sampled_from(("a", "b", "c", "d")),
        st.frozensets(st.sampled_from(SECTORS)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda seat: seat.key,
)


@given(rules)
@repeatably
def test_a_rule_comes_back_from_its_notation_as_it_was(rule: Rule) -> None:
    stored = json.loads(json.dumps(quorum_notation.written(rule)))

    assert quorum_notation.read(stored) == rule
    assert quorum_notation.sentence(rule)


@given(rules, groups, st.data())
@repeatably
def test_somebody_more_never_ends_a_quorum_and_nobody_never_makes_one(
    rule: Rule, group: list[Seat], data: st.DataObject
) -> None:
    people = st.sampled_from(("ann", "bo", "cy"))
    here = [Present(seat.key, person=data.draw(people)) for seat in group if data.draw(st.booleans())]
    there = {one.seat for one in here}
    more = here + [Present(seat.key, person=data.draw(people)) for seat in group if seat.key not in there]

    assert standing(rule, group, more).met or not standing(rule, group, here).met
    assert not standing(rule, group, []).met


@given(rules, groups)
@repeatably
def test_where_deputies_do_not_count_they_are_as_if_absent(rule: Rule, group: list[Seat]) -> None:
    deputies = [Present(seat.key, is_deputy=True) for seat in group]

    assert standing(rule, group, deputies, deputies_count=False) == standing(rule, group, [])


@given(st.integers(1, 500), groups, st.data())
@repeatably
def test_people_are_never_more_than_the_seats_that_they_fill(
    at_least: int, group: list[Seat], data: st.DataObject
) -> None:
    here = [Present(seat.key, person=data.draw(st.sampled_from(("ann", "bo")))) for seat in group]
    members, seats = (standing(Number(at_least, base), group, here).parts[0] for base in (Base.MEMBERS, Base.SEATS))

    assert members.have <= min(2, seats.have)
    assert members.base == seats.base


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, "written as a table"),
        ([], "written as a table"),
        ({"most": 3}, "“most” is not a kind of rule"),
        ({"all": [{"chair": True}]}, "“all” needs at least two rules"),
        ({"each": []}, "“each” needs the names"),
        ({"share": "3/2"}, "at most the whole"),
        ({"share": "half"}, "“half” is not a share"),
        ({"share": "1/0"}, "“1/0” is not a share"),
        ({"number": 0}, "between 1 and 500"),
        ({"number": True}, "between 1 and 500"),
        ({"number": 3, "of": "friends"}, "is not one of: agencies, seats, members"),
        ({"share": "1/2", "rounding": "sideways"}, "is not one of: up, down, nearest, more_than"),
    ],
)
def test_what_is_no_rule_is_refused_with_words(data: object, wrong: str) -> None:
    with pytest.raises(quorum_notation.BadRule, match=wrong):
        quorum_notation.read(data)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Share(Fraction(1, 2), Base.UNITS, Rounding.UP), "at least half of the agencies, rounded up"),
        (Share(Fraction(1, 2), Base.SEATS, Rounding.MORE_THAN), "more than half of the seats"),
        (Share(Fraction(2, 5), Base.MEMBERS, Rounding.DOWN), "at least 40% of the members, rounded down"),
        (Number(3, Base.SEATS), "at least 3 seats"),
        (Each(("health", "police")), "each of health and police"),
        (
            AllOf((AnyOf((ChairOrDeputy(), Number(5, Base.MEMBERS))), Each(("health", "police", "schools")))),
            "(somebody in the chair or at least 5 members) and each of health, police and schools",
        ),
    ],
)
def test_a_rule_reads_as_a_sentence(rule: Rule, words: str) -> None:
    assert quorum_notation.sentence(rule) == words
