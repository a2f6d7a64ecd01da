"""Who may do what with a case."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.cases.models import AgencyRequest, Case, Decision, RapidReview, Referral, TeamMember, Wall
from candour.practice.cases.permissions.teams import OFFICE, case_of, is_bound, on_team, policy, walls_before
from candour.practice.directory import roles


@policy.act("refer a case")
def _refer(actor: Actor, record: object) -> bool:
    """Anybody may refer."""
    return True


@policy.act("add facts to a referral")
def _add_facts(actor: Actor, referral: Referral) -> bool:
    """Only the referrer and the partnership office."""
    if actor.kind == "link":
        return True
    return referral.referrer_id == actor.person_id or on_team(actor, referral.case, OFFICE)


@policy.act("describe a case")
def _describe(actor: Actor, record: object) -> bool:
    """Only the partnership office."""
    return on_team(actor, case_of(record), OFFICE)


@policy.act("reveal who a case is about")
def _reveal(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    if isinstance(record, Referral | AgencyRequest):
        return on_team(actor, record.case, OFFICE)
    return on_team(actor, case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("change the team of a case")
def _change_team(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("declare a conflict")
def _declare(actor: Actor, case: Case) -> bool:
    """Anybody on the team, for themselves; the partnership office for anybody."""
    return on_team(actor, case, *TeamMember.Purpose.values)


@policy.act("lift a wall")
def _lift(actor: Actor, wall: Wall) -> bool:
    """Only the partnership office, and it takes two people."""
    return on_team(actor, wall.case, OFFICE) and wall.person_id != actor.person_id


@policy.act("open a case in an emergency")
def _emergency(actor: Actor, case: Case) -> bool:
    """Only those with a post in the case's partnership who decide or manage there, and nobody behind a wall."""
    held = actor.bodies(
        "partnership",
        roles.PARTNERSHIP_MANAGER,
        roles.STATUTORY_PARTNER,
        roles.NOMINATED_PARTNER,
        roles.HEAD_OF_SAFEGUARDING,
    )
    walled = walls_before(actor).filter(case=case).exists()
    return is_bound(actor) and case.partnership_id in held and not walled


@policy.act("review an emergency opening")
def _review_emergency(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("answer a test")
def _answer(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    return on_team(actor, case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("give a view of the criteria")
def _give_view(actor: Actor, case: Case) -> bool:
    """Anybody on the team, for themselves."""
    return actor.person_id is not None and on_team(actor, case, *TeamMember.Purpose.values)


@policy.act("record a notification")
def _notify(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    return on_team(actor, case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("open a review")
def _open_review(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("run a review")
def _run_review(actor: Actor, record: object) -> bool:
    """Only the partnership office."""
    return on_team(actor, case_of(record), OFFICE)


@policy.act("answer for an agency")
def _answer_for_agency(actor: Actor, request: AgencyRequest) -> bool:
    """Only the agency's own people, the holder of its link, and the partnership office for an answer given on paper."""
    if actor.kind == "link":
        return actor.key == ("request", request.pk)
    own = request.organisation_id in actor.bodies("organisation", *roles.AGENCY)
    return own or on_team(actor, request.case, OFFICE)


@policy.act("see who a request is about")
def _see_who(actor: Actor, request: AgencyRequest) -> bool:
    """Only the agency's own people and the holder of its link, who have to look in their records."""
    if actor.kind == "link":
        return actor.key == ("request", request.pk)
    return request.organisation_id in actor.bodies("organisation", *roles.AGENCY)


@policy.act("sign off for an agency")
def _sign_off(actor: Actor, request: AgencyRequest) -> bool:
    """Only the agency's own people, the holder of its link, and the partnership office for a form signed on paper."""
    return _answer_for_agency(actor, request)


@policy.act("collate health returns")
def _collate(actor: Actor, request: AgencyRequest) -> bool:
    """Only the designated nurse."""
    return actor.holds(roles.DESIGNATED_NURSE, "organisation", request.organisation_id)


@policy.act("raise an immediate action")
def _raise_immediate(actor: Actor, case: Case) -> bool:
    """Anybody on the team."""
    return on_team(actor, case, *TeamMember.Purpose.values)


@policy.act("comment on a draft")
def _comment(actor: Actor, record: object) -> bool:
    """Anybody on the team."""
    return on_team(actor, case_of(record), *TeamMember.Purpose.values)


@policy.act("give a position")
def _give_position(actor: Actor, decision: Decision) -> bool:
    """Only a statutory partner of the partnership, or a nominee whose delegation is in force today."""
    partners = actor.bodies("partnership", roles.STATUTORY_PARTNER, roles.NOMINATED_PARTNER)
    return decision.case.partnership_id in partners


@policy.act("decide as chair")
def _decide_as_chair(actor: Actor, decision: Decision) -> bool:
    """Only the partnership chair, for a child; only the chair of the safeguarding adults board, for an adult."""
    role = roles.PARTNERSHIP_CHAIR if decision.case.is_child else roles.BOARD_CHAIR
    return actor.holds(role, "partnership", decision.case.partnership_id)


@policy.act("see that a decision takes effect")
def _takes_effect(actor: Actor, record: object) -> bool:
    """Only those who give the positions and the chair, by what they say; nobody does it by hand."""
    if isinstance(record, RapidReview):
        return _partner_or_chair(actor, record.case)
    return _partner_or_chair(actor, case_of(record))


def _partner_or_chair(actor: Actor, case: Case) -> bool:
    deciders = (roles.STATUTORY_PARTNER, roles.NOMINATED_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)
    return case.partnership_id in actor.bodies("partnership", *deciders)


@policy.act("close a case")
def _close(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("keep the tracker")
def _keep_tracker(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("choose local practice")
def _choose_practice(actor: Actor, partnership: object) -> bool:
    """Only the partnership's manager."""
    return actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", partnership.pk)  # type: ignore[attr-defined]


@policy.act("import the tracker")
def _import_tracker(actor: Actor, partnership: object) -> bool:
    """Only the partnership's manager."""
    return actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", partnership.pk)  # type: ignore[attr-defined]


@policy.act("export the tracker")
def _export_tracker(actor: Actor, record: object) -> bool:
    """Only a partnership manager."""
    return actor.holds(roles.PARTNERSHIP_MANAGER)


@policy.act("see who looked at a case")
def _see_readers(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return on_team(actor, case, OFFICE)


@policy.act("see who read the tracker")
def _see_tracker_readers(actor: Actor, partnership: object) -> bool:
    """Only the partnership office."""
    return any(actor.holds(role, "partnership", partnership.pk) for role in roles.TEAM)  # type: ignore[attr-defined]


@policy.act("see the list of conflicts")
def _see_conflicts(actor: Actor, record: object) -> bool:
    """Only the independent scrutineer, the chair of the adults board and a partnership manager."""
    return any(actor.holds(role) for role in (roles.SCRUTINEER, roles.BOARD_CHAIR, roles.PARTNERSHIP_MANAGER))
