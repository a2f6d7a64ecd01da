"""Small reports: telling of one in neutral words, and the themed review that several of a kind propose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.directory import queries as directory
from candour.practice.learning import audit_events, search
from candour.practice.learning.lesson_kinds import LessonKind
from candour.practice.learning.models import ClusterSize, Lesson, NearMiss, Theme
from candour.practice.learning.operations.themes import code
from candour.practice.learning.queries.lessons import life_of
from candour.practice.learning.queries.near_misses import in_cluster, size_of

OPTIONS = (
    "Take no further step, and look again in six months",
    "Ask each agency and neighbouring area by a stocktake",
    "Commission a themed review",
)


@operation
def tell(
    actor: Actor,
    *,
    partnership_ref: str,
    theme_keys: Iterable[str],
    month: date,
    area: str = "",
    owner: tuple[str, int] | None = None,
) -> list[Lesson]:
    """Tell of a small incident by its themes, its month and its area. Returns the proposals that it raised.

    `owner` is the kind and id of the case that tells it, where there is one: whoever is walled off from the case does
    not find the report. A proposal holds nothing but numbers of several. A case counts once for each theme. Raises
    Refused.
    """
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep lessons", partnership)
    month = month.replace(day=1)
    if month > actor.today:
        raise Refused("The month lies ahead.")
    themes = [fetch(actor, Theme, key=key, retired_on=None) for key in dict.fromkeys(theme_keys)]
    if not themes:
        raise Refused("Choose at least one theme.")
    raised = []
    for theme in themes:
        try:
            with transaction.atomic():
                told = NearMiss.objects.create(
                    partnership=partnership,
                    theme=theme,
                    month=month,
                    area=area.strip()[:60],
                    owner_kind=owner[0] if owner else "",
                    owner_id=owner[1] if owner else None,
                    told_at=actor.at,
                    told_by=actor.label[:200],
                )
        except IntegrityError:
            continue
        record(audit_events.NEAR_MISS_TOLD, subject=told, count=len(themes))
        proposal = _raise_if_many(actor, partnership.pk, theme, month)
        if proposal is not None:
            raised.append(proposal)
    return raised


@operation
def set_cluster(actor: Actor, *, partnership_ref: str, version: int, reports: int, months: int) -> None:
    """Set how many small reports of a theme, within how many months, propose a review. Raises Refused or Conflict."""
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep lessons", partnership)
    if reports < 2 or months < 1:
        raise Refused("A cluster is two reports or more, within a month or more.")
    held = ClusterSize.objects.filter(partnership=partnership).first()
    if held is not None:
        save_edit(held, version, reports=reports, months=months)
    else:
        try:
            with transaction.atomic():
                held = ClusterSize.objects.create(partnership=partnership, reports=reports, months=months)
        except IntegrityError as error:
            raise Conflict from error
    record(audit_events.CLUSTER_SET, subject=held, count=reports, number=months)


def _raise_if_many(actor: Actor, partnership_id: int, theme: Theme, month: date) -> Lesson | None:
    # Two that come at the same moment are counted one after the other, so that neither misses the other.
    Theme.objects.filter(pk=theme.pk).update(version=F("version"))
    size = size_of(partnership_id)
    found = in_cluster(partnership_id, theme.pk, month, size.months)
    if len(found) < size.reports:
        return None
    first, last = found[0].month, found[-1].month
    by_area: dict[str, int] = {}
    for one in found:
        by_area[one.area or "area not given"] = by_area.get(one.area or "area not given", 0) + 1
    lines = [f"{number} in {area}" for area, number in sorted(by_area.items())]
    lesson = Lesson.objects.create(
        partnership_id=partnership_id,
        kind=LessonKind.PROPOSAL,
        state=life_of(LessonKind.PROPOSAL).start,
        title=f"{theme.title}: {len(found)} small reports"[:200],
        text=f"{len(found)} small reports of one theme came within {size.months} months: as many as were set.",
        data=f"Small reports from {first:%B %Y} to {last:%B %Y}: {'; '.join(lines)}. Source: near misses told here.",
        options=list(OPTIONS),
        raised_by="the number that was set",
        made_at=actor.at,
    )
    taken = NearMiss.objects.filter(pk__in=[one.pk for one in found], proposal=None).update(proposal=lesson)
    if taken < len(found):
        raise Conflict
    code(actor, lesson, partnership_id=partnership_id, year=actor.today.year, keys=[theme.key])
    search.put_lesson(lesson)
    record(audit_events.CLUSTER_RAISED, subject=lesson, count=len(found))
    return lesson
