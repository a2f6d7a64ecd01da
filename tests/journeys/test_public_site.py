"""A member of the public finds a promise and how it stands: in a browser, on a small screen, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from candour.practice.public.models import Document
from tests.journeys.walking import Walk

HOME = "/public/havering-scp/"


@pytest.mark.browser
def test_somebody_finds_a_promise_and_leaves_the_concern_page_at_once(walk: Walk) -> None:
    walk.page.set_viewport_size({"width": 390, "height": 844})
    walk.go(HOME)
    walk.follow("See the promises")
    walk.page.get_by_label("Body").select_option("North East London Integrated Care Board")
    walk.press("Show")
    walk.sees("The day has passed")
    walk.follow("Count missed appointments across services.")
    expect(walk.page.get_by_role("row")).to_have_count(3)
    assert walk.page.context.cookies() == []
    walk.follow("Report a concern")
    walk.page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(status=200, body="The weather"))
    for _ in range(3):
        walk.page.keyboard.press("Escape")
    expect(walk.page.get_by_text("The weather")).to_be_visible()


@pytest.mark.browser
def test_all_of_it_works_without_javascript(walk: Walk, browser: Browser) -> None:
    gone = Document.objects.get(title="Seven minutes: safe sleep")
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = plain.new_page()
    page.goto(f"{walk.site}{HOME}promises/")
    page.get_by_label("Status").select_option("No response")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Tell health visitors when a family with a baby is moved.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Review about Baby Wren")).first.click()
    expect(page.get_by_role("heading", name="What was promised")).to_be_visible()
    page.get_by_role("link", name="Report a concern").click()
    expect(page.get_by_role("link", name="Leave this page now")).to_have_attribute("href", re.compile("bbc"))
    answer = page.goto(f"{walk.site}{HOME}documents/{gone.ref}/")
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_text("a telephone number that is no longer answered")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    plain.close()
