"""What bodies promise upon a published report goes onto the public site, and comes up to date there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from candour.practice.learning.models import Report
from candour.practice.learning.operations import plans
from candour.practice.learning.tests.plans import a_report, an_action, answered, cell_of, page, post
from candour.practice.public.models import Promise
from candour.practice.public.tests.test_released import put
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import problems, words


@pytest.mark.once
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
