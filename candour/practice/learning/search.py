"""What the search box finds of learning: recommendations and lessons, each only for whoever sees it on its own page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from candour.platform.search import index
from candour.practice.learning.lesson_kinds import LessonKind
from candour.practice.learning.models import Lesson, Recommendation
from candour.rulebook.language.clocks import day_of

SAID = ("text", "audience", "publisher", "data", "decision", "reason")
"""What a lesson's page shows to everybody who sees it, and so what it is found by."""


def put_recommendations(found: Iterable[Recommendation]) -> None:
    """Let recommendations be found by their words, and by those of the report that makes them."""
    for one in found:
        report = one.report
        index.put(
            one,
            title=f"Recommendation {one.report_number or one.number} of {report.title}",
            body=" ".join((one.text, report.source, report.reference)),
            address=reverse("recommendation", args=[one.ref]),
            at=day_of(one.added_at),
        )


def drop_recommendation(found: Recommendation) -> None:
    """Let a recommendation that is removed no longer be found."""
    index.drop(found)


def put_lesson(lesson: Lesson) -> None:
    """Let a lesson be found by what its page says."""
    lists = [str(one) for one in (*lesson.options, *lesson.questions)]
    words = [LessonKind(lesson.kind).label, *(getattr(lesson, name) for name in SAID), *lists]
    index.put(
        lesson,
        title=lesson.title,
        body=" ".join(words),
        address=reverse("lesson", args=[lesson.ref]),
        at=day_of(lesson.made_at),
    )
