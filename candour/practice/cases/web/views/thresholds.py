"""The tests of a case: answering them criterion by criterion, and concluding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden, may
from candour.practice.cases.operations import thresholds as operations
from candour.practice.cases.queries import thresholds as queries
from candour.practice.cases.web.forms.thresholds import ConcludeForm, TestForm
from candour.practice.cases.web.pages import case_form, case_page, the_case
from candour.practice.cases.web.presenters.thresholds import test_shown

if TYPE_CHECKING:
    from candour.practice.cases.queries.thresholds import TestStanding

FORM = ["GET", "HEAD", "POST"]


@require_safe
def tests(request: HttpRequest, ref: str) -> HttpResponse:
    """Every test that applies to the case, with its answers, what the rule finds and what was concluded."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_page(
        request,
        case,
        "case_tests",
        "tests",
        "Tests",
        tests=[test_shown(case.ref, standing) for standing in queries.tests_of(actor, case)],
        may_answer=may(actor, "answer a test", case),
    )


@require_http_methods(FORM)
def answer(request: HttpRequest, ref: str, edition: str, key: str) -> HttpResponse:
    """Answer the criteria of one test, each with its evidence."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    standing = _standing(request, case, f"{edition}/{key}")

    def do(answers: dict[str, Any]) -> None:
        given = {
            criterion.key: (answers.get(criterion.key, ""), answers.get(f"{criterion.key}-reason", ""))
            for criterion in standing.test.criteria
        }
        operations.answer_test(actor, ref=ref, test_name=standing.test.name, answers=given)

    initial = {}
    for name, answered in standing.answers.items():
        initial[name], initial[f"{name}-reason"] = answered.answer, answered.reason
    return case_form(
        request,
        case,
        "case_tests",
        TestForm,
        do=do,
        title=standing.test.title,
        done="The answers are saved.",
        initial=initial,
        form_args={"test": standing.test},
        template="test_form",
        shown=test_shown(ref, standing),
    )


@require_http_methods(FORM)
def conclude(request: HttpRequest, ref: str, edition: str, key: str) -> HttpResponse:
    """Conclude on a test, with a reason of its own."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    standing = _standing(request, case, f"{edition}/{key}")
    concluded = standing.conclusion
    return case_form(
        request,
        case,
        "case_tests",
        ConcludeForm,
        do=lambda answers: operations.conclude_test(
            actor,
            ref=ref,
            test_name=standing.test.name,
            is_met=answers["is_met"] == "yes",
            rationale=answers["rationale"],
            limb=answers.get("limb", ""),
        ),
        title=f"Conclude: {standing.test.title}",
        done="The conclusion is recorded.",
        form_args={"test": standing.test},
        initial=(
            {"is_met": "yes" if concluded.is_met else "no", "rationale": concluded.rationale, "limb": concluded.limb}
            if concluded
            else None
        ),
        template="conclude_form",
        shown=test_shown(ref, standing),
    )


def _standing(request: HttpRequest, case: Any, name: str) -> TestStanding:
    standing = queries.test_of(request.actor, case, name)  # type: ignore[attr-defined]
    if standing is None:
        raise Hidden
    return standing
