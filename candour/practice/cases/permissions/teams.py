"""Who is on the team of a case today, and who is kept out of it by a wall."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.emergency import granted
from candour.platform.access.policy import NOTHING, Policy
from candour.practice.cases.models import Case, TeamMember, Wall
from candour.practice.directory import roles

policy = Policy("cases")

OFFICE = TeamMember.Purpose.OFFICE

HELD_WITH = {
    TeamMember.Purpose.OFFICE: roles.TEAM,
    TeamMember.Purpose.PARTNER: (
        roles.STATUTORY_PARTNER,
        roles.NOMINATED_PARTNER,
        roles.DIRECTOR_OF_ADULT_SERVICES,
        roles.PRINCIPAL_SOCIAL_WORKER,
    ),
    TeamMember.Purpose.CHAIR: (roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR),
}
"""The roles in the case's partnership without which a place on the team is worth nothing: it ends with them."""


def seats_of(actor: Actor) -> QuerySet[TeamMember]:
    """The places on teams that the actor holds today. One that came with a post or a delegation ends with it."""
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    still = ~Q(purpose__in=HELD_WITH)
    for purpose, held in HELD_WITH.items():
        still |= Q(purpose=purpose, case__partnership_id__in=actor.bodies("partnership", *held))
    return TeamMember.objects.filter(current, still, Q(person_id=actor.person_id), left_at=None)


def is_bound(actor: Actor) -> bool:
    """Whether the actor is a person who holds a post today and has signed what everybody signs first."""
    is_in_post = actor.kind == "person" and actor.person_id is not None and bool(actor.powers)
    return is_in_post and not actor.holds(roles.UNBOUND)


def walls_before(actor: Actor) -> QuerySet[Wall]:
    """The walls that stand between the actor and cases."""
    return Wall.objects.filter(Q(person_id=actor.person_id), lifted_at=None)


def not_walled(actor: Actor, path: str) -> Q:
    """Only rows whose case, at `path`, has no wall before the actor."""
    return ~Q(Exists(walls_before(actor).filter(case_id=OuterRef(path))))


def in_seen_case(actor: Actor, path: str = "case_id") -> Q:
    """The one rule of who sees a case, for the case and for everything that has a path to one."""
    if not is_bound(actor):
        return NOTHING
    seated = Q(Exists(seats_of(actor).filter(case_id=OuterRef(path))))
    return (seated | granted(actor, Case, path)) & not_walled(actor, path)


def in_office_case(actor: Actor, path: str = "case_id") -> Q:
    """Only rows of cases in whose office the actor works."""
    return in_case_for(actor, path, OFFICE)


def in_case_for(actor: Actor, path: str, *purposes: str) -> Q:
    """Only rows of cases on whose team the actor is today for one of the purposes."""
    if not is_bound(actor):
        return NOTHING
    seats = seats_of(actor).filter(case_id=OuterRef(path), purpose__in=purposes)
    return Q(Exists(seats)) & not_walled(actor, path)


def cases_of_office(actor: Actor, refs: list[str]) -> list[Case]:
    """Of some cases those in whose office the actor works. One query."""
    return list(Case.objects.filter(in_office_case(actor, "pk"), ref__in=refs))


def on_team(actor: Actor, case: Case, *purposes: str) -> bool:
    """Whether the actor is on the team of the case for one of the purposes."""
    held = actor.once(("team", case.pk), lambda: _purposes(actor, case))
    return not held.isdisjoint(purposes)


def _purposes(actor: Actor, case: Case) -> set[str]:
    if not is_bound(actor):
        return set()
    seats = seats_of(actor).filter(not_walled(actor, "case_id"), case=case)
    return set(seats.values_list("purpose", flat=True))


def case_of(record: object) -> Case:
    """The case that a record is or is part of."""
    whole = record if isinstance(record, Case) or hasattr(record, "case") else record.review  # type: ignore[attr-defined]
    case = whole if isinstance(whole, Case) else whole.case
    assert isinstance(case, Case), "the acts of this app are about a case or a part of one"
    return case
