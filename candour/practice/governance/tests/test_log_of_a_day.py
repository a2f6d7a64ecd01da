"""The action log as it stood on a day, and who had read it by then."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from candour.platform.imports.reading import read_tables
from candour.practice.governance.models import Action, ActionLine, ItemConflict
from candour.practice.governance.operations import actions
from candour.practice.governance.tests.test_actions import add, group, item, meeting
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import words


def on(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def log_on(cast: Cast, day: date, who: str = "manager", **query: str) -> str:
    asked = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year), **query}
    response = cast.client(who).get(reverse("action_log", args=[group().ref]), asked)
    assert response.status_code == 200, response.status_code
    return words(response)


def october(day: int) -> date:
    return date(2026, 10, day)


def raised(cast: Cast, day: int, owner: str = "nelft", due: str = "30 October 2026", **more: object) -> Action:
    return actions.add_action(
        cast.acting("manager", on(day)),
        group=group(),
        item=more.get("item"),  # type: ignore[arg-type]
        text=str(more.get("text", "Circulate the bruising pathway.")),
        owner=cast.people[owner],
        due_on=FuzzyDate.parse(due),
        co_leads=[cast.people["teacher"]] if more.get("beside") else [],
    )


def changed(cast: Cast, action: Action, day: int, **values: object) -> None:
    action.refresh_from_db()
    said = {"text": action.text, "owner": action.owner, "due_on": action.due_on, "version": action.version, **values}
    actions.change_action(cast.acting("manager", on(day)), ref=action.ref, **said)  # type: ignore[arg-type]


@pytest.fixture
def told_over_october(cast: Cast) -> Action:
    """Raised on the 5th, reworded and given to another on the 8th, updated on the 12th, closed on the 20th."""
    action = raised(cast, 5, beside=True)
    changed(
        cast, action, 8,
        text="Circulate and explain the pathway.", owner=cast.people["hospital"],
        due_on=FuzzyDate.parse("9 October 2026"),
    )  # fmt: skip
    actions.update_action(cast.acting("manager", on(12)), ref=action.ref, text="Half of the wards have it.")
    actions.close_action(cast.acting("manager", on(20)), ref=action.ref, evidence="All wards signed for it.")
    return action


def test_each_day_says_what_was_known_on_it_and_nothing_later(cast: Cast, told_over_october: Action) -> None:
    # F29
    assert "There is no such action" in log_on(cast, october(4), shows="all")
    fifth = log_on(cast, october(5), shows="all")
    assert "Circulate the bruising pathway." in fifth
    assert f"{cast.people['nelft'].name} with {cast.people['teacher'].name}" in fifth
    assert "30 October 2026" in fifth
    assert "Late" not in fifth.split("Reference")[-1]
    for later in ("explain", cast.people["hospital"].name, "9 October 2026", "Half of the wards", "signed for it"):
        assert later not in fifth, later
    tenth = log_on(cast, october(10), shows="all").split("Reference", 1)[-1]
    assert "Circulate and explain the pathway." in tenth
    assert cast.people["hospital"].name in tenth
    assert cast.people["nelft"].name not in tenth.split("Who had read")[0]
    assert "2026/01 Late" in tenth
    assert "Half of the wards" not in tenth
    assert "Half of the wards" in log_on(cast, october(12), shows="open")
    twentieth = log_on(cast, october(20), shows="all")
    assert "Closed 20 October 2026" in twentieth
    assert "All wards signed for it." in twentieth


def test_an_action_that_was_opened_again_was_closed_in_between(cast: Cast, told_over_october: Action) -> None:
    actions.reopen_action(cast.acting("manager", on(25)), ref=told_over_october.ref)
    assert "All wards signed for it." in log_on(cast, october(24), shows="closed")
    assert "2026/01" not in log_on(cast, october(25), shows="closed")
    assert "2026/01" in log_on(cast, october(25), shows="late")


def test_the_day_is_that_of_london(cast: Cast) -> None:
    actions.add_action(
        cast.acting("manager", on(5, 23)), group=group(), item=None, text="Raised after midnight in London.",
        owner=cast.people["nelft"], due_on=None,
    )  # fmt: skip
    assert "2026/01" not in log_on(cast, october(5))
    assert "2026/01" in log_on(cast, october(6))


def test_the_same_filters_hold_on_a_past_day(cast: Cast, told_over_october: Action) -> None:
    raised(cast, 6, "police_lead", text="Write to every school.")
    nelft, hospital = cast.people["nelft"].ref, cast.people["hospital"].ref
    assert "2026/01" in log_on(cast, october(7), owner=nelft)
    assert "2026/02" not in log_on(cast, october(7), owner=nelft)
    assert "2026/01" in log_on(cast, october(8), owner=hospital)
    assert "2026/02" in log_on(cast, october(8), words="every school")
    assert "2026/01" in log_on(cast, october(8), words="explain")
    assert "2026/01" not in log_on(cast, october(7), words="explain")
    assert "2 open, 1 late" in log_on(cast, october(10))
    assert "2 open, 0 late" in log_on(cast, october(9))


def test_the_need_to_know_is_that_of_today(cast: Cast) -> None:
    about = item(meeting(on(2)))
    raised(cast, 5, "police_lead", item=about)
    assert "2026/01" in log_on(cast, october(6), "teacher")
    ItemConflict.objects.create(
        item=about, person=cast.people["teacher"], nature="Her school", declared_at=cast.now, declared_by="x"
    )
    assert "2026/01" not in log_on(cast, october(6), "teacher")
    for who in ("redbridge", "joint"):
        asked = reverse("action_log", args=[group().ref]) + "?day_day=6&day_month=10&day_year=2026"
        assert cast.client(who).get(asked).status_code == 404


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (("1", "1", "2027"), "Give today or a day that is past."),
        (("31", "2", "2026"), "Enter a real date, like 27 3 2026."),
        (("x", "y", "2026"), "Enter a real date, like 27 3 2026."),
    ],
)
def test_a_day_that_is_none_is_refused_in_words_and_shows_no_past(
    cast: Cast, day: tuple[str, str, str], says: str
) -> None:
    asked = dict(zip(("day_day", "day_month", "day_year"), day, strict=True))
    page = words(cast.client("manager").get(reverse("action_log", args=[group().ref]), asked))
    assert says in page
    assert "as it stood on" not in page.replace("or see the log as it stood on a past day", "")


def test_the_day_goes_with_the_tabs_and_today_is_no_past_day(cast: Cast, told_over_october: Action) -> None:
    asked = {"day_day": "10", "day_month": "10", "day_year": "2026"}
    html = cast.client("manager").get(reverse("action_log", args=[group().ref]), asked).content.decode()
    closed = re.search(r'href="\?([^"]*shows=closed[^"]*)"', html)
    assert closed
    assert "day_day=10" in closed[1]
    assert "This is what the log said" not in log_on(cast, cast.now.date())


@pytest.mark.parametrize("kind", ["csv", "docx", "xlsx"])
def test_the_log_of_a_day_is_taken_away_as_it_stood(cast: Cast, told_over_october: Action, kind: str) -> None:
    address = reverse("action_log_take", args=[group().ref])
    asked = "?shows=all&day_day=12&day_month=10&day_year=2026"
    answer = cast.client("manager").post(address + asked, {"kind": kind, "reason": "For the inspection"})
    assert answer["Content-Disposition"].startswith("attachment")
    content = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    told = " ".join(str(table) for table in read_tables(content, kind))
    assert "Circulate and explain the pathway." in told
    assert "12 October 2026: Half of the wards have it." in told
    assert "signed for it" not in told


def test_a_day_to_come_is_not_taken_away(cast: Cast) -> None:
    address = reverse("action_log_take", args=[group().ref]) + "?day_day=1&day_month=1&day_year=2030"
    answer = cast.client("manager").post(address, {"kind": "csv", "reason": "For the inspection"})
    assert "today or stood on a day that is past" in words(answer)


def test_the_office_sees_who_had_read_it_by_then_and_nobody_else_does(cast: Cast, told_over_october: Action) -> None:
    # F29
    for who, day in (("nelft", 6), ("nelft", 7), ("police_lead", 14)):
        with time_machine.travel(on(day), tick=False):
            client = Cast(cast.people, on(day)).client(who)
            assert client.get(reverse("action_log", args=[group().ref])).status_code == 200
            assert client.get(reverse("action", args=[told_over_october.ref])).status_code == 200
    nelft, police = cast.people["nelft"].name, cast.people["police_lead"].name
    tenth = log_on(cast, october(10)).split("Who had read it by then")[1]
    assert f"{nelft} 7 October 2026, 11:00 2 times" in tenth
    assert f"2026/01: {nelft}" in tenth.replace("2026/01 :", "2026/01:")
    assert police not in tenth
    fifteenth = log_on(cast, october(15), shows="all").split("Who had read it by then")[1]
    assert f"{police} 14 October 2026, 11:00 Once" in fifteenth
    assert "Nobody had opened this log." in log_on(cast, october(5))
    assert "Who had read it by then" not in log_on(cast, october(15), "nelft")


def test_a_line_ends_at_the_moment_at_which_the_next_begins(cast: Cast, told_over_october: Action) -> None:
    lines = list(ActionLine.objects.filter(action=told_over_october).order_by("true_from"))
    assert [(line.true_from, line.true_until) for line in lines] == [
        (on(5), on(8)), (on(8), on(20)), (on(20), None),
    ]  # fmt: skip


def test_what_was_never_kept_is_said_not_to_have_been(cast: Cast) -> None:
    action = raised(cast, 5)
    ActionLine.objects.filter(action=action).update(text="", is_whole=False)
    assert "What it said then was not kept." in log_on(cast, october(6))


def test_many_changes_at_one_moment_leave_one_line_for_the_day(cast: Cast) -> None:
    action = add(cast)
    for week in (1, 2, 3):
        at = meeting(cast.now - timedelta(weeks=week))
        actions.carry_forward(cast.acting("manager"), ref=action.ref, meeting=at, text="No answer.")
    with time_machine.travel(cast.now + timedelta(days=1), tick=False):
        later = Cast(cast.people, cast.now + timedelta(days=1))
        page = log_on(later, cast.now.date())
    assert page.count("2026/01") == 1
    assert "3 times" in page
