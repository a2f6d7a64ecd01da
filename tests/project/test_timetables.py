"""Reading a protocol's plan of days from a table, dating it, and comparing it with one that the rulebook holds."""

from __future__ import annotations

from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from candour.project.timetables import NotATimetable, differences, read_timetable
from candour.rulebook import index
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.timetables import Timetable

SAMPLE = Path(__file__).parent / "samples" / "timetable.csv"
HEAD = "day,heading,what,who,by\n"
BHR = "bhr-protocol-2020/fifteen-days"


def sample() -> Timetable:
    return read_timetable(SAMPLE.read_text(), title="A plan")


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("read_timetable", str(SAMPLE), *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_every_row_becomes_a_step_with_its_day_its_hour_and_who() -> None:
    steps = [(step.from_day, step.day, step.by) for step in sample().steps]
    assert steps == [
        (None, 1, None), (None, 1, None), (None, 6, time(17, 0)), (None, 6, time(17, 0)), (None, 7, None),
        (None, 8, None), (9, 11, None), (None, 12, None), (None, 13, time(9, 30)), (None, 13, None),
        (None, 14, None), (None, 15, None),
    ]  # fmt: skip
    assert [sample().steps[number].who for number in (3, 9)] == [
        "Designated nurse", "Partnership manager; head of safeguarding",
    ]  # fmt: skip
    assert sample().steps[0].title.endswith("with dates, forms and who sits where"), "a comma in a cell parts nothing"


def test_the_plan_is_dated_in_working_days_with_day_1_on_the_day_of_the_referral() -> None:
    # From Tuesday 22 December 2026: 23, 24, (25 and 28 are holidays) 29, 30, 31 December, (1 January) 4 to 8, 11 to 14
    dated = {one.step.title: one.at.astimezone(LONDON) for one in sample().plan(date(2026, 12, 22), ENGLAND_AND_WALES)}
    days = {title: f"{at:%d %b %H:%M}" for title, at in dated.items()}
    assert days["Every agency sends its summary to the office"] == "31 Dec 17:00"
    assert days["The group meets"] == "05 Jan 23:59"
    assert days["Everybody sends what they have to say"] == "12 Jan 09:30"
    assert days["The report is sent to the Panel"] == "14 Jan 23:59"


def test_the_sample_has_the_days_and_hours_of_the_plan_in_the_rulebook() -> None:
    assert differences(sample(), index.rule(BHR, Timetable)) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Day 8,", "Day 9,", "is on day 9"),
        ("9.30am on day 13", "11.30am on day 13", "is on day 13 by 11:30"),
        ("Days 9-11", "Days 9 to 10", "is on days 9 to 10"),
    ],
)
def test_a_day_or_an_hour_that_differs_is_named(before: str, after: str, words: str) -> None:
    brought = read_timetable(SAMPLE.read_text().replace(before, after), title="A plan")
    found = differences(brought, index.rule(BHR, Timetable))
    assert len(found) == 1
    assert words in found[0].what


def test_steps_that_only_one_of_two_plans_has_are_named() -> None:
    held = index.rule(BHR, Timetable)
    longer = read_timetable(SAMPLE.read_text() + "Day 16,End,A party,All,,\n", title="A plan")
    assert [one.what for one in differences(longer, held)] == [f"“A party” is not in {held.title}."]
    shorter = read_timetable(HEAD + "Day 1,Begin,Tell,All,\n", title="A plan")
    assert len(differences(shorter, held)) == 11


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The file holds no table."),
        ("day,what\nDay 1,Tell\n", "These columns are missing: heading, who, by."),
        (HEAD + "Soon,Begin,Tell,All,\n", "Row 2: “Soon” is not a day"),
        (HEAD + "Day 1,Begin,Tell,All,\nDays 9-7,Draft,Write,All,\n", "Row 3: “Days 9-7” ends before it begins."),
    ],
)
def test_what_is_no_plan_of_days_is_refused_with_the_row(text: str, reason: str) -> None:
    with pytest.raises(NotATimetable, match=reason):
        read_timetable(text, title="A plan")


@pytest.mark.parametrize("by", ["4pm", "12.00", "12.30am", "0:15"])
def test_an_hour_is_read_as_it_is_written(by: str) -> None:
    wanted = {"4pm": None, "12.00": time(12, 0), "12.30am": time(0, 30), "0:15": time(0, 15)}[by]
    assert read_timetable(f"{HEAD}Day 1,Begin,Tell,All,{by}\n", title="A plan").steps[0].by == wanted


def test_the_command_dates_each_step_and_says_that_nothing_differs() -> None:
    lines = said("--start", "2026-11-02")
    assert len([line for line in lines if line.startswith("Day")]) == 12
    assert "Day  8  Wed 11 Nov" in "\n".join(lines)
    assert "Mon 9 Nov" in next(line for line in lines if "Every agency sends" in line)
    assert "17:00" in next(line for line in lines if "Every agency sends" in line)
    assert lines[-1] == f"Its days and times are those of {index.rule(BHR, Timetable).title}."


def test_the_command_names_each_difference_from_another_plan() -> None:
    lines = said("--start", "2026-11-02", "--compare", "longer-returns/sixteen-days")
    assert any(line.startswith("Differs: ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--start", "soon"), "soon"),
        (("--start", "2026-11-02", "--compare", "no-such/plan"), "The rulebook holds no plan called no-such/plan"),
    ],
)
def test_the_command_says_what_is_wrong_and_prints_no_plan(arguments: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        said(*arguments)


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError):
        call_command("read_timetable", "no-such-file.csv", "--start", "2026-11-02", stdout=StringIO())
