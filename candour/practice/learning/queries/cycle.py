"""The learning and improvement cycle: which themes passed through which of its parts, so that gaps show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.lesson_kinds import CyclePart, LessonKind
from candour.practice.learning.models import Asked, Coding, Lesson, NearMiss, PlanAction, Recommendation

HELD_STATES = ("retested", "sustained")
PARTS = {
    (LessonKind.GOOD_PRACTICE, "accepted"): CyclePart.FOUND,
    (LessonKind.GOOD_PRACTICE, "shared"): CyclePart.SHARED,
    (LessonKind.GOOD_PRACTICE, "upheld"): CyclePart.HELD,
    (LessonKind.SOURCE, "noted"): CyclePart.KNOWN,
    (LessonKind.SOURCE, "considered"): CyclePart.KNOWN,
    (LessonKind.PRODUCT, "issued"): CyclePart.SHARED,
    (LessonKind.STOCKTAKE, "asked"): CyclePart.ASKED,
    (LessonKind.STOCKTAKE, "closed"): CyclePart.ASKED,
}
"""To which part of the cycle a lesson of a kind and state belongs."""


@dataclass
class Round:
    """How often a theme passed through each part of the cycle."""

    key: str
    title: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CyclePart.values, 0))

    @property
    def gaps(self) -> list[str]:
        """The parts that nothing of this theme has passed through, in words."""
        return [CyclePart(part).label for part, number in self.counts.items() if not number]


def cycle(actor: Actor, partnership_id: int | None = None) -> list[Round]:
    """Each theme that was found, with how often it passed through each part, among what the reader may see."""
    coded = seen_by(actor, Coding).filter(ended_at=None)
    near = seen_by(actor, NearMiss)
    if partnership_id is not None:
        coded, near = coded.filter(partnership_id=partnership_id), near.filter(partnership_id=partnership_id)
    rows = list(coded.values_list("theme__key", "theme__title", "owner_kind", "owner_id"))
    lesson_kind, recommendation_kind = Lesson._meta.label_lower, Recommendation._meta.label_lower
    lessons = Lesson.objects.in_bulk([id_ for _, _, kind, id_ in rows if kind == lesson_kind])
    reached = _reached(lessons)
    held = _held(actor)
    rounds: dict[str, Round] = {}
    for key, title, kind, id_ in rows:
        counts = rounds.setdefault(key, Round(key, title)).counts
        if kind != lesson_kind:
            counts[CyclePart.FOUND] += 1
            counts[CyclePart.HELD] += held.get(id_, 0) if kind == recommendation_kind else 0
            continue
        lesson = lessons[id_]
        part = PARTS.get((LessonKind(lesson.kind), lesson.state))
        if part is not None:
            counts[part] += 1
        counts[CyclePart.REACHED] += reached.get(id_, 0)
    for key, title, number in near.values_list("theme__key", "theme__title").annotate(number=Count("pk")).order_by():
        rounds.setdefault(key, Round(key, title)).counts[CyclePart.FOUND] += number
    return sorted(rounds.values(), key=lambda one: (-len(one.gaps), one.title))


def _reached(lessons: Iterable[int]) -> dict[int, int]:
    """In how many services each product was talked about, by what agencies answered."""
    answered = Asked.objects.filter(lesson__in=list(lessons), reached__gt=0)
    return {row["lesson_id"]: row["number"] for row in answered.values("lesson_id").annotate(number=Count("pk"))}


def _held(actor: Actor) -> dict[int, int]:
    """How many actions of each recommendation were tested again and held."""
    counted = seen_by(actor, PlanAction).filter(state__in=HELD_STATES).values("cell__recommendation_id")
    rows = counted.annotate(number=Count("pk", filter=Q(state__in=HELD_STATES))).order_by()
    return {row["cell__recommendation_id"]: row["number"] for row in rows}
