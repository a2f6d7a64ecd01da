"""The decisions of a group, and who took part in one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.governance.models import AgendaItem, Attendance, Group, GroupDecision, ItemConflict, Meeting
from candour.practice.governance.queries.groups import and_successors
from candour.practice.governance.vocabulary import VOTES

KEPT_ON_A_PAGE = 200


def deciding_group(actor: Actor, ref: str) -> Group:
    """A group whose decisions are asked for. Raises Hidden."""
    return fetch(actor, Group, "partnership", ref=ref)


def decision(actor: Actor, ref: str) -> GroupDecision:
    """One decision by its reference. Raises Hidden."""
    return fetch(actor, GroupDecision, "group", "item__meeting", "round", "briefing__file", "ratified_by", ref=ref)


def decisions_of_item(actor: Actor, item: AgendaItem) -> list[GroupDecision]:
    """The decisions on an item, in order."""
    return list(seen_by(actor, GroupDecision).filter(item=item).order_by("decided_at", "pk"))


def decisions_of_group(
    actor: Actor,
    group_id: int,
    *,
    quorum: str = "",
    words: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> QuerySet[GroupDecision]:
    """The register of a group's decisions, the newest first, as the actor sees them.

    `quorum` keeps those that were "quorate", "inquorate" or are "to-ratify"; the days are those of the decision.
    """
    found = seen_by(actor, GroupDecision).filter(group_id=group_id)
    found = found.select_related("item__meeting", "round", "briefing__file", "ratified_by", "group")
    if quorum == "quorate":
        found = found.filter(was_quorate=True)
    elif quorum == "inquorate":
        found = found.filter(was_quorate=False)
    elif quorum == "to-ratify":
        found = found.filter(was_quorate=False, ratified_by=None)
    if words:
        found = found.filter(question__icontains=words) | found.filter(decision__icontains=words)
    if from_on:
        found = found.filter(decided_at__date__gte=from_on)
    if until_on:
        found = found.filter(decided_at__date__lte=until_on)
    return found.order_by("-decided_at", "-pk")


def able_to_ratify(actor: Actor, made: GroupDecision) -> list[GroupDecision]:
    """The later, quorate decisions of the group or its successor, one of which may ratify it."""
    later = seen_by(actor, GroupDecision).filter(
        group_id__in=and_successors(made.group), was_quorate=True, decided_at__gt=made.decided_at
    )
    return list(later.order_by("decided_at", "pk")[:KEPT_ON_A_PAGE])


def parties_of(actor: Actor, meeting: Meeting, item: AgendaItem) -> str:
    """Who takes part in deciding an item now, by seat, one on a line. Whoever has a conflict in it is left out."""
    away = ItemConflict.objects.filter(item=item, lifted_at=None).values("person_id")
    there = (
        seen_by(actor, Attendance)
        .filter(meeting=meeting, left_at=None, seat__kind__in=VOTES)
        .exclude(person_id__in=away)
        .select_related("seat", "person", "deputises_for")
        .order_by("seat__order", "seat_id")
    )
    lines = []
    for one in there:
        instead = f", for {one.deputises_for.name}" if one.deputises_for else ""
        lines.append(f"{one.seat.title}: {one.person.name}{instead}")
    return "\n".join(lines)


def newest_decisions(actor: Actor, partnership_id: int, most: int = 30) -> list[GroupDecision]:
    """The newest decisions of all groups of a partnership, as the actor sees them."""
    found = seen_by(actor, GroupDecision).filter(group__partnership_id=partnership_id).select_related("group")
    return list(found.order_by("-decided_at", "-pk")[:most])
