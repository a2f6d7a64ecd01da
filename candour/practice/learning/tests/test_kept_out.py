"""Whoever a declared conflict keeps from a case finds nothing of the recommendations that grew out of it."""

from __future__ import annotations

from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Wall
from candour.practice.directory.models import Organisation
from candour.practice.learning.models import Cell, Recommendation, Report
from candour.practice.learning.operations import recommendations, reports
from candour.practice.learning.operations.recommendations import Worded
from tests.cast import Cast


def test_whoever_a_conflict_keeps_from_a_case_finds_nothing_of_what_grew_out_of_it(told: Cast) -> None:
    wall = Wall.objects.filter(lifted_at=None).select_related("case", "person").first()
    assert wall is not None
    kept_out = next(key for key, person in told.people.items() if person.pk == wall.person_id)
    office = told.acting("manager")
    report = reports.open_report(
        office, partnership_id=wall.case.partnership_id, title="Out of it", kind="rapid-review", grew_out_of=wall.case
    )
    mine = next(iter(told.acting(kept_out).bodies("organisation")))
    reports.add_body(office, ref=report.ref, organisation=Organisation.objects.get(pk=mine))
    recommendations.add_recommendation(office, ref=report.ref, worded=Worded("Something."))
    kept = told.acting(kept_out)
    for model in (Report, Recommendation, Cell):
        of_report = {"pk": report.pk} if model is Report else {"report": report}
        assert not seen_by(kept, model).filter(**of_report).exists()
        assert seen_by(office, model).filter(**of_report).exists()
