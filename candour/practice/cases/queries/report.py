"""Everything that the report is made from, gathered as one plain value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.dates.words import day_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.guided_forms import queries as form_queries
from candour.practice.cases.models import (
    AgencyRequest,
    Case,
    ChronologyEvent,
    CriterionAnswer,
    ImmediateAction,
    LinkedProcess,
    MeetingPoint,
    RapidReview,
    Subject,
    TestConclusion,
)
from candour.practice.cases.queries.anonymity import Replacement, anonymised
from candour.practice.cases.queries.clock import governing_clock, readings_of, starts_of
from candour.practice.cases.workflow import ADULT_OUTCOMES, OUTCOMES
from candour.practice.directory import queries as directory
from candour.practice.governance import queries as governance
from candour.rulebook import index
from candour.rulebook.language.criteria import CriteriaTest


@dataclass(frozen=True)
class AgencyPart:
    """One agency's part in the report."""

    name: str
    status: str
    signed_off: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TestPart:
    """One test's part in the report."""

    __test__ = False

    title: str
    source: str
    rows: tuple[tuple[str, str, str], ...]
    conclusion: str
    rationale: str


@dataclass(frozen=True)
class ReportFacts:
    """What the report says, without a name of anybody the case is about."""

    key: str
    is_child: bool
    partnership: str
    edition: str
    timeline: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]
    immediate: tuple[tuple[str, str, str], ...]
    agencies: tuple[AgencyPart, ...]
    chronology: tuple[tuple[str, str, str], ...]
    attendance: tuple[tuple[str, str], ...]
    quorum: str
    points: dict[str, list[str]]
    facts_summary: str
    analysis: str
    tests: tuple[TestPart, ...]
    recommendation: str
    recommendation_reason: str
    processes: tuple[tuple[str, str], ...]
    partners: tuple[str, ...]


Row = TypeVar("Row", bound=tuple[str, ...])
REFLECTIONS = ("risk", "why", "strengths", "learning")


def report_facts(actor: Actor, case: Case, review: RapidReview) -> ReportFacts:
    """Gather what is there. The actor must have fetched the case and its review as seen."""
    edition = next((one for one in index.editions() if one.key == case.edition_key), None)
    outcomes = OUTCOMES if case.is_child else ADULT_OUTCOMES
    partners = directory.acting_partners(Actor.system(actor.label, actor.at), case.partnership_id, actor.today)
    return ReportFacts(
        key=case.key,
        is_child=case.is_child,
        partnership=case.partnership.name,
        edition=edition.title if edition else "No edition held",
        timeline=_timeline(actor, case, review),
        subjects=_subjects(actor, case),
        immediate=tuple(
            (action.what, action.owner or action.source, _done(action.done_at, action.done_words))
            for action in seen_by(actor, ImmediateAction).filter(case=case).order_by("raised_at")
        ),
        agencies=_agencies(actor, review),
        chronology=tuple(
            (event.happened_on.words if event.happened_on else "", event.source, event.event)
            for event in seen_by(actor, ChronologyEvent).filter(case=case, removed_at=None).order_by("happened_on")
        ),
        attendance=_attendance(actor, case),
        quorum={True: "The meeting was quorate.", False: "The meeting was not quorate.", None: ""}[review.met_quorate],
        points=_points(actor, review),
        facts_summary=review.facts_summary,
        analysis=review.analysis,
        tests=_tests(actor, case),
        recommendation=outcomes.get(review.recommendation, ""),
        recommendation_reason=review.recommendation_reason,
        processes=tuple(
            (process.get_kind_display(), process.status)
            for process in seen_by(actor, LinkedProcess).filter(case=case).order_by("kind")
        ),
        partners=tuple(f"{partner.actual or 'Vacant'}, {partner.organisation}" for partner in partners),
    )


def without_names(facts: ReportFacts, patterns: list[Replacement]) -> ReportFacts:
    """The same facts with pseudonyms wherever somebody wrote freely. Who signed, sat or decides keeps their name."""

    def clean(text: str) -> str:
        return anonymised(text, patterns)

    def rows(table: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(cast("Row", tuple(clean(cell) for cell in row)) for row in table)

    return replace(
        facts,
        immediate=rows(facts.immediate),
        agencies=tuple(replace(part, answers=rows(part.answers)) for part in facts.agencies),
        chronology=rows(facts.chronology),
        points={kind: [clean(point) for point in points] for kind, points in facts.points.items()},
        facts_summary=clean(facts.facts_summary),
        analysis=clean(facts.analysis),
        tests=tuple(replace(part, rows=rows(part.rows), rationale=clean(part.rationale)) for part in facts.tests),
        recommendation_reason=clean(facts.recommendation_reason),
        processes=rows(facts.processes),
    )


def _timeline(actor: Actor, case: Case, review: RapidReview) -> tuple[tuple[str, str], ...]:
    rows = [
        ("Incident", case.incident_on.words if case.incident_on else "Not known"),
        ("Council became aware", case.aware_on.words if case.aware_on else "Not known"),
        ("Referral received", day_words(case.received_at)),
        *([("Notified to the Panel", day_words(case.notified_at) or "Not notified")] if case.is_child else []),
        ("Review opened", day_words(review.opened_at)),
        ("Meeting held", day_words(review.met_at)),
    ]
    clock = governing_clock(case)
    if clock is not None and clock.readings:
        starts = starts_of(case)
        for reading in readings_of(case, clock, review.reading_key, starts, actor.today, calendar(actor)):
            if reading.due:
                mark = " (governs)" if reading.is_chosen else ""
                rows.append((f"Fifteen working days, if {reading.starts_when}{mark}", day_words(reading.due.at)))
    return tuple(rows)


def _subjects(actor: Actor, case: Case) -> tuple[tuple[str, str], ...]:
    shown = []
    for subject in seen_by(actor, Subject).filter(case=case).order_by("number"):
        facts = [
            subject.age_words,
            "not yet born" if subject.is_unborn else "",
            f"died {subject.died_on.words}" if subject.died_on else "",
            subject.sex,
            f"ethnicity: {subject.ethnicity or 'not recorded'}",
            f"faith: {subject.faith}" if subject.faith else "",
            f"disability: {subject.disability or 'not recorded'}",
            "looked after" if subject.looked_after == "yes" else "",
            "care leaver" if subject.care_leaver == "yes" else "",
            "child protection plan" if subject.on_plan == "yes" else "",
        ]
        name = f"{'Child' if case.is_child else 'Adult'} {case.key}{subject.number if subject.number > 1 else ''}"
        shown.append((name, "; ".join(fact for fact in facts if fact)))
    return tuple(shown)


def _agencies(actor: Actor, review: RapidReview) -> tuple[AgencyPart, ...]:
    parts = []
    requests = seen_by(actor, AgencyRequest).filter(review=review).exclude(state="withdrawn")
    for request in requests.select_related("organisation", "answers").order_by("organisation__name"):
        if request.is_nil:
            parts.append(AgencyPart(request.organisation.name, "No contact with the family", "", ()))
            continue
        if request.state != "signed-off" or request.answers is None:
            parts.append(
                AgencyPart(request.organisation.name, "No summary received by the time of this report", "", ())
            )
            continue
        form = form_queries.form_of(request.answers)
        values = form_queries.values_of(request.answers)
        answers = []
        for section in form.sections:
            said = values.get(section.key)
            if section.key in ("involvement", "history", *REFLECTIONS) and isinstance(said, dict):
                answers += [
                    (question.text, form_queries.answer_words(question, said.get(question.key)))
                    for question in section.questions
                    if said.get(question.key)
                ]
        signed = f"Signed off by {request.signed_off_by}, {request.signed_off_post}"
        parts.append(AgencyPart(request.organisation.name, "Summary received", signed, tuple(answers)))
    return tuple(parts)


def _attendance(actor: Actor, case: Case) -> tuple[tuple[str, str], ...]:
    meeting = governance.meeting_of(actor, case)
    if meeting is None:
        return ()
    rows = []
    for attendance in governance.attendance_of(actor, meeting):
        words = attendance.person.name
        if attendance.deputises_for is not None:
            words += f" (for {attendance.deputises_for.name})"
        rows.append((attendance.seat.title, words))
    return tuple(rows)


def _points(actor: Actor, review: RapidReview) -> dict[str, list[str]]:
    points: dict[str, list[str]] = {kind.label: [] for kind in MeetingPoint.Kind}
    noted = seen_by(actor, MeetingPoint).filter(review=review, removed_at=None).select_related("owner")
    for point in noted.order_by("made_at", "pk"):
        owner = f" ({point.owner.name})" if point.owner else ""
        points[point.get_kind_display()].append(f"{point.text}{owner}")
    return points


def _tests(actor: Actor, case: Case) -> tuple[TestPart, ...]:
    parts = []
    given: dict[str, dict[str, CriterionAnswer]] = {}
    for answer in seen_by(actor, CriterionAnswer).filter(case=case, replaced_at=None):
        given.setdefault(answer.test_name, {})[answer.criterion] = answer
    conclusions = {
        conclusion.test_name: conclusion
        for conclusion in seen_by(actor, TestConclusion).filter(case=case, replaced_at=None)
    }
    for name, answers in given.items():
        test = index.rule(name, CriteriaTest)
        conclusion = conclusions.get(name)
        rows = tuple(
            (criterion.text, answers[criterion.key].answer.capitalize(), answers[criterion.key].reason)
            for criterion in test.criteria
            if criterion.key in answers
        )
        words = (test.if_met if conclusion.is_met else test.if_not) if conclusion else "No conclusion yet."
        parts.append(TestPart(test.title, test.cites.words, rows, words, conclusion.rationale if conclusion else ""))
    return tuple(parts)


def _done(done_at: datetime | None, words: str) -> str:
    return f"Done {day_words(done_at)}: {words}" if done_at else "Open"
