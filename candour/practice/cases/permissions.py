"""Who sees a case and what belongs to it, and who may do what with it. Rank alone opens nothing."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.emergency import granted
from candour.platform.access.policy import NOTHING, Policy, owner, seen_by
from candour.practice.cases.models import (
    Addition,
    AgencyRequest,
    Case,
    ChronologyEvent,
    Comment,
    CriterionAnswer,
    Decision,
    FollowUp,
    ImmediateAction,
    Informing,
    LinkedProcess,
    LocalPractice,
    MeetingPoint,
    Notification,
    PanelReply,
    Position,
    RapidReview,
    Referral,
    ReportVersion,
    Sharing,
    Subject,
    Submission,
    Tabling,
    TeamMember,
    TestConclusion,
    TrackerLine,
    Wall,
)
from candour.practice.directory import roles

policy = Policy("cases")

OFFICE = TeamMember.Purpose.OFFICE


def _seats(actor: Actor) -> QuerySet[TeamMember]:
    current = Q(until_on=None) | Q(until_on__gte=actor.today)
    return TeamMember.objects.filter(current, person_id=actor.person_id, left_at=None)


def _is_bound(actor: Actor) -> bool:
    return actor.kind == "person" and actor.person_id is not None and not actor.holds(roles.UNBOUND)


def _not_walled(actor: Actor, path: str) -> Q:
    return ~Q(Exists(Wall.objects.filter(case_id=OuterRef(path), person_id=actor.person_id, lifted_at=None)))


def _in_seen_case(actor: Actor, path: str = "case_id") -> Q:
    """The one rule of who sees a case, for the case and for everything that has a path to one."""
    if not _is_bound(actor):
        return NOTHING
    on_team = Q(Exists(_seats(actor).filter(case_id=OuterRef(path))))
    return (on_team | granted(actor, Case, path)) & _not_walled(actor, path)


def _in_office_case(actor: Actor, path: str = "case_id") -> Q:
    if not _is_bound(actor):
        return NOTHING
    return Q(Exists(_seats(actor).filter(case_id=OuterRef(path), purpose=OFFICE))) & _not_walled(actor, path)


owner(Case, lambda actor: _in_seen_case(actor, "owner_id"))
owner(AgencyRequest)
owner(Referral)


@policy.sees(Case, confidential=True)
def _cases(actor: Actor) -> Q:
    """The case's team, from joining to leaving, and whoever opened it in an emergency; nobody behind a wall."""
    return _in_seen_case(actor, "pk")


@policy.sees(Subject)
def _subjects(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(TeamMember)
def _team(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(Wall)
def _walls(actor: Actor) -> Q:
    """Whoever sees the case, and the scrutineer or board chair whose list of conflicts it is on; never the walled person."""
    scrutinised = actor.bodies("partnership", roles.SCRUTINEER, roles.BOARD_CHAIR)
    return (_in_seen_case(actor) | Q(case__partnership_id__in=scrutinised)) & _not_walled(actor, "case_id")


@policy.sees(LinkedProcess)
def _linked(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(LocalPractice)
def _practice(actor: Actor) -> Q:
    """Everybody with a post in the partnership."""
    return Q(partnership_id__in=actor.bodies("partnership"))


@policy.sees(Referral, confidential=True, within="case")
def _referrals(actor: Actor) -> Q:
    """Whoever sees the case; a referrer sees their own referral and nothing else of the case."""
    own = Q(referrer_id=actor.person_id) if actor.person_id is not None else NOTHING
    by_key = Q(pk=actor.key[1]) if actor.key and actor.key[0] == "referral" else NOTHING
    return _in_seen_case(actor) | own | by_key


@policy.sees(Addition)
def _additions(actor: Actor) -> Q:
    """Whoever sees the referral."""
    return Q(referral__in=seen_by(actor, Referral).values("pk"))


@policy.sees(CriterionAnswer)
def _criteria(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(TestConclusion)
def _conclusions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(Notification)
def _notifications(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(Sharing)
def _sharings(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(RapidReview, confidential=True, within="case")
def _reviews(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(AgencyRequest, confidential=True, within="case")
def _requests(actor: Actor) -> Q:
    """The agency's own people, the nurse who collates it, the office, and the team once returns are released; no walled person."""
    if actor.kind == "link":
        return Q(pk=actor.key[1]) if actor.key and actor.key[0] == "request" else NOTHING
    if not _is_bound(actor):
        return NOTHING
    own = Q(organisation_id__in=actor.bodies("organisation", *roles.AGENCY)) & ~Q(state="withdrawn")
    collated = Q(collated_by__organisation_id__in=actor.bodies("organisation", roles.DESIGNATED_NURSE))
    released = _in_seen_case(actor) & Q(review__circulated_at__isnull=False)
    return (own | collated | _in_office_case(actor) | released) & _not_walled(actor, "case_id")


@policy.sees(ImmediateAction)
def _immediate(actor: Actor) -> Q:
    """Whoever sees the case; an agency sees those that it raised."""
    return _in_seen_case(actor) | Q(request__in=seen_by(actor, AgencyRequest).values("pk"))


@policy.sees(ChronologyEvent)
def _events(actor: Actor) -> Q:
    """Whoever sees the case and, for an agency's events, its return."""
    return _in_seen_case(actor) & (Q(request=None) | Q(request__in=seen_by(actor, AgencyRequest).values("pk")))


@policy.sees(MeetingPoint)
def _points(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor, "review__case_id")


@policy.sees(ReportVersion)
def _reports(actor: Actor) -> Q:
    """The partnership office sees every version; the rest of the team the versions that were sent out."""
    sent = Q(stage__in=(ReportVersion.Stage.CIRCULATED, ReportVersion.Stage.FINAL))
    return _in_office_case(actor, "review__case_id") | (_in_seen_case(actor, "review__case_id") & sent)


@policy.sees(Comment)
def _comments(actor: Actor) -> Q:
    """The partnership office, and each person their own until the report is finished; then the whole team."""
    own = Q(person_id=actor.person_id)
    finished = Q(review__finished_at__isnull=False)
    return _in_seen_case(actor, "review__case_id") & (_in_office_case(actor, "review__case_id") | own | finished)


@policy.sees(Decision, confidential=True, within="case")
def _decisions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(Position)
def _positions(actor: Actor) -> Q:
    """One's own; everybody's once all have answered and the positions are open."""
    revealed = Q(round__lte=F("decision__revealed_round"))
    return _in_seen_case(actor, "decision__case_id") & (Q(person_id=actor.person_id) | revealed)


@policy.sees(Submission)
def _submissions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor, "review__case_id")


@policy.sees(Informing)
def _informings(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(PanelReply)
def _replies(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor, "review__case_id")


@policy.sees(FollowUp)
def _follow_ups(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(TrackerLine, confidential=True, within="partnership")
def _tracker(actor: Actor) -> Q:
    """Whoever sees the case."""
    return _in_seen_case(actor)


@policy.sees(Tabling)
def _tablings(actor: Actor) -> Q:
    """Whoever sees the case; a joint partnership sees the anonymised line that was tabled there, and nothing else."""
    there = Q(to_id__in=actor.bodies("partnership"), tabled_at__isnull=False)
    return _in_seen_case(actor) | (there & _not_walled(actor, "case_id"))


def _on_team(actor: Actor, case: Case, *purposes: str) -> bool:
    held = actor.once(("team", case.pk), lambda: _purposes(actor, case))
    return not held.isdisjoint(purposes)


def _purposes(actor: Actor, case: Case) -> set[str]:
    if not _is_bound(actor):
        return set()
    seats = _seats(actor).filter(_not_walled(actor, "case_id"), case=case)
    return set(seats.values_list("purpose", flat=True))


def _case_of(record: object) -> Case:
    case = record if isinstance(record, Case) else record.case  # type: ignore[attr-defined]
    assert isinstance(case, Case), "the acts of this app are about a case or a part of one"
    return case


@policy.act("refer a case")
def _refer(actor: Actor, record: object) -> bool:
    """Anybody may refer."""
    return True


@policy.act("add facts to a referral")
def _add_facts(actor: Actor, referral: Referral) -> bool:
    """Only the referrer and the partnership office."""
    if actor.kind == "link":
        return True
    return referral.referrer_id == actor.person_id or _on_team(actor, referral.case, OFFICE)


@policy.act("describe a case")
def _describe(actor: Actor, record: object) -> bool:
    """Only the partnership office."""
    return _on_team(actor, _case_of(record), OFFICE)


@policy.act("reveal who a case is about")
def _reveal(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    if isinstance(record, Referral | AgencyRequest):
        return _on_team(actor, record.case, OFFICE)
    return _on_team(actor, _case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("change the team of a case")
def _change_team(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return _on_team(actor, case, OFFICE)


@policy.act("declare a conflict")
def _declare(actor: Actor, case: Case) -> bool:
    """Anybody on the team, for themselves; the partnership office for anybody."""
    return _on_team(actor, case, *TeamMember.Purpose.values)


@policy.act("lift a wall")
def _lift(actor: Actor, wall: Wall) -> bool:
    """Only the partnership office, and it takes two people."""
    return _on_team(actor, wall.case, OFFICE) and wall.person_id != actor.person_id


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
    walled = Wall.objects.filter(case=case, person_id=actor.person_id, lifted_at=None).exists()
    return _is_bound(actor) and case.partnership_id in held and not walled


@policy.act("review an emergency opening")
def _review_emergency(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return _on_team(actor, case, OFFICE)


@policy.act("answer a test")
def _answer(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    return _on_team(actor, _case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("record a notification")
def _notify(actor: Actor, record: object) -> bool:
    """Only the partnership office and the statutory partners on the team."""
    return _on_team(actor, _case_of(record), OFFICE, TeamMember.Purpose.PARTNER)


@policy.act("open a review")
def _open_review(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return _on_team(actor, case, OFFICE)


@policy.act("run a review")
def _run_review(actor: Actor, record: object) -> bool:
    """Only the partnership office."""
    return _on_team(actor, _case_of(record), OFFICE)


@policy.act("answer for an agency")
def _answer_for_agency(actor: Actor, request: AgencyRequest) -> bool:
    """Only the agency's own people, the holder of its link, and the partnership office for an answer given on paper."""
    if actor.kind == "link":
        return actor.key == ("request", request.pk)
    own = request.organisation_id in actor.bodies("organisation", *roles.AGENCY)
    return own or _on_team(actor, request.case, OFFICE)


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
    return _on_team(actor, case, *TeamMember.Purpose.values)


@policy.act("comment on a draft")
def _comment(actor: Actor, record: object) -> bool:
    """Anybody on the team."""
    return _on_team(actor, _case_of(record), *TeamMember.Purpose.values)


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
    return _partner_or_chair(actor, _case_of(record))


def _partner_or_chair(actor: Actor, case: Case) -> bool:
    deciders = (roles.STATUTORY_PARTNER, roles.NOMINATED_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)
    return case.partnership_id in actor.bodies("partnership", *deciders)


@policy.act("close a case")
def _close(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return _on_team(actor, case, OFFICE)


@policy.act("keep the tracker")
def _keep_tracker(actor: Actor, case: Case) -> bool:
    """Only the partnership office."""
    return _on_team(actor, case, OFFICE)


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
    return _on_team(actor, case, OFFICE)


@policy.act("see the list of conflicts")
def _see_conflicts(actor: Actor, record: object) -> bool:
    """Only the independent scrutineer, the chair of the adults board and a partnership manager."""
    return any(actor.holds(role) for role in (roles.SCRUTINEER, roles.BOARD_CHAIR, roles.PARTNERSHIP_MANAGER))
