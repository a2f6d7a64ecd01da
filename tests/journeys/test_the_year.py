"""A year of meetings is planned from the group's rule, an agenda is made, and a group is closed into its successor."""

from __future__ import annotations

import re

import pytest

from candour.practice.governance.models import Group, Meeting
from tests.browsing import look
from tests.journeys.walking import Walk


def day(walk: Walk, legend: str, on: int, month: int, year: int) -> None:
    asked = walk.page.get_by_role("group", name=legend)
    for label, number in (("Day", on), ("Month", month), ("Year", year)):
        asked.get_by_label(label, exact=True).fill(str(number))


@pytest.mark.browser
def test_the_manager_plans_a_year_and_closes_a_group_into_its_successor(walk: Walk) -> None:
    page, site = walk.page, walk.site
    walk.be("Priya Anand")
    page.get_by_role("link", name="Meetings", exact=True).click()
    look(page, "meetings")
    page.get_by_role("link", name="Groups", exact=True).click()
    look(page, "groups")
    page.get_by_role("button", name="Set up a group").click()
    look(page, "group-add")
    page.get_by_label("What is it called?").fill("Quality Group")
    page.get_by_label("How often does it meet?").select_option(label="Every six weeks")
    page.get_by_label("Least number of meetings a year").fill("8")
    page.get_by_role("button", name="Set up the group").click()
    walk.sees("The group is set up.")
    look(page, "group-new")

    page.get_by_role("link", name="Forward plan").click()
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("What is it about?").fill("Learning from reviews")
    page.get_by_label("When does it come?").select_option(label="Every six months")
    day(walk, "When is it wanted, or first wanted?", 10, 1, 2027)
    look(page, "plan-add")
    page.get_by_role("button", name="Save").click()
    walk.sees("It is in the forward plan.")
    look(page, "plan")

    page.get_by_role("link", name="Quality Group").click()
    page.get_by_role("link", name="Plan a series").click()
    day(walk, "Day of the first meeting", 14, 1, 2027)
    day(walk, "Plan until", 31, 7, 2027)
    page.get_by_label("Start", exact=True).fill("09:00")
    look(page, "series")
    page.get_by_role("button", name="Show the days").click()
    page.get_by_text("Only 5 meetings in these months").wait_for()
    look(page, "series-days")
    page.get_by_role("button", name="Plan these meetings").click()
    walk.sees("5 meetings are planned")
    look(page, "year")

    page.get_by_role("link", name="14 January 2027, 09:00").click()
    look(page, "agenda")
    for title, minutes in (("Housing", "60"), ("Staffing", "70")):
        page.get_by_role("button", name="Add an item").click()
        page.get_by_label("What is it about?").fill(title)
        page.get_by_label("How many minutes?").fill(minutes)
        page.get_by_role("button", name="Add the item").click()
    page.get_by_text("140 of 120 minutes, 20 too many").wait_for()
    page.get_by_role("button", name=re.compile("^Up.*Staffing")).click()
    walk.sees("“Staffing” is moved up.")
    look(page, "agenda-full")

    group = Group.objects.get(name="Quality Group")
    page.goto(f"{site}/groups/{group.ref}/quorum/")
    look(page, "quorum")
    page.goto(f"{site}/groups/{group.ref}/close/")
    look(page, "close")
    page.get_by_label("Which group takes over?").select_option(label="Case Review Working Group (Havering SCP)")
    page.get_by_role("button", name="Close the group").click()
    # Five meetings, and the item of the forward plan.
    walk.sees("6 open things passed to its successor.")
    look(page, "group-closed")
    page.goto(f"{site}/groups/structure/")
    look(page, "structure")
    page.goto(f"{site}/meetings/attendance/")
    look(page, "attendance")
    assert Meeting.objects.filter(group__name="Case Review Working Group", starts_at__year=2027).count() == 5
