"""Walks a case of the tests through its life: each step at its own moment, through the same acts as in use.

    case = walk(cast, to="released")

The referral comes on Monday 19 October 2026, which is day 1 by the BHR plan; summer time ends on the Sunday after. The
council notifies on Tuesday 20 October, so that fifteen working days end with Tuesday 10 November.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from candour.platform.access.actor import Actor
from candour.practice.cases.models import Case, Comment, Decision, Notification, RapidReview
from candour.practice.cases.operations import (
    decisions,
    description,
    duties,
    meetings,
    reports,
    returns,
    reviews,
    submissions,
)
from candour.practice.cases.queries.thresholds import (
    LOCAL_ACTION,
    LOCAL_REVIEW,
    MANDATORY_SAR,
    NOTIFIABLE,
)
from candour.project.demonstration.stage import answer, ask, refer, request_to, seat_of, settle_test, sign
from candour.rulebook.language.clocks import LONDON
from tests.cast import Cast
from tests.replaying import replayed

NAMES = ("Oriel", "Quennell", "Marta", "14 March 2019", "8 Saltmarsh Row")
"""What identifies the people of the case: no page, paper or line outside the vault may hold it."""

SAID: dict[str, Any] = {
    "about": {"kind": "serious-incident", "person": "child"},
    "what-happened": {
        "outline": "A child of seven was found with burns that the account given does not explain.",
        "incident-on": "17 October 2026",
        "aware-on": "19 October 2026",
        "harm": "seriously-harmed",
        "abuse": "yes",
    },
    "where": {"place": "here", "residence": "This borough"},
    "people": [
        {
            "forenames": "Oriel",
            "surname": "Quennell",
            "born-on": "14 March 2019",
            "sex": "female",
            "ethnicity": "White British",
            "looked-after": "no",
            "address": "8 Saltmarsh Row",
        }
    ],
    "family": [{"name": "Marta Quennell", "relationship": "Mother"}],
    "agencies": {"agencies": "School, health visiting"},
}

SUMMARY: dict[str, Any] = {
    "involvement": {"last-year": "Four contacts, each closed on its own."},
    "risk": {"risk": "No contact was weighed against the ones before it."},
    "why": {"why": "Records are kept by contact and not by child."},
    "strengths": {"strengths": "Each contact was answered within its time."},
    "learning": {"learning": "Read the last three contacts before a case is closed."},
}
"""What an agency says that has had contact."""

LEADS = {
    "NEL ICB": "nurse",
    "NELFT": "nelft",
    "BHRUT": "hospital",
    "Police": "police_lead",
    "Havering Children": "childrens_care",
    "Havering Adults": "adults_care",
    "Havering Education": "teacher",
    "Havering Housing": "housing",
    "Probation": "probation",
}
"""Who answers for each agency."""


def moment(day: int, clock: str = "12:00", month: int = 10) -> datetime:
    """A time of day in London in October 2026, or in another month of that year."""
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=LONDON)


@dataclass
class Walk:
    """A case on its way, with what a test wants otherwise."""

    cast: Cast
    said: dict[str, Any] = field(default_factory=lambda: SAID)
    partnership: str = "Havering SCP"
    referred_by: tuple[str, str] = ("teacher", "Havering Education")
    agencies: tuple[str, ...] = ("NELFT", "Police")
    proposal: str = "local-review"
    views: tuple[tuple[str, str, str], ...] = (
        ("council", "agree", ""),
        ("police", "agree", ""),
        ("health", "agree", ""),
    )
    case: Case = field(init=False)

    def manager(self, at: datetime) -> Actor:
        """The partnership's manager at a moment."""
        return self.cast.acting("manager", at)

    @property
    def is_child(self) -> bool:
        """Whether the case is about a child."""
        return bool(self.said["about"]["person"] == "child")

    @property
    def review(self) -> RapidReview:
        """The review as it stands now."""
        return RapidReview.objects.get(case=self.case)

    def received(self) -> None:
        """Monday 19 October, 09:30: somebody refers."""
        key, organisation = self.referred_by
        actor = self.cast.acting(key, moment(19, "09:30"))
        self.case = refer(actor, self.partnership, self.said, by=organisation)

    def shared(self) -> None:
        """The same day, 11:00: the statutory partners are told."""
        duties.share_with_partners(self.manager(moment(19, "11:00")), ref=self.case.ref, legal_reason="A duty.")

    def tested(self) -> None:
        """The same day: it is notifiable."""
        if self.is_child:
            settle_notifiable(self.manager(moment(19, "11:20")), self.case)

    def opened(self) -> None:
        """The same day: the review begins, by the plan of the BHR partnership."""
        reviews.open_review(self.manager(moment(19, "11:30")), ref=self.case.ref)

    def asked(self) -> None:
        """The same day: one act writes to every agency."""
        ask(self.manager(moment(19, "12:00")), self.case, self.agencies)
        case = Case.objects.get(pk=self.case.pk)
        description.describe_case(
            self.manager(moment(19, "12:30")),
            ref=case.ref,
            version=case.version,
            facts={"themes": "Burns; closed cases"},
        )

    def notified(self) -> None:
        """Tuesday 20 October, 16:00: the council has sent its notification."""
        if self.is_child:
            notify(self.cast, self.case, moment(20, "16:00"))

    def answered(self) -> None:
        """Friday 23 October: each agency answers, and a senior manager signs."""
        for organisation in self.agencies:
            lead = self.cast.acting(LEADS[organisation], moment(23, "14:00"))
            sign(lead, answer(lead, self.case, organisation, SUMMARY), "Anne Fielding", "Director")

    def released(self) -> None:
        """Tuesday 27 October, day 7: the returns are released and the meeting is called."""
        manager = self.manager(moment(27, "10:00"))
        meetings.release_returns(manager, ref=self.case.ref)
        meetings.plan_meeting(manager, ref=self.case.ref, starts_at=moment(28, "14:00"), place="Town hall")

    def met(self) -> None:
        """Wednesday 28 October, day 8: the group meets, quorate, and recommends."""
        actor = self.manager(moment(28, "14:00"))
        self.arrive(actor)
        meetings.add_point(actor, ref=self.case.ref, kind="concern", text="Four contacts were never read together.")
        later = self.manager(moment(28, "15:30"))
        meetings.recommend(
            later, ref=self.case.ref, outcome=self.proposal, reason="What is to be learned is not yet clear."
        )
        meetings.end_meeting(later, ref=self.case.ref)
        for name in (LOCAL_REVIEW, LOCAL_ACTION) if self.is_child else (MANDATORY_SAR,):
            settle_test(later, self.case, name, {}, is_met=True, rationale="Looked at criterion by criterion.")

    def arrive(self, actor: Actor) -> None:
        """Eight of the ten agencies that count, among them the four that must be there."""
        group = self.review.group_id
        assert group is not None, "the partnership has a group that looks at cases"
        for title, key in SEATED:
            person = self.cast.people[key]
            meetings.arrive(actor, ref=self.case.ref, seat_id=seat_of(group, title), person_ref=person.ref)

    def circulated(self) -> None:
        """Tuesday 3 November, day 12: the draft goes out for comments."""
        manager = self.manager(moment(3, "12:00", 11))
        reports.write_analysis(
            manager,
            ref=self.case.ref,
            version=self.review.version,
            facts_summary="A child was found with burns.",
            analysis="Each contact was weighed alone.",
        )
        reports.make_report(manager, ref=self.case.ref)
        reports.send_draft(manager, ref=self.case.ref)

    def finished(self) -> None:
        """Wednesday 4 November, day 13, 11:00: the report is final."""
        manager = self.manager(moment(4, "11:00", 11))
        for comment in Comment.objects.filter(review=self.review, answer=""):
            reports.answer_comment(
                manager,
                ref=self.case.ref,
                comment_ref=comment.ref,
                version=comment.version,
                answer="accepted",
                reason="",
            )
        early = "" if self.is_child else "The group has no more to say."
        reports.finish(manager, ref=self.case.ref, early_because=early)

    def put(self) -> None:
        """The same day, 12:00: the decision room opens until Friday, 17:00."""
        decisions.open_decision(
            self.manager(moment(4, "12:00", 11)),
            ref=self.case.ref,
            proposal=self.proposal,
            reason="As the group recommends.",
            due_at=moment(6, "17:00", 11),
        )

    def decided(self) -> None:
        """Thursday 5 November, day 14: the partners answer one after the other."""
        decision = Decision.objects.get(case=self.case)
        for hour, (key, view, prefers) in enumerate(self.views, start=9):
            actor = self.cast.acting(key, moment(5, f"{hour:02}:00", 11))
            decisions.give_position(actor, ref=decision.ref, view=view, reason=f"The reason of {key}.", prefers=prefers)

    def sent(self) -> None:
        """Friday 6 November, 11:00: the report goes to the Panel."""
        at = moment(6, "11:00", 11)
        submissions.submit(self.manager(at), ref=self.case.ref, sent_at=at, receipt="Receipt  0042")

    def replied(self) -> None:
        """Monday 16 November: the Panel answers and asks for one thing."""
        submissions.record_reply(
            self.manager(moment(16, "09:00", 11)),
            ref=self.case.ref,
            received_on=moment(16, month=11).date(),
            agrees=True,
            words="The Panel agrees.",
            asks=[("Say how the learning is tested.", moment(30, month=11).date())],
        )


SEATED = (
    ("Metropolitan Police", "police_lead"),
    ("Children’s services", "childrens_care"),
    ("Adult social care", "adults_care"),
    ("Designated nurse", "nurse"),
    ("NELFT", "nelft"),
    ("Acute hospital trust", "hospital"),
)
STEPS: tuple[Callable[[Walk], None], ...] = (
    Walk.received,
    Walk.shared,
    Walk.tested,
    Walk.opened,
    Walk.asked,
    Walk.notified,
    Walk.answered,
    Walk.released,
    Walk.met,
    Walk.circulated,
    Walk.finished,
    Walk.put,
    Walk.decided,
    Walk.sent,
    Walk.replied,
)


def walk(cast: Cast, *, to: str, **otherwise: Any) -> Walk:
    """A case that has come as far as the step `to`, with everything before it."""
    going = Walk(cast, **otherwise)

    def go() -> int:
        for step in STEPS:
            step(going)
            if step.__name__ == to:
                break
        return going.case.pk

    going.case = Case.objects.get(pk=replayed(("walk", to, repr(otherwise)), go))
    return going


def on_with(going: Walk, *, to: str, after: str) -> Walk:
    """The same case further on: every step after the one named, up to `to`."""
    names = [step.__name__ for step in STEPS]
    for step in STEPS[names.index(after) + 1 : names.index(to) + 1]:
        step(going)
    going.case.refresh_from_db()
    return going


def settle_notifiable(actor: Actor, case: Case) -> None:
    """Conclude that a case is notifiable."""
    answers = {
        "abuse-known-or-suspected": ("yes", "The burns have a straight edge."),
        "seriously-harmed": ("yes", "Skin grafts are planned."),
        "in-area": ("yes", "It happened at home."),
    }
    settle_test(actor, case, NOTIFIABLE, answers, is_met=True, rationale="Serious harm, and abuse is suspected.")


def notify(cast: Cast, case: Case, at: datetime) -> None:
    """Record that the council has sent the notification that is owed."""
    owed = Notification.objects.get(case=case, state="open")
    council = cast.acting("council", at)
    duties.record_notification(
        council, ref=owed.ref, submitted_at=at, sender="Helen Marsh", national_reference="SIN-2026-000777"
    )


def nil(cast: Cast, case: Case, organisation: str, at: datetime) -> None:
    """Answer for an agency that it has had no contact."""
    lead = cast.acting(LEADS[organisation], at)
    returns.nil_return(lead, ref=request_to(case, organisation).ref, by=lead.label)


def named_in(text: str, names: tuple[str, ...] = NAMES) -> list[str]:
    """Which of the names stand in a text, in whatever case."""
    return [name for name in names if name.casefold() in text.casefold()]
