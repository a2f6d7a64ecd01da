"""Quality markers over time: what was answered stays, one review moves, and reviews stand beside each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from candour.practice.cases.models import Case, FullReview, MarkerAnswer, MarkerScore
from candour.practice.cases.queries import quality
from candour.practice.cases.queries.quality import Standing
from candour.practice.cases.tests.office import Office
from candour.practice.cases.workflow_of_reviews import STAGES
from candour.rulebook import index
from tests.cast import Cast
from tests.pages import markup, words

LATER = timedelta(days=2)


@pytest.fixture
def office(told: Cast) -> Office:
    MarkerAnswer.objects.all().delete()
    MarkerScore.objects.all().delete()
    return Office(told).opened()


def answer(office: Office, **answers: str) -> None:
    said = {f"{key}_met": met for key, met in answers.items()} | {f"{key}_evidence": "Seen." for key in answers}
    office.does("markers_answer", said, "setting-up")


def test_each_day_on_which_an_answer_changed_is_a_column_and_nothing_is_written_over(office: Office) -> None:
    assert "How the quality markers moved" not in office.page("review_work")
    answer(office, referral="no", decision="partly", informing="not-here")
    answer(office, referral="partly")
    with time_machine.travel(office.told.now + LATER, tick=False):
        office.client = Cast(office.told.people, office.told.now + LATER).client("manager")
        answer(office, referral="yes", decision="partly")
        page = office.page("review_work")
    # Fifteen markers: three are answered on the first day, of which one does not apply.
    days = quality.over_time(office.told.acting("manager"), office.review)
    first, last = office.told.now.date(), (office.told.now + LATER).date()
    assert days == [(first, Standing(0, 2, 0, 12, 1)), (last, Standing(1, 1, 0, 12, 1))]
    assert "On 18 November 2026 0 of 14 markers that apply were met." in page
    assert "On 20 November 2026 1 of 14 markers that apply was met." in page
    assert "18 November 2026 0 2 0 12 1" in page
    assert "20 November 2026 1 1 0 12 1" in page
    scores = MarkerScore.objects.filter(review=office.review).order_by("pk").values_list("marker", "met")
    assert list(scores) == [
        ("referral", "no"), ("decision", "partly"), ("informing", "not-here"),
        ("referral", "partly"), ("referral", "yes"),
    ]  # fmt: skip


def test_reviews_stand_beside_each_other_for_those_who_see_them(office: Office) -> None:
    answer(office, referral="yes", decision="no")
    other = FullReview.objects.exclude(case=office.case).earliest("opened_at")
    for marker in ("referral", "decision"):
        MarkerAnswer.objects.create(
            review=other, marker=marker, met="yes", evidence="Seen.", answered_at=office.told.now
        )
    unseen = Case.objects.filter(partnership__short_name="Redbridge SCP").earliest("pk")
    elsewhere = FullReview.objects.create(case=unseen, kind=other.kind, opened_at=office.told.now, opened_by="-")
    MarkerAnswer.objects.create(
        review=elsewhere, marker="referral", met="no", evidence="Seen.", answered_at=office.told.now
    )
    manager = office.told.acting("manager")
    assert other in [one for one, _ in quality.over_reviews(manager)]
    beside = {one.pk: standing for one, standing in quality.over_reviews(manager)}
    assert beside == {office.review.pk: Standing(1, 0, 1, 13, 0), other.pk: Standing(2, 0, 0, 13, 0)}
    markers = dict(quality.by_marker(manager))
    assert markers["Referral"] == Standing(2, 0, 0, 0, 0)
    assert markers["Decision"] == Standing(1, 0, 1, 0, 0)
    assert markers["Commissioning"] == Standing(0, 0, 0, 2, 0)
    answered = office.client.get(reverse("quality_of_reviews"))
    page = words(answered)
    assert f"Case {office.case.key}" in page
    assert f"Case {unseen.key}" not in page
    assert "Decision 1 0 1 0 0" in page
    assert markup(answered).count('role="img"') == 2


def test_whoever_sees_no_review_is_told_so(office: Office) -> None:
    answer(office, referral="yes")
    page = words(office.told.client("technical").get(reverse("quality_of_reviews")))
    assert "No quality marker is answered in any review that you see." in page
    assert office.case.key not in page


def test_each_stage_shows_its_questions_and_which_of_them_nobody_answered(office: Office) -> None:
    # F46
    answer(office, referral="yes", decision="partly")
    page = office.page("review_work").partition("Quality markers")[2]
    for stage in {one.stage for one in index.QUALITY_MARKERS}:
        asked = [one for one in index.QUALITY_MARKERS if one.stage == stage]
        done = sum(one.key in ("referral", "decision") for one in asked)
        part = page.partition(f"{STAGES[stage]}: {done} of {len(asked)} answered")[2].partition("Answer the markers")[0]
        assert all(f"{one.title}: {one.asks}" in part for one in asked), stage
        assert part.count("Not answered.") == len(asked) - done
