"""Groups from old papers, with their seats, their quorum and how often they meet, and taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import last_number
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events
from candour.practice.governance.models import Group, GroupSeat, QuorumRule

MAY = "bring in groups"


@dataclass(frozen=True)
class OldSeat:
    """A seat as an old paper prints it; nobody is matched to it yet."""

    title: str
    kind: str
    counts: bool


@dataclass(frozen=True)
class OldGroup:
    """A group as an old paper describes it."""

    name: str
    kind: str
    purpose: str
    frequency: str
    at_least_a_year: int
    seats: tuple[OldSeat, ...]
    own_rule: dict[str, Any] | None
    quorum_sentence: str
    from_on: date | None
    until_on: date | None


@operation
def bring_in_group(actor: Actor, *, partnership_id: int, old: OldGroup) -> Group:
    """Set up a group from an old paper, its seats vacant until posts are chosen. Raises Refused for a taken name."""
    partnership = directory.partnership_by_id(actor, partnership_id)
    require(actor, MAY, partnership)
    since = old.from_on or old.until_on or actor.today
    try:
        with transaction.atomic():
            group = Group.objects.create(
                partnership=partnership,
                name=old.name[:150],
                kind=old.kind,
                purpose=old.purpose,
                frequency=old.frequency,
                at_least_a_year=old.at_least_a_year,
                from_on=since,
                until_on=old.until_on,
            )
    except IntegrityError as error:
        raise Refused(f"There is a group called {old.name} already.") from error
    GroupSeat.objects.bulk_create(
        GroupSeat(
            group=group,
            title=seat.title[:150],
            kind=seat.kind,
            unit=seat.title[:150],
            counts=seat.counts,
            order=order,
            from_on=since,
        )
        for order, seat in enumerate(old.seats)
    )
    if old.own_rule is not None:
        QuorumRule.objects.create(group=group, own_rule=old.own_rule, sentence=old.quorum_sentence, from_on=since)
    record(audit_events.GROUP_BROUGHT_IN, subject=group, seats=len(old.seats))
    return group


@operation
def bring_in_cycle(actor: Actor, *, partnership_id: int, old: OldGroup) -> Group:
    """Set how often a group meets, or set the group up where nobody knows it."""
    partnership = directory.partnership_by_id(actor, partnership_id)
    require(actor, MAY, partnership)
    known = Group.objects.filter(partnership=partnership, name__iexact=old.name, until_on=None).first()
    if known is None:
        return bring_in_group(actor, partnership_id=partnership_id, old=old)
    Group.objects.filter(pk=known.pk).update(frequency=old.frequency, at_least_a_year=old.at_least_a_year)
    record(audit_events.CYCLE_BROUGHT_IN, subject=known)
    return known


@operation
def take_out_group(actor: Actor, *, group_id: int) -> None:
    """Remove a group that an import set up. Raises Refused for one that was there before."""
    group = fetch(actor, Group, "partnership", pk=group_id)
    require(actor, MAY, group.partnership)
    if not last_number(audit_events.GROUP_BROUGHT_IN, group):
        raise Refused(f"{group.name} was there before, so it is not removed. Change how often it meets on its page.")
    record(audit_events.PAPER_TAKEN_OUT, subject=group)
    group.delete()
