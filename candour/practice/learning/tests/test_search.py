"""The search box finds recommendations and lessons for whoever sees them on their pages, and for nobody else."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from candour.platform.search.models import Entry
from candour.practice.cases.models import Wall
from candour.practice.directory.models import Organisation
from candour.practice.learning.models import Lesson, Recommendation, Report
from candour.practice.learning.operations import asked, lessons, near_misses, recommendations, reports
from candour.practice.learning.operations.recommendations import Worded
from tests.cast import Cast

NOTHING = "Nothing found that is open to you."
WORD = "quillwort"
"""A word that stands nowhere else in the demonstration."""


def looks_for(told: Cast, who: str, words: str = WORD) -> str:
    return told.client(who).get(reverse("search"), {"q": words}).content.decode()


def finds(told: Cast, who: str, address: str, words: str = WORD) -> bool:
    page = looks_for(told, who, words)
    found = f'href="{address}"' in page
    assert found or NOTHING in page, "somebody who does not find it is told of nothing else either"
    return found


def a_report(told: Cast, **facts: Any) -> tuple[Report, Recommendation]:
    office = told.acting("manager")
    facts.setdefault("partnership_id", told.partnership().pk)
    report = reports.open_report(office, title="Ponds", kind="rapid-review", source="Its office", **facts)
    return report, recommendations.add_recommendation(office, ref=report.ref, worded=Worded(f"Fence every {WORD}."))


def a_lesson(told: Cast, kind: str, who: str = "manager", **facts: Any) -> Lesson:
    facts = {"title": "Ponds", "text": f"About {WORD}.", "audience": "", **facts}
    return lessons.add_lesson(told.acting(who), partnership_ref=told.partnership().ref, kind=kind, facts=facts)


def led_on(told: Cast, lesson: Lesson, step: str, **facts: Any) -> None:
    lesson.refresh_from_db()
    lessons.lead_on(told.acting("manager"), ref=lesson.ref, step=step, version=lesson.version, facts=facts)


def test_whoever_a_conflict_keeps_from_a_case_finds_nothing_of_what_grew_out_of_it(told: Cast) -> None:
    wall = Wall.objects.filter(lifted_at=None).select_related("case", "person").first()
    assert wall is not None
    kept_out = next(key for key, person in told.people.items() if person.pk == wall.person_id)
    report, found = a_report(told, grew_out_of=wall.case, partnership_id=wall.case.partnership_id)
    office = told.acting("manager")
    mine = next(iter(told.acting(kept_out).bodies("organisation")))
    reports.add_body(office, ref=report.ref, organisation=Organisation.objects.get(pk=mine))
    product = lessons.add_lesson(
        office, partnership_ref=told.partnership().ref, kind="product", recommendation_ref=found.ref,
        facts={"title": "Ponds", "form": "briefing", "text": f"About {WORD}.", "audience": "", "link": ""},
    )  # fmt: skip
    days = {"issued_on": told.now.date(), "review_on": date(2027, 5, 17)}
    led_on(told, product, "issue", audience="All", **days)
    asked.ask_about(
        office, ref=product.ref, organisations=[Organisation.objects.get(pk=mine).ref], due_on=date(2026, 12, 2)
    )
    addresses = reverse("recommendation", args=[found.ref]), reverse("lesson", args=[product.ref])
    for address in addresses:
        assert finds(told, "manager", address)
        assert not finds(told, kept_out, address)
    for words in (WORD[:4], f"ponds {WORD}", "fence every", "briefing quill"):
        hidden = looks_for(told, kept_out, words)
        assert not any(address in hidden for address in addresses)
    pages = (looks_for(told, kept_out, words).partition(">Results<")[2] for words in (WORD, "zzquillwort"))
    hidden, unknown = (page.partition("</main>")[0] for page in pages)
    assert hidden == unknown, "what is hidden looks as what does not exist"


def test_what_is_restricted_or_of_another_area_is_found_by_its_own_readers_only(told: Cast) -> None:
    report, found = a_report(told, is_restricted=True)
    address = reverse("recommendation", args=[found.ref])
    for who, is_found in (("manager", True), ("council", True), ("lay", False), ("nelft", False), ("redbridge", False)):
        assert finds(told, who, address) is is_found, who
    nelft = told.organisation("NELFT")
    reports.add_body(told.acting("manager"), ref=report.ref, organisation=nelft)
    assert finds(told, "nelft", address), "whoever is asked to answer sees it"
    reports.change_report(told.acting("manager"), ref=report.ref, version=report.version, is_restricted=False)
    assert finds(told, "lay", address)


@pytest.mark.parametrize(("who", "at_first", "once_open"), [
    ("manager", True, True), ("council", True, True), ("lay", False, True), ("hospital", True, True),
    ("nelft", False, False), ("redbridge", False, False),
])  # fmt: skip
def test_a_lesson_is_found_by_everybody_in_its_area_once_it_is_open(
    told: Cast, who: str, at_first: bool, once_open: bool
) -> None:
    lesson = a_lesson(told, "good-practice", who="hospital")
    address = reverse("lesson", args=[lesson.ref])
    sees = told.client(who).get(address).status_code == 200
    assert finds(told, who, address) is sees is at_first
    led_on(told, lesson, "accept", reason="It works.")
    sees = told.client(who).get(address).status_code == 200
    assert finds(told, who, address) is sees is once_open


def test_it_is_found_by_what_it_says_now_and_by_nothing_that_it_said_before(told: Cast) -> None:
    report, found = a_report(told)
    office, address = told.acting("manager"), reverse("recommendation", args=[found.ref])
    assert f">Recommendation {found.number} of Ponds</a>" in looks_for(told, "manager")
    worded = Worded("Fence every spearwort.", report_number="7")
    recommendations.change_recommendation(office, ref=found.ref, version=found.version, worded=worded)
    report.refresh_from_db()
    reports.change_report(office, ref=report.ref, version=report.version, title="Ditches")
    assert not finds(told, "manager", address)
    assert finds(told, "manager", address, "spearwort ditches")
    assert ">Recommendation 7 of Ditches</a>" in looks_for(told, "manager", "spearwort")
    recommendations.remove_recommendation(office, ref=found.ref)
    assert not Entry.objects.filter(kind="learning.recommendation", record_id=found.pk).exists()
    lesson = a_lesson(told, "stocktake", questions=["Is there a fence?"])
    place = reverse("lesson", args=[lesson.ref])
    assert finds(told, "manager", place)
    said = {"title": "Ponds", "text": "About reeds.", "questions": ["Who mows the spearwort?"]}
    lessons.change_lesson(office, ref=lesson.ref, version=1, facts=said)
    assert not finds(told, "manager", place)
    assert finds(told, "manager", place, "mows spearwort stocktake")


def test_a_proposal_that_small_reports_raised_is_found(told: Cast) -> None:
    lessons_before = set(Lesson.objects.values_list("pk", flat=True))
    facts = {"partnership_ref": told.partnership().ref, "month": date(2026, 10, 1), "area": WORD}
    for _ in range(3):
        near_misses.tell(told.acting("manager"), theme_keys=["interpreting"], **facts)
    (raised,) = Lesson.objects.exclude(pk__in=lessons_before)
    assert finds(told, "manager", reverse("lesson", args=[raised.ref]))


def test_an_upgrade_puts_in_what_was_there_before(told: Cast) -> None:
    ours = Entry.objects.filter(kind__startswith="learning.")
    upgrade = import_module("candour.practice.learning.migrations.0004_found_by_search")
    facts = ("kind", "record_id", "title", "text", "address", "at")
    as_put = sorted(ours.values_list(*facts))
    assert {kind for kind, *_ in as_put} == {"learning.recommendation", "learning.lesson"}
    upgrade.take_out(apps, None)
    assert not ours.exists()
    upgrade.put(apps, None)
    assert sorted(ours.values_list(*facts)) == as_put
