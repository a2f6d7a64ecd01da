"""What is due: for me, for my agency, for my partnership, in the order in which it asks for something.

The tests happen on Wednesday 18 November 2026 at 10:00.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from candour.platform.deadlines.counting import left
from candour.platform.deadlines.tests.conftest import Setting, hold_of
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.clocks import LONDON
from tests.cast import Cast
from tests.pages import headings, words

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(16, 21))


@pytest.fixture
def _work(cast: Cast, due: Setting) -> None:
    """Work of two agencies and of the partnership."""
    nelft, trust = cast.organisation("NELFT"), cast.organisation("BHRUT")
    due("Send the summary", TUESDAY, nelft, role="safeguarding-lead", overseer=cast.partnership())
    due("Sign the summary", FRIDAY, nelft, role="senior-manager")
    due("Name an author", date(2026, 11, 24), nelft)
    due("Read the draft", date(2026, 12, 18), nelft, role="safeguarding-lead")
    due("Secure the records", WEDNESDAY, trust, role="safeguarding-lead", overseer=nelft)
    due("Call the meeting", THURSDAY, cast.partnership(), role="partnership-manager")
    due("Done already", TUESDAY, nelft, met_at=cast.now)
    due("Called off", TUESDAY, nelft, cancelled_at=cast.now)


def parts(cast: Cast, key: str, view: str = "") -> dict[str, list[str]]:
    """The headings of the page and what stands under each."""
    answer = cast.client(key).get("/", {"for": view} if view else {})
    assert answer.status_code == 200
    page = answer.content.decode()
    found = {}
    for section in re.findall(r"<section aria-labelledby=.*?</section>", page, re.DOTALL):
        if "<h2" in section:
            found[headings(section)[0]] = re.findall(r"<strong>(.*?)</strong>", section)
    return found


@pytest.mark.usefixtures("_work")
def test_mine_is_what_i_do_by_my_role_and_what_others_do_for_me(cast: Cast) -> None:
    assert parts(cast, "nelft") == {
        "Late: (1)": ["Send the summary"],
        "Due in the next seven days: (1)": ["Name an author"],
        "Waiting on others: (1)": ["Secure the records"],
        "Later: (1)": ["Read the draft"],
    }


@pytest.mark.usefixtures("_work")
def test_of_my_agency_is_what_my_colleagues_do_too(cast: Cast) -> None:
    assert parts(cast, "nelft", "organisation") == {
        "Late: (1)": ["Send the summary"],
        "Due in the next seven days: (1)": ["Name an author"],
        "Waiting on others: (2)": ["Secure the records", "Sign the summary"],
        "Later: (1)": ["Read the draft"],
    }


@pytest.mark.usefixtures("_work")
def test_of_my_partnership_is_what_it_does_and_waits_for(cast: Cast) -> None:
    expected = {
        "Due in the next seven days: (1)": ["Call the meeting"],
        "Waiting on others: (1)": ["Send the summary"],
    }
    assert parts(cast, "manager") == expected
    assert parts(cast, "manager", "partnership") == expected
    assert parts(cast, "administrator", "partnership") == {
        "Waiting on others: (2)": ["Send the summary", "Call the meeting"]
    }
    assert parts(cast, "redbridge", "partnership") == {}


def test_where_nothing_is_due_it_says_so(cast: Cast) -> None:
    assert "Nothing is due." in words(cast.client("nelft").get("/"))
    assert "Nothing is due." in words(cast.client("nelft").get("/?for=nonsense"))


def test_what_belongs_to_a_hidden_record_is_not_shown_to_whoever_has_to_act(cast: Cast, due: Setting) -> None:
    due("Of a hidden record", TUESDAY, cast.organisation("NELFT"), owner_kind="cases.case", owner_id=1)

    assert parts(cast, "nelft") == {}


def test_a_line_says_how_much_is_left_what_to_do_and_by_which_rule(cast: Cast, due: Setting) -> None:
    due("Send the report", FRIDAY, cast.organisation("NELFT"), is_past_limit=True)
    answer = cast.client("nelft").get("/")

    assert "2 working days left Fri 20 Nov 2026" in words(answer)
    assert "Do: Send the report" in words(answer)
    assert "The timetable puts this after the limit." in words(answer)
    assert 'href="/rules/working-together-2023/rapid-review/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("due_on", "by", "now", "said"),
    [
        (FRIDAY, None, (WEDNESDAY, "10:00"), "2 working days left"),
        (THURSDAY, None, (WEDNESDAY, "23:59"), "1 working day left"),
        (WEDNESDAY, None, (WEDNESDAY, "00:00"), "due today"),
        (WEDNESDAY, "17:00", (WEDNESDAY, "17:00"), "due today"),
        (WEDNESDAY, "17:00", (WEDNESDAY, "17:01"), "late by less than a working day"),
        (FRIDAY, None, (date(2026, 11, 22), "12:00"), "late by less than a working day"),
        (FRIDAY, None, (date(2026, 11, 23), "00:00"), "1 working day late"),
        (date(2026, 12, 29), None, (date(2026, 12, 24), "10:00"), "1 working day left"),
        (date(2026, 12, 24), None, (date(2027, 1, 4), "10:00"), "4 working days late"),
        (date(2027, 3, 30), "17:00", (date(2027, 3, 25), "10:00"), "1 working day left"),
    ],
)
def test_days_are_counted_in_london_without_weekends_and_holidays(
    due_on: date, by: str | None, now: tuple[date, str], said: str
) -> None:
    def moment(day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), LONDON)

    assert left(moment(due_on, by or "23:59:59"), moment(*now), ENGLAND_AND_WALES).words == said


def test_a_hold_asks_again_from_the_day_of_its_next_check(cast: Cast) -> None:
    hold_of(cast, "An inquest", TUESDAY)
    hold_of(cast, "A police investigation", WEDNESDAY)
    hold_of(cast, "A trial", THURSDAY)
    hold_of(cast, "Nobody knows", None)
    hold_of(cast, "What is over", TUESDAY, lifted_at=cast.now)

    page = cast.client("manager").get("/")
    shown = set(re.findall(r"<strong>Waits for: (.*?)</strong>", page.content.decode()))
    assert shown == {"An inquest", "A police investigation", "Nobody knows"}
    assert "Check was due 17 November 2026" in words(page)
    assert "No next check is set" in words(page)
    assert "Ask Sergeant Pell" in words(page)
    with time_machine.travel(cast.now + timedelta(days=1), tick=False):
        assert "A trial" in words(signed_in_anew(cast).get("/"))


def signed_in_anew(cast: Cast) -> Any:
    return Cast(cast.people, cast.now + timedelta(days=1)).client("manager")
