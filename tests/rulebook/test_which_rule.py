"""The element “Which rule is this?” says what a rule is, where it comes from, and how its date came about."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string

from candour.platform.design.rules import shown
from candour.rulebook import index
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import Convention


def clock(name: str) -> Clock:
    return index.rule(name, Clock)


def test_a_limit_is_introduced_by_the_source_that_was_read() -> None:
    rule = shown(clock("working-together-2023/notify-panel"))

    assert rule.title == "Serious incident notified to the national Panel"
    assert rule.standing == "National guidance"
    assert rule.citation.startswith("Child Safeguarding Practice Review Panel: ")
    assert rule.grade == "The official text was seen."
    assert rule.url == "/rules/working-together-2023/notify-panel/"
    assert rule.counting == (
        "5 working days from when the local authority becomes aware of the incident; the day it starts is not counted."
    )
    assert rule.sum == ()


def test_a_rule_of_2026_is_not_introduced_as_guidance() -> None:
    rule = shown(clock("working-together-2026/rapid-review"))

    assert rule.standing == "Not checked against the text"
    assert rule.note.startswith("The 2026 text was not seen.")


def test_a_due_date_brings_its_sum() -> None:
    rule = shown(clock("working-together-2026/notify-panel").due(date(2026, 4, 2), ENGLAND_AND_WALES))

    assert [(line.text, line.is_skipped) for line in rule.sum[:6]] == [
        ("Thu 2 Apr 2026: start, not counted", True),
        ("Fri 3 Apr 2026: not counted, Good Friday", True),
        ("Sat 4 Apr 2026: not counted, Saturday", True),
        ("Sun 5 Apr 2026: not counted, Sunday", True),
        ("Mon 6 Apr 2026: not counted, Easter Monday", True),
        ("Tue 7 Apr 2026: day 1", False),
    ]


def test_the_way_of_counting_is_that_of_the_due_date_and_not_of_the_rule() -> None:
    due = clock("working-together-2026/rapid-review").due(
        date(2026, 4, 2), ENGLAND_AND_WALES, convention=Convention.DAY_ONE
    )

    assert shown(due).counting.endswith("; day 1 is the day received.")


@pytest.mark.parametrize(
    ("name", "counting"),
    [
        (
            "working-together-2023/copy-before-publication",
            "7 working days before the day of publication; counted back from the event, whose own day is not counted.",
        ),
        (
            "care-act-2014/review-finished",
            "6 months from when the board decides to carry out the review; to the same day of the month, or its last "
            "day where there is none.",
        ),
    ],
)
def test_other_units_are_counted_in_their_own_words(name: str, counting: str) -> None:
    assert shown(clock(name)).counting == counting


@pytest.mark.parametrize(
    ("start", "is_eased"),
    [(date(2020, 6, 18), True), (date(2020, 2, 14), True), (date(2020, 1, 2), False), (date(2019, 6, 18), False)],
)
def test_an_official_easing_is_shown_beside_the_dates_that_it_touches(start: date, is_eased: bool) -> None:
    rule = shown(clock("working-together-2018/rapid-review").due(start, ENGLAND_AND_WALES))

    assert ("officially eased because of the pandemic" in rule.note) is is_eased


@pytest.mark.parametrize("rule", index.rules(), ids=lambda rule: rule.name)
def test_every_kind_of_rule_can_be_shown(rule: index.Rule) -> None:
    html = render_to_string("design/which_rule.html", {"rule": shown(rule)})

    assert shown(rule).standing in html
    assert f'href="/rules/{rule.name}/"' in html
    assert ("The law: " in html) is (shown(rule).standing == "The law")
    assert ("National guidance: " in html) is (shown(rule).standing == "National guidance")


def test_the_element_marks_the_days_that_are_not_counted() -> None:
    due = clock("working-together-2026/notify-panel").due(date(2026, 4, 2), ENGLAND_AND_WALES)
    html = render_to_string("design/which_rule.html", {"rule": shown(due)})

    assert '<li class="sum__skipped">Fri 3 Apr 2026: not counted, Good Friday</li>' in html
    assert "<li>Tue 7 Apr 2026: day 1</li>" in html
