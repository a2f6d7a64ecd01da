"""What came of a review: recommendations that bodies answer, a plan that is proved in part, and letters."""

from __future__ import annotations

from datetime import datetime, timedelta

from candour.platform.access.actor import Actor
from candour.practice.directory.models import Organisation, Partnership
from candour.practice.learning.models import Cell, PlanAction, Report, Retest
from candour.practice.learning.operations import letters, plans, recommendations, reports, retests
from candour.practice.learning.operations.recommendations import Said, Worded
from candour.project.demonstration.stage import Stage, Story
from candour.rulebook.language.fuzzy_dates import FuzzyDate

BODIES = ("Havering Children", "NELFT", "BHRUT", "Police", "Havering Housing")
WORDED = (
    Worded(
        "Every family with a child under one is asked who else lives with them, and the answer is written down.",
        report_number="1",
        page="22",
        paragraph="5.4",
    ),
    Worded(
        "Health services agree who rings whom at night when a baby misses an appointment.",
        report_number="2",
        page="24",
        paragraph="5.9",
    ),
    Worded(
        "Those who house families tell the health visitor within two days when a baby moves in.",
        report_number="3",
        page="27",
        paragraph="6.2",
    ),
    Worded(
        "The partnership writes to the national Panel about babies who are moved between areas.",
        report_number="4",
        page="31",
        paragraph="7.1",
    ),
)
ABOUT_BABIES = "Babies who move: learning from a review"
ANSWERS = (
    (1, "Havering Children", "childrens_care", "action", "Ask at every first visit.", "accepted", "It is what we do."),
    (1, "NELFT", "nelft", "action", "Put the question on the first page of the record.", "accepted", "It was missing."),
    (1, "BHRUT", "hospital", "action", "Ask on the ward before a baby goes home.", "accepted", "The ward agrees."),
    (1, "Police", "police_lead", "question", "Do officers who visit at night ask this?", "", ""),
    (1, "Havering Housing", "housing", "not-applicable", "Housing does not visit families at home.", "", ""),
    (2, "NELFT", "nelft", "action", "Name a nurse for each night.", "part", "Only on weekdays until there is money."),
    (2, "BHRUT", "hospital", "action", "Ring the named nurse.", "refused", "The ward has no one to do it at night."),
    (2, "Havering Children", "manager", "not-applicable", "It is for health services.", "", ""),
    (2, "Havering Housing", "manager", "not-applicable", "It is for health services.", "", ""),
)
"""Of which recommendation and body, who says it, what it is, in which words, and how the body responds."""
PLANNED = (
    (1, "Havering Children", "childrens_care", "Add the question to the form of a first visit.", -75),
    (1, "NELFT", "nelft", "Move the question to the first page.", -70),
    (1, "BHRUT", "hospital", "Write the question into the ward’s checklist.", -6),
    (2, "NELFT", "nelft", "Publish the rota of named nurses.", 30),
)
"""Of which recommendation and body, who owns it, what is done, and in how many working days it is due."""


def what_came_of_a_review(stage: Stage) -> Story:
    """A review of last year, as its bodies answer it."""
    opened = stage.back(88, "10:00")
    yield opened
    report = _opened(stage, stage.acting("manager", opened))
    yield (at := stage.back(87, "11:00"))
    for number, body, who, kind, text, answer, reason in ANSWERS:
        said = Said(kind, text, answer=answer, reason=reason, signatory=stage.people[who].name if answer else "")
        _answer(stage.acting(who, at), report, number, body, said)
    for number, body, who, text, due in PLANNED:
        day = stage.back(-due, "09:00") if due < 0 else stage.ahead(due, "09:00")
        cell = _cell(report, number, body)
        plans.add_action(
            stage.acting(who, at),
            ref=cell.recommendation.ref,
            body_ref=cell.body.ref,
            text=text,
            owner=stage.people[who],
            due_on=FuzzyDate.on(day.date()),
        )
    yield (at := stage.back(84, "14:00"))
    first, second = PlanAction.objects.filter(report=report, number__in=(1, 2)).order_by("number")
    for action, who in ((first, "childrens_care"), (second, "nelft")):
        owner = stage.acting(who, at)
        plans.finish_action(owner, ref=action.ref, done_note="It stands in the form since Monday.")
        plans.add_evidence(owner, ref=action.ref, evidence="Of forty records of last month, thirty-eight answer it.")
        plans.accept_evidence(stage.acting("manager", at), ref=action.ref, because="I read ten of them myself.")
    yield (at := stage.back(60, "10:00"))
    _write(stage, report, at)
    yield (at := stage.back(9, "10:00"))
    office = stage.acting("manager", at)
    retests.draw_sample(office, partnership_ref=report.partnership.ref, months=3, share=100, seed="autumn")
    held = Retest.objects.get(action=first)
    retests.judge_again(
        stage.acting("scrutineer", at + timedelta(hours=2)),
        ref=first.ref,
        retest_ref=held.ref,
        holds=True,
        finding="Twelve records of this month, drawn by chance: all twelve answer the question.",
    )
    yield (at := stage.back(8, "16:00"))
    third = PlanAction.objects.get(report=report, number=3)
    hospital = stage.acting("hospital", at)
    plans.finish_action(hospital, ref=third.ref, done_note="The checklist is reprinted.")
    yield (at := stage.back(5, "09:30"))
    office = stage.acting("manager", at)
    reports.ask_for_updates(office, ref=report.ref, by=stage.ahead(4, "09:00").date())


def _opened(stage: Stage, office: Actor) -> Report:
    partnership = Partnership.objects.get(short_name="Havering SCP")
    report = reports.open_report(
        office,
        partnership_id=partnership.pk,
        title=ABOUT_BABIES,
        kind="local-review",
        dated=FuzzyDate.parse(f"{stage.now.year}"),
        source="Havering Safeguarding Children Partnership",
    )
    for name in BODIES:
        reports.add_body(office, ref=report.ref, organisation=Organisation.objects.get(short_name=name))
    for worded in WORDED:
        lead = stage.people["head"] if worded.report_number == "1" else None
        recommendations.add_recommendation(office, ref=report.ref, worded=worded, lead=lead)
    return report


def _cell(report: Report, number: int, body: str) -> Cell:
    return Cell.objects.select_related("recommendation", "body").get(
        report=report, recommendation__number=number, body__title=body
    )


def _answer(actor: Actor, report: Report, number: int, body: str, said: Said) -> None:
    cell = _cell(report, number, body)
    recommendations.answer_cell(
        actor, ref=cell.recommendation.ref, body_ref=cell.body.ref, version=cell.version, said=said
    )


def _write(stage: Stage, report: Report, at: datetime) -> None:
    office = stage.acting("manager", at)
    (letter,) = letters.draft_all(office, ref=report.ref)
    letters.change_letter(
        office, ref=letter.ref, version=letter.version, addressee="The national Panel", email="panel@national.example"
    )
    letters.sign_letter(stage.acting("chair", office.at), ref=letter.ref)
    letters.send_letter(office, ref=letter.ref, reply_by=stage.back(30, "09:00").date())
