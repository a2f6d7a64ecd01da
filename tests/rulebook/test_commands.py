"""The commands `due` and `rules`, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def facts(*arguments: str) -> dict[str, Any]:
    answered: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return answered


# due


def test_a_short_key_is_taken_from_the_guidance_in_force_at_the_start() -> None:
    said = run("due", "rapid-review", "--start", "2020-06-18")

    assert "working-together-2018/rapid-review" in said
    assert "Working Together to Safeguard Children 2018 was in force for children on 18 June 2020" in said
    assert "Due:      Thursday 9 July 2020, by the end of the day" in said
    assert "Sat 20 Jun 2020: not counted, Saturday" in said
    assert "Thu 9 Jul 2020: day 15" in said
    assert "officially eased" in said
    assert "known until 31 December 2028" in said


@pytest.mark.parametrize(
    ("start", "edition"),
    [
        ("2018-07-04", "working-together-2018"),
        ("2023-12-14", "working-together-2018"),
        ("2023-12-15", "working-together-2023"),
        ("2026-03-18", "working-together-2023"),
        ("2026-03-19", "working-together-2026"),
        ("2026-03-18T23:59", "working-together-2023"),
        ("2026-03-19T00:30+00:00", "working-together-2026"),
        ("2023-12-15T00:30+01:00", "working-together-2018"),
    ],
)
def test_the_edition_changes_at_midnight_in_london(start: str, edition: str) -> None:
    assert facts("due", "rapid-review", "--start", start)["edition"] == edition


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2020-06-18", "2020-07-09"),
        ("2020-06-18T23:30", "2020-07-09"),
        ("2020-06-18T23:30+00:00", "2020-07-10"),
        ("2020-06-18T22:30Z", "2020-07-09"),
        ("2020-06-18 09:00", "2020-07-09"),
    ],
)
def test_a_start_without_a_zone_is_in_london(start: str, due: str) -> None:
    answer = facts("due", "rapid-review", "--start", start)

    assert answer["due_on"] == due
    assert answer["due_at"] == f"{due}T22:59:59+00:00"


def test_the_way_of_counting_can_be_asked_for_and_comes_with_a_reading() -> None:
    within = facts("due", "rapid-review", "--start", "2020-06-18")
    day_one = facts("due", "rapid-review", "--start", "2020-06-18", "--convention", "day-one")
    referral = facts("due", "rapid-review", "--start", "2020-06-18", "--reading", "referral")
    overruled = facts("due", "rapid-review", "--start", "2020-06-18", "--reading", "referral", "--convention", "within")

    assert [answer["due_on"] for answer in (within, day_one, referral, overruled)] == [
        "2020-07-09",
        "2020-07-08",
        "2020-07-08",
        "2020-07-09",
    ]
    assert within["reading"] == "notification"
    assert referral["reading_source"] == "Local protocol: BHR case review protocol 2020, rapid review process"
    assert referral["sum"][0] == {"on": "2020-06-18", "number": 1, "line": "Thu 18 Jun 2020: day 1"}


def test_a_full_name_and_an_edition_say_which_rule_is_meant() -> None:
    named = facts("due", "working-together-2018/rapid-review", "--start", "2026-03-30")
    asked = facts("due", "rapid-review", "--start", "2026-03-30", "--edition", "working-together-2018")

    assert named["rule"] == asked["rule"] == "working-together-2018/rapid-review"
    assert named["warning"] == "Working Together to Safeguard Children 2018 was not in force on 30 March 2026."
    assert asked["due_on"] == "2026-04-22"
    assert facts("due", "rapid-review", "--start", "2026-03-30")["warning"] == ""


def test_a_rule_of_the_law_and_an_unverified_one_are_introduced_differently() -> None:
    assert "Source:   National guidance: " in run("due", "notify-panel", "--start", "2024-06-03")
    unverified = run("due", "notify-panel", "--start", "2026-06-03")
    assert "Source:   Not checked against the text: " in unverified
    assert "The 2026 text was not seen." in unverified


def test_months_and_days_before_are_counted_too() -> None:
    assert facts("due", "local-review", "--start", "2026-08-31")["due_on"] == "2027-02-28"
    assert facts("due", "review-finished", "--start", "2026-08-31")["edition"] == "care-act-2014"
    assert facts("due", "meeting-papers", "--start", "2020-10-15")["due_on"] == "2020-10-06"


def test_a_plan_is_printed_whole_and_marks_what_is_past_the_limit() -> None:
    said = run("due", "sixteen-days", "--start", "2020-06-18")

    assert "Day 10  Thursday 2 July 2020, by 17:00: All agency summaries returned (All agencies)" in said
    late = [line for line in said.splitlines() if line.endswith("PAST THE LIMIT")]
    assert len(late) == 1
    assert late[0].strip().startswith("Day 16  Friday 10 July 2020")


def test_a_plan_in_json_has_each_step() -> None:
    steps = facts("due", "fifteen-days", "--start", "2020-06-18")["steps"]

    assert len(steps) == 12
    assert steps[8] == {
        "key": "comments",
        "title": "Comments on the draft",
        "who": "All parties",
        "day": 13,
        "due_on": "2020-07-06",
        "due_at": "2020-07-06T08:30:00+00:00",
        "due_in_words": "Monday 6 July 2020, by 09:30",
        "past_limit": False,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["rapid-revew", "--start", "2020-06-18"],
            "There is no “rapid-revew”. Did you mean rapid-review or local-review?",
        ),
        (["qqqq", "--start", "2020-06-18"], "There is no “qqqq”. `manage.py rules` lists every rule."),
        (["notifiable", "--start", "2020-06-18"], "There is no “notifiable”."),
        (["rapid-review", "--start", "2029-01-02"], "known from 1 January 2012 until 31 December 2028"),
        (["rapid-review", "--start", "2028-12-20"], "known from 1 January 2012 until 31 December 2028"),
        (["local-review", "--start", "9999-12-31"], "known from 1 January 2012 until 31 December 2028"),
        (["rapid-review", "--start", "2011-06-18"], "Its first edition applies from 4 July 2018."),
        (["review-finished", "--start", "2012-06-18"], "Its first edition applies from 1 April 2015."),
        (["rapid-review", "--start", "0001-01-01T00:00+14:00"], "The start lies outside every calendar."),
        (["rapid-review", "--start", "18/06/2020"], "“18/06/2020” is not a start. Write it like 2020-12-24"),
        (["rapid-review", "--start", "2020-06-31"], "“2020-06-31” is not a start."),
        (["rapid-review", "--start", ""], "“” is not a start."),
        (["care-leaver-death", "--start", "2020-06-18"], "Safeguard Children 2018, in force on 18 June 2020, has no"),
        (
            ["rapid-review", "--start", "2020-06-18", "--edition", "working-together-2020"],
            "There is no edition “working-together-2020”. There is working-together-",
        ),
        (
            ["care-leaver-death", "--start", "2020-06-18", "--edition", "working-together-2018"],
            "Working Together to Safeguard Children 2018 has no “care-leaver-death”.",
        ),
        (
            ["rapid-review", "--start", "2020-06-18", "--reading", "mine"],
            "There is no reading “mine” of the start. There is notification, awareness, referral.",
        ),
        (["notify-panel", "--start", "2020-06-18", "--reading", "mine"], "has one reading only."),
        (
            ["local-review", "--start", "2020-06-18", "--convention", "day-one"],
            "6 months can be counted in one way only.",
        ),
        (["fifteen-days", "--start", "2020-06-18", "--convention", "within"], "A plan has its own way of counting."),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        run("due", *arguments)

    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


# rules


def test_all_rules_are_listed_by_edition() -> None:
    said = run("rules")

    assert said.index("(working-together-2026)") < said.index("(care-act-2014)") < said.index("(bhr-protocol-2020)")
    assert "rapid-review               Time limit     Rapid review finished" in said
    assert "from 15 December 2023 until 18 March 2026" in said


def test_one_rule_is_shown_with_everything() -> None:
    said = run("rules", "working-together-2018/rapid-review")

    for words in (
        "**National guidance** [G]: Child Safeguarding Practice Review Panel",
        "Also: **Not checked against the text** [Q]: Working Together to Safeguard Children 2018, chapter 4.",
        "Readings of the start, side by side",
        "**Local protocol** [SEED]: BHR case review protocol 2020",
        "Officially eased",
        "In March 2020",
        "What was seen of it does not say where they start",
        "from 4 July 2018 until 14 December 2023",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notifiable", "Where the founding papers differ"),
        ("bhr-protocol-2020/fifteen-days", "| Day 13 | 09:30 | Comments on the draft | All parties |"),
        ("sixteen-days", "| past the limit |"),
        ("case-review-quorum", "at least half of the agencies are present"),
        ("agency-summary", "Have your agency's records on this family been secured?"),
        ("working-together-2026/duty-care-leaver-death", "The source says “should”"),
    ],
)
def test_each_kind_of_rule_is_shown(name: str, words: str) -> None:
    assert words in run("rules", name)


def test_a_rule_in_json_can_be_read_by_a_program() -> None:
    rule = json.loads(run("rules", "working-together-2026/rapid-review", "--json"))

    assert rule["source"]["standing"] == "Not checked against the text"
    assert rule["repeats"]["name"] == "working-together-2023/rapid-review"
    assert [reading["key"] for reading in rule["readings"]] == ["notification", "awareness", "referral"]


def test_all_rules_in_json_can_be_read_by_a_program() -> None:
    editions = json.loads(run("rules", "--json"))["editions"]

    assert {edition["key"] for edition in editions} >= {"working-together-2023", "si-2018-789", "longer-returns"}
    assert all(rule["source"]["grade"] for edition in editions for rule in edition["rules"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["case-review-quorom"], "Did you mean case-review-quorum"),
        (["rapid-review"], "Several editions have “rapid-review”. Say which: "),
        (["rapid-review", "--publish", "somewhere"], "All rules are published together."),
    ],
)
def test_an_unclear_name_is_refused_in_one_line(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        run("rules", *arguments)

    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


# The published pages


def test_the_published_rulebook_is_up_to_date() -> None:
    assert "up to date" in run("rules", "--check", str(ROOT / "docs" / "rulebook"))


def test_stale_missing_and_left_over_pages_are_found_and_mended(tmp_path: Path) -> None:
    run("rules", "--publish", str(tmp_path))
    run("rules", "--check", str(tmp_path))
    (tmp_path / "care-act-2014.md").write_text("changed by hand", encoding="utf-8")
    (tmp_path / "si-2018-789.md").unlink()
    (tmp_path / "repealed.md").write_text("no longer an edition", encoding="utf-8")

    with pytest.raises(CommandError, match=r"Stale: care-act-2014\.md, repealed\.md, si-2018-789\.md\. Run"):
        run("rules", "--check", str(tmp_path))

    run("rules", "--publish", str(tmp_path))
    assert "up to date" in run("rules", "--check", str(tmp_path))
    assert not (tmp_path / "repealed.md").exists()


def test_every_published_link_within_the_rulebook_leads_somewhere() -> None:
    folder = ROOT / "docs" / "rulebook"
    anchors = {
        f"{page.name}#{_anchor(line.lstrip('# '))}"
        for page in folder.glob("*.md")
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    }

    links = [link for page in folder.glob("*.md") for link in _links(page.read_text(encoding="utf-8"))]
    assert len(links) > 50
    for link in links:
        assert link in anchors or ((folder / link).resolve().is_file() and "#" not in link), link


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["due", "rapid-review", "--start", "2020-06-18"], 0, "Due:      Thursday 9 July 2020"),
        (["due", "rapid-revew", "--start", "2020-06-18"], 1, "CommandError: There is no “rapid-revew”."),
        (["rules", "--check", "docs/rulebook"], 0, "up to date"),
    ],
)
def test_the_commands_work_from_a_real_terminal(arguments: list[str], status: int, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == status, done.stderr
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def _links(text: str) -> list[str]:
    return [part.partition(")")[0] for part in text.split("](")[1:]]


def _anchor(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_").replace(" ", "-")
