"""The office's side of asking agencies: opening the review, writing to them, chasing, releasing what came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import form_page, said
from candour.practice.cases.operations import meetings, requests, reviews, securing
from candour.practice.cases.operations.requests import Ask
from candour.practice.cases.queries import cases, returns
from candour.practice.cases.queries.clock import governing_clock
from candour.practice.cases.web.forms.agencies import (
    AskForm,
    MoveDateForm,
    PracticeForm,
    ReadingForm,
    ReleaseRecordsForm,
)
from candour.practice.cases.web.forms.often_asked import BecauseForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.agencies import agencies_to_ask, request_shown
from candour.practice.directory import queries as directory
from candour.rulebook import index
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.timetables import Timetable

FORM = ["GET", "HEAD", "POST"]


@require_POST
def open_review(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the review of the case."""
    return case_act(
        request,
        ref,
        "case",
        do=lambda: reviews.open_review(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The review is open, and its plan is laid out. Write to the agencies next.",
    )


@require_http_methods(FORM)
def reading(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose which reading of the start governs this review."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    clock = governing_clock(case)
    choices = [(one.key, f"From when {one.starts_when} ({one.cites.words})") for one in clock.readings] if clock else []
    return case_form(
        request,
        case,
        "case",
        ReadingForm,
        do=lambda answers: reviews.choose_reading(actor, ref=ref, reading_key=answers["reading"]),
        title="The reading of the start",
        done="The reading is chosen. The other readings stay beside it.",
        form_args={"readings": choices},
        initial={"reading": review.reading_key if review else ""},
    )


@require_http_methods(FORM)
def withdraw_review(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw the review because the criteria were not met after all."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case",
        BecauseForm,
        do=lambda answers: reviews.withdraw_review(request.actor, ref=ref, because=answers["because"]),  # type: ignore[attr-defined]
        title="Withdraw the review",
        done="The review is withdrawn.",
        button="Withdraw the review",
    )


@require_safe
def agencies(request: HttpRequest, ref: str) -> HttpResponse:
    """Who was asked, who leads, who has secured records, who has answered and who has not."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    shown = [request_shown(actor, one) for one in returns.requests_of(actor, case)]
    still_out = sum(one.is_waiting for one in shown)
    return case_page(
        request,
        case,
        "case_agencies",
        "agencies",
        "Agencies",
        requests=shown,
        review=review,
        still_out=still_out,
        release_kind="secondary" if still_out else "",
        no_lead=[one.agency for one in shown if one.needs_lead],
        holding=[one.agency for one in shown if one.holds_records],
        may_let_go=case.state == "closed" and may(actor, "close a case", case),
        no_records=[one.agency for one in shown if one.needs_records],
        may_run=bool(review and may(actor, "run a review", review)),
        may_release=bool(review and review.state == "gathering"),
    )


@require_http_methods(FORM)
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose the agencies, and write to all of them with one act."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    choices = agencies_to_ask(actor, case)
    leads = {ref_: lead for ref_, _, lead, _ in choices}

    def do(answers: dict[str, Any]) -> None:
        asks = [
            Ask(ref_, leads[ref_], answers[f"to-{ref_}"]) for ref_, _, _, _ in choices if answers.get(f"ask-{ref_}")
        ]
        requests.ask_agencies(actor, ref=ref, asks=asks, by=answers["by"])

    return case_form(
        request,
        case,
        "case_agencies",
        AskForm,
        do=do,
        title="Write to the agencies",
        done="Every agency has been written to, with its letter and its link.",
        template="ask_form",
        form_args={"agencies": choices},
        button="Write to these agencies",
    )


@require_POST
def chase(request: HttpRequest, ref: str, request_ref: str) -> HttpResponse:
    """Chase an agency that has not answered."""
    the_case(request, ref)
    return case_act(
        request,
        ref,
        "case_agencies",
        do=lambda: requests.chase(request.actor, ref=request_ref),  # type: ignore[attr-defined]
        done="The agency has been reminded, with a new link.",
    )


@require_POST
def withdraw_request(request: HttpRequest, ref: str, request_ref: str) -> HttpResponse:
    """Withdraw a request to an agency."""
    the_case(request, ref)
    return case_act(
        request,
        ref,
        "case_agencies",
        do=lambda: requests.withdraw_request(request.actor, ref=request_ref),  # type: ignore[attr-defined]
        done="The request is withdrawn.",
    )


@require_http_methods(FORM)
def move_date(request: HttpRequest, ref: str, request_ref: str) -> HttpResponse:
    """Give an agency another return date, with the reason."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_agencies",
        MoveDateForm,
        do=lambda answers: requests.move_return_date(request.actor, ref=request_ref, **answers),  # type: ignore[attr-defined]
        title="Move the return date",
        done="The return date has moved.",
    )


@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """Release all returns together to those involved."""
    return case_act(
        request,
        ref,
        "case_agencies",
        do=lambda: meetings.release_returns(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The returns are released to the review group and the agencies’ leads. Each opening is recorded.",
    )


@require_http_methods(FORM)
def release_records(request: HttpRequest, ref: str) -> HttpResponse:
    """Tell the agencies that their records need no longer be held for the case."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_agencies",
        ReleaseRecordsForm,
        do=lambda answers: securing.release_records(request.actor, ref=ref, because=answers["because"]),  # type: ignore[attr-defined]
        title="Release the agencies’ records",
        done="The agencies have been told. If the case is opened again, they are asked to secure their records again.",
        button="Tell the agencies",
    )


@require_http_methods(FORM)
def practice(request: HttpRequest, partnership_ref: str) -> HttpResponse:
    """What the partnership chooses where the rules leave a choice."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, partnership_ref)
    clock = index.rule("working-together-2026/rapid-review", Clock)
    timetables = [
        (rule.name, rule.title) for rule in index.rules() if isinstance(rule, Timetable) and "adult" not in rule.key
    ]
    chosen = cases.practice_of(actor, partnership.pk)

    def do(answers: dict[str, Any]) -> HttpResponse:
        reviews.choose_practice(
            actor,
            partnership=partnership,
            timetable_name=answers["timetable"],
            reading_key=answers["reading"],
            because=answers["because"],
        )
        return said(
            request, "The partnership’s choice is recorded, with its reason.", "local_practice", partnership_ref
        )

    return form_page(
        request,
        PracticeForm,
        do=do,
        title=f"Local practice: {partnership.name}",
        template="cases/practice.html",
        form_args={
            "timetables": timetables,
            "readings": [(one.key, f"From when {one.starts_when} ({one.cites.words})") for one in clock.readings],
        },
        initial=(
            {"timetable": chosen.timetable_name, "reading": chosen.reading_key, "because": chosen.because}
            if chosen
            else None
        ),
        chosen=chosen,
        warnings=[
            (rule.title, ", ".join(f"{step.title} (day {step.day})" for step in rule.breaks_limit))
            for rule in index.rules()
            if isinstance(rule, Timetable) and rule.breaks_limit
        ],
        may_choose=may(actor, "choose local practice", partnership),
        cancel=reverse("tracker"),
    )
