"""Lessons as they can be read: the register, one lesson with what it rests on, and what was asked of whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.workflow.table import Workflow
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.queries.decisions import newest_decisions
from candour.practice.learning import workflow
from candour.practice.learning.lesson_kinds import AskedState, LessonKind
from candour.practice.learning.models import Asked, Coding, Lesson, LessonLink, Receipt, Recommendation

LIVES: dict[str, Workflow] = {
    LessonKind.GOOD_PRACTICE: workflow.GOOD_PRACTICE,
    LessonKind.SOURCE: workflow.SOURCE,
    LessonKind.PRODUCT: workflow.PRODUCT,
    LessonKind.PROPOSAL: workflow.PROPOSAL,
    LessonKind.STOCKTAKE: workflow.STOCKTAKE,
}
A_PAGE = 100


@dataclass(frozen=True)
class Reach:
    """How far a product came, by what the agencies answered."""

    asked: int
    answered: int
    services: int
    reached: int
    discussed: int


def life_of(kind: str) -> Workflow:
    """The life of a kind of lesson."""
    return LIVES[kind]


def kind_words(kind: str) -> str:
    """A kind of lesson, as history names it."""
    return LessonKind(kind).label.lower()


def asked_words(asked: Asked) -> str:
    """Whom something was asked of."""
    body = asked.organisation or asked.area
    return getattr(body, "short_name", "") or str(body)


def register(
    actor: Actor, *, kind: str = "", theme: str = "", partnership: str = "", words: str = ""
) -> QuerySet[Lesson]:
    """The lessons that the reader may see, the newest first, narrowed by what is given."""
    found = seen_by(actor, Lesson).select_related("partnership", "agency")
    if kind:
        found = found.filter(kind=kind)
    if partnership:
        found = found.filter(partnership__ref=partnership)
    if theme:
        coded = Coding.objects.filter(owner_kind=Lesson._meta.label_lower, ended_at=None, theme__key=theme)
        found = found.filter(pk__in=coded.values("owner_id"))
    if words:
        found = found.filter(Q(title__icontains=words) | Q(text__icontains=words))
    return found.order_by("-made_at", "-pk")[:A_PAGE]


def lesson(actor: Actor, ref: str) -> Lesson:
    """One lesson by its reference. Raises Hidden."""
    return fetch(actor, Lesson, "partnership", "agency", "group_decision__group", ref=ref)


def links_of(actor: Actor, found: Lesson) -> list[LessonLink]:
    """What a lesson is linked to, and what is linked to it, as far as the reader may see both ends."""
    links = seen_by(actor, LessonLink).filter(Q(lesson=found) | Q(other=found))
    return list(links.select_related("lesson", "other", "recommendation__report__partnership").order_by("pk"))


def lessons_from(actor: Actor, found: Recommendation) -> list[Lesson]:
    """The lessons that answer a recommendation, as far as the reader may see them."""
    links = LessonLink.objects.filter(recommendation=found)
    answers = seen_by(actor, Lesson).filter(pk__in=links.values("lesson_id"))
    return list(answers.select_related("partnership", "agency").order_by("kind", "-made_at"))


def reach_of(actor: Actor, lessons: Iterable[Lesson]) -> dict[int, Reach]:
    """How far each of some lessons came, as far as the reader may know, by its id. One query."""
    asked: dict[int, list[Asked]] = {one.pk: [] for one in lessons}
    for row in seen_by(actor, Asked).filter(lesson__in=asked) if asked else ():
        asked[row.lesson_id].append(row)
    return {pk: reach(rows) for pk, rows in asked.items()}


def asked_about(actor: Actor, found: Lesson) -> list[Asked]:
    """What was asked of whom about a lesson, as far as the reader may see it."""
    rows = seen_by(actor, Asked).filter(lesson=found).select_related("organisation", "area")
    return sorted(rows, key=lambda one: (one.area_id is not None, asked_words(one)))


def asked(actor: Actor, ref: str) -> Asked:
    """One thing that was asked, by its reference. Raises Hidden."""
    return fetch(actor, Asked, "lesson__partnership", "organisation", "area", ref=ref)


def asked_of_me(actor: Actor) -> list[Asked]:
    """What waits for an answer of the reader's own agency or area, the first due first."""
    mine = Q(organisation_id__in=actor.bodies("organisation", *roles.AGENCY)) | Q(
        area_id__in=actor.bodies("partnership", *roles.TEAM)
    )
    waiting = seen_by(actor, Asked).filter(
        mine, state__in=(AskedState.ASKED, AskedState.REJECTED), lesson__state__in=("issued", "asked")
    )
    return list(waiting.select_related("lesson__partnership", "organisation", "area").order_by("due_on", "pk"))


def reach(rows: Iterable[Asked]) -> Reach:
    """How far a product came, by rows that the reader sees."""
    held = list(rows)
    answered = [one for one in held if one.answered_at is not None and one.services is not None]
    return Reach(
        asked=len(held),
        answered=len(answered),
        services=sum(one.services or 0 for one in answered),
        reached=sum(one.reached or 0 for one in answered),
        discussed=sum(one.discussed or 0 for one in answered),
    )


def readers(actor: Actor, found: Lesson) -> tuple[int, bool]:
    """How many people said that they read a product, as far as the reader may know, and whether they did themselves."""
    rows = list(seen_by(actor, Receipt).filter(lesson=found).values_list("person_id", flat=True))
    return len(rows), actor.person_id in rows


def decisions_to_name(actor: Actor, partnership_id: int) -> list[tuple[str, str]]:
    """The newest decisions of a partnership's groups that the reader may see, as choices of a form."""
    return [(one.ref, f"{one.group.name}: {one.question}"[:120]) for one in newest_decisions(actor, partnership_id)]


def to_link(actor: Actor, found: Lesson) -> list[tuple[str, str]]:
    """What a lesson may be linked to in its partnership, as choices of a form: recommendations and other lessons."""
    recommendations = seen_by(actor, Recommendation).filter(report__partnership_id=found.partnership_id)
    lessons = seen_by(actor, Lesson).filter(partnership_id=found.partnership_id).exclude(pk=found.pk)
    held = LessonLink.objects.filter(lesson=found)
    recommendations = recommendations.exclude(pk__in=held.filter(recommendation__isnull=False).values("recommendation"))
    lessons = lessons.exclude(pk__in=held.filter(other__isnull=False).values("other"))
    named = [
        (
            f"recommendation:{one.ref}",
            f"Recommendation {one.report_number or one.number} of {one.report.title}: {one.text}"[:160],
        )
        for one in recommendations.select_related("report").order_by("-pk")[:A_PAGE]
    ]
    return named + [
        (f"lesson:{one.ref}", f"{LessonKind(one.kind).label}: {one.title}"[:160]) for one in lessons[:A_PAGE]
    ]


def bodies_to_ask(actor: Actor, found: Lesson) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The agencies of a lesson's partnership and the other partnerships, as choices of a form."""
    agencies = [(one.ref, one.name) for one in directory.organisations_for(actor, found.partnership_id)]
    areas = [(one.ref, one.name) for one in directory.partnerships(actor) if one.pk != found.partnership_id]
    return agencies, areas
