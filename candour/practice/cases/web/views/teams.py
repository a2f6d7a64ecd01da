"""Who is on a case, conflicts of interest, and opening a case in an emergency."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may, require
from candour.platform.accounts.stepping_up import fresh_proof_required
from candour.platform.design.pages import form_page
from candour.practice.cases.operations import teams as operations
from candour.practice.cases.queries import cases
from candour.practice.cases.web.forms.facts import ConflictForm, EmergencyForm, JoinTeamForm, ReviewOpeningForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.directory import queries as directory
from candour.practice.governance import queries as governance

FORM = ["GET", "HEAD", "POST"]


@require_safe
def team(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is on the case, who is walled off, and who opened it in an emergency."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_page(
        request,
        case,
        "case_team",
        "team",
        "Team and conflicts",
        members=[
            (member.person.ref, member.person.name, member.get_purpose_display(), member.joined_at, member.until_on)
            for member in cases.team_of(actor, case)
        ],
        walls=cases.walls_of(actor, case),
        openings=reversed(list(enumerate(reversed(cases.openings(actor, case)), start=1))),
        me=actor.label,
        may_change=may(actor, "change the team of a case", case),
    )


@require_http_methods(FORM)
def join(request: HttpRequest, ref: str) -> HttpResponse:
    """Bring somebody onto the team."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_team",
        JoinTeamForm,
        do=lambda answers: operations.join_team(
            actor,
            ref=ref,
            person_ref=answers["person"],
            purpose=answers["purpose"],
            until_on=answers["until_on"],
        ),
        title="Bring somebody onto the team",
        done="They can open the case now.",
        form_args={"people": _people(request)},
    )


@require_POST
def leave(request: HttpRequest, ref: str, person_ref: str) -> HttpResponse:
    """Take somebody off the team."""
    actor = request.actor  # type: ignore[attr-defined]
    members = {member.person.ref: member.pk for member in cases.team_of(actor, the_case(request, ref))}
    return case_act(
        request,
        ref,
        "case_team",
        do=lambda: operations.leave_team(actor, ref=ref, member_id=members.get(person_ref, 0)),
        done="They see nothing more of the case.",
    )


@require_http_methods(FORM)
def declare(request: HttpRequest, ref: str) -> HttpResponse:
    """Declare a conflict of interest, for oneself or, as the office, for somebody."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    me = directory.person_by_id(actor, actor.person_id)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.declare_conflict(
            actor,
            ref=ref,
            person_ref=answers["person"],
            nature=answers["nature"],
            substitute=answers["substitute"],
        )
        if answers["person"] == me.ref:
            return redirect("home")
        return redirect("case_team", ref)

    people = _people(request) if may(actor, "change the team of a case", case) else [(me.ref, me.name)]
    return form_page(
        request,
        ConflictForm,
        do=do,
        title="Declare a conflict of interest",
        caption=f"Case {case.key}",
        intro="From the moment you save this, the person sees nothing of the case, by any way in.",
        form_args={"people": people},
        initial={"person": me.ref},
        cancel=reverse("case_team", args=[ref]),
        button="Declare the conflict",
        warning_button=True,
    )


@require_POST
def lift(request: HttpRequest, ref: str, person_ref: str) -> HttpResponse:
    """Ask for a wall to be lifted or, as the second person, lift it."""
    actor = request.actor  # type: ignore[attr-defined]
    walls = {wall.person.ref: wall.pk for wall in cases.walls_of(actor, the_case(request, ref))}
    return case_act(
        request,
        ref,
        "case_team",
        do=lambda: operations.lift_wall(actor, ref=ref, wall_id=walls.get(person_ref, 0)),
        done="It is recorded. A wall is lifted when two people have agreed.",
    )


@fresh_proof_required
@require_http_methods(FORM)
def emergency(request: HttpRequest) -> HttpResponse:
    """Open a case in an emergency, by its key."""
    actor = request.actor  # type: ignore[attr-defined]
    mine = list(directory.my_partnerships(actor))

    def do(answers: dict[str, Any]) -> HttpResponse:
        partnership = next(one for one in mine if one.ref == answers["partnership"])
        case = operations.open_case_in_emergency(
            actor, key=answers["key"], partnership_id=partnership.pk, reason=answers["reason"]
        )
        return redirect("case", case.ref)

    return form_page(
        request,
        EmergencyForm,
        do=do,
        title="Open a case in an emergency",
        intro=(
            "This opens a case to you for four hours. The partnership office and your own agency are told at once, "
            "and somebody looks at it afterwards."
        ),
        form_args={"partnerships": [(one.ref, one.name) for one in mine]},
        button="Open the case",
        warning_button=True,
        cancel=reverse("home"),
    )


@require_http_methods(FORM)
def review_opening(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Record what was found on looking at an emergency opening, by its number among those of the case."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    openings = dict(enumerate(reversed(cases.openings(actor, case)), start=1))
    if number not in openings:
        raise Hidden
    return case_form(
        request,
        case,
        "case_team",
        ReviewOpeningForm,
        do=lambda answers: operations.review_opening(
            actor,
            ref=ref,
            grant_id=openings[number].pk,
            **answers,
        ),
        title="Review an emergency opening",
        done="The review is recorded.",
    )


@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """Every declared conflict, for the scrutineer of children's cases and the chair of the adults board."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, "see the list of conflicts")
    shown = {
        "title": "Declared conflicts",
        "walls": cases.conflicts(actor),
        "in_meetings": governance.conflicts_for_scrutiny(actor),
    }
    return render(request, "cases/conflicts.html", shown)


def _people(request: HttpRequest) -> list[tuple[str, str]]:
    return [(person.ref, person.name) for person in directory.people(request.actor)]  # type: ignore[attr-defined]
