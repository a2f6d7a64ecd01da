"""An old action log is brought in, its owners are settled, and an action is carried, closed and taken away."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from candour.practice.governance.models import Group
from candour.practice.governance.tests import test_import_action_log
from tests.browsing import look
from tests.journeys.walking import Walk

SAMPLE = Path(test_import_action_log.__file__).with_name("samples") / "action_log.csv"


@pytest.mark.browser
def test_the_office_brings_a_log_in_and_works_with_it(walk: Walk) -> None:
    page, site = walk.page, walk.site
    havering = Group.objects.get(name="Case Review Working Group").partnership
    group = Group.objects.create(partnership=havering, name="Young carers group", from_on=date(2026, 4, 1))
    walk.be("Priya Anand")
    page.goto(f"{site}/groups/{group.ref}/actions/")
    page.get_by_role("link", name="Bring in an old action log").click()
    look(page, "import-log")
    page.get_by_label("Choose a file").set_input_files(SAMPLE)
    page.get_by_role("button").filter(has_text="Check").click()
    look(page, "import-log-check")
    page.get_by_label("Why does what can hardly be right stay as it is printed?").fill("The log says so.")
    page.get_by_role("button", name="Import").click()
    page.get_by_text("The rows are imported.").wait_for()
    look(page, "import-log-result")
    page.goto(f"{site}/groups/{group.ref}/actions/")
    look(page, "action-log")
    page.get_by_text("Find an action").click()
    look(page, "action-log-filters")
    page.get_by_role("link", name="2026/05").click()
    look(page, "action-ownerless")
    page.get_by_role("button", name="Say who answers for it").click()
    page.get_by_label("Who answers for it?").select_option(label="Daniel Osei")
    look(page, "action-owner")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The action has an owner now.").wait_for()

    walk.be("Daniel Osei")
    page.get_by_role("link", name="Actions", exact=True).click()
    look(page, "my-actions")
    page.get_by_role("link", name="My agency’s actions").click()
    look(page, "agency-actions")
    row = page.get_by_role("row").filter(has_text="Young carers group").filter(has_text="2026/05")
    row.get_by_role("link", name="2026/05").click()
    page.get_by_role("button", name="Say how it stands").click()
    page.get_by_label("How does it stand?").fill("Dates until January are set.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Save").click()
    walk.is_told("Say what shows that it was done.")
    look(page, "action-close")
    page.get_by_label("What shows that it was done?").fill("The dates are on the website.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The action is closed.").wait_for()
    look(page, "action-closed")


@pytest.mark.browser
def test_a_report_to_a_committee_is_written_and_blocked_until_its_implications_are(walk: Walk) -> None:
    page, site = walk.page, walk.site
    group = Group.objects.get(name="Case Review Working Group")
    walk.be("Priya Anand")
    page.goto(f"{site}/groups/{group.ref}/committee-reports/")
    look(page, "committee-reports")
    page.get_by_role("button", name="Begin a report").click()
    page.get_by_label("Subject heading").fill("Yearly report on learning")
    page.get_by_label("To which committee?").fill("Cabinet")
    look(page, "committee-report-begin")
    page.get_by_role("button", name="Save and continue").click()
    look(page, "committee-report")
    page.get_by_role("link", name="Implications and risks").click()
    page.wait_for_load_state()
    page.get_by_label("Legal implications and risks").fill("The council is one of three partners.")
    look(page, "committee-report-section")
    page.get_by_text(re.compile(r"Saved (just now|\d)")).first.wait_for()
    page.get_by_role("link", name="Back to all questions").click()
    page.get_by_role("button", name="Finish the report").click()
    page.get_by_text("Write the implications that are still empty: financial, hr, equalities.").wait_for()
