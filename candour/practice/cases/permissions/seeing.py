"""Who sees a case and each thing that belongs to it."""

from __future__ import annotations

from django.db.models import F, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, owner, seen_by
from candour.practice.cases.models import (
    Addition,
    AgencyRequest,
    Case,
    ChronologyEvent,
    Comment,
    CriterionAnswer,
    CriterionView,
    Decision,
    Delay,
    Deposit,
    FollowUp,
    FullReview,
    GroupedCase,
    ImmediateAction,
    Informing,
    LinkedProcess,
    LocalPractice,
    MarkerAnswer,
    MarkerScore,
    MeetingPoint,
    Notification,
    PanelReply,
    Position,
    RapidReview,
    Referral,
    ReportVersion,
    ReviewDraft,
    ReviewDuty,
    Reviewer,
    ReviewKindSpell,
    ReviewLetter,
    ReviewTerms,
    Sharing,
    Subject,
    Submission,
    Tabling,
    TeamMember,
    TestConclusion,
    TrackerLine,
    Wall,
)
from candour.practice.cases.permissions.teams import (
    OFFICE,
    in_case_for,
    in_office_case,
    in_seen_case,
    is_bound,
    not_walled,
    policy,
    walls_before,
)
from candour.practice.directory import roles
from candour.practice.governance.queries import hosts_meetings
from candour.practice.learning.queries import coded_with_themes
from candour.practice.voice.queries import Host, on_host

owner(
    Case,
    lambda actor: in_seen_case(actor, "owner_id"),
    bars=lambda actor: walls_before(actor).values_list("case_id", flat=True),
)
on_host(
    Host(
        "cases.case",
        sees=lambda actor: in_seen_case(actor, "owner_id"),
        runs=lambda actor: in_case_for(actor, "owner_id", OFFICE),
        hears=lambda actor: in_case_for(actor, "owner_id", OFFICE, TeamMember.Purpose.ADVISER),
    )
)
owner(AgencyRequest)
owner(Referral)
owner(
    FullReview,
    bars=lambda actor: FullReview.objects.filter(case_id__in=walls_before(actor).values("case_id")).values_list(
        "pk", flat=True
    ),
)
owner(ReviewDraft)
hosts_meetings(Case)
hosts_meetings(FullReview)
coded_with_themes(Case)


@policy.sees(Case, confidential=True)
def _cases(actor: Actor) -> Q:
    """The case's team, from joining to leaving, and whoever opened it in an emergency; nobody behind a wall."""
    return in_seen_case(actor, "pk")


@policy.sees(Subject)
def _subjects(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(TeamMember)
def _team(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(Wall)
def _walls(actor: Actor) -> Q:
    """Whoever sees the case, and the scrutineer or board chair who lists conflicts there; never the walled person."""
    scrutinised = actor.bodies("partnership", roles.SCRUTINEER, roles.BOARD_CHAIR)
    return (in_seen_case(actor) | Q(case__partnership_id__in=scrutinised)) & not_walled(actor, "case_id")


@policy.sees(LinkedProcess)
def _linked(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(LocalPractice)
def _practice(actor: Actor) -> Q:
    """Everybody with a post in the partnership."""
    return Q(partnership_id__in=actor.bodies("partnership"))


@policy.sees(Referral, confidential=True, within="case")
def _referrals(actor: Actor) -> Q:
    """Whoever sees the case; a referrer sees their own referral and nothing else of the case; no walled person."""
    own = Q(referrer_id=actor.person_id) & not_walled(actor, "case_id") if actor.person_id is not None else NOTHING
    by_key = Q(pk=actor.key[1]) if actor.key and actor.key[0] == "referral" else NOTHING
    return in_seen_case(actor) | own | by_key


@policy.sees(Addition)
def _additions(actor: Actor) -> Q:
    """Whoever sees the referral."""
    return Q(referral__in=seen_by(actor, Referral).values("pk"))


@policy.sees(CriterionAnswer)
def _criteria(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(CriterionView)
def _views(actor: Actor) -> Q:
    """One's own; everybody's once the views are open."""
    opened = Q(review__views_opened_at__isnull=False)
    return in_seen_case(actor, "review__case_id") & (Q(person_id=actor.person_id) | opened)


@policy.sees(TestConclusion)
def _conclusions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(Notification)
def _notifications(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(Sharing)
def _sharings(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(RapidReview, confidential=True, within="case")
def _reviews(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(AgencyRequest, confidential=True, within="case")
def _requests(actor: Actor) -> Q:
    """The agency's people, the nurse who collates it, the office, the team once returns are released; nobody walled."""
    if actor.kind == "link":
        return Q(pk=actor.key[1]) & ~Q(state="withdrawn") if actor.key and actor.key[0] == "request" else NOTHING
    if not is_bound(actor):
        return NOTHING
    own = Q(organisation_id__in=actor.bodies("organisation", *roles.AGENCY)) & ~Q(state="withdrawn")
    collated = Q(collated_by__organisation_id__in=actor.bodies("organisation", roles.DESIGNATED_NURSE))
    released = in_seen_case(actor) & Q(review__circulated_at__isnull=False)
    return (own | collated | in_office_case(actor) | released) & not_walled(actor, "case_id")


@policy.sees(ImmediateAction)
def _immediate(actor: Actor) -> Q:
    """Whoever sees the case; an agency sees those that it raised."""
    return in_seen_case(actor) | Q(request__in=seen_by(actor, AgencyRequest).values("pk"))


@policy.sees(ChronologyEvent)
def _events(actor: Actor) -> Q:
    """Whoever sees the case and, for an agency's events, its return."""
    return in_seen_case(actor) & (Q(request=None) | Q(request__in=seen_by(actor, AgencyRequest).values("pk")))


@policy.sees(MeetingPoint)
def _points(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(ReportVersion)
def _reports(actor: Actor) -> Q:
    """The partnership office sees every version; the rest of the team the versions that were sent out."""
    sent = Q(stage__in=(ReportVersion.Stage.CIRCULATED, ReportVersion.Stage.FINAL))
    return in_office_case(actor, "review__case_id") | (in_seen_case(actor, "review__case_id") & sent)


@policy.sees(Comment)
def _comments(actor: Actor) -> Q:
    """The partnership office, and each person their own until the report is finished; then the whole team."""
    own = Q(person_id=actor.person_id)
    finished = Q(review__finished_at__isnull=False)
    return in_seen_case(actor, "review__case_id") & (in_office_case(actor, "review__case_id") | own | finished)


@policy.sees(Decision, confidential=True, within="case")
def _decisions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(Position)
def _positions(actor: Actor) -> Q:
    """One's own; everybody's once all have answered and the positions are open."""
    revealed = Q(round__lte=F("decision__revealed_round"))
    return in_seen_case(actor, "decision__case_id") & (Q(person_id=actor.person_id) | revealed)


@policy.sees(Submission)
def _submissions(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(Deposit)
def _deposits(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(Delay)
def _delays(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(Informing)
def _informings(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(PanelReply)
def _replies(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(FollowUp)
def _follow_ups(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(TrackerLine, confidential=True, within="partnership")
def _tracker(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


@policy.sees(Tabling)
def _tablings(actor: Actor) -> Q:
    """Whoever sees the case; a joint partnership sees the anonymised line that was tabled there, and nothing else."""
    there = Q(to_id__in=actor.bodies("partnership"), tabled_at__isnull=False)
    return in_seen_case(actor) | (there & not_walled(actor, "case_id"))


@policy.sees(FullReview, confidential=True, within="case")
def _full_reviews(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor)


def reviews_seen(actor: Actor) -> Q:
    """Rows whose `owner_id` is that of a review that the actor sees."""
    if not is_bound(actor):
        return NOTHING
    return Q(owner_id__in=FullReview.objects.filter(in_seen_case(actor)).values("pk"))


@policy.sees(ReviewKindSpell)
def _kinds_of_review(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(ReviewDuty)
def _duties(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(GroupedCase)
def _grouped(actor: Actor) -> Q:
    """Whoever sees both the case of the review and the case that is grouped with it."""
    return in_seen_case(actor, "review__case_id") & in_seen_case(actor)


@policy.sees(ReviewTerms)
def _terms_of_review(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(Reviewer)
def _reviewers(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(ReviewLetter)
def _letters(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(MarkerAnswer)
def _markers(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(MarkerScore)
def _scores(actor: Actor) -> Q:
    """Whoever sees the case."""
    return in_seen_case(actor, "review__case_id")


@policy.sees(ReviewDraft, confidential=True, within="review")
def _drafts(actor: Actor) -> Q:
    """The office; the working group and advisers once it was put to them; the whole team once it is with partners."""
    path = "review__case_id"
    working = ("group", "agency", "adviser")
    before = Q(review__state__in=("proposed", "setting-up", "under-way"))
    with_group = in_case_for(actor, path, *working) & ~before
    with_partners = in_seen_case(actor, path) & Q(partners_at__isnull=False)
    return in_office_case(actor, path) | with_group | with_partners
