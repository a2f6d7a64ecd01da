"""The meeting as it happens: whoever is walled off is named and cannot be noted as there."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Walk


@pytest.mark.browser
def test_a_walled_off_member_is_shown_as_withdrawn_and_has_no_button(walk: Walk) -> None:
    walk.be("Priya Anand")
    walk.follow("Open the meeting")
    housing = walk.row("Sam Whitlock")
    expect(housing).to_contain_text("withdrawn for a conflict of interest")
    expect(housing.get_by_role("button")).to_have_count(0)
    walk.sees("Withdrawn for a conflict of interest:")
    # It is called for tomorrow and held today instead.
    walk.follow("Give the meeting another time")
    walk.fill({"On which day?": date(2026, 11, 18), "At what time?": "10:00", "Where, or by which link?": "Town hall"})
    walk.press("Save")
    walk.press("Is here Leila Hassan")
    expect(walk.row("Leila Hassan")).to_contain_text("Here")
    assert walk.page.url.endswith("#attendance"), "the page stays where people are noted"
