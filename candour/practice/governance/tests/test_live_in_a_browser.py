"""A meeting in a real browser: notes that are not lost, two note-takers, a poor line, and a close look at each page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from candour.practice.governance.models import AgendaItem
from candour.practice.governance.operations import conflicts, decisions, live
from candour.practice.governance.tests.rooms import Room, room
from tests.browsing import look, sign_in
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def going(demonstration_cast: Cast, settings: Any, site: str) -> Room:
    settings.CANDOUR_DEMONSTRATION = True
    settings.CANDOUR_BASE_URL = site
    made = room(demonstration_cast, items=4)
    made.come("Council", "Police")
    made.open(1, 5)
    return made


def at(site: str, name: str, *args: object) -> str:
    return f"{site}{reverse(name, args=args)}"


def notes_of(going: Room) -> str:
    return AgendaItem.objects.get(meeting=going.meeting, order=1).notes


def test_what_is_typed_is_saved_and_a_second_note_taker_loses_nothing(
    going: Room, site: str, page: Page, browser: Browser, console: list[str]
) -> None:
    sign_in(page, site, "Priya Anand")
    page.goto(at(site, "meeting_live", going.ref))
    expect(page.locator("[data-timer]")).to_contain_text(":")
    other = browser.new_page()
    other.set_default_timeout(10_000)
    sign_in(other, site, "Tom Okafor")
    other.goto(at(site, "meeting_live", going.ref))
    page.get_by_label("Notes").press_sequentially("First words.")
    expect(page.locator("#saved [data-saved-at]")).to_be_attached()
    assert notes_of(going) == "First words."
    other.get_by_label("Notes").press_sequentially("Second words.")
    expect(other.get_by_text("Yours are not saved yet")).to_be_visible()
    expect(other.get_by_label("Notes")).to_have_value("Second words.")
    other.get_by_role("button", name="Keep both texts").click()
    expect(other.get_by_text("Both texts are in the notes")).to_be_visible()
    assert notes_of(going) == "First words.\nSecond words."
    other.close()


def test_on_a_poor_line_the_notes_are_tried_again_until_they_are_saved(
    going: Room, site: str, page: Page, console: list[str]
) -> None:
    sign_in(page, site, "Priya Anand")
    page.goto(at(site, "meeting_live", going.ref))
    page.context.set_offline(True)
    page.get_by_label("Notes").press_sequentially("Typed without a line.")
    expect(page.get_by_text("Not saved: no connection")).to_be_visible()
    assert notes_of(going) == ""
    page.context.set_offline(False)
    expect(page.locator("#saved [data-saved-at]")).to_be_attached()
    assert notes_of(going) == "Typed without a line."
    console.clear()


def test_every_page_of_a_meeting_is_looked_at(going: Room, site: str, page: Page, console: list[str]) -> None:
    cast = going.cast
    going.note(1, "Action: HM to ask the DCI. HM will write to ZQ.", 6)
    decision = decisions.decide(
        going.manager(7),
        ref=going.ref,
        item_ref=going.item(1).ref,
        question="Do we publish?",
        options=["Yes", "No"],
        decision="We publish in March.",
        reason="It is due.",
        told="The council",
    )
    conflicts.declare_item_conflict(
        going.manager(8),
        ref=going.ref,
        item_ref=going.item(2).ref,
        nature="Own service",
        person_ref=cast.people["council"].ref,
    )
    sign_in(page, site, "Priya Anand")
    group = going.meeting.group.ref
    for name, args in (
        ("meeting_live", (going.ref,)),
        ("live_came", (going.ref,)),
        ("live_left", (going.ref, going.seat("Council"))),
        ("live_apology", (going.ref, going.seat("Health"))),
        ("item_notes", (going.ref, going.item(1).ref)),
        ("item_decide", (going.ref, going.item(1).ref)),
        ("item_action", (going.ref, going.item(1).ref)),
        ("item_conflict", (going.ref, going.item(1).ref)),
        ("pack", (going.ref,)),
        ("group_decisions", (group,)),
        ("group_decision", (decision.ref,)),
        ("decision_ratify", (decision.ref,)),
        ("rounds", (group,)),
        ("round_open", (group,)),
    ):
        page.goto(at(site, name, *args))
        look(page, name)
    with page.expect_download() as caught:
        page.goto(at(site, "pack", going.ref))
        page.get_by_role("button", name="Make the pack").click()
    assert caught.value.suggested_filename == "pack-2026-11-18.pdf"
    live.close_meeting(going.manager(60), ref=going.ref)
    page.goto(at(site, "minutes", going.ref))
    look(page, "minutes")
    page.get_by_role("link", name="Number it").first.click()
    look(page, "finding_number")
    page.get_by_label("Who answers for it?").select_option(label="Helen Marsh")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is in the log.")).to_be_visible()
    page.get_by_role("link", name="Dismiss").first.click()
    look(page, "finding_dismiss")
