"""Quality markers over time: how one review came to stand as it does, and how reviews stand beside each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import FullReview, MarkerAnswer, MarkerScore
from candour.practice.cases.vocabulary import MarkerMet
from candour.rulebook import index
from candour.rulebook.language.clocks import day_of

MOST = 40
"""So many reviews are shown beside each other: the newest."""


@dataclass(frozen=True)
class Standing:
    """How many markers are met, met in part, not met yet, not answered, and do not apply."""

    met: int
    partly: int
    no: int
    unanswered: int
    not_here: int


def over_time(actor: Actor, review: FullReview) -> list[tuple[date, Standing]]:
    """How a review that the caller has fetched as seen stood at the end of each day on which an answer changed."""
    now: dict[str, str] = {}
    days: dict[date, Standing] = {}
    for one in seen_by(actor, MarkerScore).filter(review=review).order_by("scored_at", "pk"):
        now[one.marker] = one.met
        days[day_of(one.scored_at)] = _standing(Counter(now.values()))
    return list(days.items())


def over_reviews(actor: Actor) -> list[tuple[FullReview, Standing]]:
    """How each review that the actor sees stands now, in the order in which they were opened."""
    counted = _counted(actor, "review_id")
    reviews = seen_by(actor, FullReview).filter(pk__in=list(counted)).select_related("case__partnership")
    newest = list(reviews.order_by("-opened_at", "-pk")[:MOST])
    return [(one, _standing(counted[one.pk])) for one in reversed(newest)]


def by_marker(actor: Actor) -> list[tuple[str, Standing]]:
    """Each marker with how many of the reviews that the actor sees meet it."""
    counted, reviews = _counted(actor, "marker"), len(_counted(actor, "review_id"))
    return [(one.title, _standing(counted[one.key], reviews)) for one in index.QUALITY_MARKERS] if reviews else []


def _counted(actor: Actor, by: str) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    known = [one.key for one in index.QUALITY_MARKERS]
    answers = seen_by(actor, MarkerAnswer).filter(marker__in=known).order_by()
    for key, met, times in answers.values_list(by, "met").annotate(times=Count("pk")):
        found[key][met] = times
    return found


def _standing(counted: Counter[str], of: int | None = None) -> Standing:
    whole = len(index.QUALITY_MARKERS) if of is None else of
    known: Iterable[str] = MarkerMet.values
    answered = sum(counted[one] for one in known)
    return Standing(
        met=counted[MarkerMet.YES],
        partly=counted[MarkerMet.PARTLY],
        no=counted[MarkerMet.NO],
        unanswered=max(0, whole - answered),
        not_here=counted[MarkerMet.NOT_HERE],
    )
