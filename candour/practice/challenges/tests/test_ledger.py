"""The ledger and its index by a worked example: silent ones first, days, counts and medians, and what is taken away."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest

from candour.platform.exports.models import Export
from candour.practice.challenges.models import Step
from candour.practice.challenges.queries.challenges import silent_days
from candour.practice.challenges.queries.index import between, index_of, percent_of
from candour.practice.challenges.tests.ledgers import a_year, answered, higher, page, post, raised, rows
from tests.cast import Cast
from tests.pages import words

ORDER = ["C2026/3", "C2026/5", "C2026/4", "C2026/6", "C2026/2", "C2026/1", "C2025/1"]
"""Silent; open by when the answer was asked for; ended, the newest first."""


def names_in(answer: Any) -> list[str]:
    return re.findall(r">(C\d{4}/\d+)</a>", answer.content.decode())


def test_the_ledger_tells_of_each_who_asked_whom_at_which_stage_for_how_long_and_what_came_of_it(cast: Cast) -> None:
    # ASR-07
    a_year(cast)
    answer = page(cast, "manager", "challenges")
    assert names_in(answer) == ORDER
    told = {row[0].split()[0]: row[1:] for row in rows(answer)[1:]}
    assert told["C2026/3"][:4] == [
        "No answer, 16 days",
        "Stage 1 of 5, 16 days",
        cast.organisation("Havering Children").name,
        f"{cast.organisation('BHRUT').name}, 2 November 2026",
    ]
    assert told["C2026/5"][:2] == ["Answered", "Stage 1 of 5, 44 days"]
    assert told["C2026/4"][:2] == ["Answer by 30 November 2026", "Stage 1 of 5, 9 days"]
    assert told["C2026/6"][:2] == ["Withdrawn, 15 October 2026", "Stage 1 of 5, 3 days"]
    assert told["C2026/2"][:2] == ["Resolved, 23 September 2026", "Stage 2 of 5, 13 days"]
    assert told["C2025/1"][:2] == ["Unresolved, 10 April 2026", "Stage 5 of 5, 11 days"]
    assert "1 without an answer in time" in words(answer)
    assert answer.content.decode().index("mark--late") < answer.content.decode().index("C2026/3")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "silent"}, ["C2026/3"]),
        ({"state": "open"}, ["C2026/3", "C2026/5", "C2026/4"]),
        ({"state": "ended"}, ["C2026/6", "C2026/2", "C2026/1", "C2025/1"]),
        ({"state": "withdrawn"}, ["C2026/6"]),
        ({"year": "2025"}, ["C2025/1"]),
        ({"body": "Havering Children", "year": "2026"}, ["C2026/3", "C2026/2", "C2026/1"]),
        ({"state": "nonsense"}, ORDER),
    ],
)
def test_the_ledger_is_filtered_by_body_state_and_year(cast: Cast, query: dict[str, str], names: list[str]) -> None:
    a_year(cast)
    if "body" in query:
        query = {**query, "body": cast.organisation(query["body"]).ref}
    assert names_in(page(cast, "manager", "challenges", **query)) == names


def test_an_agency_finds_what_it_raised_or_received_and_counts_no_other(cast: Cast) -> None:
    a_year(cast)
    assert names_in(page(cast, "nelft", "challenges")) == ["C2026/4", "C2026/6", "C2026/2", "C2026/1", "C2025/1"]
    shown = page(cast, "nelft", "challenge_index")
    assert "These are the challenges that your agency raised or received." in words(shown)
    together = next(row for row in rows(shown) if row[0] == "All bodies")
    assert together[1] == "4"
    assert page(cast, "lay", "challenge_index").status_code == 404
    assert names_in(page(cast, "redbridge", "challenges")) == []


def test_the_index_of_a_year_counts_by_body_and_by_pair(cast: Cast) -> None:
    # F34
    a_year(cast)
    hospital, care, nelft, police = (
        cast.organisation(name).name for name in ("BHRUT", "Havering Children", "NELFT", "Police")
    )
    shown = rows(page(cast, "manager", "challenge_index"))
    assert [
        ["Body challenged", "Challenges", "Answered", "No answer", "Not due yet", "Resolved", "% resolved",
         "Median days to resolution"],
        *sorted(
            [
                [care, "3", "2", "1", "0", "2", "67%", "16"],
                [hospital, "2", "1", "0", "1", "0", "0%", "none"],
                [nelft, "1", "0", "0", "1", "0", "0%", "none"],
            ]
        ),
        ["All bodies", "6", "3", "1", "2", "2", "33%", "16"],
    ] == shown[:5]  # fmt: skip
    assert sorted(shown[6:]) == sorted(
        [
            [hospital, care, "1", "0"],
            [care, nelft, "1", "0"],
            [nelft, hospital, "1", "0"],
            [nelft, care, "2", "2"],
            [police, hospital, "1", "0"],
        ]
    )
    before = rows(page(cast, "manager", "challenge_index", year="2025"))
    assert before[1:3] == [
        [care, "1", "0", "1", "0", "0", "0%", "none"],
        ["All bodies", "1", "0", "1", "0", "0", "0%", "none"],
    ]


def test_a_year_without_a_challenge_has_none_and_divides_by_nothing(cast: Cast) -> None:
    assert "Challenges: none. Resolved: none." in words(page(cast, "manager", "challenge_index"))
    found = index_of(cast.acting("manager"), year=2026).together
    assert (found.challenges, found.percent, found.days) == (0, None, None)


def test_a_period_is_told_as_it_ended_and_not_as_it_stands_since(cast: Cast) -> None:
    a_year(cast)
    late = raised(cast, on=date(2026, 8, 3))
    answered(cast, late, date(2026, 11, 5))
    higher(cast, late, date(2026, 11, 6), stage=4)
    found = between(cast.acting("manager"), cast.partnership().pk, date(2026, 9, 1), date(2026, 10, 31))
    told = {one.body: (one.challenges, one.resolved, one.percent, one.longest_silence, one.highest) for one in found}
    assert told == {
        cast.organisation("Havering Children").name: (2, 1, 50, 89, 2),
        cast.organisation("BHRUT").name: (1, 0, 0, None, 1),
        cast.organisation("NELFT").name: (1, 0, 0, None, 1),
    }


def test_a_body_that_was_silent_until_it_was_taken_higher_was_silent(cast: Cast) -> None:
    # Asked on 1 June and never answered, taken higher 168 days later; the day of the tests is 18 November.
    silent = raised(cast, on=date(2026, 6, 1))
    higher(cast, silent, date(2026, 11, 16), stage=2)
    found = between(cast.acting("manager"), cast.partnership().pk, date(2026, 4, 1), date(2026, 11, 18))
    assert [one.longest_silence for one in found] == [168]


@pytest.mark.once
def test_silence_begins_on_the_day_after_the_answer_was_due_and_counts_from_the_asking() -> None:
    step = Step(from_on=date(2026, 11, 2), answer_by=date(2026, 11, 9))
    assert [silent_days(step, date(2026, 11, on)) for on in (8, 9, 10, 18)] == [None, None, 8, 16]
    step.replied_on = date(2026, 11, 12)
    assert [silent_days(step, date(2026, 11, on)) for on in (11, 12, 18)] == [9, None, None]


@pytest.mark.once
def test_how_many_of_a_hundred() -> None:
    assert [percent_of(*pair) for pair in ((1, 8), (2, 3), (0, 5), (5, 5), (0, 0))] == [13, 67, 0, 100, None]


def test_one_challenge_shows_what_each_side_said_at_each_stage_side_by_side(cast: Cast) -> None:
    made = a_year(cast)
    shown = rows(page(cast, "nelft", "challenge", made["at stage 2"].ref))
    assert [cell.split(" Since")[0] for cell in (row[0] for row in shown[1:])] == [
        "Stage 2 of 5 Between their managers",
        "Stage 1 of 5 Between practitioners",
    ]
    assert shown[1][1].startswith("Nothing changed.")
    assert shown[1][2].startswith("Agrees in part The threshold document was followed. 15 September 2026, recorded by")
    assert shown[2][2] == "No answer, 9 days"


def test_the_office_takes_the_ledger_and_the_index_away(cast: Cast) -> None:
    a_year(cast)
    ref, reason = cast.partnership().ref, {"year": "2026", "reason": "For the annual report"}
    care = cast.organisation("Havering Children").name
    book = openpyxl.load_workbook(
        io.BytesIO(post(cast, "manager", "challenge_take", ref, kind="xlsx", **reason).content)
    )
    assert book.sheetnames == ["Ledger", "By body challenged", "Who challenged whom"]
    held = [[cell.value for cell in row] for row in book["By body challenged"].iter_rows()]
    assert [care, 3, 2, 1, 0, 2, 67, 16] in held
    ledger = [[cell.value for cell in row] for row in book["Ledger"].iter_rows()]
    assert [row[0] for row in ledger if str(row[0]).startswith("C2")] == ORDER[:-1]
    paper = docx.Document(io.BytesIO(post(cast, "manager", "challenge_take", ref, kind="docx", **reason).content))
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert [care, "3", "2", "1", "0", "2", "67", "16"] in cells
    assert Export.objects.filter(what="a ledger of challenges").count() == 2
    refused = post(cast, "scrutineer", "challenge_take", ref, kind="docx", **reason)
    assert "Only the partnership" in words(refused)
    assert page(cast, "lay", "challenge_take", ref).status_code == 404
