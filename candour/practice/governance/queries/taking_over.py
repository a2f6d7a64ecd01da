"""What somebody reads who has joined a group with a post: papers of coming meetings, and where the group stands."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.audit_trail.queries import last_left_by
from candour.platform.audit_trail.reading import READ
from candour.platform.dates.words import day_words
from candour.practice.directory import queries as directory
from candour.practice.directory.queries import Part, ToRead
from candour.practice.governance import audit_events
from candour.practice.governance.models import Group, GroupSeat, Meeting, Minutes, Paper, Terms
from candour.practice.governance.queries.structure import to_sign
from candour.rulebook.language.clocks import day_of


def to_read(actor: Actor, posts: dict[int, date]) -> list[Part]:
    """The parts of the page of what passed on, for the groups that the actor joined not long ago with their posts."""
    joined = _joined(actor, posts)
    if not joined:
        return []
    groups = list(seen_by(actor, Group).filter(pk__in=joined, until_on=None).select_related("partnership"))
    return [
        Part("Terms of reference to sign", _to_sign(actor, joined)),
        Part("Papers of coming meetings", _papers(actor, groups, joined)),
        *(
            Part(f"To read: {group.name}, {group.partnership.short_name}", _about(actor, group, joined[group.pk]))
            for group in sorted(groups, key=lambda one: (one.name, one.partnership.short_name))
        ),
    ]


def _joined(actor: Actor, posts: dict[int, date]) -> dict[int, date]:
    """The groups in which the actor sits since not long ago, and since when. One query."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    seats = GroupSeat.objects.filter(alive, post_id__in=posts, from_on__lte=actor.today)
    since: dict[int, date] = {}
    for group_id, post_id, from_on in seats.values_list("group_id", "post_id", "from_on"):
        began = max(from_on, posts[post_id])
        since[group_id] = min(began, since.get(group_id, began))
    return {group_id: began for group_id, began in since.items() if directory.is_recent(actor, began)}


def _to_sign(actor: Actor, joined: dict[int, date]) -> list[ToRead]:
    return [
        ToRead(
            f"{one.terms.group.name}, version {one.terms.number}",
            reverse("group_terms", args=[one.terms.ref]),
            f"as {one.post.title}",
            is_unread=None,
            since=one.terms.made_at,
        )
        for one in to_sign(actor)
        if one.terms.group_id in joined
    ]


def _papers(actor: Actor, groups: list[Group], joined: dict[int, date]) -> list[ToRead]:
    meetings = seen_by(actor, Meeting).filter(
        group__in=groups, owner_kind="", state__in=("planned", "under-way"), starts_at__gte=actor.at
    )
    papers = list(
        seen_by(actor, Paper)
        .filter(
            item__meeting__in=meetings.values("pk"),
            item__removed_at=None,
            removed_at=None,
            replaced_by=None,
            file__state="clean",
        )
        .select_related("file", "item", "item__meeting", "item__meeting__group")
        .order_by("item__meeting__starts_at", "item__order", "letter")
    )
    me = actor.person_id or 0
    opened = last_left_by(me, READ, [paper.file for paper in papers])
    packs = last_left_by(me, audit_events.PACK_MADE, list({paper.item.meeting for paper in papers}))
    lines = []
    for paper in papers:
        meeting = paper.item.meeting
        in_pack = packs.get(meeting.pk)
        was_read = paper.file_id in opened or (in_pack is not None and in_pack >= paper.added_at)
        lines.append(
            ToRead(
                f"Paper {paper.letter} of item {paper.item.order}: {paper.title}",
                reverse("file", args=[paper.file.ref]),
                f"{meeting.group.name}, {day_words(meeting.starts_at)}",
                is_unread=not was_read,
                since=max(paper.added_at, directory.at_noon(joined[meeting.group_id])),
            )
        )
    return lines


def _about(actor: Actor, group: Group, since: date) -> list[ToRead]:
    """Its terms of reference in force, its last minutes, its action log and its forward plan."""
    at, lines = directory.at_noon(since), []
    terms = seen_by(actor, Terms).filter(group=group, state="current").first()
    if terms is not None:
        words = f"version {terms.number}, in force since {day_words(terms.current_from)}"
        lines.append(ToRead("Terms of reference", reverse("group_terms", args=[terms.ref]), words, None, at))
    me = actor.person_id or 0
    sent = seen_by(actor, Minutes).filter(meeting__group=group, meeting__owner_kind="", state__in=("final", "agreed"))
    minutes = sent.select_related("meeting").order_by("-meeting__starts_at").first()
    if minutes is not None:
        read = last_left_by(me, READ, [minutes.meeting], page="minutes")
        address = reverse("minutes", args=[minutes.meeting.ref])
        held_on = day_words(day_of(minutes.meeting.starts_at))
        lines.append(ToRead("The last minutes", address, f"of {held_on}", not read, at))
    read = last_left_by(me, READ, [group], page="action_log")
    lines.append(ToRead("The action log", reverse("action_log", args=[group.ref]), "", not read, at))
    lines.append(ToRead("The forward plan", reverse("forward_plan", args=[group.ref]), "", None, at))
    return lines
