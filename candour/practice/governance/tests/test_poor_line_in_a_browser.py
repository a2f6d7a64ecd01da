"""A meeting over a poor line: every form keeps what was typed, says so, and is sent again until it arrives, once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from candour.practice.governance.models import Action, AgendaItem, Attendance, GroupDecision, ItemConflict
from candour.practice.governance.tests.rooms import Room, room
from candour.practice.governance.tests.test_live_in_a_browser import at
from tests.browsing import look, sign_in
from tests.cast import Cast

pytestmark = pytest.mark.browser

KEPT = "kept on this page and sent again until it arrives, once"


@pytest.fixture
def going(demonstration_cast: Cast, settings: Any, site: str) -> Room:
    settings.CANDOUR_DEMONSTRATION = True
    settings.CANDOUR_BASE_URL = site
    made = room(demonstration_cast, items=3)
    made.come("Council", "Police")
    made.open(1, 5)
    return made


@pytest.fixture
def office(going: Room, site: str, page: Page) -> Page:
    sign_in(page, site, "Priya Anand")
    return page


def decision(page: Page, going: Room, site: str) -> None:
    page.goto(at(site, "item_decide", going.ref, going.item(1).ref))
    page.get_by_label("What was the question?").fill("Whether to write to schools")
    page.get_by_label("What was decided?").fill("To write to every school")
    page.get_by_label("Why?").fill("They are told late.")


def record(page: Page) -> None:
    page.locator("#main-content form button[type=submit]").last.click()


def test_a_decision_is_kept_without_a_line_and_sent_when_it_is_back(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    decision(office, going, site)
    office.context.set_offline(True)
    record(office)
    expect(office.get_by_text("Not sent: no connection.")).to_be_visible()
    expect(office.get_by_text(KEPT)).to_be_visible()
    expect(office.get_by_label("What was decided?")).to_have_value("To write to every school")
    look(office, "poor-line")
    assert not GroupDecision.objects.filter(item__meeting=going.meeting).exists()
    office.context.set_offline(False)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert GroupDecision.objects.get(item__meeting=going.meeting).decision == "To write to every school"
    console.clear()


def test_what_arrived_although_the_answer_was_lost_is_done_once(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    decision(office, going, site)
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch(max_redirects=0)
        route.abort()

    office.route("**/decide/", lose_the_answer)
    record(office)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert len(lost) == 1
    assert GroupDecision.objects.filter(item__meeting=going.meeting).count() == 1
    console.clear()


def test_an_error_of_the_service_is_said_and_what_was_typed_stays(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    decision(office, going, site)
    answers = [503, 500, 403]

    def fail(route: Route) -> None:
        if route.request.method == "POST" and answers:
            route.fulfill(status=answers.pop(0), body="<h1>Broken</h1>", content_type="text/html")
        else:
            route.continue_()

    office.route("**/decide/", fail)
    record(office)
    expect(office.get_by_text("the service answered with an error. What you sent is kept")).to_be_visible()
    office.get_by_role("button", name="Send now").click()
    expect(office.get_by_text("the service answered with an error (403)")).to_be_visible()
    expect(office.get_by_label("What was decided?")).to_have_value("To write to every school")
    expect(office.get_by_label("What was decided?")).to_be_editable()
    assert not GroupDecision.objects.filter(item__meeting=going.meeting).exists()
    office.get_by_label("What was decided?").fill("To write to most schools")
    record(office)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert GroupDecision.objects.get(item__meeting=going.meeting).decision == "To write to most schools"
    console.clear()


def test_what_is_wrong_with_a_form_comes_back_with_every_answer(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    decision(office, going, site)
    office.get_by_label("Why?").fill("")
    record(office)
    expect(office.get_by_role("alert")).to_be_visible()
    expect(office.get_by_label("What was decided?")).to_have_value("To write to every school")
    office.get_by_label("Why?").fill("They are told late.")
    record(office)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert GroupDecision.objects.filter(item__meeting=going.meeting).count() == 1
    console.clear()


def test_several_presses_without_a_line_arrive_in_their_order(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    office.goto(at(site, "meeting_live", going.ref))
    office.context.set_offline(True)
    office.get_by_role("button", name="Is here").first.click()
    expect(office.get_by_text("Not sent: no connection.")).to_be_visible()
    office.get_by_role("button", name=re.compile("Leaves.*Police")).click()
    office.get_by_role("button", name=re.compile("Come to it.*Matter 2")).click()
    expect(office.get_by_text("3 things are kept on this page")).to_be_visible()
    assert Attendance.objects.filter(meeting=going.meeting).count() == 2
    office.context.set_offline(False)
    expect(office.get_by_text("This item is in hand.")).to_be_visible()
    assert Attendance.objects.filter(meeting=going.meeting).count() == 3
    assert Attendance.objects.get(meeting=going.meeting, seat_id=going.seat("Police")).left_at is not None
    assert AgendaItem.objects.get(meeting=going.meeting, order=2).opened_at is not None
    console.clear()


def test_arrivals_actions_and_conflicts_are_kept_too(going: Room, site: str, office: Page, console: list[str]) -> None:
    item = going.item(1)
    office.goto(at(site, "item_action", going.ref, item.ref))
    office.get_by_label("What is to be done?").fill("Write to every school.")
    office.get_by_label("Who answers for it?").select_option(label="Helen Marsh")
    office.context.set_offline(True)
    record(office)
    expect(office.get_by_text(KEPT)).to_be_visible()
    office.context.set_offline(False)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert Action.objects.get(item=item).text == "Write to every school."
    office.goto(at(site, "item_conflict", going.ref, item.ref))
    office.get_by_label("Who has the conflict?").select_option(label="Helen Marsh")
    office.get_by_label("What is the conflict?").fill("Her own school")
    office.context.set_offline(True)
    record(office)
    expect(office.get_by_text(KEPT)).to_be_visible()
    office.context.set_offline(False)
    expect(office.get_by_role("heading", name="The meeting", exact=True)).to_be_visible()
    assert ItemConflict.objects.get(item=item).nature == "Her own school"
    console.clear()


def test_the_button_of_the_notes_saves_them_over_a_poor_line(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    office.goto(at(site, "meeting_live", going.ref))
    office.context.set_offline(True)
    office.get_by_label("Notes").press_sequentially("Pressed without a line.")
    office.get_by_role("button", name="Save the notes").click()
    expect(office.get_by_text("Not saved: no connection")).to_be_visible()
    expect(office.get_by_label("Notes")).to_have_value("Pressed without a line.")
    office.get_by_label("Notes").press_sequentially(" And more.")
    office.context.set_offline(False)
    expect(office.get_by_text("The notes are saved.")).to_be_visible()
    assert AgendaItem.objects.get(meeting=going.meeting, order=1).notes == "Pressed without a line. And more."
    console.clear()


def test_over_a_good_line_a_press_does_its_work_and_says_so(
    going: Room, site: str, office: Page, console: list[str]
) -> None:
    office.goto(at(site, "meeting_live", going.ref))
    office.get_by_role("button", name=re.compile("Leaves.*Police")).click()
    expect(office.get_by_text("It is noted that they left.")).to_be_visible()
    office.get_by_role("button", name="End the meeting").click()
    expect(office.get_by_text("This is the draft of its minutes.")).to_be_visible()
    going.meeting.refresh_from_db()
    assert going.meeting.ended_at is not None
