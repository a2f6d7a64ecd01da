"""A manager brings in the old tracker: row by row with its questions, ticked, imported, seen in the tracker, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from candour.practice.cases import tests as of_cases
from tests.journeys.walking import Walk

OLD_TRACKER = Path(of_cases.__file__).parent / "samples" / "tracker.csv"


@pytest.mark.browser
def test_the_old_tracker_is_checked_row_by_row_imported_seen_and_undone(walk: Walk) -> None:
    walk.be("Priya Anand")
    walk.follow("Cases")
    walk.follow("Import a tracker into Havering SCP")
    walk.press("Check the table")
    walk.is_told()
    walk.fill({"Choose a file": str(OLD_TRACKER)})
    walk.press("Check the table")
    walk.sees("5 rows will be imported", "2 corrections are proposed; what you do not tick stays as it was printed")
    walk.sees("“April 2017” is read as April 2017, known to the month only.")
    walk.sees("To settle: It waits for: police investigation. Nobody is named to ask, and no next check is set.")
    _tick_one_of_two(walk)
    walk.press("Import 5 rows")
    walk.sees("The rows are imported.", "5 rows were imported", "0 rows were left out")
    walk.follow("Go on")
    _is_in_the_tracker(walk)
    walk.follow("Import a tracker into Havering SCP")
    walk.follow("tracker.csv, 18 November 2026")
    walk.press("Undo the import")
    walk.sees("The import is undone. What it had made is removed.")
    walk.follow("Go on")
    walk.follow("All")
    walk.sees_nothing_of("Family K", "Child J", "OQ", "UW")


def _tick_one_of_two(walk: Walk) -> None:
    proposed = walk.page.get_by_role("checkbox", name="No area is called LBBB. LBBD is probably meant.")
    expect(proposed).to_have_count(2)
    proposed.first.check()
    walk.press("Save my choices for later")
    walk.sees("Your choices are saved. Nothing has been imported yet.")
    expect(proposed.first).to_be_checked()
    expect(proposed.last).not_to_be_checked()


def _is_in_the_tracker(walk: Walk) -> None:
    expect(walk.row("Family K")).to_contain_text("LBBD")
    expect(walk.row("Family K")).to_contain_text("No next check is set")
    expect(walk.row("Child J")).to_contain_text("LBBB")
    # Notified on Monday 22 June 2020 and sent on Tuesday 21 July: four weeks of five working days, and one day.
    expect(walk.row("OQ")).to_contain_text("21 of 15")
    expect(walk.row("OQ")).to_contain_text("6 late")
    walk.follow("OQ")
    walk.sees("Sent on day 21 of 15: late")
    walk.follow("All cases")
    walk.follow("Closed")
    walk.follow("Baby R")
    walk.sees("The working days cannot be counted")
    walk.follow("All cases")
