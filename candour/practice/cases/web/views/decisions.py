"""The decision room, sending to the Panel, and what follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may
from candour.practice.cases.operations import decisions as operations
from candour.practice.cases.operations import submissions
from candour.practice.cases.queries import cases
from candour.practice.cases.queries import decisions as queries
from candour.practice.cases.web.forms.decisions import (
    ConsultForm,
    DelayForm,
    InformationForm,
    InformForm,
    OpenDecisionForm,
    PositionForm,
    ReplyForm,
    SubmitForm,
)
from candour.practice.cases.web.forms.often_asked import DoneForm, OutcomesForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.decisions import room_shown, submission_shown
from candour.practice.cases.workflow import outcomes_for
from candour.practice.voice import queries as voice

FORM = ["GET", "HEAD", "POST"]


@require_safe
def room(request: HttpRequest, ref: str) -> HttpResponse:
    """The room: three cards that stay closed until all have answered, then the positions side by side."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    decision = queries.decision_of(actor, case)
    return case_page(
        request,
        case,
        "case_decision",
        "decision",
        "Decision room",
        review=review,
        room=room_shown(queries.room(actor, decision)) if decision else None,
        may_run=bool(review and may(actor, "run a review", review)),
        is_finished=bool(review and review.state == "finished"),
        is_child=case.is_child,
        responsible_council=case.responsible_council,
    )


@require_http_methods(FORM)
def open_room(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the report to the partners with a proposal."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    return case_form(
        request,
        case,
        "case_decision",
        OpenDecisionForm,
        do=lambda answers: operations.open_decision(
            actor, ref=ref, proposal=answers["outcome"], reason=answers["reason"], due_at=answers["moment"]
        ),
        title="Open the decision room",
        done="The partners have been told. Their reasons stay closed until all have answered.",
        form_args={"outcomes": list(outcomes_for(case).items())},
        initial={"outcome": review.recommendation, "reason": review.recommendation_reason} if review else None,
        button="Open the room",
    )


@require_http_methods(FORM)
def position(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a position."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    decision = _decision(request, case)
    shown = room_shown(queries.room(actor, decision))
    return case_form(
        request,
        case,
        "case_decision",
        PositionForm,
        do=lambda answers: operations.give_position(actor, ref=decision.ref, **answers),
        title="Your position",
        done="Your position is given. It opens when all have answered.",
        form_args={"outcomes": list(outcomes_for(case).items())},
        template="position_form",
        room=shown,
        button="Give this position",
    )


@require_http_methods(FORM)
def information(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the partners the information they asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    decision = _decision(request, case)
    return case_form(
        request,
        case,
        "case_decision",
        InformationForm,
        do=lambda answers: operations.give_information(
            actor, ref=decision.ref, information=answers["information"], due_at=answers["moment"]
        ),
        title="Give the information",
        done="The information is with the partners, and a new round begins.",
    )


@require_http_methods(FORM)
def consult(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the other authority's director was consulted."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    decision = _decision(request, case)
    return case_form(
        request,
        case,
        "case_decision",
        ConsultForm,
        do=lambda answers: operations.consult_director(actor, ref=decision.ref, **answers),
        title="Consult the other authority",
        done="The consultation is recorded.",
        initial={"who": decision.consulted},
    )


@require_http_methods(FORM)
def chair(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide as the chair."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    decision = _decision(request, case)
    return case_form(
        request,
        case,
        "case_decision",
        OutcomesForm,
        do=lambda answers: operations.decide_as_chair(actor, ref=decision.ref, **answers),
        title="Decide as the chair",
        done="The decision is recorded, with every position beside it.",
        form_args={"outcomes": list(outcomes_for(case).items())},
        button="Record the decision",
    )


@require_safe
def submission(request: HttpRequest, ref: str) -> HttpResponse:
    """What was sent, who was informed when, what the Panel answered, and what follows."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    sent = cases.submission_of(actor, case)
    return case_page(
        request,
        case,
        "case_submission",
        "submission",
        "Sending and reply",
        review=review,
        is_child=case.is_child,
        submission=submission_shown(sent) if sent else None,
        is_agreed=bool(review and review.state == "agreed"),
        is_submitted=bool(review and review.state == "submitted"),
        informings=cases.informings_of(actor, case),
        delays=cases.delays_of(actor, case),
        replies=cases.replies_of(actor, case),
        follow_ups=cases.follow_ups_of(actor, case),
        owed_to_family=voice.unmet(actor, case),
        may_run=bool(review and may(actor, "run a review", review)),
        may_describe=may(actor, "describe a case", case),
        case_is_open=case.state == "in-review",
    )


@require_http_methods(FORM)
def submit(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the report was sent to the Panel."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_submission",
        SubmitForm,
        do=lambda answers: submissions.submit(
            actor,
            ref=ref,
            sent_at=answers["moment"],
            receipt=answers["receipt"],
            late_because=answers["late_because"],
        ),
        title="Record that the report was sent",
        done="The report is recorded as sent. The working days that it took are counted.",
    )


@require_http_methods(FORM)
def delay(request: HttpRequest, ref: str) -> HttpResponse:
    """Record why the report will be late, and that the Panel was told."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_submission",
        DelayForm,
        do=lambda answers: submissions.record_delay(
            actor,
            ref=ref,
            because=answers["because"],
            expected_on=answers["expected_on"],
            told_at=answers["moment"],
            told_how=answers["told_how"],
        ),
        title="The report will be late",
        done="It is recorded. The limit stays where it is, and the tracker says when the report is expected.",
    )


@require_POST
def begin_informing(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the list of those who must hear of an adult's decision."""
    return case_act(
        request,
        ref,
        "case_submission",
        do=lambda: submissions.begin_informing(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The list of those who must hear of it is open.",
    )


@require_http_methods(FORM)
def inform(request: HttpRequest, ref: str) -> HttpResponse:
    """Record who was informed."""
    case = the_case(request, ref)
    # The address names the line by its place in the list: who must hear of it may be a person.
    lines = {str(place): line.who for place, line in enumerate(cases.informings_of(request.actor, case), start=1)}  # type: ignore[attr-defined]
    return case_form(
        request,
        case,
        "case_submission",
        InformForm,
        do=lambda answers: submissions.inform(
            request.actor,  # type: ignore[attr-defined]
            ref=ref,
            who=answers["who"],
            at=answers["moment"],
            how=answers["how"],
        ),
        title="Record who was informed",
        done="It is recorded.",
        initial={"who": lines.get(request.GET.get("line", ""), "")},
    )


@require_http_methods(FORM)
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Record the Panel's reply."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)

    def do(answers: dict[str, Any]) -> None:
        asks = [(line.strip(), answers["due_on"]) for line in answers["asks"].splitlines() if line.strip()]
        submissions.record_reply(
            actor,
            ref=ref,
            received_on=answers["received_on"],
            agrees={"yes": True, "no": False}.get(answers["agrees"]),
            words=answers["words"],
            asks=asks,
        )

    return case_form(
        request,
        case,
        "case_submission",
        ReplyForm,
        do=do,
        title="Record the Panel’s reply",
        done="The reply is recorded, and what it asks for is followed up.",
    )


@require_http_methods(FORM)
def follow_up_done(request: HttpRequest, ref: str, follow_up_ref: str) -> HttpResponse:
    """Record that a follow-up is done."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_submission",
        DoneForm,
        do=lambda answers: submissions.follow_up_done(
            request.actor,  # type: ignore[attr-defined]
            ref=ref,
            follow_up_ref=follow_up_ref,
            **answers,
        ),
        title="A follow-up is done",
        done="It is recorded as done.",
    )


def _decision(request: HttpRequest, case: Any) -> Any:
    decision = queries.decision_of(request.actor, case)  # type: ignore[attr-defined]
    if decision is None:
        raise Hidden
    return decision
