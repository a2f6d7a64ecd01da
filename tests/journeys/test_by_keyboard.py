"""The whole way by keyboard alone: Tab, Space and Enter, with the focus seen at every step."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import Walk

WHERE = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0];
  const said = element.getAttribute("aria-label") || (label || element).textContent || "";
  return said.replace(/\\s+/g, " ").trim();
}"""
IS_SEEN = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0];
  const marked = style => style.boxShadow !== "none" || (style.outlineStyle !== "none" && style.outlineWidth !== "0px");
  const box = element.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < window.innerHeight;
  return inView && (marked(getComputedStyle(element)) || (label && marked(getComputedStyle(label, "::before"))));
}"""
FURTHEST = 120
"""No step of these journeys lies further than this many presses of Tab."""


@pytest.mark.browser
def test_a_partner_gives_a_position_by_keyboard(walk: Walk) -> None:
    page = walk.page
    page.goto(f"{walk.site}/demonstration/")
    press(page, "Be Helen Marsh")
    press(page, "Open the decision room: Strategic partners sign the final report")
    press(page, "Give your position")
    tab_to(page, "Agree")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    tab_to(page, "Your reason")
    page.keyboard.type("Agreed. The placing borough should be asked first.")
    press(page, "Give this position")
    expect(walk.main.locator(".decision")).to_contain_text("All three safeguarding partners")


@pytest.mark.browser
def test_a_manager_raises_an_immediate_action_by_keyboard(walk: Walk) -> None:
    page = walk.page
    page.goto(f"{walk.site}/demonstration/")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "Skip to main content"
    assert page.evaluate(IS_SEEN), "the skip link shows when it is reached"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null"), "the skip link leads into the page"
    press(page, "Be Priya Anand")
    press(page, "Open the meeting")
    press(page, "Raise an immediate action")
    tab_to(page, "What must be done at once?")
    page.keyboard.type("Check tonight that the heating works.")
    press(page, "Save")
    alert = walk.main.get_by_role("alert")
    expect(alert).to_contain_text("Enter an answer to “Who does it”.")
    walk.is_told()
    assert page.evaluate("() => document.activeElement.closest('.govuk-error-summary') !== null"), "it is read at once"
    tab_to(page, "Enter an answer to “Who does it”.")
    page.keyboard.press("Enter")
    assert page.evaluate(WHERE).startswith("Who does it?"), "the summary leads to the answer that is missing"
    page.keyboard.type("Housing, out of hours")
    press(page, "Save")
    walk.sees("Check tonight that the heating works.", "Housing, out of hours")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so, and is seen there."""
    passed = []
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if where.startswith(name):
            assert page.evaluate(IS_SEEN), f"the focus on “{where}” is not seen"
            return
        passed.append(where[:40])
    raise AssertionError(f"“{name}” is not reached by Tab: {passed}")


def press(page: Page, name: str) -> None:
    """Go to a link or a button and press Enter; the next page has loaded then."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
