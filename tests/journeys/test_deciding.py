"""Partners decide apart from each other, ask for more and disagree; the chair decides, in an adult's case always."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from candour.practice.cases.models import Case, RapidReview
from candour.project.demonstration.stories.adults import decided_by_the_chair
from tests.cast import Cast
from tests.journeys.walking import Walk

MANAGER = "Priya Anand"
LOCAL_REVIEW = "Carry out a local child safeguarding practice review"
LEARN = "No review; learn locally"
MANDATORY = "Arrange a mandatory safeguarding adults review"
CLOSED = "Has answered; closed until all have"
UNTIL = {"Until which day may the partners answer?": date(2026, 11, 24), "Until what time?": "17:00"}


@pytest.mark.browser
def test_partners_ask_for_more_then_disagree_and_the_chair_decides(demonstration_cast: Cast, walk: Walk) -> None:
    key = RapidReview.objects.select_related("case").get(state="finished").case.key
    _the_council_needs_to_know_more(walk, key)
    _the_office_answers(walk, key)
    _each_answers_apart(walk, key)
    _the_chair_decides(walk, key)


@pytest.mark.browser
def test_an_adults_case_is_decided_by_the_chair_once_the_other_council_was_asked(
    demonstration_cast: Cast, walk: Walk
) -> None:
    key = _adult_case_with_a_finished_report(demonstration_cast)
    _open_the_room(walk, key)
    for name in ("Stephen Hollis", "Marcus Bell", "Grace Adeyemi"):
        walk.be(name)
        _room(walk, key)
        _give(walk, {"What is your position?": "Agree", "Your reason": f"The duty is met, says {name}."})
    walk.be("Yvonne Clarke")
    _room(walk, key)
    walk.sees("an adult's case is decided by the chair of the board", "The duty is met, says Stephen Hollis.")
    decision = {"Which outcome?": MANDATORY, "Why?": "Every limb of section 44 is met."}
    walk.press("Decide as the chair")
    walk.fill(decision)
    walk.press("Record the decision")
    walk.is_told("The director of the other authority has to be consulted first.")
    _consult(walk, key)
    walk.be("Yvonne Clarke")
    _room(walk, key)
    walk.press("Decide as the chair")
    walk.fill(decision)
    walk.press("Record the decision")
    walk.sees("Yvonne Clarke, 18 November 2026")
    assert walk.main.locator(".decision").count() == 1
    _tell_the_family(walk, key)


def _the_council_needs_to_know_more(walk: Walk, key: str) -> None:
    walk.be("Helen Marsh")
    _room(walk, key)
    walk.sees(CLOSED, "1 partner has not answered.")
    walk.sees_nothing_of("Agreed, with the other police area invited.", "Agreed for the board, under my delegation.")
    walk.press("Give your position")
    walk.fill({"What is your position?": "Need more information"})
    walk.press("Give this position")
    walk.is_told("Enter an answer to “Your reason”.")
    walk.fill({"Your reason": "Who held the placement plan?"})
    walk.press("Give this position")
    walk.sees("Agreed, with the other police area invited.", "Agreed for the board, under my delegation.")


def _the_office_answers(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    _room(walk, key)
    walk.press("Give the information")
    walk.fill({"What information do you give?": "The placing council held it and did not send it."})
    walk.fill({"On which day?": date(2026, 11, 20), "At what time?": "12:00"})
    walk.press("Save")
    walk.sees("The placing council held it and did not send it.", "round 2", "3 partners have not answered.")
    expect(walk.main.get_by_text("Positions of round 1")).to_be_visible()


def _each_answers_apart(walk: Walk, key: str) -> None:
    walk.be("Helen Marsh")
    _room(walk, key)
    _give(walk, {"What is your position?": "Agree", "Your reason": "Now I know enough."})
    walk.be("Marcus Bell")
    _room(walk, key)
    walk.sees(CLOSED)
    walk.sees_nothing_of("Now I know enough.")
    walk.press("Give your position")
    walk.fill({"What is your position?": "Disagree", "Your reason": "The learning is known."})
    walk.press("Give this position")
    walk.is_told("Say which outcome you would choose instead.")
    walk.fill({"If you disagree, which outcome would you choose?": LEARN})
    walk.press("Give this position")
    walk.be(MANAGER)
    _room(walk, key)
    walk.sees("1 partner has not answered.")
    walk.sees_nothing_of("Now I know enough.", "The learning is known.")
    walk.be("Nadia Rahman")
    _room(walk, key)
    _give(walk, {"What is your position?": "Agree", "Your reason": "Agreed for the board."})
    walk.sees("Now I know enough.", "The learning is known.", "Agreed for the board.", "Nadia Rahman as nominee")
    walk.sees("The decision is with the chair, because the partners do not agree.")
    assert walk.main.locator(".decision").count() == 0


def _the_chair_decides(walk: Walk, key: str) -> None:
    walk.be("Alun Pryce")
    _room(walk, key)
    walk.press("Decide as the chair")
    walk.fill({"Which outcome?": LEARN, "Why?": "Two boroughs have to learn this together."})
    walk.press("Record the decision")
    walk.is_told("the criteria for local action must be answered and concluded first.")
    walk.fill({"Which outcome?": LOCAL_REVIEW})
    walk.press("Record the decision")
    decided = walk.main.locator(".decision")
    expect(decided).to_have_count(1)
    expect(decided).to_contain_text(LOCAL_REVIEW)
    expect(decided).to_contain_text("Alun Pryce, 18 November 2026")
    walk.sees("The learning is known.", "Now I know enough.")
    walk.look(again="decided")
    assert walk.page.get_by_role("button", name="Decide as the chair").count() == 0


def _adult_case_with_a_finished_report(cast: Cast) -> str:
    stage = cast.stage
    told_before = set(Case.objects.values_list("pk", flat=True))
    story = decided_by_the_chair(stage)
    while next(story) < stage.back(24, "12:30"):
        pass
    story.close()
    return Case.objects.exclude(pk__in=told_before).get().key


def _open_the_room(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    _room(walk, key)
    walk.press("Open the decision room")
    walk.fill(UNTIL)
    walk.fill({"Which outcome?": MANDATORY, "Why?": "The group finds the duty met."})
    walk.press("Open the room")
    walk.sees("3 partners have not answered.")


def _consult(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    _room(walk, key)
    walk.follow("Record that the other authority’s director was consulted")
    walk.fill({"Whom did you consult?": "Essex County Council, director of adult social services"})
    walk.fill({"What did they say?": "Agrees that the board here leads."})
    walk.press("Save")
    walk.sees("Agrees that the board here leads.")


def _tell_the_family(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    _room(walk, key)
    walk.follow("Tell those who must hear of it")
    walk.press("Open the list")
    walk.follow("Record Adult, family or representative")
    walk.fill({"On which day?": date(2026, 11, 18), "At what time?": "09:30", "How?": "Visit to his sister"})
    walk.press("Save")
    walk.sees("18 November 2026, 09:30, by Priya Anand: Visit to his sister")


def _room(walk: Walk, key: str) -> None:
    walk.follow("Cases")
    walk.follow(key)
    walk.follow("Decision room")


def _give(walk: Walk, position: dict[str, str]) -> None:
    walk.press("Give your position")
    walk.fill(position)
    walk.press("Give this position")
