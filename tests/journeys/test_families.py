"""A family is looked after: asked, told on no quiet date, heard in their own words and answered on a draft."""

from __future__ import annotations

from datetime import date

import pytest

from candour.practice.cases.models import Case
from tests.journeys.walking import Walk


@pytest.mark.browser
def test_a_mother_is_asked_told_on_no_quiet_date_and_a_practitioner_is_heard_apart(walk: Walk) -> None:
    case = Case.objects.get(themes__startswith="Safer sleeping")
    walk.be("Priya Anand")
    walk.go(f"/cases/{case.ref}/")
    walk.follow("Family and practitioners")
    walk.sees("Mother, person 1, has not been asked how they want to take part.")
    walk.press("Look after family and practitioners")
    walk.follow("Mother, person 1")
    walk.follow("Change their wishes")
    walk.fill(
        {
            "How do they want to take part?": "Takes part",
            "What do they wish from the review?": "That it is read to her before anybody else has it.",
            "How often do they want to hear?": "At each step",
            "How do they want to be reached?": "By phone",
            "Is there an advocate?": "Offered, no answer yet",
        }
    )
    walk.press("Save")
    walk.follow("Add a quiet date")
    walk.fill({"What is the day?": "Another day they asked for", "On which day, or from which?": date(2026, 11, 17)})
    walk.press("Save")
    walk.follow("Record", within="The decision whether to review")
    told = {"Were they told?": "Yes", "If they were told: on which day?": date(2026, 11, 17)}
    walk.fill({**told, "If they were told: how?": "By phone"})
    walk.press("Save")
    walk.is_told("17 November 2026 is a quiet date (another day they asked for)")
    walk.fill({"If they were told: on which day?": date(2026, 11, 18)})
    walk.press("Save")
    walk.sees("Told 18 November 2026")
    walk.follow("Keep their words")
    walk.fill({"Their own words": "Read it to me first.", "When did they write or say this?": date(2026, 11, 18)})
    walk.fill({"How did it come?": "By phone", "May it be quoted?": "Yes"})
    walk.press("Save")
    walk.sees("Read it to me first.")

    walk.follow("Back")
    walk.sees("Nothing: each of them was told of the decision")
    walk.press("Invite a practitioner")
    walk.sees("It is not used to judge how you or anybody else does their work")
    walk.fill({"Which agency did they work for?": "NELFT", "What did they do there?": "Health visitor"})
    walk.fill({"When were they invited?": date(2026, 11, 16)})
    walk.press("Save")
    walk.is_told("Tick “They were given the promise above, in writing or read out”.")
    walk.fill({"They were given the promise above, in writing or read out": True})
    walk.press("Save")
    walk.follow("Health visitor, practitioner 1")
    walk.press("Write down what they said")
    walk.fill(
        {"What is it?": "Conversation", "On which day?": date(2026, 11, 17), "What did they say?": "It was cold."}
    )
    walk.press("Save")
    walk.sees("It was cold.")
    address = walk.page.url

    walk.be("Helen Marsh")
    walk.go(f"/cases/{case.ref}/voices/")
    walk.press("See it all")
    walk.sees("Only the review team reads who was invited and what they said.")
    walk.sees_nothing_of("Health visitor")
    assert walk.page.goto(address).status == 404  # type: ignore[union-attr]
    walk.console.clear()  # Chromium complains of a page that is not there
