"""The tracker's line of every case of the demonstration, against one made anew from the case itself."""

from __future__ import annotations

from candour.practice.cases.models import Case
from candour.practice.cases.operations.tracking import COMPARED, refresh
from tests.cast import Cast


def test_every_line_says_what_is_true_of_its_case(told: Cast) -> None:
    cases = list(Case.objects.select_related("line"))
    assert len(cases) >= 9

    for case in cases:
        assert case.line is not None
        before = {name: getattr(case.line, name) for name in COMPARED}
        made = refresh(told.acting("manager"), case)
        assert {name: getattr(made, name) for name in COMPARED} == before, case.key
        assert made.pk == case.line.pk, case.key


def test_a_line_that_fell_behind_would_be_noticed(told: Cast) -> None:
    case = Case.objects.filter(state="in-review").earliest("pk")
    Case.objects.filter(pk=case.pk).update(themes="Something that nobody refreshed")
    case.refresh_from_db()

    assert refresh(told.acting("manager"), case).pk != case.line.pk
