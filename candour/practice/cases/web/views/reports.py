"""The report: its text, its versions in Word and PDF, the draft and the comments on it, and finishing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, Refused, may, require
from candour.platform.files import operations as files
from candour.practice.cases.operations import reports as operations
from candour.practice.cases.queries import cases
from candour.practice.cases.queries import decisions as queries
from candour.practice.cases.web.forms.often_asked import UploadForm
from candour.practice.cases.web.forms.reports import AnalysisForm, AnswerCommentForm, CommentForm, FinishForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.reports import comment_shown, version_shown

FORM = ["GET", "HEAD", "POST"]


@require_safe
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the report stands, its versions and the comments."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    versions = queries.versions_of(actor, review) if review else []
    comments = queries.comments_on(actor, review) if review else []
    closes = review.comments_close_at if review else None
    return case_page(
        request,
        case,
        "case_report",
        "report",
        "Report",
        review=review,
        versions=[version_shown(version) for version in versions],
        comments=[comment_shown(ref, comment) for comment in comments],
        unanswered=sum(1 for comment in comments if not comment.answer),
        closes=closes,
        is_open=bool(review and review.state == "circulated" and closes and actor.at <= closes),
        may_run=bool(review and may(actor, "run a review", review)),
        may_comment=bool(review and may(actor, "comment on a draft", review)),
    )


@require_http_methods(FORM)
def analysis(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the summary of facts and the analysis. A conflict shows both texts."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    if review is None:
        raise Hidden
    require(actor, "run a review", review)  # until it is sent out, the draft is the office's

    def theirs() -> list[tuple[str, str]]:
        stored = cases.review_of(actor, case)
        return [("Summary of facts", stored.facts_summary), ("Analysis", stored.analysis)] if stored else []

    return case_form(
        request,
        case,
        "case_report",
        AnalysisForm,
        do=lambda answers: operations.write_analysis(actor, ref=ref, **answers),
        title="Summary and analysis",
        done="The text is saved.",
        initial={"facts_summary": review.facts_summary, "analysis": review.analysis, "version": review.version},
        theirs=theirs,
    )


@require_POST
def make(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a version of the report from what is there."""
    return case_act(
        request,
        ref,
        "case_report",
        do=lambda: operations.make_report(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="A new version is made, as Word to edit and as PDF.",
    )


@require_http_methods(FORM)
def put_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Put back a version that was edited in Word."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)

    def do(answers: dict[str, Any]) -> None:
        stored = files.take_in(actor, upload=answers["file"], owner=case, classification="Report edited in Word")
        if stored.state == "refused":
            raise Refused(f"The file was kept but not taken: {stored.why}")
        if stored.kind != "docx":
            raise Refused("Put back the report as a Word document.")
        operations.put_back(actor, ref=ref, stored=stored)

    return case_form(
        request,
        case,
        "case_report",
        UploadForm,
        do=do,
        title="Put back the edited report",
        done="The edited report is the newest version. It can be opened once it has been scanned.",
    )


@require_POST
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the draft for comments."""
    return case_act(
        request,
        ref,
        "case_report",
        do=lambda: operations.send_draft(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The draft is out for comments.",
    )


@require_http_methods(FORM)
def comment(request: HttpRequest, ref: str) -> HttpResponse:
    """Comment on the draft."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_report",
        CommentForm,
        do=lambda answers: operations.comment(request.actor, ref=ref, **answers),  # type: ignore[attr-defined]
        title="Comment on the draft",
        done="Your comment is in.",
    )


@require_http_methods(FORM)
def answer_comment(request: HttpRequest, ref: str, comment_ref: str) -> HttpResponse:
    """Accept a comment or not."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    found = [one for one in (queries.comments_on(actor, review) if review else []) if one.ref == comment_ref]
    if not found:
        raise Hidden
    made = found[0]
    return case_form(
        request,
        case,
        "case_report",
        AnswerCommentForm,
        do=lambda answers: operations.answer_comment(actor, ref=ref, comment_ref=comment_ref, **answers),
        title="Answer a comment",
        done="The comment is answered.",
        initial={"version": made.version, "answer": made.answer, "reason": made.answer_reason},
        intro=f"{made.person.name}, {made.place}: {made.text}",
    )


@require_http_methods(FORM)
def finish(request: HttpRequest, ref: str) -> HttpResponse:
    """Finish the report and put it to the partners."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_report",
        FinishForm,
        do=lambda answers: operations.finish(actor, ref=ref, **answers),
        title="Finish the report",
        done="The report is finished. Open the decision room for the partners.",
        button="Finish the report",
    )
