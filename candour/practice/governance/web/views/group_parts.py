"""The parts of a group: its seats, when it may decide, and what it reports to whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from candour.practice.directory import queries as directory
from candour.practice.governance.operations import groups as operations
from candour.practice.governance.queries import structure
from candour.practice.governance.web.forms.groups import (
    EndForm,
    NewSeatForm,
    QuorumForm,
    ReportingForm,
    SeatForm,
    SentForm,
)
from candour.practice.governance.web.pages import FORM, ask

SEAT = ("title", "kind", "unit", "sectors", "counts", "domain", "chairs_in_turn")


@require_http_methods(FORM)
def add_seat(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a seat to a group."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    return ask(
        request,
        NewSeatForm,
        do=lambda answers: operations.add_seat(
            actor, group_ref=ref, facts=_facts(request, answers) | {"from_on": answers["from_on"]}
        ),
        title="Add a seat",
        done="The seat is added.",
        then=("group", ref),
        caption=found.name,
        initial={"kind": "core", "domain": "both", "counts": True, "from_on": actor.today},
        form_args={"posts": _posts(request)},
    )


@require_http_methods(FORM)
def change_seat(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Change a seat, or the post that fills it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    seat = structure.seat(actor, found, seat_id)
    initial: dict[str, Any] = {name: getattr(seat, name) for name in SEAT}
    initial["sectors"] = ", ".join(seat.sectors)
    initial["post"] = seat.post.ref if seat.post else ""
    return ask(
        request,
        SeatForm,
        do=lambda answers: operations.change_seat(
            actor, group_ref=ref, seat_id=seat_id, facts=_facts(request, answers)
        ),
        title="Change the seat",
        done="The seat is changed.",
        then=("group", ref),
        caption=found.name,
        initial=initial,
        form_args={"posts": _posts(request)},
    )


@require_http_methods(FORM)
def end_seat(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """End a seat."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    seat = structure.seat(actor, found, seat_id)
    return ask(
        request,
        EndForm,
        do=lambda answers: operations.end_seat(actor, group_ref=ref, seat_id=seat_id, on=answers["on"]),
        title=f"End the seat – {seat.title}",
        done="The seat has its last day.",
        then=("group", ref),
        caption=f"{found.name}: {seat.title}",
        initial={"on": actor.today},
        button="End the seat",
    )


@require_http_methods(FORM)
def quorum(request: HttpRequest, ref: str) -> HttpResponse:
    """Say when a group may decide: by a rule of the rulebook, or by its own."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        operations.set_quorum(
            actor,
            group_ref=ref,
            domain=answers["domain"],
            from_on=answers["from_on"],
            rulebook_name=answers["rulebook_name"],
            own_rule=answers["own_rule"],
            sentence=answers["sentence"],
            deputies_count=answers["deputies_count"],
        )

    return ask(
        request,
        QuorumForm,
        do=do,
        title="When may the group decide?",
        done="The rule is set.",
        then=("group", ref),
        caption=found.name,
        intro="Every part of a way must hold. If there is a second way, either is enough.",
        initial={"domain": "both", "from_on": actor.today, "deputies_count": True},
        form_args={"rules": structure.rulebook_rules(), "sectors": structure.sectors_of(actor, found)},
    )


@require_http_methods(FORM)
def add_reporting(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what a group reports to whom."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.group(actor, ref)
    living = structure.living_groups(actor, apart_from=found.pk)
    return ask(
        request,
        ReportingForm,
        do=lambda answers: operations.add_reporting_line(
            actor,
            group_ref=ref,
            to_ref=answers["to"],
            what=answers["what"],
            frequency=answers["frequency"],
            due_on=answers["due_on"],
        ),
        title="Add what it reports",
        done="It is among what is due.",
        then=("group", ref),
        caption=found.name,
        form_args={"bodies": [(one.ref, f"{one.name} ({one.partnership.short_name})") for one in living]},
    )


@require_http_methods(FORM)
def report_sent(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that a report was sent."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.reporting_line(actor, ref)
    return ask(
        request,
        SentForm,
        do=lambda answers: operations.report_sent(actor, ref=ref, on=answers["on"]),
        title=f"Report sent – {found.to_body.name}",
        done="It is noted that the report was sent.",
        then=("group", found.group.ref),
        caption=f"{found.what}, to {found.to_body.name}",
        initial={"on": actor.today},
    )


def _posts(request: HttpRequest) -> list[tuple[str, str]]:
    actor = request.actor  # type: ignore[attr-defined]
    return [(one.ref, post_name(one)) for one in directory.posts(actor)]


def post_name(post: Any) -> str:
    """A post with the body that it belongs to."""
    bodies = [body.short_name for body in (post.organisation, post.partnership) if body]
    return f"{post.title} ({', '.join(bodies)})" if bodies else str(post.title)


def _facts(request: HttpRequest, answers: dict[str, Any]) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    facts = {name: answers[name] for name in SEAT}
    return facts | {"post": directory.post(actor, answers["post"]) if answers["post"] else None}
