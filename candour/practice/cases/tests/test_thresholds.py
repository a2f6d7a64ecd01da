"""The tests of a case: criterion by criterion with evidence, and a conclusion with a reason of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.practice.cases.models import Case, CriterionAnswer, Decision, Notification, TestConclusion
from candour.practice.cases.operations import decisions, thresholds
from candour.practice.cases.operations.duties import share_with_partners
from candour.practice.cases.queries import thresholds as queries
from candour.practice.cases.queries.thresholds import (
    DISCRETIONARY_SAR,
    LOCAL_ACTION,
    LOCAL_REVIEW,
    MANDATORY_SAR,
    NATIONAL_REVIEW,
    NOTIFIABLE,
)
from candour.project.demonstration.stage import refer, settle_test
from candour.rulebook import index
from candour.rulebook.language.criteria import CriteriaTest
from tests.cast import Cast
from tests.walks import SAID, moment, settle_notifiable, walk

ADULT = {**SAID, "about": {"kind": "serious-incident", "person": "adult"}, "people": [], "family": []}
WHY = "The records say so."


@pytest.fixture
def case(cast: Cast) -> Case:
    return walk(cast, to="received").case


@pytest.fixture
def adult(cast: Cast) -> Case:
    return refer(cast.acting("adults_care", moment(19)), "Havering SAB", ADULT, by="Havering Adults")


def answered(cast: Cast, case: Case, name: str, **given: str) -> Any:
    """Answer every criterion of a test: as given, and no to all others. Returns what the rule finds."""
    test = index.rule(name, CriteriaTest)
    answers = {criterion.key: (given.get(criterion.key.replace("-", "_"), "no"), WHY) for criterion in test.criteria}
    manager = cast.acting("manager", moment(20))
    thresholds.answer_test(manager, ref=case.ref, test_name=name, answers=answers)
    standing = queries.test_of(manager, case, name)
    assert standing is not None
    return standing.finding.met


def test_notifiable_is_concluded_only_when_every_criterion_is_answered_with_a_reason(cast: Cast, case: Case) -> None:
    # INC-06
    manager = cast.acting("manager", moment(20))

    def conclude(rationale: str) -> None:
        thresholds.conclude_test(manager, ref=case.ref, test_name=NOTIFIABLE, is_met=True, rationale=rationale)

    with pytest.raises(Refused) as refused:
        conclude("")
    assert refused.value.reasons == (
        "5 of 5 criteria are not answered yet.",
        "Give the reason for the conclusion itself.",
    )
    with pytest.raises(Refused, match="Give the evidence for your answer to: The child died"):
        thresholds.answer_test(manager, ref=case.ref, test_name=NOTIFIABLE, answers={"died": ("no", " ")})
    assert not CriterionAnswer.objects.filter(case=case).exists()
    answered(cast, case, NOTIFIABLE, abuse_known_or_suspected="yes", seriously_harmed="yes", in_area="yes")
    conclude("Serious harm, and abuse is suspected.")
    concluded = TestConclusion.objects.get(case=case)
    assert (concluded.is_met, concluded.rationale) == (True, "Serious harm, and abuse is suspected.")
    assert Notification.objects.get(case=case).state == "open"


def test_not_notifiable_ends_the_councils_clock_and_enters_nothing(cast: Cast, case: Case) -> None:
    # INC-06
    settle_test(cast.acting("manager", moment(20)), case, NOTIFIABLE, {}, is_met=False, rationale="No abuse.")
    assert not Notification.objects.filter(case=case).exists()
    page = cast.client("manager").get(reverse("case", args=[case.ref])).content.decode()
    assert "Notify the Panel or decide" not in page


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ({"abuse_known_or_suspected": "yes", "died": "yes", "in_area": "yes"}, True),
        ({"abuse_known_or_suspected": "may", "seriously_harmed": "yes", "in_area": "yes"}, True),
        ({"abuse_known_or_suspected": "yes", "seriously_harmed": "yes", "outside_england": "yes"}, True),
        ({"abuse_known_or_suspected": "yes", "seriously_harmed": "yes"}, False),
        ({"abuse_known_or_suspected": "yes", "in_area": "yes"}, False),
        ({"died": "yes", "in_area": "yes"}, False),
    ],
)
def test_an_incident_is_notifiable_where_it_happened_and_not_where_the_child_lives(
    given: dict[str, str], met: bool, cast: Cast, case: Case
) -> None:
    # INC-06, INC-12: residence is no criterion; elsewhere in England the duty sits with that council
    assert answered(cast, case, NOTIFIABLE, **given) is met


def test_the_page_of_notifications_says_with_which_council_the_duty_lies(cast: Cast, case: Case) -> None:
    # INC-12
    settle_notifiable(cast.acting("manager", moment(20)), case)
    page = " ".join(cast.client("manager").get(reverse("case_notification", args=[case.ref])).content.decode().split())
    assert "The local authority in whose area it happened, or where the child lives if it happened outside" in page


def test_each_criterion_of_the_local_and_national_reviews_is_answered_yes_may_or_no() -> None:
    # INC-07: four and three criteria of the regulations, and what guidance asks to have regard to
    local, national = index.rule(LOCAL_REVIEW, CriteriaTest), index.rule(NATIONAL_REVIEW, CriteriaTest)
    assert [len(group.criteria) for group in local.groups] == [4, 4]
    assert [len(group.criteria) for group in national.groups] == [3, 4]
    text = " ".join(criterion.text for criterion in national.criteria)
    for part in ("legislation", "educated otherwise", "in care, or on or recently taken off", "institutional"):
        assert part in text
    assert all(criterion.may_counts for criterion in national.criteria)


def test_a_criterion_that_is_met_decides_nothing_without_a_conclusion_of_its_own(cast: Cast, case: Case) -> None:
    # INC-07
    found = answered(cast, case, LOCAL_REVIEW, improvements="yes", recurrent_themes="may", working_together="yes")
    assert found is not False
    assert not TestConclusion.objects.filter(case=case).exists()
    assert not Decision.objects.filter(case=case).exists()
    manager = cast.acting("manager", moment(20))
    with pytest.raises(Refused, match="Give the reason for the conclusion itself"):
        thresholds.conclude_test(manager, ref=case.ref, test_name=LOCAL_REVIEW, is_met=False, rationale=" ")
    thresholds.conclude_test(
        manager, ref=case.ref, test_name=LOCAL_REVIEW, is_met=False, rationale="Two reviews have found it already."
    )
    concluded = TestConclusion.objects.get(case=case)
    assert (concluded.is_met, concluded.rationale) == (False, "Two reviews have found it already.")
    assert concluded.found, "what the rule finds stays beside it"


def test_an_answer_that_changes_is_replaced_and_what_was_said_before_is_kept(cast: Cast, case: Case) -> None:
    first, second = cast.acting("manager", moment(20)), cast.acting("police", moment(22))
    thresholds.answer_test(first, ref=case.ref, test_name=NOTIFIABLE, answers={"died": ("no", "She lives.")})
    with pytest.raises(Refused, match="Answer at least one criterion, or change an answer"):
        thresholds.answer_test(first, ref=case.ref, test_name=NOTIFIABLE, answers={"died": ("no", "She lives.")})
    share_with_partners(cast.acting("manager", moment(21)), ref=case.ref, legal_reason="A duty.")
    thresholds.answer_test(second, ref=case.ref, test_name=NOTIFIABLE, answers={"died": ("yes", "She has died.")})
    before = queries.replaced_answers(second, case, NOTIFIABLE)
    assert [(one.answer, one.reason, one.replaced_at) for one in before] == [("no", "She lives.", moment(22))]
    standing = CriterionAnswer.objects.get(case=case, replaced_at=None)
    assert (standing.answer, standing.answered_by) == ("yes", "Marcus Bell")


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ({"in_area": "yes", "needs": "yes", "concern_about_working_together": "yes", "condition_1": "yes"}, True),
        ({"in_area": "yes", "needs": "yes", "concern_about_working_together": "yes", "condition_2": "yes"}, True),
        ({"in_area": "yes", "needs": "yes", "condition_1": "yes"}, False),
        ({"in_area": "yes", "needs": "yes", "concern_about_working_together": "yes"}, False),
        ({"needs": "yes", "concern_about_working_together": "yes", "condition_1": "yes"}, False),
    ],
)
def test_section_44_asks_for_its_limbs_and_never_whether_services_were_received(
    given: dict[str, str], met: bool, cast: Cast, adult: Case
) -> None:
    # INC-08
    assert answered(cast, adult, MANDATORY_SAR, **given) is met
    text = " ".join(criterion.text for criterion in index.rule(MANDATORY_SAR, CriteriaTest).criteria)
    assert "services" not in text


def test_a_safeguarding_adults_review_is_recorded_as_mandatory_or_discretionary_with_its_limb(
    cast: Cast, adult: Case
) -> None:
    # INC-08
    answered(cast, adult, MANDATORY_SAR, in_area="yes", needs="yes")
    answered(cast, adult, DISCRETIONARY_SAR, in_area="yes", needs="yes")
    manager = cast.acting("manager", moment(21))
    thresholds.conclude_test(
        manager, ref=adult.ref, test_name=MANDATORY_SAR, is_met=False, rationale="No concern.", limb="44(1)(b)"
    )
    thresholds.conclude_test(
        manager, ref=adult.ref, test_name=DISCRETIONARY_SAR, is_met=True, rationale="To be learned from.", limb="44(4)"
    )
    limbs = TestConclusion.objects.filter(case=adult).order_by("pk").values_list("test_name", "is_met", "limb")
    assert list(limbs) == [(MANDATORY_SAR, False, "44(1)(b)"), (DISCRETIONARY_SAR, True, "44(4)")]
    page = cast.client("manager").get(reverse("case_tests", args=[adult.ref])).content.decode()
    assert "44(4)" in page


def test_a_childs_test_is_not_one_for_an_adult(cast: Cast, adult: Case) -> None:
    with pytest.raises(Refused, match="not one for this case"):
        thresholds.answer_test(
            cast.acting("manager"), ref=adult.ref, test_name=NOTIFIABLE, answers={"died": ("yes", WHY)}
        )
    address = reverse("case_test", args=[adult.ref, *NOTIFIABLE.split("/")])
    assert cast.client("manager").get(address).status_code == 404


@pytest.mark.parametrize("proposal", ["none", "local-learning"])
def test_without_a_review_the_criteria_for_local_action_come_first_whoever_decides(proposal: str, cast: Cast) -> None:
    # INC-09
    going = walk(cast, to="finished")
    TestConclusion.objects.filter(case=going.case, test_name=LOCAL_ACTION).delete()
    manager = going.manager(moment(4, "12:00", 11))

    def open_room(outcome: str) -> Decision:
        return decisions.open_decision(
            manager, ref=going.case.ref, proposal=outcome, reason="A reason.", due_at=moment(6, "17:00", 11)
        )

    with pytest.raises(Refused, match="the criteria for local action must be answered and concluded first"):
        open_room(proposal)
    decision = open_room("local-review")
    for key, view in (("council", "agree"), ("police", "disagree"), ("health", "agree")):
        actor = cast.acting(key, moment(5, month=11))
        decisions.give_position(actor, ref=decision.ref, view=view, reason="A reason.", prefers=proposal)
    chair = cast.acting("chair", moment(6, month=11))
    with pytest.raises(Refused, match="the criteria for local action must be answered and concluded first"):
        decisions.decide_as_chair(chair, ref=decision.ref, outcome=proposal, reason="A reason.")
    thresholds.conclude_test(
        manager, ref=going.case.ref, test_name=LOCAL_ACTION, is_met=True, rationale="There is learning for practice."
    )
    decisions.decide_as_chair(chair, ref=decision.ref, outcome=proposal, reason="A reason.")
    decision.refresh_from_db()
    assert decision.outcome == proposal
