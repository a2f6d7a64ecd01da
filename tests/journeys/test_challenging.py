"""One agency challenges another: raised, silent, taken higher, answered and resolved, and the index shows it."""

from __future__ import annotations

from datetime import date

import pytest

from candour.practice.challenges.models import Challenge
from candour.practice.directory.models import Organisation
from tests.journeys.walking import Walk, at

TITLE = "A strategy meeting that was not called"


@pytest.mark.browser
def test_a_challenge_is_raised_stays_silent_is_taken_higher_answered_and_resolved(walk: Walk) -> None:
    care = Organisation.objects.get(short_name="Havering Children").name
    walk.be("Daniel Osei")
    walk.follow("Challenges")
    walk.follow("By body")
    before = walk.row(care).first.inner_text().split()
    walk.follow("Ledger")
    walk.press("Raise a challenge")
    walk.press("Raise it")
    walk.is_told("Enter an answer to “The challenge in a few words”.")
    walk.fill(
        {
            "In which partnership?": "Havering Safeguarding Children Partnership",
            "Which body is challenged?": care,
            "What is it about?": "A plan or a decision",
            "The challenge in a few words": TITLE,
            "What is the body asked to do or to look at again?": "Call the meeting this week.",
            "Who is concerned?": "A child",
            "With whom does it lie?": "Team manager, assessment",
        }
    )
    walk.press("Raise it")
    walk.is_told("Say how the child or adult is safe meanwhile.")
    walk.fill({"How is the child or adult safe meanwhile?": "The ward keeps the child until it is decided."})
    walk.press("Raise it")
    made = Challenge.objects.get(title=TITLE)
    walk.sees(f"It is in the ledger as {made.name}.", "Stage 1 of 5, 0 days", "No answer yet")

    with at(date(2026, 11, 26), "10:00"):
        walk.be("Daniel Osei")
        walk.follow("Challenges")
        assert "No answer, 8 days" in walk.row(TITLE).inner_text()
        walk.follow(made.name)
        walk.press("Take it higher")
        walk.fill({"Why is it taken higher?": "Nobody answered.", "With whom does it lie now?": "Service manager"})
        walk.press("Save")
        walk.sees("Stage 2 of 5, 0 days", "No answer, 8 days")

        walk.be("Owen Dunmore")
        walk.sees(f"Answer challenge {made.name}")
        walk.follow("Answer it", within=f"Answer challenge {made.name}")
        walk.press("Answer it")
        walk.fill(
            {"What does the body answer?": "Agrees in part", "Why, and what will it do?": "It is called for Friday."}
        )
        walk.press("Save")
        walk.sees("The answer is recorded.", "It is called for Friday.")

        walk.be("Daniel Osei")
        walk.sees(f"Challenge {made.name} was answered")
        walk.go(f"/challenges/{made.ref}/")
        walk.press("Resolve it")
        walk.fill({"What changes?": "A meeting is called within a day of a referral from a ward."})
        walk.press("Save")
        walk.sees("The challenge is resolved.", "Stage 2 of 5")
        walk.follow("Challenges")
        walk.follow("By body")
        after = walk.row(care).first.inner_text().split()
    numbers = len(care.split())
    # Challenges, answered and resolved are one more each; nothing is silent that was not before.
    assert [int(one) for one in before[numbers : numbers + 3]] == [1, 1, 0]
    assert [int(one) for one in after[numbers : numbers + 3]] == [2, 2, 0]
    assert after[numbers + 4 : numbers + 6] == ["2", "100%"]
