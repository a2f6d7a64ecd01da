"""An agency answers how far a briefing reached, and the office says why an old recommendation did not hold."""

from __future__ import annotations

import pytest

from tests.journeys.walking import Walk


@pytest.mark.browser
def test_a_briefing_is_answered_and_what_was_said_before_is_explained(walk: Walk) -> None:
    walk.be("Daniel Osei")
    walk.follow("Learning")
    walk.follow("Lessons")
    walk.follow("Who else lives there?")
    walk.press("Answer")
    walk.fill(
        {
            "How many services or teams does it concern?": "6",
            "How many of them did it reach?": "6",
            "In how many was it talked about, such as in a team meeting?": "2",
            "How did you find out whether it was understood?": "Each team lead asked two people.",
        }
    )
    walk.press("Send the answer")
    walk.sees("Thank you. Your answer was received.")

    walk.be("Priya Anand")
    walk.follow("Learning")
    walk.follow("Lessons")
    walk.follow("Who else lives there?")
    walk.sees("it reached 13 of 17 services")
    walk.follow("Learning")
    walk.follow("Themes")
    walk.follow("Interpreting")
    walk.follow("Interpreting is paid for")
    walk.follow("Change the answer")
    walk.fill({"Why did what was done the last time not hold?": ""})
    walk.press("Save")
    walk.is_told("Say why what was done the last time did not hold.")
    walk.fill({"Why did what was done the last time not hold?": "Nobody counted."})
    walk.press("Save")
    walk.sees("Why it did not hold: Nobody counted.")
