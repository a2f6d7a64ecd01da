"""The action log of a group as it stood when a day ended, and who had read it by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, may, note_list_read, seen_by
from candour.platform.audit_trail.queries import Reader, readers_of
from candour.platform.dates.days import day_over
from candour.practice.governance.models import Action, ActionLine, ActionUpdate, Group, Meeting
from candour.practice.governance.queries import action_log
from candour.practice.governance.queries.action_log import (
    EVERY,
    MEETINGS,
    PAGE,
    Choices,
    Counts,
    Filters,
    LogPage,
    LogRow,
)
from candour.rulebook.language.clocks import day_of

LOG = "action_log"
"""The page of a log, by whose readings it is told who had read it."""


@dataclass(frozen=True)
class Readers:
    """Who had opened a log when a day ended, and who one of the actions that it shows, by its reference."""

    of_log: list[Reader]
    of_actions: list[tuple[str, str, list[Reader]]]
    """For each action that somebody opened: its reference, its number, and by whom."""


def log(actor: Actor, group: Group, filters: Filters, day: date, *, page: int = 1) -> LogPage:
    """A page of fifty actions of the log as it stood when the day ended, as far as the actor sees the action today."""
    note_list_read(actor, Action, group)
    found = action_log.ordered(action_log.filtered(_lines(actor, group, day), filters, day), filters.shows)
    start = (page - 1) * PAGE
    rows = _rows(actor, found[start : start + PAGE + 1], day)
    return LogPage(rows[:PAGE], len(rows) > PAGE)


def every_row(actor: Actor, group: Group, filters: Filters, day: date) -> list[LogRow]:
    """Every action of the log of that day that a filter lets through, by number, for a file that is taken away."""
    note_list_read(actor, Action, group)
    lines = action_log.filtered(_lines(actor, group, day), filters, day).order_by("year", "number")
    rows = _rows(actor, lines[: EVERY + 1], day)
    if len(rows) > EVERY:
        raise Refused(f"A file holds at most {EVERY} actions. Choose a year or an agency first.")
    said = action_log.said_of([line.action_id for line in lines], day_over(day))
    return [replace(row, said=(*said.get(row.ref, ()), *action_log.ended_with(row))) for row in rows]


def standing(actor: Actor, group: Group, day: date) -> tuple[Counts, Choices]:
    """How many actions were open on that day and asked for attention, and by what the log can be filtered."""
    lines = _lines(actor, group, day)
    found = action_log.counted_by_owner(lines, day)
    years = lines.order_by("-year").values_list("year", flat=True).distinct()
    held = (
        seen_by(actor, Meeting).filter(group=group, owner_kind="", starts_at__lt=day_over(day)).order_by("-starts_at")
    )
    return action_log.summed(found), Choices(
        owners=action_log.named(found, "owner"),
        agencies=action_log.named(found, "organisation"),
        years=list(years),
        meetings=[
            (ref, day_of(at)) for ref, at in held.order_by("-starts_at").values_list("ref", "starts_at")[:MEETINGS]
        ],
    )


def readers(actor: Actor, group: Group, rows: list[LogRow], day: date) -> Readers | None:
    """Who had read the log and the actions of a page of it when the day ended; None for whoever may not see that."""
    if not may(actor, "see who read the action log", group):
        return None
    actions = list(seen_by(actor, Action).filter(ref__in=[row.ref for row in rows]))
    of_actions = readers_of(actions, before=day_over(day), within=group)
    by_ref = {one.ref: of_actions[one.pk] for one in actions if one.pk in of_actions}
    return Readers(
        readers_of([group], before=day_over(day), page=LOG).get(group.pk, []),
        [(row.ref, row.name, by_ref[row.ref]) for row in rows if row.ref in by_ref],
    )


def _lines(actor: Actor, group: Group, day: date) -> QuerySet[ActionLine]:
    moment = day_over(day)
    then = Q(true_until=None) | Q(true_until__gte=moment)
    return seen_by(actor, ActionLine).filter(then, group=group, true_from__lt=moment)


def _rows(actor: Actor, found: QuerySet[ActionLine], day: date) -> list[LogRow]:
    said = ActionUpdate.objects.filter(action_id=OuterRef("action_id"), said_at__lt=day_over(day))
    newest = Subquery(said.order_by("-said_at", "-pk").values("text")[:1])
    lines = list(found.select_related("action", "group", "owner", "organisation").annotate(newest=newest))
    return [
        replace(
            action_log.row_of(
                line.action,
                line,
                tuple(line.co_leads),
                line.newest or "",
                day,
            ),
            is_whole=line.is_whole,
        )
        for line in lines
    ]
