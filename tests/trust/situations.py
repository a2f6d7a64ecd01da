"""The situations in which addresses are asked for: cases of the demonstration, and what each parameter is there.

`fillings` says what each parameter is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch

from candour.platform.access.models import EmergencyAccess
from candour.platform.deadlines.models import Hold
from candour.platform.files.models import StoredFile
from candour.platform.imports.operations import bring_in
from candour.platform.imports.recipes import recipe_of
from candour.platform.retention.models import Erasure
from candour.platform.retention.operations import place_hold
from candour.platform.subject_access.operations import receive
from candour.practice.cases.models import (
    Case,
    ChronologyEvent,
    Comment,
    Decision,
    FollowUp,
    FullReview,
    GroupedCase,
    ImmediateAction,
    LinkedProcess,
    MarkerAnswer,
    MarkerScore,
    MeetingPoint,
    RapidReview,
    ReviewDraft,
    ReviewDuty,
    Reviewer,
    ReviewKindSpell,
    ReviewLetter,
    ReviewTerms,
    Subject,
    Tabling,
    TeamMember,
    Wall,
)
from candour.practice.governance.models import (
    AgendaItem,
    GroupSeat,
    ItemConflict,
    ItemUpdate,
    Paper,
    ReportingLine,
    Terms,
    TermsSignature,
)
from candour.practice.governance.operations.committee_reports import begin_report
from candour.practice.publishing.models import (
    Copy,
    Edition,
    Suite,
)
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.trust.addresses import Address
from tests.trust.fillings import WHAT_STANDS_FOR
from tests.trust.voices import furnish_voices

SITE = "site"
"""The short address of a public site."""
CASES: dict[str, dict[str, Any]] = {
    "running": {"pk__in": RapidReview.objects.filter(state="released").values("case_id")},
    "received": {"state": "received", "kind": "serious-incident"},
    "finished": {"pk__in": RapidReview.objects.filter(submitted_at__isnull=False).values("case_id")},
    "adult": {"about": "adult"},
    "deciding": {"pk__in": Decision.objects.filter(state="open").values("case_id")},
    "closed": {"kind": "near-miss"},
    "elsewhere": {"partnership__short_name": "Redbridge SCP"},
}
"""Each situation by what is peculiar to its case in the demonstration.

running: an agency's safeguarding lead is walled off, and an external author has access for a period.
received: only the office knows it; one of the office is walled off, and a director opened it in an emergency.
finished: sent to the Panel. adult: of the adults board. deciding: two of three partners have given their position.
closed: a near miss. elsewhere: of another partnership.
"""


class Unfilled(LookupError):
    """A parameter of an address for which nobody has said what it stands for."""


@dataclass(frozen=True)
class Situation:
    """A case, or the site without one, in which addresses are asked for."""

    name: str
    case: Case | None
    cast: Cast

    def path(self, address: Address) -> str | None:
        """The path of an address here; None where the situation holds nothing that it could be about.

        Raises Unfilled for a parameter that `WHAT_STANDS_FOR` does not know.
        """
        values: dict[str, object] = {}
        for name, route in address.parameters:
            fill = WHAT_STANDS_FOR.get(route) or WHAT_STANDS_FOR.get(name)
            if fill is None:
                raise Unfilled(f"Say in tests/trust/fillings.py what stands for <{name}> in “{route}”.")
            value = fill(self)
            if value is None:
                return None
            values[name] = value
        try:
            return address.at(values)
        except NoReverseMatch as error:
            raise Unfilled(f"{address.name} does not take {values}.") from error

    def one(self, model: type[Model], **lookup: object) -> Any:
        """The first record of a model with those values, or None."""
        return model._default_manager.filter(**lookup).order_by("pk").first()

    def of_case(self, model: type[Model], path: str = "case", attribute: str = "ref", **lookup: object) -> Any:
        """Something of the first record of a model that belongs to the case, or None."""
        found = self.one(model, **{path: self.case}, **lookup) if self.case else None
        return getattr(found, attribute) if found else None


def situations(cast: Cast) -> list[Situation]:
    """Every situation."""
    cases = {name: Case.objects.select_related("partnership").get(**peculiar) for name, peculiar in CASES.items()}
    return [Situation(SITE, None, cast), *(Situation(name, case, cast) for name, case in cases.items())]


def furnish(cast: Cast) -> None:
    """Give each case a record of every kind, so that every address has something to be about. To be called once."""
    cases = {situation.name: situation.case for situation in situations(cast) if situation.case}
    for case in cases.values():
        _furnish(cast, case)
    running, received = cases["running"], cases["received"]
    _wall(cast, received, "administrator")
    _open_in_emergency(cast, received, "council")
    author = TeamMember(case=running, person=cast.people["author"], purpose="adviser", joined_at=cast.now)
    author.until_on = cast.now.date() + timedelta(days=7)
    author.save()
    _furnish_group(cast)
    Suite.objects.create(partnership=running.partnership, title="A suite")
    Copy.objects.create(edition=Edition.objects.get(document__kind="review"), recipient="other", name="The coroner")
    partnership = running.partnership
    _furnish_keeping(cast, running)
    old = "Initials\tCase Summary/Themes\tLead Authority\nXYZ\tAn old case\tHavering"
    recipe = recipe_of("case-tracker")
    bring_in(cast.acting("manager"), recipe=recipe, owner=partnership, owner_ref=partnership.ref, text=old)


def _furnish(cast: Cast, case: Case) -> None:
    if not LinkedProcess.objects.filter(case=case).exists():
        LinkedProcess.objects.create(case=case, kind="inquest", status="Opened")
    if not Hold.objects.filter(owner_kind="cases.case", owner_id=case.pk).exists():
        Hold.objects.create(
            owner_kind="cases.case",
            owner_id=case.pk,
            address=f"/cases/{case.ref}/tracker/",
            waits_for="A trial",
            reason="It was asked for.",
            next_check_on=cast.now.date(),
            placed_at=cast.now,
        )
    if not FollowUp.objects.filter(case=case).exists():
        FollowUp.objects.create(case=case, what="Tell the Panel", due_on=cast.now.date())
    if not ImmediateAction.objects.filter(case=case).exists():
        ImmediateAction.objects.create(case=case, what="See the brother", source="The referral", raised_at=cast.now)
    if not ChronologyEvent.objects.filter(case=case).exists():
        ChronologyEvent.objects.create(
            case=case, source="The office", event="A visit", added_at=cast.now, added_by="Priya Anand"
        )
    if not Subject.objects.filter(case=case).exists():
        Subject.objects.create(case=case, number=1)
    if not Tabling.objects.filter(case=case).exists():
        Tabling.objects.create(case=case, to=case.partnership, key=case.key, kind=case.kind)
    furnish_voices(cast, case)
    _furnish_full_review(cast, case)
    review = RapidReview.objects.filter(case=case).first()
    if review is not None:
        MeetingPoint.objects.create(
            review=review, kind="theme", text="A theme", made_at=cast.now, made_by="Priya Anand"
        )
        if not Comment.objects.filter(review=review).exists():
            Comment.objects.create(review=review, person=cast.people["lay"], text="A comment", made_at=cast.now)


def _furnish_full_review(cast: Cast, case: Case) -> None:
    kind = "lcspr" if case.is_child else "sar-mandatory"
    review = FullReview.objects.filter(case=case).order_by("pk").first() or FullReview.objects.create(
        case=case, kind=kind, opened_at=cast.now, opened_by="Priya Anand"
    )
    ReviewKindSpell.objects.create(review=review, kind=kind, from_at=cast.now, by="Priya Anand")
    today, now = cast.now.date(), cast.now
    ReviewDuty.objects.create(review=review, title="A duty", owner="A body", decided_on=today)
    terms = ReviewTerms(review=review, number=90, purpose="To learn", key_lines="Why?", drafted_at=now)
    terms.scope_from = terms.scope_until = FuzzyDate.on(today)
    terms.save()
    Reviewer.objects.create(review=review, name="Ines Calloway", method="Systems")
    ReviewLetter.objects.create(review=review, kind="request", words="Please answer", made_on=today, due_on=today)
    MarkerAnswer.objects.create(review=review, marker="publication", met="yes", evidence="Seen", answered_at=now)
    MarkerScore.objects.create(review=review, marker="publication", met="yes", scored_at=now)
    ReviewDraft.objects.create(review=review, number=90, words="A draft", made_at=now)
    other = Case.objects.exclude(pk=case.pk).order_by("pk").first()
    GroupedCase.objects.create(review=review, case=other, added_at=now)


def _furnish_group(cast: Cast) -> None:
    item = AgendaItem.objects.filter(meeting__owner_kind="").earliest("pk")
    group = item.meeting.group
    terms = Terms.objects.create(group=group, number="0.1", text="Terms.", author="Priya Anand", made_at=cast.now)
    seat = GroupSeat.objects.filter(group=group, post__isnull=False).earliest("pk")
    TermsSignature.objects.create(terms=terms, post=seat.post)
    ReportingLine.objects.create(
        group=group, to_body=group, what="A report", frequency="quarterly", next_due_on=cast.now.date()
    )
    ItemUpdate.objects.create(
        item=item, organisation=cast.organisation("NELFT"), asked_at=cast.now, due_at=cast.now + timedelta(days=3)
    )
    ItemConflict.objects.create(
        item=item, person=cast.people["probation"], nature="A relative", declared_at=cast.now, declared_by="Priya Anand"
    )
    StoredFile.objects.filter(pk__in=Paper.objects.values("file_id")).update(state="clean")
    begin_report(cast.acting("manager"), group_ref=group.ref, to_body="Scrutiny", subject="A report", meets_on=None)


def _furnish_keeping(cast: Cast, case: Case) -> None:
    manager = cast.acting("manager")
    place_hold(manager, on=case, reason="A claim", ask="Counsel", next_check_on=cast.now.date() + timedelta(days=30))
    person = cast.people["manager"]
    Erasure.objects.create(
        body_id=case.partnership_id,
        kind="closed-case",
        proposed_at=cast.now,
        proposed_by=person.name,
        proposed_by_id=person.pk,
    )
    facts = {"forenames": "Nobody", "surname": "Known", "born_on": "1990-01-01"}
    receive(manager, body_id=case.partnership_id, received_on=cast.now.date(), asked="Everything", facts=facts)


def _wall(cast: Cast, case: Case, key: str) -> None:
    person = cast.people[key]
    Wall.objects.create(case=case, person=person, nature="person", declared_at=cast.now, declared_by=person.name)


def _open_in_emergency(cast: Cast, case: Case, key: str) -> None:
    EmergencyAccess.objects.create(
        person_id=cast.people[key].pk,
        who=cast.people[key].name,
        record_kind="cases.case",
        record_id=case.pk,
        reason="A child is in danger tonight.",
        opened_at=cast.now - timedelta(hours=1),
        ends_at=cast.now + timedelta(hours=3),
    )
