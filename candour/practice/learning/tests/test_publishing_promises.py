"""What bodies promise upon a published report goes onto the public site, and comes up to date there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from candour.practice.learning.models import Recommendation, Report
from candour.practice.learning.operations import plans
from candour.practice.learning.tests.plans import a_report, an_action, answered, cell_of, page, post
from candour.practice.public.models import Promise
from candour.practice.public.tests.test_released import put
from candour.practice.publishing.models import Named
from candour.practice.publishing.operations import dossiers, releasing, ruling
from candour.practice.publishing.tests import desk
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import problems, words


def test_promises_of_a_published_report_stand_on_the_site_and_change_with_it(told: Cast) -> None:
    cast = told
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    mine = Promise.objects.filter(came_from__startswith=cell.recommendation.ref)
    answered(cast, "manager", cell)
    document = put(cast, kind="review", title="Night calls", source_ref="n:1")
    send = {"document": document, "confirm": "on"}
    early = post(cast, "manager", "report_promises", report.ref, **send)
    assert "The report must be published" in words(early)
    assert not mine.exists()
    Report.objects.filter(pk=report.pk).update(published_on=FuzzyDate.parse("2026"))
    assert reverse("report_promises", args=[report.ref]) in page(cast, "manager", "matrix", report.ref).content.decode()
    assert problems(post(cast, "nelft", "report_promises", report.ref, **send))
    post(cast, "manager", "report_promises", report.ref, **send)
    assert mine.get().status == "no-response"
    action = an_action(cast, cell)
    plans.finish_action(cast.acting("nelft"), ref=action.ref, done_note="Done.")
    post(cast, "manager", "report_promises", report.ref, **send)
    promised = mine.get()
    assert (promised.status, promised.what, promised.who) == ("done", "Ring.", cast.organisation("NELFT").name)


def test_a_promise_never_names_whom_the_redaction_of_its_report_keeps_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # F37
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    manager, redaction = cast.acting("manager"), desk.dossier(cast, "review")
    for one in Named.objects.filter(dossier=redaction):
        ruling.rule_named(manager, ref=one.ref, version=one.version, decision="replace", choice="")
    made = desk.document(cast, "review", "Night calls")
    edition = dossiers.make_edition(manager, dossier_ref=redaction.ref, document_ref=made.ref, number="1.0")
    desk.site(cast)
    desk.approve(cast, edition)
    release = releasing.ask_release(manager, ref=edition.ref, publish_on=cast.now.date(), risks_read="Invented.")
    document = releasing.release_edition(
        cast.acting("police"), ref=release.ref, version=release.version, typed="Night calls", early_because="Agreed."
    )
    report = a_report(cast, texts=("Agree who rings Dana Brightwell at night.", "Ask every family."))
    for number in (1, 2):
        answered(cast, "manager", cell_of(report, number, "NELFT"))
    Report.objects.filter(pk=report.pk).update(published_on=FuzzyDate.parse("2026"))
    send = {"document": document, "confirm": "on"}
    refused = problems(post(cast, "manager", "report_promises", report.ref, **send))
    assert len(refused) == 1
    assert refused[0].endswith("at night.”: “Dana Brightwell” is what the redaction of the report keeps out.")
    assert not Promise.objects.exists()
    Recommendation.objects.filter(report=report, number=1).update(text="Agree who rings at night.")
    post(cast, "manager", "report_promises", report.ref, **send)
    assert Promise.objects.filter(document__ref=document).count() == 2
