"""Somebody without an account refers children, is given a key, comes back with it and sees how it goes on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import PATIENCE
from tests.journeys.walking import Walk

KEY = re.compile(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b")


@pytest.mark.browser
def test_a_practitioner_without_an_account_refers_three_children_and_comes_back_with_the_key(walk: Walk) -> None:
    key = _refer(walk)
    walk.be_nobody()
    _come_back(walk, key)


@pytest.mark.browser
def test_a_referral_needs_no_script(browser: Browser, settings: Any, walk: Walk) -> None:
    plain = browser.new_context(java_script_enabled=False)
    try:
        page = plain.new_page()
        page.set_default_timeout(PATIENCE)
        key = _refer(PlainWalk(page, walk.site, []))
        plain.clear_cookies()
        _come_back(PlainWalk(page, walk.site, []), key)
    finally:
        plain.close()


class PlainWalk(Walk):
    """A walk without scripts, which cannot run the checks of accessibility."""

    def look(self) -> None:
        self.page.wait_for_load_state()
        assert self.page.get_by_role("heading", level=1).count() >= 1


def _refer(walk: Walk) -> str:
    walk.go("/")
    walk.follow("Refer a child or adult")
    walk.fill({"Which partnership should hear of it?": "Havering Safeguarding Children Partnership"})
    walk.press("Start now")
    walk.follow("What do you want to tell us about?")
    walk.fill({"What kind of event is it?": "A serious incident", "Who is it about?": "A child or children"})
    walk.press("Save and continue")
    walk.fill(
        {
            "Tell us what happened, in your own words": "Two brothers were pulled from a flooded cellar after a party.",
            "When did it happen?": "the day of the storm",
            "When did your agency learn of it?": "not known",
            "What came of it?": "Somebody was seriously harmed",
            "Is abuse or neglect known or suspected?": "Yes",
        }
    )
    walk.press("Save and continue")
    walk.is_told()
    walk.main.get_by_role("alert").get_by_role("link").first.click()
    expect(walk.page.get_by_label("When did it happen?")).to_be_focused()
    expect(walk.page.get_by_label("Tell us what happened, in your own words")).to_have_value(
        "Two brothers were pulled from a flooded cellar after a party."
    )
    walk.fill({"When did it happen?": "November 2026"})
    walk.press("Save and continue")
    walk.fill({"Where did it happen?": "In this borough"})
    walk.press("Save and continue")
    for person in (
        {"First names": "Teo", "Last name": "Marchetti", "Date of birth": "4 May 2015", "Of school age?": "Yes"},
        {"First names": "Nico", "Last name": "Marchetti", "Date of birth": "not known", "Of school age?": "Not known"},
        {"Last name": "Marchetti", "Not yet born?": "Yes", "Expected date of birth": "February 2027"},
    ):
        walk.press("Add another person" if walk.row("Person 1").count() else "Add a person")
        walk.fill(person)
        walk.press("Save and continue")
    walk.sees("Teo", "Nico", "Person 3")
    walk.follow("Continue")
    walk.sees("Family and others who matter", "Nothing is added yet.")
    walk.follow("Back to all questions")
    walk.follow("About you")
    walk.fill({"Your name": "Ilka Brandreth", "Your agency": "A youth club"})
    walk.press("Save and continue")
    walk.follow("Back to all questions")
    walk.sees("3 added")
    walk.press("Check and send")
    walk.sees("Two brothers were pulled from a flooded cellar", "November 2026", "February 2027")
    walk.press("Send the referral")
    walk.sees("Referral sent")
    found = KEY.search(walk.main.inner_text())
    assert found is not None, "the receipt shows a key"
    walk.sees_nothing_of("Marchetti", "cellar")
    walk.page.reload()
    walk.sees("Your key was shown once and cannot be shown again.")
    return found[0]


def _come_back(walk: Walk, key: str) -> None:
    walk.go("/refer/")
    walk.follow("Come back to a referral with your key")
    walk.fill({"Enter your key": "AAAA-BBBB-CCCC-DDDD"})
    walk.press("Continue")
    walk.is_told("This key does not open a referral")
    walk.fill({"Enter your key": f" {key.lower()} "})
    walk.press("Continue")
    walk.sees("It reached the partnership", "The partnership has not yet said what came of it.")
    walk.fill({"What do you want to add?": "The older brother has woken up."})
    walk.press("Add this")
    walk.sees("You added: The older brother has woken up.")
    walk.sees_nothing_of("Marchetti")
