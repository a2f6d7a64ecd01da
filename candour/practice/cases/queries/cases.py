"""A case as somebody sees it: the file, what waits, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.emergency import openings_of
from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import Hidden, fetch, may, seen_by
from candour.platform.audit_trail.queries import Line, history_of
from candour.platform.deadlines import queries as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.models import Deadline, Hold
from candour.platform.vault import queries as vault
from candour.platform.vault.models import Identity
from candour.practice.cases.models import (
    Addition,
    Case,
    Delay,
    FollowUp,
    ImmediateAction,
    Informing,
    LinkedProcess,
    LocalPractice,
    Notification,
    PanelReply,
    RapidReview,
    Referral,
    Sharing,
    Subject,
    Submission,
    Tabling,
    TeamMember,
    TrackerLine,
    Wall,
)
from candour.practice.cases.queries.clock import NOTIFICATION, CaseClock, clock_of
from candour.practice.cases.queries.returns import requests_of
from candour.practice.cases.workflow import outcomes_for
from candour.practice.directory import queries as directory


@dataclass(frozen=True)
class NextStep:
    """One of the next things to do on a case."""

    title: str
    address: str
    why: str


@dataclass(frozen=True)
class Waiting:
    """An agency that has not answered."""

    agency: str
    ref: str
    state: str
    lead: str
    due_at: datetime
    is_late: bool
    chases: int
    records_secured: str


def case(actor: Actor, ref: str) -> Case:
    """One case by its reference. Reading it is recorded. Raises Hidden."""
    return fetch(actor, Case, "partnership", "line", ref=ref)


def cases_of(actor: Actor, partnership_id: int) -> QuerySet[Case]:
    """The cases of a partnership that the actor sees, by key."""
    return seen_by(actor, Case).filter(partnership_id=partnership_id).order_by("key")


def open_cases_of(actor: Actor, partnership_id: int) -> list[Case]:
    """The open cases of a partnership that the actor sees, by key."""
    return list(cases_of(actor, partnership_id).filter(state__in=("received", "in-review"))[:200])


def review_of(actor: Actor, case: Case) -> RapidReview | None:
    """The review of a case that the actor has fetched, if one was opened: whoever sees the case sees it."""
    review = RapidReview.objects.select_related("group").filter(case=case).first()
    if review is not None:
        review.case = case
    return review


def deadlines_of(actor: Actor, case: Case) -> list[Deadline]:
    """Every deadline of a case, in order of date."""
    return deadlines.deadlines_of(actor, case)


def clock_for(actor: Actor, case: Case, review: RapidReview | None, dated: list[Deadline]) -> CaseClock:
    """The clock of a case now, or as it stopped when the report was sent."""
    sent = None if review is None else review.submitted_at if case.is_child else review.agreed_at
    plan = [one for one in dated if review and one.rule_name == review.timetable_name]
    chosen = review.reading_key if review else reading_of(actor, case)
    return clock_of(
        case,
        review,
        chosen=chosen,
        sent_at=sent,
        plan=plan,
        at=actor.at,
        days=calendar(actor),
    )


def reading_of(actor: Actor, case: Case) -> str:
    """The reading of the start that the partnership has chosen."""
    practice = seen_by(actor, LocalPractice).filter(partnership_id=case.partnership_id).first()
    return practice.reading_key if practice and case.is_child else NOTIFICATION if case.is_child else "referral"


def practice_of(actor: Actor, partnership_id: int) -> LocalPractice | None:
    """What a partnership has chosen where the rules leave a choice."""
    return seen_by(actor, LocalPractice).filter(partnership_id=partnership_id).first()


def waiting_for(actor: Actor, case: Case) -> list[Waiting]:
    """The agencies that have not answered, the latest first."""
    waiting = [one for one in requests_of(actor, case) if one.state in ("asked", "started", "returned")]
    return [
        Waiting(
            agency=request.organisation.name,
            ref=request.ref,
            state=request.get_state_display(),
            lead=request.lead_name,
            due_at=request.due_at,
            is_late=actor.at > request.due_at,
            chases=request.chases,
            records_secured=request.records_secured,
        )
        for request in sorted(waiting, key=lambda one: (one.due_at, one.organisation.name))
    ]


def next_steps(actor: Actor, dated: list[Deadline]) -> list[deadlines.DueLine]:
    """The next three things that are due on a case, of all its deadlines."""
    return deadlines.open_ones(actor, dated)[:3]


def subjects_of(actor: Actor, case: Case) -> list[tuple[Subject, dict[str, str]]]:
    """The people whom a case is about, each with what the vault shows of them: masked."""
    masked: dict[int | None, dict[str, str]] = {
        held.identity.pk: held.facts for held in _held_of(actor, case) if held.identity.kind == "subject"
    }
    subjects = seen_by(actor, Subject).filter(case=case).select_related("identity").order_by("number")
    return [(subject, masked.get(subject.identity_id, {})) for subject in subjects]


def subject(actor: Actor, case: Case, number: int) -> Subject:
    """One of the people whom a case is about. Raises Hidden."""
    return fetch(actor, Subject, "identity", case=case, number=number)


def identity_of(actor: Actor, case: Case, ref: str) -> Identity:
    """Somebody of a case or its referrals in the vault, by reference. Raises Hidden."""
    identity = fetch(actor, Identity, ref=ref)
    of_case = identity.owner_kind == case._meta.label_lower and identity.owner_id == case.pk
    of_referral = identity.owner_kind == Referral._meta.label_lower and any(
        referral.pk == identity.owner_id for referral in referrals_of(actor, case)
    )
    if not of_case and not of_referral:
        raise Hidden
    return identity


def relatives_of(actor: Actor, case: Case) -> list[vault.Held]:
    """The family and others of a case, masked."""
    return [held for held in _held_of(actor, case) if held.identity.kind == "relative"]


def _held_of(actor: Actor, case: Case) -> list[vault.Held]:
    return actor.once(("held of a case", case.pk), lambda: vault.held_by(actor, case))


def referrals_of(actor: Actor, case: Case) -> list[Referral]:
    """The referrals of a case, the first one first."""
    referrals = seen_by(actor, Referral).filter(case=case)
    return list(
        referrals.select_related("answers", "organisation", "referrer", "referrer_identity").order_by("received_at")
    )


def referral_by_id(actor: Actor, id_: int) -> Referral:
    """The referral that the holder of its key has opened. Raises Hidden."""
    return fetch(actor, Referral, "case", pk=id_)


def my_referrals(actor: Actor) -> QuerySet[Referral]:
    """The referrals that the actor made, the newest first."""
    return seen_by(actor, Referral).filter(referrer_id=actor.person_id).order_by("-received_at")


def referral(actor: Actor, ref: str) -> Referral:
    """One referral by its reference. Raises Hidden."""
    return fetch(actor, Referral, "case", "answers", ref=ref)


def additions_to_each(actor: Actor, referrals: list[Referral]) -> dict[int, list[Addition]]:
    """What was added to each of several referrals, in order, by the referral's id. One query."""
    added: dict[int, list[Addition]] = {referral.pk: [] for referral in referrals}
    for addition in seen_by(actor, Addition).filter(referral__in=added).order_by("added_at"):
        added[addition.referral_id].append(addition)
    return added


def additions_to(actor: Actor, referral: Referral) -> list[Addition]:
    """What was added to a referral, in order."""
    return list(seen_by(actor, Addition).filter(referral=referral).order_by("added_at"))


def notifications_of(actor: Actor, case: Case) -> list[Notification]:
    """The notifications of a case, by number."""
    return list(seen_by(actor, Notification).filter(case=case).select_related("copy", "case").order_by("number"))


def is_notice_owed(actor: Actor, case: Case) -> bool:
    """Whether a notification of the case is owed now."""
    return seen_by(actor, Notification).filter(case=case, state="open").exists()


def notification(actor: Actor, ref: str) -> Notification:
    """One notification by its reference. Raises Hidden."""
    return fetch(actor, Notification, "case", ref=ref)


def register(actor: Actor, partnership_id: int) -> list[Notification]:
    """The register of notifications of a partnership, as far as the actor sees its cases, by number."""
    seen = seen_by(actor, Notification).filter(partnership_id=partnership_id)
    return list(seen.select_related("case").order_by("number"))


def sharings_of(actor: Actor, case: Case) -> list[Sharing]:
    """With which partners an incident was shared, and when."""
    return list(
        seen_by(actor, Sharing).filter(case=case).select_related("organisation", "agreement").order_by("shared_at")
    )


def processes_of(actor: Actor, case: Case) -> list[LinkedProcess]:
    """The processes that a case is linked to."""
    return list(seen_by(actor, LinkedProcess).filter(case=case).order_by("kind", "pk"))


def process(actor: Actor, ref: str) -> LinkedProcess:
    """One linked process by its reference. Raises Hidden."""
    return fetch(actor, LinkedProcess, "case", ref=ref)


def immediate_of(actor: Actor, case: Case) -> list[ImmediateAction]:
    """The immediate actions of a case: the open ones first."""
    actions = seen_by(actor, ImmediateAction).filter(case=case)
    return sorted(actions, key=lambda action: (action.done_at is not None, action.raised_at))


def team_of(actor: Actor, case: Case) -> list[TeamMember]:
    """Who is on a case now."""
    members = seen_by(actor, TeamMember).filter(case=case, left_at=None).select_related("person")
    return list(members.order_by("purpose", "person__name"))


def walls_of(actor: Actor, case: Case) -> list[Wall]:
    """Who is walled off from a case now."""
    return list(seen_by(actor, Wall).filter(case=case, lifted_at=None).select_related("person").order_by("declared_at"))


def conflicts(actor: Actor) -> list[Wall]:
    """The list of declared conflicts for a scrutineer or a board's chair: case key, nature, person, substitute."""
    walls = seen_by(actor, Wall).select_related("person", "case", "case__partnership")
    return list(walls.order_by("-declared_at")[:500])


def openings(actor: Actor, case: Case) -> list[EmergencyAccess]:
    """The emergency openings of a case that the actor has fetched."""
    return openings_of(case)


def history(actor: Actor, case: Case) -> list[Line]:
    """What was done on a case, the newest first; the actor has fetched the case."""
    return history_of(case)


def readers(actor: Actor, case: Case) -> list[Line]:
    """Who read a case, the newest first, for those who may see it; else nothing."""
    return history_of(case, kinds=("read",)) if may(actor, "see who looked at a case", case) else []


def hold_of(actor: Actor, case: Case) -> Hold | None:
    """The hold that a case is under, if any."""
    return deadlines.open_hold_of(actor, case)


def tablings_of(actor: Actor, case: Case) -> list[Tabling]:
    """Where a case is planned to be tabled or was."""
    return list(seen_by(actor, Tabling).filter(case=case).select_related("to").order_by("to__name"))


def tabling_places(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """Where a case can be tabled: its own partnership and the joint bodies of which that is a member."""
    joint = directory.joint_bodies_of(actor, case.partnership_id, actor.today)
    return [(case.partnership.ref, case.partnership.name), *((body.ref, body.name) for body in joint)]


def line_of(actor: Actor, case: Case) -> TrackerLine | None:
    """The tracker's line, as it stands, of a case that the actor has fetched: whoever sees the case sees it."""
    return case.line


def informings_of(actor: Actor, case: Case) -> list[Informing]:
    """Who must hear of the decision, and when they did."""
    return list(seen_by(actor, Informing).filter(case=case).order_by("pk"))


def not_informed(actor: Actor, case: Case) -> list[str]:
    """Who has to hear of the decision, or waits for word of a referral, and has not been told so far."""
    waiting = [one.who for one in informings_of(actor, case) if one.informed_at is None]
    untold = seen_by(actor, Referral).filter(case=case, outcome_at=None)
    if not waiting and not informings_of(actor, case) and untold.exists():
        return ["Referrer"]
    return waiting


def submission_of(actor: Actor, case: Case) -> Submission | None:
    """What was sent to the Panel."""
    return seen_by(actor, Submission).filter(review__case=case).select_related("file").first()


def delays_of(actor: Actor, case: Case) -> list[Delay]:
    """Why the report is late, each time that somebody said so, the first one first."""
    return list(seen_by(actor, Delay).filter(review__case=case).order_by("recorded_at"))


def replies_of(actor: Actor, case: Case) -> list[PanelReply]:
    """What the Panel answered."""
    return list(seen_by(actor, PanelReply).filter(review__case=case).order_by("received_on"))


def follow_ups_of(actor: Actor, case: Case) -> list[FollowUp]:
    """What follows from the Panel's replies: the open ones first."""
    found = seen_by(actor, FollowUp).filter(case=case)
    return sorted(found, key=lambda follow_up: (follow_up.done_at is not None, follow_up.due_on))


def outcome_words(case: Case, review: RapidReview | None) -> str:
    """What was decided on a case, in words; empty while nothing is."""
    return outcomes_for(case).get(review.outcome, "") if review else ""
