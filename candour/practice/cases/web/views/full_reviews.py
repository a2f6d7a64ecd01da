"""Reviews that follow a decision: their list, how each stands, its steps, its duties and its fact sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.exports.answers import attachment
from candour.practice.cases.exports.fact_sheet import as_json, report_template
from candour.practice.cases.operations import full_reviews as operations
from candour.practice.cases.operations import handing_on, to_publishing
from candour.practice.cases.queries import cases, deposits
from candour.practice.cases.queries import full_reviews as queries
from candour.practice.cases.web.forms import full_reviews as forms
from candour.practice.cases.web.pages import case_form, case_page, the_case
from candour.practice.cases.web.presenters import full_reviews as presenters
from candour.practice.cases.web.presenters.frame import frame

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.cases.models import FullReview

FORM = ["GET", "HEAD", "POST"]
CURRENT = "case_reviews"


@require_safe
def reviews(request: HttpRequest, ref: str) -> HttpResponse:
    """The reviews that follow the decision on a case."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    rapid = cases.review_of(actor, case)
    return case_page(
        request,
        case,
        CURRENT,
        "full_reviews",
        "Reviews after the decision",
        reviews=[presenters.review_line(case, one) for one in queries.full_reviews_of(actor, case)],
        outcome=cases.outcome_words(case, rapid),
        may_open=may(actor, "open a review", case) and case.state in ("received", "in-review"),
    )


@require_http_methods(FORM)
def open_review(request: HttpRequest, ref: str) -> HttpResponse:
    """Open a review of a type that fits."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        CURRENT,
        forms.OpenFullReviewForm,
        do=lambda answers: operations.open_full_review(actor, ref=ref, **answers),
        title="Open a review",
        done="The review is open. Draft its terms and name its reviewer next.",
        form_args={"kinds": [(one.key, one.title) for one in queries.types_for(case)]},
        initial={"source": queries.referral_source(actor, case), "lead": case.partnership.name},
        button="Open the review",
    )


@require_safe
def full_review(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """How a review stands: what comes next and what is wanting, its duties, its publication and its history."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    hold = cases.hold_of(actor, case)
    may_run = may(actor, "run a review", review)
    steps = queries.steps_from_here(actor, review) if may_run else []
    return case_page(
        request,
        case,
        CURRENT,
        "full_review",
        review.type.title,
        shown=presenters.review_shown(review),
        steps=[presenters.step_offered(case, review, one) for one in steps],
        duties=[presenters.duty_shown(one, actor.today, hold) for one in queries.duties_of(actor, review)],
        grouped=[(one.key, reverse("case", args=[one.ref])) for one in queries.grouped_with(actor, review)],
        spells=presenters.kind_spells(queries.kinds_of(actor, review)),
        waiting=[presenters.waits_for(one) for one in queries.stopped_by(actor, case)],
        blanks=review.blanks,
        deposit=presenters.deposit_shown(review, deposits.deposit_of(actor, review)),
        hold=hold,
        recommendations=queries.recommendations_of(actor, review),
        handed=queries.handed_over(actor, review),
        may_hand_over=may_run and review.type.is_published and review.state == to_publishing.READY,
        may_open_recommendations=may_run and review.state in handing_on.HAS_FINDINGS,
        may_run=may_run,
        tab="stands",
    )


@require_safe
def fact_sheet(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """The fact sheet, which the review fills as it goes; a blank is shown as one."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    return case_page(
        request,
        case,
        CURRENT,
        "fact_sheet",
        "Fact sheet",
        shown=presenters.review_shown(review),
        lines=review.fact_sheet(),
        may_run=may(actor, "run a review", review),
        tab="facts",
    )


@require_safe
def fact_sheet_json(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """The fact sheet for a machine."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    content = as_json(case, review, queries.duties_of(actor, review))
    return HttpResponse(content, content_type="application/json")


@require_safe
def template(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """The template of the review's report as a Word document, with its fact sheet filled in."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    content = report_template(case, review, made_at=actor.at, made_for=actor.label)
    return attachment(content, "Template of the report.docx", "docx")


@require_POST
def open_recommendations(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """Open the recommendations of the review, for bodies to answer."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)

    def act() -> HttpResponse:
        report = handing_on.open_recommendations(actor, review_ref=review.ref)
        return said(request, "The set is open. Add its recommendations and who answers.", "matrix", report.ref)

    return act_page(request, do=act, back=reverse("full_review", args=[case.ref, review.ref]))


@require_POST
def hand_over(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """Hand the signed-off report to publishing, to be redacted, approved and released."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)

    def act() -> HttpResponse:
        made = to_publishing.hand_over(actor, review_ref=review.ref)
        return said(request, "The redaction is open. Decide on every mention.", "redaction", made)

    return act_page(request, do=act, back=reverse("full_review", args=[case.ref, review.ref]))


@require_http_methods(FORM)
def step(request: HttpRequest, ref: str, review_ref: str, step_key: str) -> HttpResponse:
    """Take the review a step on; a step that needs a day or a reason asks for it."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    form = {"publish": forms.PublishForm, "unpublish": forms.EndForm, "stop": forms.EndForm}.get(step_key)
    if form is not None:
        return review_form(
            request,
            review,
            form,
            do=lambda answers: operations.move_on(actor, review_ref=review.ref, step=step_key, **answers),
            title={
                "publish": "Record the publication",
                "unpublish": "Finish without publishing the report",
                "stop": "Stop the review",
            }[step_key],
            done="It is recorded.",
        )

    if request.method != "POST":
        return redirect("full_review", case.ref, review.ref)

    def act() -> HttpResponse:
        operations.move_on(actor, review_ref=review.ref, step=step_key)
        return said(request, "The review has gone a step on.", "full_review", case.ref, review.ref)

    return act_page(request, do=act, back=reverse("full_review", args=[case.ref, review.ref]))


def review_form(
    request: HttpRequest,
    review: FullReview,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    then: str = "full_review",
    **options: Any,
) -> HttpResponse:
    """A form on a page of a review. Afterwards the page named by `then` says `done`."""
    case = review.case

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, then, case.ref, review.ref)

    return form_page(
        request,
        form_class,
        do=act,
        title=f"{title} – case {case.key}",
        heading=title,
        template="cases/form.html",
        frame=frame(request.actor, case, CURRENT),  # type: ignore[attr-defined]
        cancel=reverse(then, args=[case.ref, review.ref]),
        **options,
    )


Do = Callable[["Actor", "FullReview", dict[str, Any], str], Any]
Initial = Callable[["Actor", "FullReview", str], dict[str, Any]]
NO_PART = ""


def form_view(
    form_class: type[Form],
    do: Do,
    *,
    title: str,
    done: str,
    then: str = "full_review",
    initial: Initial | None = None,
    form_args: Initial | None = None,
) -> Callable[..., HttpResponse]:
    """The view of a form about a review or, where its address names one, about a part of it."""

    @require_http_methods(FORM)
    def view(request: HttpRequest, ref: str, review_ref: str, **part: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        case = the_case(request, ref)
        review = queries.full_review(actor, case, review_ref)
        part_ref = next(iter(part.values()), NO_PART)
        return review_form(
            request,
            review,
            form_class,
            do=lambda answers: do(actor, review, answers, part_ref),
            title=title,
            done=done,
            then=then,
            initial=initial(actor, review, part_ref) if initial else None,
            form_args=form_args(actor, review, part_ref) if form_args else None,
        )

    return view


def act_view(do: Callable[[Actor, str], Any], *, done: str, then: str) -> Callable[..., HttpResponse]:
    """The view of a button about a part of a review."""

    @require_POST
    def view(request: HttpRequest, ref: str, review_ref: str, **part: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        case = the_case(request, ref)
        review = queries.full_review(actor, case, review_ref)

        def act() -> HttpResponse:
            do(actor, next(iter(part.values())))
            return said(request, done, then, case.ref, review.ref)

        return act_page(request, do=act, back=reverse(then, args=[case.ref, review.ref]))

    return view


change_kind = form_view(
    forms.ChangeKindForm,
    lambda actor, review, answers, _: operations.change_kind(actor, review_ref=review.ref, **answers),
    title="Change the type of the review",
    done="The review is of the new type. What it was before stays on this page.",
    initial=lambda actor, review, _: {"version": review.version},
    form_args=lambda actor, review, _: {
        "kinds": [(one.key, one.title) for one in queries.types_for(review.case) if one.key != review.kind]
    },
)
facts = form_view(
    forms.FactsForm,
    lambda actor, review, answers, _: operations.describe_full_review(actor, review_ref=review.ref, **answers),
    title="Fill in the fact sheet",
    done="The fact sheet is saved.",
    then="fact_sheet",
    initial=lambda actor, review, _: {name: getattr(review, name) for name in forms.FactsForm.base_fields},
)
add_duty = form_view(
    forms.DutyForm,
    lambda actor, review, answers, _: operations.add_duty(actor, review_ref=review.ref, **answers),
    title="Add a duty that the review discharges",
    done="The duty is added. It is signed off by its own body, whatever becomes of the others.",
)
sign_duty = form_view(
    forms.SignDutyForm,
    lambda actor, review, answers, part: operations.sign_duty(actor, duty_ref=part, **answers),
    title="Record the sign-off of this duty",
    done="The sign-off is recorded. Other duties of the review stay as they are.",
)
group_case = form_view(
    forms.GroupCaseForm,
    lambda actor, review, answers, _: operations.group_case(actor, review_ref=review.ref, **answers),
    title="Group another case with the review",
    done="The case is grouped with the review.",
)
issue_learning = form_view(
    forms.LearningForm,
    lambda actor, review, answers, _: operations.issue_learning(actor, review_ref=review.ref, **answers),
    title="Record that learning went out",
    done="It is recorded. Publication may go on waiting.",
)
record_copy = form_view(
    forms.OnDayForm,
    lambda actor, review, answers, _: operations.record_copy(actor, review_ref=review.ref, **answers),
    title="When were the Panel and the Secretary of State sent the report?",
    done="The day is recorded.",
)
