"""Who is on a case, who is walled off from it, and opening one in an emergency."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.emergency import open_in_emergency, review_emergency
from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import Hidden, Refused, fetch, may, require
from candour.platform.allowances.taking import take
from candour.platform.audit_trail.operation import operation, record
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import Case, TeamMember, Wall
from candour.practice.cases.vocabulary import Purpose
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import operations as governance
from candour.practice.governance import queries as governance_queries

KEYS_AN_HOUR = 6
NO_SUCH_CASE = "There is no case with that key that you can open."


@operation
def join_team(actor: Actor, *, ref: str, person_ref: str, purpose: str, until_on: date | None = None) -> None:
    """Bring a person onto the team of a case, for a purpose and perhaps only until a day. Raises Refused."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "change the team of a case", case)
    person = directory.person(actor, person_ref)
    if Wall.objects.filter(case=case, person=person, lifted_at=None).exists():
        raise Refused("This person has a conflict of interest in the case and cannot join its team.")
    if until_on is not None and until_on < actor.today:
        raise Refused("The last day must be today or later.")
    try:
        with transaction.atomic():
            TeamMember.objects.create(case=case, person=person, purpose=purpose, joined_at=actor.at, until_on=until_on)
    except IntegrityError as error:
        raise Refused("This person is on the team already.") from error
    record(audit_events.TEAM_JOINED, subject=case, count=1, purpose=TeamMember.Purpose(purpose).label.lower())


@operation
def leave_team(actor: Actor, *, ref: str, member_id: int) -> None:
    """Take a person off the team. What they did stays; they see nothing more from the next request on."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "change the team of a case", case)
    member = fetch(actor, TeamMember, pk=member_id, case=case)
    office = TeamMember.objects.filter(case=case, purpose=TeamMember.Purpose.OFFICE, left_at=None)
    if member.purpose == TeamMember.Purpose.OFFICE and office.count() == 1:
        raise Refused("Nobody of the office would be left on the case. Bring somebody else on first.")
    if not TeamMember.objects.filter(pk=member.pk, left_at=None).update(left_at=actor.at):
        raise Refused("This person has left the team already.")
    record(audit_events.TEAM_LEFT, subject=case)


def bring_onto_team(actor: Actor, case: Case, people: set[int], purpose: Purpose) -> int:
    """Bring several people onto a team, inside an operation. Those on it and those walled off are left as they are."""
    walled = set(Wall.objects.filter(case=case, lifted_at=None).values_list("person_id", flat=True))
    there = set(TeamMember.objects.filter(case=case, left_at=None).values_list("person_id", flat=True))
    new = sorted(people - walled - there)
    TeamMember.objects.bulk_create(
        [TeamMember(case=case, person_id=person, purpose=purpose, joined_at=actor.at) for person in new],
        ignore_conflicts=True,
    )
    if new:
        record(audit_events.TEAM_JOINED, subject=case, count=len(new), purpose=purpose.label.lower())
    return len(new)


def carry_walls_over(actor: Actor, case: Case, into: Case) -> None:
    """Let the walls of a case stand before the one that it is joined to, inside an operation."""
    there = Wall.objects.filter(case=into, lifted_at=None).values("person_id")
    for wall in Wall.objects.filter(case=case, lifted_at=None).exclude(person_id__in=there):
        carried = Wall.objects.create(
            case=into,
            person_id=wall.person_id,
            nature=wall.nature,
            substitute=wall.substitute,
            declared_at=wall.declared_at,
            declared_by=wall.declared_by,
            declared_by_id=wall.declared_by_id,
        )
        record(audit_events.WALLED, subject=carried, within=into, nature=carried.get_nature_display().lower())


@operation
def declare_conflict(actor: Actor, *, ref: str, person_ref: str, nature: str, substitute: str = "") -> None:
    """Record that a person has a conflict of interest in a case. From this moment they see nothing of it.

    They leave a meeting that is under way. Outside the office, people declare only for themselves. Raises Refused.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "declare a conflict", case)
    person = directory.person(actor, person_ref)
    if person.pk != actor.person_id and not may(actor, "change the team of a case", case):
        raise Refused("You can declare a conflict of your own. Tell the partnership office of anybody else's.")
    office = TeamMember.objects.filter(case=case, purpose=TeamMember.Purpose.OFFICE, left_at=None)
    if not office.exclude(person=person).exists():
        raise Refused("Nobody else of the office is on the case. Bring somebody on first.")
    try:
        with transaction.atomic():
            wall = Wall.objects.create(
                case=case,
                person=person,
                nature=nature,
                substitute=substitute.strip(),
                declared_at=actor.at,
                declared_by=actor.label,
                declared_by_id=actor.person_id,
            )
    except IntegrityError as error:
        raise Refused("A conflict of this person is recorded already.") from error
    record(audit_events.WALLED, subject=wall, within=case, nature=wall.get_nature_display().lower())
    meeting = governance_queries.meeting_of(Actor.system(actor.label, actor.at), case)
    if meeting is not None and meeting.ended_at is None:
        governance.withdraw_person(actor, meeting=meeting, person_id=person.pk, at=actor.at, within=case)


@operation
def lift_wall(actor: Actor, *, ref: str, wall_id: int) -> bool:
    """Ask for a wall to be lifted or, as the second person, lift it.

    Returns whether it is now lifted. Raises Refused.
    """
    case = fetch(actor, Case, ref=ref)
    wall = fetch(actor, Wall, pk=wall_id, case=case)
    require(actor, "lift a wall", wall)
    open_wall = Wall.objects.filter(pk=wall.pk, lifted_at=None)
    if open_wall.filter(lift_asked_by_id=None).update(lift_asked_by_id=actor.person_id):
        record(audit_events.WALL_LIFT_ASKED, subject=wall, within=case)
        return False
    if not open_wall.exclude(lift_asked_by_id=actor.person_id).update(lifted_at=actor.at):
        raise Refused("You asked for this already. A second person has to agree.")
    record(audit_events.WALL_LIFTED, subject=wall, within=case)
    return True


def open_case_in_emergency(actor: Actor, *, key: str, partnership_id: int, reason: str) -> Case:
    """Open a case for four hours, by its key, outside the ordinary rules. The office and the person's agency are told.

    The answer for a case that does not exist, is closed to the actor or has a wall against them is the same. Raises
    Refused, also for somebody who has tried as many keys this hour as anybody may.
    """
    # A try counts even where it fails, so it is counted before the operation, which would give it back.
    if not take(actor, "emergency keys", each="hour", at_most=KEYS_AN_HOUR):
        raise Refused(f"You have tried {KEYS_AN_HOUR} times this hour to open a case. Ring the partnership office.")
    return _open_case_in_emergency(actor, key=key, partnership_id=partnership_id, reason=reason)


@operation
def _open_case_in_emergency(actor: Actor, *, key: str, partnership_id: int, reason: str) -> Case:
    case = Case.objects.filter(partnership_id=partnership_id, key__iexact=key.strip()).first()
    if case is None or not may(actor, "open a case in an emergency", case):
        raise Refused(NO_SUCH_CASE)
    open_in_emergency(actor, case, reason=reason)
    page = messages.link("case_team", case.ref)
    told = {
        address
        for role in roles.TEAM
        for address in directory.addresses_of(actor, ("partnership", case.partnership_id), role)
    }
    for organisation_id in actor.bodies("organisation"):
        told |= set(directory.addresses_of(actor, ("organisation", organisation_id), roles.SAFEGUARDING_LEAD))
    messages.tell(actor, "emergency", case, sorted(told), page, mark=str(actor.at.timestamp()))
    record(audit_events.EMERGENCY, subject=case)
    return case


@operation
def review_opening(actor: Actor, *, ref: str, grant_id: int, review: str) -> None:
    """Record what was found on looking at an emergency opening. Nobody reviews their own. Raises Refused."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "review an emergency opening", case)
    grant = EmergencyAccess.objects.filter(pk=grant_id, record_kind=case._meta.label_lower, record_id=case.pk).first()
    if grant is None:
        raise Hidden
    if grant.person_id == actor.person_id:
        raise Refused("Somebody else has to review your own opening.")
    review_emergency(actor, grant, case, review=review)
