"""Minutes are redacted and published by two people, and withdrawn; a review is published when its hold is lifted."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browsing import look
from tests.journeys.walking import Walk

PARTNERS = ("Helen Marsh", "Marcus Bell", "Grace Adeyemi")
TITLE = "Minutes of the Executive in spring"


@pytest.mark.browser
def test_minutes_go_from_the_original_to_the_public_page_with_two_people(walk: Walk) -> None:
    walk.be("Priya Anand")
    walk.go("/documents/")
    walk.follow("enter a document of Havering Safeguarding Children Partnership")
    walk.fill({"What is it?": "Minutes", "Title": TITLE, "Summary in plain words": "What the Executive decided."})
    walk.press("Save")
    walk.go("/redactions/")
    walk.follow("Minutes of the spring meeting")
    walk.press("Accept what is sure")
    walk.follow("Person 1, not in the register")
    walk.fill({"What stands in their place?": "Words of your own", "The words, if they are your own": "a neighbour"})
    walk.press("Decide for all of them")
    walk.follow("What was reported")
    walk.fill({"Words to mask wherever they stand": "4 June 2024"})
    walk.press("Mask them")
    walk.sees("Every mention is decided.")
    walk.press("Make a version")
    walk.fill({"Of which document is it a version?": TITLE, "Version": "1.0"})
    walk.press("Make it")
    walk.press("Send for approval")
    walk.press("Send for approval")
    for partner in PARTNERS:
        walk.be(partner)
        walk.go("/documents/")
        walk.follow(f"{TITLE}, version 1.0")
        walk.press("Approve")
    walk.be("Tom Okafor")
    walk.go("/documents/")
    walk.follow(TITLE)
    walk.follow("Version 1.0")
    walk.press("Ask for the release")
    walk.press("Check the files and ask")
    walk.sees("The files are clean. A second person releases them now.")
    walk.be("Priya Anand")
    walk.go("/documents/")
    walk.follow(f"{TITLE}, version 1.0")
    walk.sees("As the public gets it")
    walk.press("Release it to the public")
    walk.fill({"Type the title to confirm what goes out": TITLE})
    walk.press("Release it")
    release = walk.page.url
    walk.follow("Where it stands on the public site")
    public = walk.page.url
    walk.be_nobody()
    walk.go(public)
    text = walk.page.content()
    assert "Child Y moved to" in text
    for name in ("Milo", "Farthingale", "Brandreth", "Ashdown"):
        assert name not in text
    walk.be("Priya Anand")
    walk.go(release)
    walk.follow("Withdraw it")
    walk.fill({"Why is it withdrawn?": "A date was wrong."})
    walk.press("Withdraw it")
    walk.page.goto(public)
    look(walk.page, "withdrawn")
    expect(walk.page.get_by_text("A date was wrong.")).to_be_visible()
    walk.console[:] = [line for line in walk.console if " 410 " not in line]


@pytest.mark.browser
def test_a_review_is_published_when_its_hold_is_lifted(walk: Walk) -> None:
    walk.be("Tom Okafor")
    walk.go("/documents/")
    walk.follow("Review of Child Wren")
    walk.follow("Version 1.0")
    walk.sees("Its publication waits for the end of a criminal trial.")
    walk.press("Ask for the release")
    walk.fill({"On which day is it to be published?": date(2026, 11, 18)})
    walk.press("Check the files and ask")
    release = walk.page.url
    walk.be("Marcus Bell")
    walk.go(release)
    walk.press("Release it to the public")
    said = {"Type the title to confirm what goes out": "Review of Child Wren"}
    walk.fill(said)
    walk.press("Release it")
    walk.is_told("Its publication is on hold. Lift the hold first.")
    walk.be("Tom Okafor")
    walk.go(release)
    walk.follow("Version 1.0")
    walk.press("Lift the hold")
    walk.be("Marcus Bell")
    walk.go(release)
    walk.press("Release it to the public")
    walk.fill(said | {"Why it is published though a copy was late": "The Panel agreed to have it today."})
    walk.press("Release it")
    walk.follow("Where it stands on the public site")
    assert "The costs of the review" not in walk.page.content()
