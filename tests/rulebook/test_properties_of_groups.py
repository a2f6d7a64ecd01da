"""What must hold of quorums and of criteria whoever is present and whatever is answered."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from candour.rulebook import index
from candour.rulebook.language.criteria import Answer, CriteriaTest, Together
from candour.rulebook.language.findings import Finding
from candour.rulebook.language.quorums import AllOf, Each, Present, Quorum, Rule, Seat, Share

CITED = index.rules()[0].cites
TESTS = [rule for rule in index.rules() if isinstance(rule, CriteriaTest)]

repeatably = settings(derandomize=True, database=None, deadline=None, max_examples=150)

# Quorum

SECTORS = ("health", "police", "social care")
seats = st.lists(
    st.builds(
        Seat,
        st.uuids().map(str),
        st.sampled_from(("a", "b", "c", "d", "e")),
        st.frozensets(st.sampled_from(SECTORS)),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda seat: seat.key,
)
simple_rules = st.one_of(
    st.builds(Share, st.fractions(Fraction(1, 10), 1)),
    st.builds(Each, st.lists(st.sampled_from(SECTORS), min_size=1, unique=True).map(tuple)),
)
quorum_rules = st.one_of(simple_rules, st.lists(simple_rules, min_size=1, max_size=3).map(tuple).map(AllOf))


@given(quorum_rules, seats, st.data())
@repeatably
def test_somebody_more_never_ends_a_quorum_and_nobody_never_makes_one(
    rule: Rule, group: list[Seat], data: st.DataObject
) -> None:
    quorum = Quorum("a-quorum", "A quorum", "A sentence.", rule, CITED)
    few = data.draw(st.sets(st.sampled_from(group))) if group else set()
    more = few | (data.draw(st.sets(st.sampled_from(group))) if group else set())
    with_few, with_more = (quorum.stands(group, [Present(seat.key) for seat in here]) for here in (few, more))

    assert with_more.met or not with_few.met
    assert not quorum.stands(group, []).met
    for before, after in zip(with_few.parts, with_more.parts, strict=True):
        assert before.have <= after.have
        assert before.needed == after.needed
    assert with_more.met is all(part.met for part in with_more.parts)


@given(seats, st.fractions(Fraction(1, 10), 1))
@repeatably
def test_a_share_is_reached_by_exactly_the_units_that_it_needs(group: list[Seat], share: Fraction) -> None:
    units = {seat.unit: seat for seat in group if seat.counts}
    assume(units)
    quorum = Quorum("a-quorum", "A quorum", "A sentence.", Share(share), CITED)
    everybody = list(units.values())
    needed = quorum.stands(group, []).parts[0].needed

    assert Fraction(needed, len(units)) >= share > Fraction(needed - 1, len(units))
    assert quorum.stands(group, [Present(seat.key) for seat in everybody[:needed]]).met
    assert not quorum.stands(group, [Present(seat.key) for seat in everybody[: needed - 1]]).met


@given(seats)
@repeatably
def test_where_deputies_do_not_count_they_are_as_if_absent(group: list[Seat]) -> None:
    quorum = Quorum("a-quorum", "A quorum", "A sentence.", Share(Fraction(1, 2)), CITED, deputies_count=False)

    assert quorum.stands(group, [Present(seat.key, is_deputy=True) for seat in group]) == quorum.stands(group, [])


# Criteria


@st.composite
def answered_tests(draw: st.DrawFn) -> tuple[CriteriaTest, dict[str, Answer]]:
    test = draw(st.sampled_from(TESTS))
    keys = [criterion.key for criterion in test.criteria]
    answers = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(Answer)))
    return test, answers


def considers(test: CriteriaTest) -> bool:
    return all(group.together is Together.CONSIDER for group in test.groups)


@given(answered_tests(), st.data())
@repeatably
def test_an_answer_more_never_changes_what_is_already_found(
    answered: tuple[CriteriaTest, dict[str, Answer]], data: st.DataObject
) -> None:
    test, answers = answered
    found = test.find(answers).met
    assume(found is not None)
    open_keys = [criterion.key for criterion in test.criteria if criterion.key not in answers]
    assume(open_keys)
    more = answers | {data.draw(st.sampled_from(open_keys)): data.draw(st.sampled_from(Answer))}

    assert test.find(more).met is found


@given(answered_tests(), st.data())
@repeatably
def test_yes_instead_of_no_never_unmeets_a_test(
    answered: tuple[CriteriaTest, dict[str, Answer]], data: st.DataObject
) -> None:
    test, answers = answered
    refused = [key for key, answer in answers.items() if answer is Answer.NO]
    assume(refused)
    found = test.find(answers).met
    better = test.find(answers | {data.draw(st.sampled_from(refused)): Answer.YES}).met

    assert better is True or found is not True
    assert better is not False or found is False


@given(st.sampled_from(TESTS), st.data())
@repeatably
def test_yes_and_no_to_everything_settle_a_test(test: CriteriaTest, data: st.DataObject) -> None:
    answers = {criterion.key: data.draw(st.sampled_from((Answer.YES, Answer.NO))) for criterion in test.criteria}

    assert test.find(answers).met is not None
    if considers(test):
        assert test.find(answers).met is True, "considered, whatever the answers are"


@given(answered_tests())
@repeatably
def test_what_is_found_has_a_reason_a_source_and_no_truth_value(
    answered: tuple[CriteriaTest, dict[str, Answer]],
) -> None:
    test, answers = answered
    finding = test.find(answers)

    assert finding.because.endswith(".")
    assert finding.cites == (test.cites,)
    with pytest.raises(TypeError, match="not a truth value"):
        bool(finding)


def test_nothing_answered_is_not_known() -> None:
    assert {test.name: test.find({}).met for test in TESTS} == {test.name: None for test in TESTS}


def test_an_uncertain_fact_is_open_and_not_absent() -> None:
    notifiable = index.rule("children-act-2004/notifiable", CriteriaTest)
    answers = {
        "abuse-known-or-suspected": Answer.YES,
        "died": Answer.YES,
        "in-area": Answer.MAY,
        "outside-england": Answer.NO,
    }

    finding = notifiable.find(answers)

    assert finding.met is None
    assert "(a) It happened in the local authority's area." in finding.because


def test_a_finding_that_is_not_met_says_which_criterion_failed() -> None:
    mandatory = index.rule("care-act-2014/mandatory-review", CriteriaTest)
    finding: Finding = mandatory.find({"concern-about-working-together": Answer.NO})

    assert finding.met is False
    assert finding.because.startswith("The board is not obliged to arrange a review. Working together: not met: ")
