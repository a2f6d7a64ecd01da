"""A matrix is answered, a recommendation refused, and an action closed, evidenced elsewhere and tested again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from candour.practice.learning.models import PlanAction
from conftest import NOW
from tests.journeys.walking import Walk


@pytest.mark.browser
def test_bodies_respond_to_a_matrix_and_one_refuses(walk: Walk) -> None:
    walk.be("Sam Whitlock")
    walk.follow("Learning")
    walk.follow("Babies who move")
    walk.sees("Nobody owns")
    walk.follow("Nobody owns this for Havering Housing, recommendation 3")
    walk.press("Respond for Havering Housing")
    walk.fill({"What is it for this body?": "Something to do", "How does the body respond?": "Refused"})
    walk.press("Save")
    walk.is_told("Write what the body is asked to do, or what it is asked.", "Give the reason for the answer.")
    walk.fill(
        {
            "What is to be done or answered, or why does it not apply?": "Tell the health visitor within two days.",
            "The reason for the response": "We learn of a move a week later ourselves.",
        }
    )
    walk.press("Save")
    walk.sees("Refused", "We learn of a move a week later ourselves.", "Sam Whitlock")
    walk.be("Priya Anand")
    walk.follow("Learning")
    walk.follow("Babies who move")
    walk.sees("2 refused")


@pytest.mark.browser
def test_an_action_is_closed_evidenced_by_another_body_and_tested_again(walk: Walk) -> None:
    action = PlanAction.objects.get(number=3)
    walk.be("Farah Siddiqui")
    walk.go(f"/plan-actions/{action.ref}/")
    walk.sees("Done, not yet evidenced", "Nothing yet")
    walk.press("Add evidence")
    walk.fill({"What shows that something has changed?": "Nineteen of twenty discharges name everybody at home."})
    walk.press("Save")
    walk.sees("Somebody of another body has to accept it.")
    walk.be("Daniel Osei")
    walk.go(f"/plan-actions/{action.ref}/")
    walk.press("Accept the evidence")
    walk.fill({"Why is it enough?": "Our nurses see it in the letters."})
    walk.press("Save")
    walk.sees("Evidenced")
    with time_machine.travel(_later(), tick=True):
        walk.be("Priya Anand")
        walk.follow("Learning")
        walk.follow("Re-tests")
        walk.press("Draw what is to be tested again")
        walk.fill(
            {
                "Of which partnership?": "Havering Safeguarding Children Partnership",
                "How long after the evidence was accepted?": "3 months",
                "How many of a hundred?": "100",
            }
        )
        walk.press("Draw")
        walk.sees("Seed")
        walk.follow("Action 3")
        walk.follow("Judge it")
        walk.fill(
            {
                "Does the change still hold?": "No, it does not",
                "What did you look at, and what did you find?": "Ten discharges of last week: four named nobody.",
                "If it does not hold: by when is it to be done again?": "1 June 2027",
            }
        )
        walk.press("Save")
        walk.sees("Planned", "Ten discharges of last week: four named nobody.", "1 June 2027")


def _later() -> datetime:
    return NOW + timedelta(days=100)
