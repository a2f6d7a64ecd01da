"""The review's meeting, live: the quorum bar, who is there, immediate actions first, what is found and recommended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import act_page
from candour.practice.cases.operations import meetings as operations
from candour.practice.cases.queries import cases
from candour.practice.cases.queries import meetings as queries
from candour.practice.cases.web.forms.meetings import ArriveForm, ImmediateForm, MeetingForm, PointForm, RecommendForm
from candour.practice.cases.web.forms.often_asked import DoneForm, moment_of
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.meetings import points_shown, quorum_shown, seats_shown
from candour.practice.cases.workflow import outcomes_for
from candour.practice.directory import queries as directory

FORM = ["GET", "HEAD", "POST"]


@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """The meeting as it stands this minute."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    held = queries.meeting_of(actor, case)
    walls = cases.walls_of(actor, case)
    return case_page(
        request,
        case,
        "case_meeting",
        "meeting",
        "Meeting",
        review=review,
        meeting=held,
        is_over=bool(held and held.ended_at),
        immediate=cases.immediate_of(actor, case),
        quorum=quorum_shown(queries.quorum(actor, held)) if held else None,
        seats=seats_shown(queries.seats(actor, held), {wall.person_id for wall in walls}) if held else [],
        points=points_shown(queries.points_of(actor, review), queries.points_by_number(actor, case)) if review else [],
        recommendation=outcomes_for(case).get(review.recommendation, "") if review else "",
        walls=walls,
        may_run=bool(review and may(actor, "run a review", review)),
        may_raise=may(actor, "raise an immediate action", case),
    )


@require_http_methods(FORM)
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Call the meeting."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_meeting",
        MeetingForm,
        do=lambda answers: operations.plan_meeting(
            request.actor,  # type: ignore[attr-defined]
            ref=ref,
            starts_at=answers["moment"],
            place=answers["place"],
            day_because=answers["day_because"],
        ),
        title="Call the meeting",
        done="The meeting is called for that time.",
    )


@require_http_methods(FORM)
def arrive(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that somebody is there."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    held = queries.meeting_of(actor, case)
    seats = [seat for seat in queries.seats(actor, held) if not seat.present] if held else []
    likely = {person for seat in seats for person in (seat.holder_id, seat.deputy_id) if person}
    everybody = list(directory.people(actor))
    people = sorted(everybody, key=lambda person: (person.pk not in likely, person.name))

    def do(answers: dict[str, Any]) -> None:
        operations.arrive(
            actor,
            ref=ref,
            seat_id=int(answers["seat"]),
            person_ref=answers["person"],
            at=_at(held.starts_at if held else actor.at, answers["at"]) or actor.at,
        )

    return case_form(
        request,
        case,
        "case_meeting",
        ArriveForm,
        do=do,
        title="Who is there?",
        done="The attendance is noted.",
        form_args={
            "seats": [(str(seat.seat_id), f"{seat.title} ({seat.holder or 'vacant'})") for seat in seats],
            "people": [(person.ref, person.name) for person in people],
        },
        button="Note that they are there",
    )


@require_POST
def present(request: HttpRequest, ref: str, seat_id: int, person_ref: str) -> HttpResponse:
    """Note with one press that the holder of a seat, or their standing deputy, is there."""
    return _at_the_table(
        request,
        ref,
        lambda: operations.arrive(request.actor, ref=ref, seat_id=seat_id, person_ref=person_ref),  # type: ignore[attr-defined]
    )


@require_POST
def leave(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Note that whoever is in a seat leaves."""
    return _at_the_table(request, ref, lambda: operations.leave(request.actor, ref=ref, seat_id=seat_id))  # type: ignore[attr-defined]


def _at_the_table(request: HttpRequest, ref: str, act: Callable[[], None]) -> HttpResponse:
    """Act, and come back to the quorum and the seats, which show it: people come in faster than a page is read."""

    def do() -> HttpResponse:
        act()
        return redirect(f"{reverse('case_meeting', args=[ref])}#attendance")

    return act_page(request, do=do, back=reverse("case_meeting", args=[ref]))


@require_http_methods(FORM)
def add_point(request: HttpRequest, ref: str) -> HttpResponse:
    """Note something that the meeting found."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    agencies = [(one.ref, one.name) for one in directory.organisations_for(actor, case.partnership_id)]
    return case_form(
        request,
        case,
        "case_meeting",
        PointForm,
        do=lambda answers: operations.add_point(
            actor, ref=ref, kind=answers["kind"], text=answers["text"], organisation_ref=answers["owner"]
        ),
        title="Note what the meeting found",
        done="It is noted.",
        form_args={"agencies": agencies},
        initial={"kind": request.GET.get("kind", "")},
    )


@require_POST
def remove_point(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Take a point out of the notes, by its number among those of the review."""
    actor = request.actor  # type: ignore[attr-defined]
    points = queries.points_by_number(actor, the_case(request, ref))
    return case_act(
        request,
        ref,
        "case_meeting",
        do=lambda: operations.remove_point(actor, ref=ref, point_id=points.get(number, 0)),
        done="The point is taken out.",
    )


@require_http_methods(FORM)
def recommend(request: HttpRequest, ref: str) -> HttpResponse:
    """Record the group's recommendation, and whether it is quorate."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    return case_form(
        request,
        case,
        "case_meeting",
        RecommendForm,
        do=lambda answers: operations.recommend(actor, ref=ref, **answers),
        title="The group’s recommendation",
        done="The recommendation is recorded, with whether the meeting was quorate.",
        form_args={"outcomes": list(outcomes_for(case).items())},
        initial=(
            {
                "outcome": review.recommendation,
                "reason": review.recommendation_reason,
                "presenter": review.presenter,
            }
            if review
            else None
        ),
    )


@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End the meeting."""
    return case_act(
        request,
        ref,
        "case_meeting",
        do=lambda: operations.end_meeting(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The meeting has ended. The draft comes next.",
    )


@require_http_methods(FORM)
def add_immediate(request: HttpRequest, ref: str) -> HttpResponse:
    """Raise an immediate action."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_meeting",
        ImmediateForm,
        do=lambda answers: operations.raise_immediate(request.actor, ref=ref, **answers),  # type: ignore[attr-defined]
        title="Raise an immediate action",
        done="The immediate action is raised.",
    )


@require_http_methods(FORM)
def immediate_done(request: HttpRequest, ref: str, action_ref: str) -> HttpResponse:
    """Record that an immediate action is done."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_meeting",
        DoneForm,
        do=lambda answers: operations.immediate_done(request.actor, ref=ref, action_ref=action_ref, **answers),  # type: ignore[attr-defined]
        title="An immediate action is done",
        done="It is recorded as done.",
    )


def _at(day: datetime, clock: str) -> datetime | None:
    return moment_of(day.date(), clock) if clock else None
