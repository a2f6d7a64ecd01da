"""Somebody writes by their link in a real browser, on a poor line and past the end of their two hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from candour.practice.voice.models import WritingDraft
from candour.practice.voice.tests.rooms import play
from candour.practice.voice.tests.writers import handed, relative
from conftest import NOW
from tests.browsing import look
from tests.cast import Cast

pytestmark = pytest.mark.browser


def test_words_that_are_not_saved_are_never_said_to_be(
    demonstration_cast: Cast, settings: Any, site: str, page: Page, console: list[str]
) -> None:
    settings.CANDOUR_BASE_URL = site
    here = play(demonstration_cast, to="shared")
    writer = handed(here, "relative_link", relative(here).ref)
    page.goto(f"{site}{writer.link}")
    page.locator("[name=code]").fill(writer.code)
    page.get_by_role("button", name="Open the page").click()
    box, saved = page.get_by_label("What would you like to say?"), page.locator("#saved [data-saved-at]")
    # What saves the words is there once the page has come wholly, and nobody writes as fast as this.
    expect(box).to_be_visible()
    page.wait_for_load_state()
    box.press_sequentially("He loved")
    expect(saved).to_be_attached()
    page.context.set_offline(True)
    box.press_sequentially(" the sea")
    expect(page.get_by_text("Not saved: no connection")).to_be_visible()
    expect(saved).not_to_be_attached()
    page.context.set_offline(False)
    expect(saved).to_be_attached()
    assert WritingDraft.objects.get(link__member__room=here.room).text == "He loved the sea"
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        box.press_sequentially(" and the dog")
        expect(page.get_by_text("Not saved: this page is open no longer")).to_be_visible()
        page.get_by_role("button", name="Save it and come back later").click()
        expect(page.get_by_label("What you wrote")).to_have_value("He loved the sea and the dog")
        look(page, "link_needed")
    console.clear()
