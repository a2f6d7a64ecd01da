"""Views of the criteria: giving one's own, opening them together, and how they spread before and after."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may
from candour.practice.cases.operations import criterion_views as operations
from candour.practice.cases.queries import cases
from candour.practice.cases.queries import criterion_views as queries
from candour.practice.cases.web.forms.thresholds import TestForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.thresholds import spread_shown


@require_safe
def views(request: HttpRequest, ref: str) -> HttpResponse:
    """How many views were given; once they are open, how they spread and who moved."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    if review is None:
        raise Hidden
    found = queries.views_of(actor, case, review)
    return case_page(
        request,
        case,
        "case_meeting",
        "criterion_views",
        "Views of the criteria",
        found=found,
        spreads=[spread_shown(spread) for spread in found.spreads],
        question=queries.test_viewed(case).title,
        may_open=may(actor, "run a review", review) and not found.is_open and found.given_before,
        may_give=may(actor, "give a view of the criteria", case) and review.state in ("gathering", "released", "met"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, ref: str) -> HttpResponse:
    """Give one's own view of every criterion."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    if review is None or not may(actor, "give a view of the criteria", case):
        raise Hidden
    found = queries.views_of(actor, case, review)
    initial: dict[str, Any] = {}
    for name, view in found.mine.items():
        initial[name], initial[f"{name}-reason"] = view.answer, view.reason
    test = queries.test_viewed(case)

    def do(answers: dict[str, Any]) -> None:
        given = {one.key: (answers.get(one.key, ""), answers.get(f"{one.key}-reason", "")) for one in test.criteria}
        operations.give_view(actor, ref=ref, answers=given)

    return case_form(
        request,
        case,
        "case_meeting",
        TestForm,
        do=do,
        title="Your view after the discussion" if found.is_open else "Your view before the discussion",
        done="Your view is kept." if found.is_open else "Your view is kept, and nobody sees it until all are opened.",
        then="criterion_views",
        initial=initial,
        form_args={"test": test},
        button="Give this view",
    )


@require_POST
def open_all(request: HttpRequest, ref: str) -> HttpResponse:
    """Open all views together."""
    return case_act(
        request,
        ref,
        "criterion_views",
        do=lambda: operations.open_views(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The views are open. Everybody can give theirs again once they have talked.",
    )
