"""Groups and their seats."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Group, GroupSeat


def case_review_group(actor: Actor, partnership_id: int) -> Group | None:
    """The group that looks at cases for a partnership today."""
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    return seen_by(actor, Group).filter(alive, partnership_id=partnership_id, reviews_cases=True).first()


def seats_of(actor: Actor, group_id: int, on: date) -> list[GroupSeat]:
    """The seats that a group has on a day."""
    alive = Q(until_on=None) | Q(until_on__gte=on)
    seats = seen_by(actor, GroupSeat).filter(alive, group_id=group_id, from_on__lte=on)
    found = seats.select_related("post", "post__organisation").order_by("order", "pk")
    return actor.once(("seats", group_id, on), lambda: list(found))


def members_of(actor: Actor, group_id: int) -> list[int]:
    """The ids of those who hold a seat in a group today, standing deputies included."""
    posts = [seat.post_id for seat in seats_of(actor, group_id, actor.today) if seat.post_id]
    holders = [held.person_id for held in directory.holders_of(actor, posts)]
    return [*holders, *(person.pk for person in directory.deputies_of(actor, posts).values())]


def and_successors(group: Group) -> list[int]:
    """The ids of a group and of whatever took over from it, one after the other: where its business goes on."""
    ids, after = [group.pk], group.successor_id
    while after is not None and after not in ids:
        ids.append(after)
        after = Group.objects.filter(pk=after).values_list("successor_id", flat=True).first()
    return ids
