"""What is asked of each agency over all groups and boroughs, and what one agency gives: signatures and attendance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.deadlines.queries import Asked, asked_of_bodies
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.models import GroupSeat, Response, Round
from candour.practice.governance.queries.attendance_report import AttendanceRow, report
from candour.practice.governance.queries.structure import groups
from candour.rulebook.language.clocks import LONDON

OVERLOADED = 2
"""An agency of which so many times the middle of all is asked is pointed at."""


@dataclass(frozen=True)
class AskedOf:
    """What was asked of an agency in a report year."""

    organisation_id: int
    agency: str
    dated: Asked
    """Everything with a date: returns, updates, actions and whatever else is due."""
    rounds: Asked
    is_much: bool
    """Whether it is asked far more than others are."""

    @property
    def whole(self) -> Asked:
        """Everything together."""
        return self.dated + self.rounds


def sees_every_agency(actor: Actor) -> bool:
    """Whether the actor looks at all agencies: the office and the scrutineer. Others see their own."""
    return bool(actor.bodies("partnership", *roles.TEAM, roles.SCRUTINEER))


def asked_of_agencies(actor: Actor, year: int) -> list[AskedOf]:
    """What was asked of each agency in a report year, April to March, the most overdue first. Four queries."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    dated = asked_of_bodies(actor, "organisation", from_on=first, until_on=last)
    rounds = _rounds(actor, first, last)
    ids = dated.keys() | rounds.keys()
    names = dict(directory.organisations(actor).filter(pk__in=ids).values_list("pk", "name"))
    totals = sorted((dated.get(one, Asked()) + rounds.get(one, Asked())).asked for one in names)
    middle = totals[len(totals) // 2] if totals else 0
    rows = [
        AskedOf(
            one,
            name,
            dated.get(one, Asked()),
            rounds.get(one, Asked()),
            len(totals) > 2
            and (dated.get(one, Asked()) + rounds.get(one, Asked())).asked >= max(OVERLOADED * middle, 4),
        )
        for one, name in names.items()
    ]
    if not sees_every_agency(actor):
        mine = actor.bodies("organisation")
        rows = [row for row in rows if row.organisation_id in mine]
    return sorted(rows, key=lambda row: (-row.whole.overdue, -row.whole.asked, row.agency))


def attendance_of_mine(actor: Actor, year: int) -> list[AttendanceRow]:
    """The attendance of the actor's agencies at each group in which they have a seat."""
    mine = GroupSeat.objects.filter(post__organisation_id__in=actor.bodies("organisation"))
    units = set(mine.values_list("group__name", "group__partnership__name", "unit"))
    rows = report(actor, year, groups(actor))
    return [row for row in rows if (row.group, row.partnership, row.agency) in units]


def _rounds(actor: Actor, first: date, last: date) -> dict[int, Asked]:
    """What was asked of each agency in rounds that closed, or close, between two days."""
    begins = datetime.combine(first, time.min, LONDON)
    ends = datetime.combine(last, time.max, LONDON)
    of_rounds = Response.objects.filter(
        round__in=seen_by(actor, Round).filter(closes_at__gte=begins, closes_at__lte=ends).values("pk")
    ).exclude(seat__post__organisation=None)
    is_over = Q(round__state="closed") | Q(round__closes_at__lt=actor.at)
    counted = (
        of_rounds.order_by()
        .values_list("seat__post__organisation_id")
        .annotate(
            in_time=Count("pk", filter=Q(answered_at__lte=F("round__closes_at"))),
            late=Count("pk", filter=Q(answered_at__gt=F("round__closes_at"))),
            overdue=Count("pk", filter=Q(answered_at=None) & is_over),
            waiting=Count("pk", filter=Q(answered_at=None) & ~is_over),
        )
    )
    return {organisation_id: Asked(*numbers) for organisation_id, *numbers in counted}
