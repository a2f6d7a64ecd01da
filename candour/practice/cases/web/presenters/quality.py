"""Quality markers over time and over reviews, as charts with their tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.dates.words import day_words
from candour.platform.design.charts import Chart, Row, stacked
from candour.practice.cases.queries.quality import Standing

if TYPE_CHECKING:
    from candour.practice.cases.models import FullReview

KINDS = (
    ("met", "Met"),
    ("partly", "In part"),
    ("no", "Not yet"),
    ("unanswered", "Not answered"),
    ("", "Does not apply"),
)


def over_time_shown(days: list[tuple[date, Standing]]) -> Chart | None:
    """How one review came to stand as it does; nothing before anything was answered."""
    if not days:
        return None
    (first_on, first), (last_on, last) = days[0], days[-1]
    words = f"On {day_words(first_on)} {_met(first)}."
    if last_on != first_on:
        words += f" On {day_words(last_on)} {_met(last)}."
    rows = [Row(day_words(on), _numbers(standing)) for on, standing in days]
    return stacked("markers", "How the quality markers moved", words, first="At the end of", rows=rows, kinds=KINDS)


def over_reviews_shown(reviews: list[tuple[FullReview, Standing]]) -> Chart | None:
    """Reviews beside each other, in the order in which they were opened."""
    if not reviews:
        return None
    (_, first), (_, last) = reviews[0], reviews[-1]
    words = f"In the newest of these reviews {_met(last)}."
    if len(reviews) > 1:
        words = f"In the oldest of these reviews {_met(first)}. In the newest {_met(last)}."
    rows = [
        Row(
            f"Case {one.case.key}",
            _numbers(standing),
            f"{one.type.title}, {one.case.partnership.short_name}, opened {day_words(one.opened_at)}",
            reverse("review_work", args=[one.case.ref, one.ref]),
        )
        for one, standing in reviews
    ]
    return stacked("reviews", "Reviews, the oldest first", words, first="Review", rows=rows, kinds=KINDS)


def by_marker_shown(markers: list[tuple[str, Standing]]) -> Chart | None:
    """Each marker with how many reviews meet it, in the order in which their questions are asked."""
    if not markers:
        return None
    applying = [one for one in markers if any(_numbers(one[1])[:-1])] or markers
    fewest = min(applying, key=lambda one: one[1].met)
    words = f"Among markers that apply, “{fewest[0]}” is met by the fewest: {fewest[1].met}."
    rows = [Row(title, _numbers(standing)) for title, standing in markers]
    return stacked(
        "each-marker", "Each marker over every review that you see", words, first="Marker", rows=rows, kinds=KINDS
    )


def _numbers(standing: Standing) -> tuple[int, ...]:
    return (standing.met, standing.partly, standing.no, standing.unanswered, standing.not_here)


def _met(standing: Standing) -> str:
    asked = standing.met + standing.partly + standing.no + standing.unanswered
    return f"{standing.met} of {asked} markers that apply {'was' if standing.met == 1 else 'were'} met"
