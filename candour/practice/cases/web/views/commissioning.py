"""What a review is given to work with: the page of it, and its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from candour.platform.access.policy import Refused, may
from candour.platform.exports.answers import attachment
from candour.platform.files import operations as files
from candour.practice.cases.exports.fact_sheet import request_in_writing
from candour.practice.cases.operations import commissioning as operations
from candour.practice.cases.queries import full_reviews as queries
from candour.practice.cases.queries.quality import over_time
from candour.practice.cases.web.forms import full_reviews as forms
from candour.practice.cases.web.forms.meetings import MeetingForm
from candour.practice.cases.web.pages import case_page, the_case
from candour.practice.cases.web.presenters import full_reviews as presenters
from candour.practice.cases.web.presenters.quality import over_time_shown
from candour.practice.cases.web.views.full_reviews import CURRENT, act_view, form_view

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.cases.models import FullReview

WORK = "review_work"
OF_A_REVIEWER = (
    "name",
    "organisation",
    "method",
    "independence",
    "contract",
    "from_on",
    "until_on",
    "ended_on",
    "version",
)


@require_safe
def work(request: HttpRequest, ref: str, review_ref: str) -> HttpResponse:
    """Terms, reviewer, letters, panel meetings, quality and drafts of a review."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = queries.full_review(actor, case, review_ref)
    return case_page(
        request,
        case,
        CURRENT,
        "review_work",
        f"Commissioning: {review.type.title}",
        shown=presenters.review_shown(review),
        terms=[
            (one, [line for line in one.key_lines.splitlines() if line.strip()])
            for one in queries.terms_of(actor, review)
        ],
        reviewers=[(one, presenters.fee_words(one)) for one in queries.reviewers_of(actor, review)],
        letters=queries.letters_of(actor, review),
        panels=queries.panels_of(actor, review),
        quality=presenters.stages_of_quality(queries.markers_of(actor, review)),
        trend=over_time_shown(over_time(actor, review)),
        drafts=[(one, presenters.draft_address(one)) for one in queries.drafts_of(actor, review)],
        today=actor.today,
        may_run=may(actor, "run a review", review) and not presenters.review_shown(review).has_ended,
        tab="work",
    )


@require_safe
def letter(request: HttpRequest, ref: str, review_ref: str, letter_ref: str) -> HttpResponse:
    """A request to the reviewer as a letter in Word."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    held = queries.letter(actor, case, letter_ref)
    return attachment(request_in_writing(case, held, made_at=actor.at), "Request to the reviewer.docx", "docx")


def _agreed(answers: dict[str, Any]) -> dict[str, Any]:
    return {("fee_pence" if name == "fee" else name): value for name, value in answers.items()}


def _of_reviewer(actor: Actor, ref: str) -> dict[str, Any]:
    held = queries.reviewer(actor, ref)
    known = {name: getattr(held, name) for name in OF_A_REVIEWER}
    return {**known, "fee": None if held.fee_pence is None else f"{held.fee_pence / 100:.2f}"}


def _put_in(actor: Actor, review: FullReview, answers: dict[str, Any]) -> None:
    if not may(actor, "run a review", review):
        raise Refused("Only the partnership office puts in a draft.")
    stored = files.take_in(actor, upload=answers["file"], owner=review, classification="Draft of a review’s report")
    if stored.state == "refused":
        raise Refused(f"The file was kept but not taken: {stored.why}")
    operations.put_in_draft(actor, review_ref=review.ref, stored=stored, words=answers["words"])


def _markers(actor: Actor, review: FullReview, stage: str) -> list[Any]:
    return [pair for pair in queries.markers_of(actor, review) if pair[0].stage == stage]


def _answer_markers(actor: Actor, review: FullReview, answers: dict[str, Any], stage: str) -> None:
    given = {
        marker.key: (answers[f"{marker.key}_met"], answers[f"{marker.key}_evidence"])
        for marker, _ in _markers(actor, review, stage)
    }
    operations.answer_markers(actor, review_ref=review.ref, answers=given)


def _marked(actor: Actor, review: FullReview, stage: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for marker, answer in _markers(actor, review, stage):
        if answer is not None:
            known |= {f"{marker.key}_met": answer.met, f"{marker.key}_evidence": answer.evidence}
    return known


draft_terms = form_view(
    forms.TermsForm,
    lambda actor, review, answers, _: operations.draft_terms(actor, review_ref=review.ref, **answers),
    title="Draft the terms of reference",
    done="The version is drafted. It holds once it is agreed.",
    then=WORK,
    initial=lambda actor, review, _: next(
        (
            {name: getattr(one, name) for name in ("purpose", "scope_from", "scope_until", "key_lines")}
            for one in queries.terms_of(actor, review)
        ),
        {},
    ),
)
agree_terms = form_view(
    forms.AgreeTermsForm,
    lambda actor, review, answers, part: operations.agree_terms(actor, terms_ref=part, **answers),
    title="Record that the terms were agreed",
    done="The terms are agreed.",
    then=WORK,
)
publish_terms = act_view(
    lambda actor, part: operations.publish_terms(actor, terms_ref=part),
    done="The terms are free to stand on the public page.",
    then=WORK,
)
name_reviewer = form_view(
    forms.ReviewerForm,
    lambda actor, review, answers, _: operations.name_reviewer(actor, review_ref=review.ref, **_agreed(answers)),
    title="Name the reviewer",
    done="The reviewer is named.",
    then=WORK,
    initial=lambda actor, review, _: {"method": review.method},
)
change_reviewer = form_view(
    forms.ChangeReviewerForm,
    lambda actor, review, answers, part: operations.change_reviewer(actor, reviewer_ref=part, **_agreed(answers)),
    title="Change what was agreed with the reviewer",
    done="It is saved.",
    then=WORK,
    initial=lambda actor, review, part: _of_reviewer(actor, part),
)
keep_letter = form_view(
    forms.LetterForm,
    lambda actor, review, answers, _: operations.keep_letter(actor, review_ref=review.ref, **answers),
    title="Ask the reviewer in writing, or record an update",
    done="It is recorded. A request can be taken from here as a letter.",
    then=WORK,
)
answer_letter = form_view(
    forms.AnswerLetterForm,
    lambda actor, review, answers, part: operations.answer_letter(actor, letter_ref=part, **answers),
    title="Record the reviewer’s answer",
    done="The answer is recorded.",
    then=WORK,
)
plan_panel = form_view(
    MeetingForm,
    lambda actor, review, answers, _: operations.plan_panel(
        actor,
        review_ref=review.ref,
        starts_at=answers["moment"],
        place=answers["place"],
        day_because=answers["day_because"],
    ),
    title="Call a meeting of the panel",
    done="The meeting is called.",
    then=WORK,
)
markers = form_view(
    forms.MarkersForm,
    _answer_markers,
    title="Quality at this stage",
    done="The answers are saved.",
    then=WORK,
    initial=_marked,
    form_args=lambda actor, review, stage: {"markers": _markers(actor, review, stage)},
)
put_in_draft = form_view(
    forms.DraftForm,
    lambda actor, review, answers, _: _put_in(actor, review, answers),
    title="Put in a draft of the report",
    done="The draft is in. It can be opened once it has been scanned.",
    then=WORK,
)
group_saw_draft = form_view(
    forms.OnDayForm,
    lambda actor, review, answers, part: operations.group_saw_draft(actor, draft_ref=part, **answers),
    title="When did the working group look at this draft?",
    done="The day is recorded.",
    then=WORK,
)
sign_check = form_view(
    forms.CheckForm,
    lambda actor, review, answers, part: operations.sign_quality_check(
        actor, draft_ref=part, by=answers["by"], words=answers["words"]
    ),
    title="Sign the quality check",
    done="The quality check is signed. The draft may be put to the partners.",
    then=WORK,
)
