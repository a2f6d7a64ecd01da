"""The pages of the rulebook: open to everybody, honest about every source, and able to count."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from candour.platform.access.exposure import Exposure
from candour.platform.deadlines.models import ProclaimedHoliday
from candour.project.exposures import EXPOSURES
from candour.rulebook import index
from tests.pages import markup, title, words

pytestmark = pytest.mark.django_db

RAPID_REVIEW_2018 = "/rules/working-together-2018/rapid-review/"


def page(client: Client, address: str, status: int = 200, asked: dict[str, str] | None = None) -> str:
    response = client.get(address, asked)
    assert response.status_code == status
    return markup(response)


def start(day: str, month: str, year: str, **more: str) -> dict[str, str]:
    return {"start_day": day, "start_month": month, "start_year": year, **more}


def test_the_rulebook_is_public() -> None:
    assert EXPOSURES["rules"] is Exposure.PUBLIC
    assert EXPOSURES["rule"] is Exposure.PUBLIC


def test_every_edition_and_every_rule_is_listed_and_opens(client: Client) -> None:
    listed = page(client, "/rules/")

    for edition in index.editions():
        assert f'id="{edition.key}"' in listed
    for rule in index.rules():
        assert f'href="/rules/{rule.name}/"' in listed
        assert client.get(f"/rules/{rule.name}/").status_code == 200, rule.name


@pytest.mark.parametrize(
    "address", ["/rules/nothing/at-all/", "/rules/working-together-2023/nothing/", "/rules/nothing/rapid-review/"]
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    page(client, address, 404)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_pages_only_show(client: Client, method: str) -> None:
    assert getattr(client, method)("/rules/").status_code == 405
    assert getattr(client, method)(RAPID_REVIEW_2018).status_code == 405


@pytest.mark.parametrize("rule", index.rules(), ids=lambda rule: rule.name)
def test_only_what_was_read_is_introduced_as_law(client: Client, rule: index.Rule) -> None:
    html = page(client, f"/rules/{rule.name}/")
    introduced = html.partition("Where it comes from")[2].partition("</dd>")[0]
    best = getattr(rule, "best_source", rule.cites)

    assert best.standing in introduced
    assert best.grade.explained in introduced.replace("&#x27;", "'")
    if not best.grade.is_law:
        assert "The law" not in introduced
        assert "National guidance" not in introduced


def test_a_rule_of_2026_says_first_that_its_text_was_not_seen(client: Client) -> None:
    html = page(client, "/rules/working-together-2026/rapid-review/")

    warning = html.index("The text of this edition was not seen.")
    assert warning < html.index("Where it comes from")
    assert html.index("The full text was not seen.") < html.index("Where it comes from")
    assert 'href="/rules/working-together-2023/rapid-review/"' in html
    assert "National guidance" not in html


def test_a_limit_shows_its_readings_its_easing_and_whom_it_tells(client: Client) -> None:
    html = page(client, RAPID_REVIEW_2018)
    duty = page(client, "/rules/working-together-2023/notify-panel/")

    for said in (
        "When the incident is notified to the Panel",
        "When the local authority becomes aware of the incident",
        "When the partnership receives the referral, which is day 1",
        "Officially eased",
        "national message of March 2020",
    ):
        assert said in html
    assert "Child Safeguarding Practice Review Panel</li>" in duty
    assert "The source says “must”" in duty


def test_a_test_shows_its_criteria_and_where_the_founding_papers_differ(client: Client) -> None:
    html = page(client, "/rules/care-act-2014/mandatory-review/")

    assert "There is reasonable cause for concern" in html
    assert "One is enough." in html
    assert "Where the founding papers differ" in html
    assert "The law: Care Act 2014, section 44(2), condition 1 (grade S)" in html


def test_a_plan_shows_its_steps_and_what_is_past_the_limit(client: Client) -> None:
    html = page(client, "/rules/longer-returns/sixteen-days/")

    assert "Days 2 to 10, 17:00" in html
    assert html.count("Past the limit</span>") == 1


# The calculator


def test_a_start_gives_the_due_date_with_its_sum(client: Client) -> None:
    html = page(client, RAPID_REVIEW_2018, asked=start("18", "6", "2020", counting="within"))

    assert "Due Thursday 9 July 2020, by the end of the day" in html
    assert '<li class="sum__skipped">Sat 20 Jun 2020: not counted, Saturday</li>' in html
    assert "<li>Thu 9 Jul 2020: day 15</li>" in html
    assert html.index("officially eased") < html.index("day 15</li>"), "the easing stands beside the sum"


def test_the_way_of_counting_is_chosen_or_is_the_rules_own(client: Client) -> None:
    chosen = page(client, RAPID_REVIEW_2018, asked=start("18", "6", "2020", counting="day-one"))
    own = page(client, RAPID_REVIEW_2018, asked=start("18", "6", "2020"))

    assert "Due Wednesday 8 July 2020" in chosen
    assert "Due Thursday 9 July 2020" in own


def test_a_plan_gives_each_step_its_date(client: Client) -> None:
    html = page(client, "/rules/longer-returns/sixteen-days/", asked=start("30", "3", "2026"))

    assert "Started Monday 30 March 2026" in html
    assert "Wed 15 Apr 2026, 17:00" in html
    assert "Thu 23 Apr 2026 Past the limit" in words(html)
    assert "Day 16 Past the limit" in words(html)


def test_months_are_not_asked_how_they_are_counted(client: Client) -> None:
    html = page(client, "/rules/working-together-2026/local-review/", asked=start("31", "8", "2026"))

    assert "How are its days counted?" not in html
    assert "Due Sunday 28 February 2027" in html
    assert "6 months later: the last day of a month that has no day 31" in html


def test_days_before_ask_for_the_event(client: Client) -> None:
    html = page(client, "/rules/havering-case-review-2023/meeting-papers/", asked=start("15", "10", "2026"))

    assert "When is the day of the meeting?" in html
    assert "Due Tuesday 6 October 2026" in html


def test_a_holiday_recorded_since_is_counted_as_the_rest_of_the_product_counts_it(
    client: Client, now: datetime
) -> None:
    asked = start("2", "11", "2026")
    address = "/rules/working-together-2026/notify-panel/"
    before = page(client, address, asked=asked)
    ProclaimedHoliday.objects.create(on=date(2026, 11, 4), title="A day of mourning", recorded_at=now)
    after = page(client, address, asked=asked)

    assert "Due Monday 9 November 2026" in before
    assert "Due Tuesday 10 November 2026" in after
    assert "Wed 4 Nov 2026: not counted, A day of mourning" in after


def test_a_start_outside_the_edition_is_counted_with_a_warning(client: Client) -> None:
    html = page(client, RAPID_REVIEW_2018, asked=start("30", "3", "2026"))

    assert "Working Together to Safeguard Children 2018 was not in force on that day." in html


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (start("", "", "", counting="within"), "Enter a start."),
        (start("31", "2", "2020"), "Enter a real date, like 27 3 2026."),
        (start("18", "", "2020"), "The date must include a month."),
        (start("x", "y", "z"), "Enter a real date, like 27 3 2026."),
        (start("18", "6", "2035"), "Bank holidays are known from 1 January 2012 until 31 December 2028."),
        (start("20", "12", "2028"), "Bank holidays of England and Wales are known from 1 January 2012 until"),
        (start("31", "12", "9999"), "Enter a real date, like 27 3 2026."),
        (start("1", "1", "1"), "Enter a real date, like 27 3 2026."),
        (start("1" * 5000, "1", "2020"), "Enter a real date, like 27 3 2026."),
        (start("18", "6", "2020", counting="backwards"), "Select a valid choice."),
        (start("<script>", "6", "2020"), "Enter a real date, like 27 3 2026."),
    ],
)
def test_what_cannot_be_counted_comes_back_with_a_summary(client: Client, asked: dict[str, str], message: str) -> None:
    html = page(client, RAPID_REVIEW_2018, 422, asked)
    summary = html.partition("There is a problem")[2].partition("</ul>")[0]

    assert message in summary
    assert title(html).startswith("Error: ")
    assert "<script>" not in summary
    assert 'id="answer"' not in html


def test_an_address_with_other_words_in_it_is_no_question(client: Client) -> None:
    assert "There is a problem" not in page(client, RAPID_REVIEW_2018, asked={"utm_source": "elsewhere"})
