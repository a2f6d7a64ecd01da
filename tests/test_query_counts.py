"""How many questions each page puts to the database: no more than the checked-in baseline, however much there is.

A page that comes to ask more fails here. Bring it back down, or raise its number in `query_counts.json` on purpose. A
number that could be lower is to be lowered there, so that it cannot creep up again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.practice.cases.models import AgencyRequest, Case, ChronologyEvent, FullReview, Referral
from candour.practice.cases.operations import (
    chronology,
    commissioning,
    description,
    duties,
    full_reviews,
    intake,
    meetings,
    reports,
    submissions,
    teams,
    tracker,
)
from candour.practice.cases.operations.requests import Ask, ask_agencies
from candour.practice.challenges.models import Challenge
from candour.practice.challenges.operations import Raised, raise_challenge
from candour.practice.directory import operations as directory
from candour.practice.directory.models import Organisation, Partnership, Person
from candour.practice.governance.models import GroupSeat
from candour.practice.learning.models import Cell, LearningReport, Lesson, Letter, PlanAction, Recommendation, Report
from candour.practice.learning.operations import asked, lessons, letters, near_misses, plans, recommendations
from candour.practice.learning.operations import reports as learning_reports
from candour.practice.learning.operations.recommendations import Worded, add_recommendation
from candour.practice.learning.operations.said_before import say_likeness
from candour.practice.public import operations as public
from candour.practice.public.models import Document
from candour.practice.publishing.models import Dossier, Edition, Place, Release, SourceText
from candour.practice.publishing.operations import documents, dossiers
from candour.practice.voice.models import Member, Practitioner, Reading, Room
from candour.practice.voice.operations import family, practitioners, readings
from candour.project.demonstration.stage import refer
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.questions import questions
from tests.walks import SAID, settle_notifiable

PUBLIC = (
    *("public_home", "public_about", "public_meetings", "public_promises", "public_search", "public_concern"),
    *("public_feed", "public_promises_csv", "site_keep"),
)
BASELINE = Path(__file__).parent / "query_counts.json"
MOST = 12
"""What a page should need at most: eight go to the session, the reader's powers, the case and the line of history."""

MORE = {
    "home": "deadlines, rounds, terms, agreements, approvals, releases and what passed on are lists of several apps",
    "case_referral": "names, facts, referrals, what was added to them and their forms are five lists",
    "case_meeting": "seats, holders, deputies, who is there and one’s own seat are five lists beside its own",
    "case_decision": "posts, holders, delegations and walls say who may answer; closed answers are not fetched",
    "decision, for a partner": "the same, and the reader's own words for things",
    "case_submission": "what was sent, why late, who was told, the replies, what follows and the family are six lists",
    "agency_return, for the nurse": "what her agency said before of the same people is looked for",
    "half_year": "the report has thirteen parts, and each counts what the reader may see",
    "said_before": "how rare words are, what is like it, why, and what was said of it come one after another",
    "voices": "the family, what they were told, quiet dates, comments and practitioners are five lists",
    "relative": "names, the log, quiet dates, what was told, readings and comments are six lists",
    "full_review": "findings, duties, grouped cases, types, processes and hold are questions of their own",
    "review_work": "terms, reviewers, letters, meetings, markers and drafts are six lists",
}
"""Pages that need more than that, each with the reason why."""

AT_THE_MEETING = "Safer sleeping; neglect; cold home; alcohol"
SENT = "Injury to a baby; bruising protocol; fathers; sharing of police reports"
RUNNING = ("case", "case_referral", "case_tests", "case_notification", "case_agencies", "case_meeting", "case_team",
           "case_processes", "case_history", "case_tracker")  # fmt: skip
LEARNING = ("learning", "roll_up", "retests", "letters_waiting")
OF_A_REPORT = ("matrix", "action_plan", "report_letters", "report_bodies")
OVER = ("case_chronology", "case_report", "case_decision", "case_submission")
OF_A_REVIEW = ("full_review", "review_work", "fact_sheet")
DIRECTORY = ("organisations", "terms", "people", "posts", "undertakings")
PUBLISHING = ("documents", "publication_report", "redactions")
GROWTH = 6
"""How many more there are of everything when the pages are counted again."""


def addresses() -> Iterator[tuple[str, str, str]]:
    """Each page that is counted: its name, who opens it, and where it is."""
    running, over = Case.objects.get(themes=AT_THE_MEETING), Case.objects.get(themes=SENT)
    yield "home", "manager", reverse("home")
    yield "tracker", "manager", reverse("tracker")
    yield "tracker of all", "manager", reverse("tracker") + "?shows=all"
    yield "tracker of a past day", "manager", reverse("tracker") + "?shows=all&day_day=1&day_month=9&day_year=2026"
    yield "search", "manager", reverse("search") + "?q=case"
    yield "tabled", "joint", reverse("tabled")
    yield "register of notifications", "manager", reverse("notification_register", args=[running.partnership.ref])
    for name in RUNNING:
        yield name, "manager", reverse(name, args=[running.ref])
    for name in OVER:
        yield name, "manager", reverse(name, args=[over.ref])
    yield "case_chronology as told", "manager", reverse("case_chronology", args=[over.ref]) + "?view=as-told"
    yield "decision, for a partner", "police", reverse("case_decision", args=[over.ref])
    followed = FullReview.objects.get(case=over)
    yield "case_reviews", "manager", reverse("case_reviews", args=[over.ref])
    for name in OF_A_REVIEW:
        yield name, "manager", reverse(name, args=[over.ref, followed.ref])
    yield "joint_view", "manager", reverse("joint_view")
    yield "audience", "manager", reverse("audience", args=["joint"])
    asked = AgencyRequest.objects.get(case=running, organisation__short_name="NEL ICB")
    yield "agency_return", "manager", reverse("agency_return", args=[asked.ref])
    yield "agency_return, for the nurse", "nurse", reverse("agency_return", args=[asked.ref])
    yield "inbox", "nelft", reverse("inbox")
    review = Document.objects.get(kind="review", corrected_on=None, came_from="demonstration:wren")
    for name in PUBLIC:
        yield name, "manager", reverse(name, args=[review.site.slug])
    yield "public_section", "manager", reverse("public_section", args=[review.site.slug, "policies"])
    yield "public_document", "manager", reverse("public_document", args=[review.site.slug, review.ref])
    yield "sitemap", "manager", reverse("sitemap")
    yield "case_voices", "manager", reverse("case_voices", args=[over.ref])
    room = Room.objects.get(owner_id=over.pk)
    yield "voices", "manager", reverse("voices", args=[room.ref])
    yield "relative", "manager", reverse("relative", args=[Member.objects.filter(room=room)[0].ref])
    yield "reading", "manager", reverse("reading", args=[Reading.objects.filter(member__room=room)[0].ref])
    yield "practitioner", "manager", reverse("practitioner", args=[Practitioner.objects.filter(room=room)[0].ref])
    for name in DIRECTORY:
        yield name, "manager", reverse(name)
    report = Report.objects.earliest("pk")
    for name in LEARNING:
        yield name, "manager", reverse(name)
    for name in OF_A_REPORT:
        yield name, "manager", reverse(name, args=[report.ref])
    first = Recommendation.objects.get(report=report, number=1)
    cell = Cell.objects.select_related("body").get(recommendation=first, body__title="NELFT")
    action, letter = PlanAction.objects.get(report=report, number=1), Letter.objects.earliest("pk")
    yield "recommendation", "manager", reverse("recommendation", args=[first.ref])
    yield "cell", "nelft", reverse("cell", args=[first.ref, cell.body.ref])
    yield "plan_action", "hospital", reverse("plan_action", args=[action.ref])
    yield "letter", "manager", reverse("letter", args=[letter.ref])
    yield "challenges", "manager", reverse("challenges")
    yield "challenge_index", "manager", reverse("challenge_index")
    yield "challenge", "manager", reverse("challenge", args=[Challenge.objects.get(state="answered").ref])
    yield "challenge_raise", "nelft", reverse("challenge_raise")
    yield "person", "manager", reverse("person", args=[Person.objects.get(name="Daniel Osei").ref])
    for name in PUBLISHING:
        yield name, "manager", reverse(name)
    yield "edition", "manager", reverse("edition", args=[Edition.objects.get(document__kind="review").ref])
    yield "release", "manager", reverse("release", args=[Release.objects.get().ref])
    yield "redaction", "manager", reverse("redaction", args=[Dossier.objects.get().ref])
    yield "redaction_text", "manager", reverse("redaction_text", args=[SourceText.objects.earliest("pk").ref])
    yield "organisation", "manager", reverse("organisation", args=[Organisation.objects.get(short_name="NELFT").ref])
    lesson = Lesson.objects.get(kind="product")
    again = Recommendation.objects.filter(text__startswith="Interpreting is paid").earliest("pk")
    for name in ("lessons", "themes", "learning_cycle", "near_misses"):
        yield name, "manager", reverse(name)
    yield "lesson", "manager", reverse("lesson", args=[lesson.ref])
    yield "said_before", "manager", reverse("said_before", args=[again.ref])
    yield "half_year", "manager", reverse("half_year", args=[LearningReport.objects.get().ref])


def counted(told: Cast) -> dict[str, int]:
    found = list(addresses())
    clients = {key: told.client(key) for _, key, _ in found}
    return {name: len(questions(clients[key], address)) for name, key, address in found}


def grow(told: Cast) -> None:
    """Several more of everything that the pages list."""
    manager = told.acting("manager")
    running, over = Case.objects.get(themes=AT_THE_MEETING), Case.objects.get(themes=SENT)
    for number in range(GROWTH):
        _another_case(told, number)
        _more_published(told, number)
        for case in (running, over):
            _more_of(told, case, number)
    _more_to_publish(manager)
    _more_recommendations(told)
    _more_challenges(manager)
    _more_lessons(told)
    followed = FullReview.objects.get(case=over)
    for number in range(GROWTH):
        _more_of_a_review(told, followed, number)
    for name in ("Havering Education", "Havering Adults", "Havering Community Safety"):
        organisation = Organisation.objects.get(short_name=name)
        asks = [Ask(organisation.ref, "A lead", "lead@example.org")]
        ask_agencies(manager, ref=running.ref, asks=asks, by=date(2026, 11, 27))
    _more_voices(manager, Room.objects.get(owner_id=over.pk))
    for key in ("author", "scrutineer", "chair", "board_chair", "director_adults"):
        teams.join_team(manager, ref=running.ref, person_ref=told.people[key].ref, purpose="adviser")
    for seat in list(GroupSeat.objects.filter(group__reviews_cases=True)):
        GroupSeat.objects.create(
            group_id=seat.group_id, title=f"{seat.title}, again", kind=seat.kind, post=seat.post, unit=f"{seat.unit} 2",
            sectors=seat.sectors, counts=seat.counts, order=seat.order + 100, from_on=seat.from_on,
        )  # fmt: skip


def _more_to_publish(manager: Actor) -> None:
    review = Edition.objects.get(document__kind="review")
    for number in range(GROWTH):
        facts = {"kind": "policy", "title": f"Policy {number}"}
        made = documents.add_document(manager, partnership_ref=review.document.partnership.ref, facts=facts)
        documents.draft_edition(manager, document_ref=made.ref, number="1.0", text="# One\n\nText.")
        for edition in (review, Release.objects.get().edition):
            Place.objects.create(edition=edition, name=f"Site {number}")
    dossiers.add_text(
        manager, dossier_ref=Dossier.objects.get().ref, title="More", source="Executive", text="Mr Brown met Ms White."
    )


def _more_published(told: Cast, number: int) -> None:
    manager = told.acting("manager")
    here = Partnership.objects.get(short_name="Havering SCP").pk
    review = Document.objects.get(kind="review", corrected_on=None, came_from="demonstration:wren")
    public.put_document(
        manager, partnership_id=here, kind="policy", title=f"Policy {number}", summary="What to do.", body="Do it."
    )
    public.put_promise(
        manager, partnership_id=here, source_ref=f"more:{number}", recommendation="Do it.", report_ref=review.ref,
        who=f"Body {number}", what="We will.", by_when=None, status="promised",
    )  # fmt: skip
    public.put_meeting_date(
        manager, partnership_id=here, source_ref=f"more:{number}", title="Board", on=manager.today + timedelta(days=9)
    )


def _more_lessons(told: Cast) -> None:
    manager, product = told.acting("manager"), Lesson.objects.get(kind="product")
    again = Recommendation.objects.filter(text__startswith="Interpreting is paid").earliest("pk")
    others = [one.ref for one in Organisation.objects.filter(short_name__in=("Police", "NEL ICB", "Havering Adults"))]
    asked.ask_about(manager, ref=product.ref, organisations=others, due_on=manager.today + timedelta(days=9))
    for number in range(GROWTH):
        report = learning_reports.open_report(
            manager, partnership_id=product.partnership_id, title=f"Report {number}", kind="other-review"
        )
        made = add_recommendation(manager, ref=report.ref, worded=Worded(again.text))
        say_likeness(
            manager, ref=again.ref, earlier_ref=made.ref, version=0, likeness="again", why=f"Nobody did, {number}."
        )
        for kind in ("good-practice", "source", "stocktake", "proposal"):
            facts = {"title": f"{kind} {number}", "text": "A text."}
            found = lessons.add_lesson(manager, partnership_ref=report.partnership.ref, kind=kind, facts=facts)
            lessons.code_lesson(manager, ref=found.ref, keys=["interpreting", "communication"])
            lessons.link_lesson(manager, ref=product.ref, to="lesson", to_ref=found.ref)
        near_misses.tell(
            manager, partnership_ref=report.partnership.ref, theme_keys=["communication"], month=manager.today
        )


def _another_case(told: Cast, number: int) -> None:
    manager = told.acting("manager")
    case = refer(told.acting("nelft"), "Havering SCP", SAID, by="NELFT")
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    settle_notifiable(manager, case)
    case = Case.objects.get(pk=case.pk)
    description.describe_case(manager, ref=case.ref, version=case.version, facts={"themes": f"A case, {number}"})
    tracker.put_on_hold(
        manager, ref=case.ref, waits_for="A trial", reason="Asked.", ask="The court",
        next_check_on=manager.today + timedelta(days=3),
    )  # fmt: skip
    planned = tracker.plan_tabling(
        manager, ref=case.ref, to_ref=Partnership.objects.get(short_name="BHR").ref, planned_on=None
    )
    tracker.table_case(manager, ref=case.ref, tabling_ref=planned.ref, themes="Burns", stands="Received")
    second = refer(told.acting("hospital"), "Havering SCP", SAID, by="BHRUT")
    intake.join_case(manager, ref=second.ref, into_ref=Case.objects.get(themes=AT_THE_MEETING).ref)


def _more_challenges(manager: Actor) -> None:
    here, agencies = Partnership.objects.get(short_name="Havering SCP"), Organisation.objects
    for number in range(GROWTH):
        said = Raised("plan", f"Challenge {number}", "Decide again.", "nobody", "", manager.today, "A head",
                      manager.today + timedelta(days=number))  # fmt: skip
        raise_challenge(
            manager, partnership_ref=here.ref, raised_by_ref=agencies.get(short_name="Police").ref,
            body_ref=agencies.get(short_name=("NELFT", "BHRUT", "Probation")[number % 3]).ref, said=said,
        )  # fmt: skip


def _more_recommendations(told: Cast) -> None:
    manager, report = told.acting("manager"), Report.objects.earliest("pk")
    for name in ("Probation", "Havering Adults"):
        learning_reports.add_body(manager, ref=report.ref, organisation=Organisation.objects.get(short_name=name))
    for number in range(GROWTH):
        worded = recommendations.Worded(f"Write to everybody, {number}.")
        made = recommendations.add_recommendation(manager, ref=report.ref, worded=worded)
        letters.draft_letter(manager, ref=made.ref)
        for cell in Cell.objects.filter(recommendation__number__in=(1, made.number), body__title="NELFT"):
            plans.add_action(
                manager, ref=Recommendation.objects.get(pk=cell.recommendation_id).ref, body_ref=cell.body.ref,
                text="Do it.", owner=told.people["nelft"], due_on=FuzzyDate.parse("May 2027"),
            )  # fmt: skip
    learning_reports.open_report(manager, partnership_id=report.partnership_id, title="Another report", kind="audit")
    action = PlanAction.objects.get(report=report, number=1)
    for _ in range(GROWTH):
        plans.note(manager, action, "update", "Said.")  # type: ignore[arg-type]


def _more_of(told: Cast, case: Case, number: int) -> None:
    manager = told.acting("manager")
    chronology.add_event(
        manager, ref=case.ref, happened_on=FuzzyDate.parse("May 2026"), source=f"Record {number}", event="A call."
    )
    meetings.add_point(manager, ref=case.ref, kind="concern", text=f"Concern {number}.")
    meetings.raise_immediate(manager, ref=case.ref, what=f"Something {number}.", owner="NELFT")
    description.link_process(manager, ref=case.ref, kind="inquest", owner="", reference="", status="", next_on=None)
    intake.add_fact(manager, ref=Referral.objects.filter(case=case)[0].ref, text=f"Fact {number}.")
    reports.make_report(manager, ref=case.ref)
    submissions.inform(manager, ref=case.ref, who=f"Somebody {number}", at=manager.at, how="By phone")
    directory.add_person(manager, name=f"Pat {case.key} {number}", email=f"p{case.pk}{number}@example.org")


def _more_voices(manager: Actor, room: Room) -> None:
    mother, reading = Member.objects.filter(room=room)[0], Reading.objects.filter(member__room=room)[0]
    agency = Organisation.objects.get(short_name="NELFT")
    for number in range(GROWTH):
        family.add_member(manager, ref=room.ref, relation="other", names={"name": f"Pat {number}"})
        family.keep_words(manager, ref=mother.ref, on=manager.today, channel="visit", words="More.", quoting="no")
        readings.add_comment(manager, ref=reading.ref, place=f"Page {number}", text="More.")
        one = practitioners.invite(
            manager, ref=room.ref, organisation_ref=agency.ref, job="Midwife", names={}, invited_on=manager.today,
            promised=True, support="",
        )  # fmt: skip
        for heard in (one, Practitioner.objects.filter(room=room)[0]):
            practitioners.hear(manager, ref=heard.ref, kind="written", on=manager.today, text="More.")


def _more_of_a_review(told: Cast, review: FullReview, number: int) -> None:
    manager = told.acting("manager")
    full_reviews.add_duty(
        manager, review_ref=review.ref, title=f"Duty {number}", owner="A body", decision="", decided_by="",
        decided_on=manager.today, due_on=None, sends_to="",
    )  # fmt: skip
    when = FuzzyDate.parse("May 2026")
    commissioning.draft_terms(
        manager, review_ref=review.ref, purpose="To learn", scope_from=when, scope_until=when, key_lines="Why?"
    )
    commissioning.keep_letter(manager, review_ref=review.ref, kind="update", words=f"Update {number}.")
    commissioning.name_reviewer(manager, review_ref=review.ref, name=f"Reviewer {number}", method="Systems")


@pytest.fixture
def baseline() -> dict[str, int]:
    return dict(json.loads(BASELINE.read_text()))


def test_no_page_asks_more_than_its_baseline(told: Cast, baseline: dict[str, int]) -> None:
    counts = counted(told)
    assert counts.keys() == baseline.keys(), "every page that is counted has a number in query_counts.json"
    assert {name: count for name, count in counts.items() if count > baseline[name]} == {}


def test_no_page_asks_more_when_there_is_more_to_show(told: Cast) -> None:
    before = counted(told)
    events = ChronologyEvent.objects.count()
    grow(told)
    assert ChronologyEvent.objects.count() >= events + 2 * GROWTH
    after = counted(told)
    assert {name: (before[name], count) for name, count in after.items() if count > before[name]} == {}


def test_no_page_asks_more_than_a_dozen_questions_but_those_that_say_why(baseline: dict[str, int]) -> None:
    assert {name for name, count in baseline.items() if count > MOST} == MORE.keys()
