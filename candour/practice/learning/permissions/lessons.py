"""Who sees themes, lessons and small reports and what was said before, and who may do what with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import EVERYTHING, NOTHING, belongs_to_seen, not_barred, owner, seen_by
from candour.practice.directory import roles
from candour.practice.learning.models import (
    Asked,
    ClusterSize,
    Coding,
    LearningReport,
    Lesson,
    LessonLink,
    NearMiss,
    Receipt,
    Received,
    Recommendation,
    Repeat,
    Share,
    Theme,
    Word,
)
from candour.practice.learning.permissions.reach import CORE, is_bound, of_partnership, policy
from candour.practice.learning.permissions.seeing import of_seen_report


def _recommendations_seen(actor: Actor) -> Q:
    return Q(owner_id__in=Recommendation.objects.filter(of_seen_report(actor)).values("pk"))


owner(Recommendation, _recommendations_seen)
_coded = {Recommendation._meta.label_lower, Lesson._meta.label_lower}


def coded_with_themes(model: type[Model]) -> None:
    """Declare that records of this model are given themes: whoever sees the record sees them."""
    _coded.add(model._meta.label_lower)


@policy.sees(Theme)
def _themes(actor: Actor) -> Q:
    """Everybody who has signed what everybody signs first: the vocabulary is shared and tells of nobody."""
    return EVERYTHING if is_bound(actor) and actor.powers else NOTHING


@policy.sees(Coding, by_owner=True)
def _codings(actor: Actor) -> Q:
    """Whoever sees the record that is coded."""
    return belongs_to_seen(actor, Coding, among=_coded) if is_bound(actor) else NOTHING


@policy.sees(Word)
def _words(actor: Actor) -> Q:
    """Whoever sees the recommendation."""
    return of_seen_report(actor, "recommendation__report")


@policy.sees(Repeat)
def _repeats(actor: Actor) -> Q:
    """Whoever sees both recommendations."""
    seen = seen_by(actor, Recommendation).values("pk")
    return Q(recommendation__in=seen, earlier__in=seen)


@policy.act("keep themes")
def _keep_themes(actor: Actor, record: Any) -> bool:
    """Only partnership managers, who share the vocabulary."""
    return is_bound(actor) and actor.holds(roles.PARTNERSHIP_MANAGER)


OPEN = ("accepted", "shared", "upheld", "lapsed", "noted", "considered", "issued", "withdrawn", "tabled", "decided")
"""States in which a lesson is open to everybody with a post in its partnership."""


def _asked_of(actor: Actor) -> Q:
    """Only what the actor's agency or partnership was asked."""
    if not is_bound(actor):
        return NOTHING
    return Q(organisation_id__in=actor.bodies("organisation")) | Q(area_id__in=actor.bodies("partnership", *CORE))


@policy.sees(Lesson)
def _lessons(actor: Actor) -> Q:
    """Its office and partners; once it is open and not restricted, everybody with a post there; whoever referred it.

    A product also whoever's agency was asked about it. Nobody whom a conflict keeps from what it grew out of.
    """
    if not is_bound(actor):
        return NOTHING
    here = of_partnership(actor, *CORE) | (Q(is_restricted=False, state__in=OPEN) & of_partnership(actor))
    asked = Exists(Asked.objects.filter(_asked_of(actor), lesson_id=OuterRef("pk")))
    issued = Q(kind=Lesson.Kind.PRODUCT, state__in=("issued", "withdrawn")) & Q(asked)
    return (here | Q(raised_by_id=actor.person_id) | issued) & not_barred(actor)


owner(Lesson)


@policy.sees(LessonLink)
def _links(actor: Actor) -> Q:
    """Whoever sees the lesson and what it is linked to."""
    lessons = seen_by(actor, Lesson).values("pk")
    to = Q(recommendation__in=seen_by(actor, Recommendation).values("pk")) | Q(other__in=lessons)
    return Q(lesson__in=lessons) & to


@policy.sees(Asked)
def _asked(actor: Actor) -> Q:
    """Whoever holds a post in the partnership that asks and sees the lesson; and the agency or area that is asked.

    Nobody whom a conflict keeps from what the lesson grew out of.
    """
    if not is_bound(actor):
        return NOTHING
    theirs = Q(lesson__in=seen_by(actor, Lesson).values("pk")) & of_partnership(actor, path="lesson__partnership_id")
    open_to_me = Exists(Lesson.objects.filter(not_barred(actor), pk=OuterRef("lesson_id")))
    return theirs | (_asked_of(actor) & Q(open_to_me))


owner(Asked)


@policy.sees(Receipt)
def _receipts(actor: Actor) -> Q:
    """Their own; and those of a lesson that they see as an office or partner of its partnership."""
    if not is_bound(actor):
        return NOTHING
    open_to_me = Exists(Lesson.objects.filter(not_barred(actor), pk=OuterRef("lesson_id")))
    here = of_partnership(actor, *CORE, path="lesson__partnership_id")
    return Q(person_id=actor.person_id) | (here & Q(open_to_me))


@policy.sees(Share)
def _shares(actor: Actor) -> Q:
    """The office and the partners of the partnership that made the file, as far as they see the lesson."""
    return Q(lesson__in=seen_by(actor, Lesson).values("pk")) & of_partnership(
        actor, *CORE, path="lesson__partnership_id"
    )


@policy.sees(Received)
def _received(actor: Actor) -> Q:
    """The office and the partners of the partnership that accepted the file, as far as they see the lesson."""
    return Q(lesson__in=seen_by(actor, Lesson).values("pk")) & of_partnership(actor, *CORE)


@policy.sees(NearMiss)
def _near_misses(actor: Actor) -> Q:
    """The office and the partners of the partnership; nobody whom a conflict keeps from the case that told it."""
    return of_partnership(actor, *CORE) & not_barred(actor)


@policy.sees(ClusterSize)
def _cluster_sizes(actor: Actor) -> Q:
    """The office and the partners of the partnership."""
    return of_partnership(actor, *CORE)


@policy.sees(LearningReport)
def _half_years(actor: Actor) -> Q:
    """The office and the partners; once it is finished, everybody with a post in the partnership."""
    return of_partnership(actor, *CORE) | (Q(state="final") & of_partnership(actor))


owner(LearningReport)


@policy.act("keep lessons")
def _keep_lessons(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership."""
    partnership_id = _partnership_of(record)
    return is_bound(actor) and any(actor.holds(role, "partnership", partnership_id) for role in roles.TEAM)


@policy.act("refer good practice")
def _refer(actor: Actor, record: Any) -> bool:
    """Everybody who has signed what everybody signs first, for a partnership in which they or their agency work."""
    return is_bound(actor) and bool(actor.powers)


@policy.act("decide a themed proposal")
def _decide(actor: Actor, record: Lesson) -> bool:
    """Only the office, for what a meeting decided, and the statutory partners and chairs of the partnership."""
    deciders = tuple(role for role in CORE if role != roles.SCRUTINEER)
    return is_bound(actor) and record.partnership_id in actor.bodies("partnership", *deciders)


@policy.act("answer what was asked")
def _answer_asked(actor: Actor, record: Asked) -> bool:
    """Only the agency or area that was asked, and the office that asked, for an answer given in another way."""
    if not is_bound(actor):
        return False
    if record.organisation_id in actor.bodies("organisation", *roles.AGENCY):
        return True
    return record.area_id in actor.bodies("partnership", *roles.TEAM) or _keep_lessons(actor, record.lesson)


def _partnership_of(record: Any) -> int | None:
    if isinstance(record, Asked):
        return record.lesson.partnership_id
    return getattr(record, "partnership_id", None) or getattr(record, "pk", None)
