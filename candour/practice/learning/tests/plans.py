"""A report with its bodies and recommendations, as tests of learning need it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from candour.practice.learning.models import Cell, PlanAction, Recommendation, Report
from candour.practice.learning.operations import plans, recommendations, reports
from candour.practice.learning.operations.recommendations import Said, Worded
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast

BODIES = ("NELFT", "BHRUT", "Redbridge SCP")
TEXTS = ("Agree who rings whom at night.", "Ask every family who else lives with them.")


def a_report(cast: Cast, *, bodies: tuple[str, ...] = BODIES, texts: tuple[str, ...] = TEXTS, **more: Any) -> Report:
    """A report of Havering's with those bodies and recommendations."""
    manager = cast.acting("manager")
    more.setdefault("title", "Night calls")
    more.setdefault("kind", "local-review")
    report = reports.open_report(manager, partnership_id=cast.partnership().pk, **more)
    for name in bodies:
        body: dict[str, Any] = (
            {"partnership": cast.partnership(name)} if "SCP" in name else {"organisation": cast.organisation(name)}
        )
        reports.add_body(manager, ref=report.ref, **body)
    for number, text in enumerate(texts, start=1):
        worded = Worded(text, report_number=f"{number + 4}", page=f"{30 + number}", paragraph=f"6.{number}")
        recommendations.add_recommendation(manager, ref=report.ref, worded=worded)
    return report


def cell_of(report: Report, number: int, body: str) -> Cell:
    """A cell of its matrix."""
    return Cell.objects.select_related("recommendation", "body").get(
        report=report, recommendation__number=number, body__title=body
    )


def answered(cast: Cast, who: str, cell: Cell, **said: Any) -> Cell:
    """The cell after somebody answered it."""
    return recommendations.answer_cell(
        cast.acting(who),
        ref=cell.recommendation.ref,
        body_ref=cell.body.ref,
        version=cell.version,
        said=Said(**{"kind": "action", "text": "Do it.", **said}),
    )


def an_action(
    cast: Cast, cell: Cell, *, who: str = "nelft", due: str = "27 March 2027", text: str = "Ring."
) -> PlanAction:
    """An action that somebody promises and owns."""
    return plans.add_action(
        cast.acting(who),
        ref=cell.recommendation.ref,
        body_ref=cell.body.ref,
        text=text,
        owner=cast.people[who],
        due_on=FuzzyDate.parse(due),
    )


def page(cast: Cast, who: str, name: str, *args: Any, **query: str) -> Any:
    """A page as one of the cast gets it."""
    return cast.client(who).get(reverse(name, args=args), query)


def post(cast: Cast, who: str, name: str, *args: Any, **fields: Any) -> Any:
    """What comes of sending a form."""
    return cast.client(who).post(reverse(name, args=args), fields, follow=True)


def recommendation(report: Report, number: int) -> Recommendation:
    """One recommendation of a report."""
    return Recommendation.objects.get(report=report, number=number)
