"""A meeting before it is held: its agenda with papers and updates, and what of it is late or too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.deadlines.queries import Appointed
from candour.practice.directory import queries as directory
from candour.practice.governance.models import AgendaItem, GroupSeat, ItemReader, ItemUpdate, Meeting, Paper
from candour.practice.governance.queries.meetings import papers_due
from candour.practice.governance.queries.plans import length_of
from candour.rulebook.language.clocks import day_of


@dataclass(frozen=True)
class ItemOnAgenda:
    """An item with its papers and the updates asked for it."""

    item: AgendaItem
    papers: list[Paper]
    updates: list[ItemUpdate]
    trail: list[date]
    """The days of the meetings from which it was carried forward, the first first."""


@dataclass(frozen=True)
class Agenda:
    """The agenda of a meeting as somebody sees it."""

    meeting: Meeting
    items: list[ItemOnAgenda]
    hidden: int
    minutes: int
    """The minutes of all its items, also of those that the reader does not see."""
    length: int
    papers_due_on: date

    @property
    def late_papers(self) -> list[Paper]:
        """The papers that came after their deadline."""
        return [paper for one in self.items for paper in one.papers if paper.is_late]


def agenda_of(actor: Actor, meeting: Meeting) -> Agenda:
    """The agenda of a meeting. Seven queries."""
    everything = list(AgendaItem.objects.filter(meeting=meeting, removed_at=None).values_list("pk", "minutes"))
    items = list(
        seen_by(actor, AgendaItem)
        .filter(meeting=meeting, removed_at=None)
        .select_related("carried_from__meeting", "carried_from__carried_from__meeting", "planned")
        .order_by("order", "pk")
    )
    papers: dict[int, list[Paper]] = {}
    found = seen_by(actor, Paper).filter(item__in=items, removed_at=None, replaced_by=None).select_related("file")
    for paper in found.order_by("letter", "pk"):
        papers.setdefault(paper.item_id, []).append(paper)
    updates: dict[int, list[ItemUpdate]] = {}
    asked = seen_by(actor, ItemUpdate).filter(item__in=items).select_related("organisation", "group")
    for update in asked.order_by("organisation__name", "group__name", "pk"):
        updates.setdefault(update.item_id, []).append(update)
    return Agenda(
        meeting=meeting,
        items=[ItemOnAgenda(one, papers.get(one.pk, []), updates.get(one.pk, []), _trail(one)) for one in items],
        hidden=len(everything) - len(items),
        minutes=sum(minutes for _, minutes in everything),
        length=length_of(meeting),
        papers_due_on=papers_due(actor, meeting.group, day_of(meeting.starts_at)),
    )


def item(actor: Actor, ref: str) -> AgendaItem:
    """One item of an agenda with its meeting. Raises Hidden."""
    return fetch(
        actor,
        AgendaItem,
        "meeting",
        "meeting__group",
        "meeting__group__partnership",
        "presenter_person",
        ref=ref,
        removed_at=None,
    )


def readers_of(actor: Actor, item: AgendaItem) -> list[str]:
    """The references of those who are named as readers of an item, as far as the actor sees them."""
    return list(seen_by(actor, ItemReader).filter(item=item).values_list("person__ref", flat=True))


def paper(actor: Actor, ref: str) -> Paper:
    """One paper that is in force. Raises Hidden."""
    return fetch(actor, Paper, "item", "item__meeting", "item__meeting__group", ref=ref, removed_at=None)


def versions_of(actor: Actor, paper: Paper) -> list[Paper]:
    """Every version of a paper, the newest first."""
    found = seen_by(actor, Paper).filter(item=paper.item, letter=paper.letter, removed_at=None)
    return list(found.select_related("file").order_by("-number"))


def update(actor: Actor, ref: str) -> ItemUpdate:
    """One update that was asked. Raises Hidden."""
    return fetch(actor, ItemUpdate, "item", "item__meeting", "item__meeting__group", "organisation", "group", ref=ref)


def my_updates(actor: Actor) -> list[ItemUpdate]:
    """The updates that are asked of the actor's agency, or of a group in which they sit, for meetings to come."""
    mine = Q(organisation_id__in=actor.bodies("organisation")) | Q(group_id__in=my_group_ids(actor))
    found = seen_by(actor, ItemUpdate).filter(mine, item__removed_at=None, item__meeting__state="planned")
    return list(
        found.select_related("item", "item__meeting", "item__meeting__group", "organisation", "group").order_by(
            "due_at"
        )
    )


def my_meetings(actor: Actor) -> list[Meeting]:
    """The meetings to come that the actor sees, of groups, the next first."""
    return list(meetings_to_come(actor)[:30])


def meetings_to_come(actor: Actor, since: datetime | None = None) -> QuerySet[Meeting]:
    """The meetings to come of groups that the actor sees, the next first; from an earlier moment if one is given."""
    return (
        seen_by(actor, Meeting)
        .filter(owner_kind="", state__in=("planned", "under-way"), starts_at__gte=since or actor.at)
        .select_related("group", "chair")
        .order_by("starts_at", "pk")
    )


def calendar_of(actor: Actor) -> list[Appointed]:
    """The meetings of the groups in which the actor sits or stands in, from four weeks ago on, for their calendar."""
    mine = meetings_to_come(actor, actor.at - timedelta(weeks=4)).filter(
        Q(group_id__in=my_group_ids(actor)) | Q(chair_id=actor.person_id) | Q(secretary_id=actor.person_id)
    )
    return [
        Appointed(
            uid=f"meeting-{one.ref}",
            starts_at=one.starts_at,
            ends_at=one.ends_at or one.starts_at + timedelta(hours=1),
            summary="a meeting",
            address=f"/meetings/{one.ref}/",
            changes=one.version,
        )
        for one in mine[:200]
    ]


def my_group_ids(actor: Actor) -> QuerySet[GroupSeat, int]:
    """The ids of the groups in which the actor sits or stands in today, to be used within another query."""
    now = Q(until_on=None) | Q(until_on__gte=actor.today)
    mine = GroupSeat.objects.filter(now, from_on__lte=actor.today, post_id__in=directory.posts_held(actor))
    return mine.values_list("group_id", flat=True)


def _trail(item: AgendaItem) -> list[date]:
    days: list[date] = []
    before = item.carried_from
    while before is not None and len(days) < 2:
        days.append(day_of(before.meeting.starts_at))
        before = before.carried_from
    return list(reversed(days))
