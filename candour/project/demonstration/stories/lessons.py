"""What was learned over many cases: themes, an old recommendation made again, lessons of each kind, small reports."""

from __future__ import annotations

from datetime import date, timedelta

from candour.practice.cases.models import Case
from candour.practice.cases.operations.themes import code_case
from candour.practice.directory.models import Organisation, Partnership
from candour.practice.learning.models import Asked, Lesson, Recommendation
from candour.practice.learning.operations import (
    asked,
    half_years,
    lessons,
    near_misses,
    recommendations,
    reports,
    said_before,
    themes,
)
from candour.practice.learning.operations.recommendations import Worded
from candour.project.demonstration.stage import Stage, Story
from candour.project.demonstration.stories.learning import ABOUT_BABIES
from candour.rulebook.language.fuzzy_dates import FuzzyDate

HAVERING = "Havering SCP"
THEMES = (
    ("Communication", "", ()),
    ("Interpreting", "communication", ("interpreter", "translator", "first language", "translated")),
    ("Sharing of information", "communication", ("passed on", "told late", "information sharing")),
    ("Men in families", "", ("father", "fathers", "partner of the mother", "invisible man")),
    ("Leaving hospital", "", ("discharge", "going home")),
    ("Self-harm and suicide", "", ("suicide", "self-harm", "took his own life")),
)
BEFORE = (
    "A professional interpreter is booked for every first visit to a family that does not speak English at home.",
    "The fire service is asked to visit each home in which somebody smokes in bed.",
)
AGAIN = (
    "Interpreting is paid for by the partnership for first visits, so that nobody asks a relative to translate.",
    "Wards write down who will live with the baby, fathers and new partners among them.",
)
OF_BABIES = {1: "men-in-families", 2: "sharing-of-information", 3: "sharing-of-information"}
"""The themes of the recommendations about babies who move, by number."""


def many_cases(stage: Stage) -> Story:
    """Half a year of learning at Havering, from the vocabulary to the report that is being written."""
    at = stage.back(84, "09:00")
    yield at
    manager = stage.acting("manager", at)
    for title, parent, synonyms in THEMES:
        themes.add_theme(manager, facts={"title": title, "parent": parent, "synonyms": list(synonyms)})
    here = Partnership.objects.get(short_name=HAVERING)
    old = reports.open_report(
        manager,
        partnership_id=here.pk,
        title="Two sisters: a review of 2021",
        kind="local-review",
        dated=FuzzyDate.parse("March 2021"),
    )
    first = [recommendations.add_recommendation(manager, ref=old.ref, worded=Worded(text)) for text in BEFORE]
    themes.code_recommendation(manager, ref=first[0].ref, keys=["interpreting"])
    at = stage.back(48, "11:00")
    yield at
    _small_reports(stage, here)
    at = stage.back(30, "10:00")
    yield at
    manager = stage.acting("manager", at)
    new = reports.open_report(
        manager, partnership_id=here.pk, title="A family moved twice: learning review", kind="other-review"
    )
    second = [recommendations.add_recommendation(manager, ref=new.ref, worded=Worded(text)) for text in AGAIN]
    themes.code_recommendation(manager, ref=second[0].ref, keys=["interpreting"])
    themes.code_recommendation(manager, ref=second[1].ref, keys=["men-in-families", "leaving-hospital"])
    for one in Recommendation.objects.filter(report__title=ABOUT_BABIES, number__in=OF_BABIES):
        themes.code_recommendation(manager, ref=one.ref, keys=[OF_BABIES[one.number]])
    said_before.say_likeness(
        manager,
        ref=second[0].ref,
        earlier_ref=first[0].ref,
        version=0,
        likeness="again",
        why="Each agency was to pay for its own, and nobody counted how often a relative was asked instead.",
    )
    at = stage.back(24, "10:00")
    yield at
    product = _lessons(stage, here, second[1].ref)
    at = stage.back(9, "14:00")
    yield at
    waiting = Asked.objects.get(lesson=product, organisation__short_name="BHRUT")
    asked.answer_reach(
        stage.acting("hospital", at),
        ref=waiting.ref,
        version=waiting.version,
        services=11,
        reached=7,
        discussed=4,
        tested="Ward sisters asked three questions at the handover of the next week.",
    )
    today = at.date()
    half_years.begin_half_year(
        stage.acting("manager", at),
        partnership_ref=here.ref,
        from_on=today - timedelta(days=182),
        until_on=today,
    )


def _small_reports(stage: Stage, here: Partnership) -> None:
    """Two small reports by hand and one that a case tells: together they propose a themed review."""
    at = stage.back(48, "11:00")
    manager = stage.acting("manager", at)
    for back in (150, 70):
        month = (at - timedelta(days=back)).date()
        near_misses.tell(
            manager, partnership_ref=here.ref, theme_keys=["leaving-hospital"], month=month, area="Havering"
        )
    case = Case.objects.get(kind="near-miss", partnership=here)
    code_case(manager, ref=case.ref, keys=["leaving-hospital"])
    proposal = Lesson.objects.get(kind="proposal")
    lessons.change_lesson(
        manager,
        ref=proposal.ref,
        version=proposal.version,
        facts={"title": "Going home from hospital: is a themed review worth it?"},
    )


def _lessons(stage: Stage, here: Partnership, recommendation_ref: str) -> Lesson:
    """One lesson of each kind, as far as it has come."""
    at = stage.back(24, "10:00")
    manager, teacher = stage.acting("manager", at), stage.acting("teacher", at)
    education = Organisation.objects.get(short_name="Havering Education")
    found = lessons.add_lesson(
        teacher,
        partnership_ref=here.ref,
        kind="good-practice",
        facts={
            "title": "The lunchtime supervisor who asked",
            "text": "Supervisors know whom to tell, and three agencies met within two days.",
            "agency": education.ref,
            "audience": "Every school",
        },
    )
    _step(stage, found, "accept", reason="It rests on nothing but asking, and any school can do it.")
    _step(stage, found, "share", audience="Every school, at the autumn conference")
    lessons.code_lesson(manager, ref=found.ref, keys=["sharing-of-information"])
    source = lessons.add_lesson(
        manager,
        partnership_ref=here.ref,
        kind="source",
        facts={
            "title": "Young people who died by suicide: what sixteen records show",
            "form": "elsewhere",
            "publisher": "A county partnership",
            "published_on": FuzzyDate.parse("August 2025"),
            "text": "Most had told somebody; most were waiting for an assessment.",
            "is_restricted": True,
        },
    )
    _step(stage, source, "consider", decision="Ask the neighbouring areas how long young people wait, before deciding.")
    lessons.code_lesson(manager, ref=source.ref, keys=["self-harm-and-suicide"])
    stocktake = lessons.add_lesson(
        manager,
        partnership_ref=here.ref,
        kind="stocktake",
        facts={
            "title": "How long young people wait after they harm themselves",
            "text": "We are deciding whether a themed review would find anything that is not known.",
            "questions": ["How many weeks from referral to a first appointment?", "Who sees them in between?"],
        },
    )
    lessons.code_lesson(manager, ref=stocktake.ref, keys=["self-harm-and-suicide"])
    redbridge = Partnership.objects.get(short_name="Redbridge SCP")
    due_on: date = stage.ahead(8, "17:00").date()
    asked.ask_about(manager, ref=stocktake.ref, areas=[redbridge.ref], due_on=due_on)
    product = lessons.add_lesson(
        manager,
        partnership_ref=here.ref,
        kind="product",
        facts={
            "title": "Who else lives there? Seven minutes on fathers",
            "form": "briefing",
            "text": "Three questions that a ward can ask before a baby goes home.",
            "audience": "Ward staff, midwives and health visitors",
        },
        recommendation_ref=recommendation_ref,
    )
    issue = {"issued_on": at.date(), "review_on": stage.ahead(90, "09:00").date()}
    _step(stage, product, "issue", audience=product.audience, **issue)
    lessons.code_lesson(manager, ref=product.ref, keys=["men-in-families"])
    agencies = Organisation.objects.filter(short_name__in=("BHRUT", "NELFT")).order_by("short_name")
    asked.ask_about(manager, ref=product.ref, organisations=[one.ref for one in agencies], due_on=due_on)
    return product


def _step(stage: Stage, lesson: Lesson, step: str, **facts: object) -> None:
    lesson.refresh_from_db()
    manager = stage.acting("manager", stage.back(24, "10:00"))
    lessons.lead_on(manager, ref=lesson.ref, step=step, version=lesson.version, facts=facts)
