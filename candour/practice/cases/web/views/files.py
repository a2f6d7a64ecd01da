"""The case file: its overview, its facts and people, its processes, its history, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import act_page, form_page
from candour.platform.links.web.presenters import links_shown
from candour.platform.vault import operations as vault
from candour.practice.cases.operations import description, submissions
from candour.practice.cases.queries import cases, full_reviews, returns
from candour.practice.cases.vocabulary import identity_words
from candour.practice.cases.web.forms.decisions import CloseForm
from candour.practice.cases.web.forms.facts import (
    AwarenessForm,
    DescribeForm,
    ProcessChangeForm,
    ProcessForm,
    RevealForm,
    SubjectForm,
)
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case
from candour.practice.cases.web.presenters.clock import clock_shown
from candour.practice.cases.web.presenters.facts import described
from candour.practice.cases.web.presenters.frame import frame
from candour.practice.cases.web.presenters.processes import picture_of

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.cases.models import Case

FORM = ["GET", "HEAD", "POST"]
IDENTITY = ("forenames", "surname", "born_on", "address", "nhs_number")


@require_safe
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """The case at a glance: its clock, who has not answered, and the next three things to do."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    review = cases.review_of(actor, case)
    waiting = cases.waiting_for(actor, case)
    dated = cases.deadlines_of(actor, case)
    clock = clock_shown(cases.clock_for(actor, case, review, dated)) if case.kind == "serious-incident" else None
    return case_page(
        request,
        case,
        "case",
        "overview",
        "Overview",
        clock=clock,
        review=review,
        waiting=waiting,
        has_asked=bool(review and (waiting or returns.requests_of(actor, case))),
        steps=cases.next_steps(actor, dated),
        immediate=[action for action in cases.immediate_of(actor, case) if action.done_at is None],
        case_is_received=case.state == "received",
        may_run=may(actor, "open a review", case),
    )


@require_http_methods(FORM)
def describe(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the facts of a case."""
    case = the_case(request, ref)
    names = description.DESCRIBES

    def do(answers: dict[str, Any]) -> None:
        facts = {name: answers[name] for name in names}
        description.describe_case(request.actor, ref=ref, version=answers["version"], facts=facts)  # type: ignore[attr-defined]

    return case_form(
        request,
        case,
        "case_referral",
        DescribeForm,
        do=do,
        title="Describe the case",
        done="The facts of the case are saved.",
        initial={name: getattr(case, name) for name in names} | {"version": case.version},
        theirs=lambda: described(the_case(request, ref)),
    )


@require_http_methods(FORM)
def awareness(request: HttpRequest, ref: str) -> HttpResponse:
    """Record when the council became aware."""
    case = the_case(request, ref)

    def do(answers: dict[str, Any]) -> None:
        description.set_awareness(
            request.actor,  # type: ignore[attr-defined]
            ref=ref,
            version=answers["version"],
            aware_on=answers["aware_on"],
        )

    return case_form(
        request,
        case,
        "case_notification",
        AwarenessForm,
        do=do,
        title="When the council became aware",
        done="The day is recorded.",
        initial={"aware_on": case.aware_on, "version": case.version},
        theirs=lambda: described(the_case(request, ref)),
    )


@require_http_methods(FORM)
def subject(request: HttpRequest, ref: str, number: int | None = None) -> HttpResponse:
    """Add a person to the case, or change what is known of one. What the vault holds is not shown, only replaced."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    initial: dict[str, Any] = {}
    if number is not None:
        known = cases.subject(actor, case, number)
        initial = {name: getattr(known, name) for name in description.OF_A_SUBJECT}

    def do(answers: dict[str, Any]) -> None:
        identity = {name: answers[name] for name in IDENTITY}
        identity["born_on"] = answers["born_on"].words if answers["born_on"] else ""
        facts = {name: answers[name] for name in description.OF_A_SUBJECT}
        description.save_subject(actor, ref=ref, number=number, facts=facts, identity=identity)

    return case_form(
        request,
        case,
        "case_referral",
        SubjectForm,
        do=do,
        title=f"Person {number}" if number else "Add a person",
        done="What is known of the person is saved.",
        initial=initial,
        intro="Name, date of birth and address go into the vault. Leave them empty to keep what it holds.",
    )


@require_http_methods(FORM)
def reveal(request: HttpRequest, ref: str, identity_ref: str) -> HttpResponse:
    """Show what the vault holds of somebody, once, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    identity = cases.identity_of(actor, case, identity_ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        facts = vault.reveal(
            actor,
            identity=identity,
            act="reveal who a case is about",
            reason_kind=answers["reason_kind"],
            reason=answers["reason"],
        )
        words = identity_words(facts)
        return case_page(request, case, "case_referral", "revealed", "Shown once", facts=words)

    return form_page(
        request,
        RevealForm,
        do=do,
        title=f"Show what the vault holds – case {case.key}",
        heading="Show what the vault holds",
        template="cases/form.html",
        button="Show it",
        frame=frame(actor, case, "case_referral"),
        cancel=reverse("case_referral", args=[ref]),
    )


@require_POST
def known(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Whether a person is already known in another case that the actor may see."""
    case = the_case(request, ref)

    def do() -> HttpResponse:
        found = description.known_elsewhere(request.actor, ref=ref, number=number)  # type: ignore[attr-defined]
        hits = [(other.key, reverse("case", args=[other.ref]), ", ".join(why)) for other, why in found]
        return case_page(request, case, "case_referral", "known", "Is this person already known here?", hits=hits)

    return act_page(request, do=do, back=reverse("case_referral", args=[ref]))


@require_safe
def processes(request: HttpRequest, ref: str) -> HttpResponse:
    """Other processes about the same event."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    linked = cases.processes_of(actor, case)
    return case_page(
        request,
        case,
        "case_processes",
        "processes",
        "Other processes",
        links=links_shown(actor, case),
        processes=linked,
        picture=picture_of(
            linked,
            full_reviews.full_reviews_of(actor, case),
            incident=case.incident_on,
            today=actor.today,
        ),
        may_change=may(actor, "describe a case", case),
    )


@require_http_methods(FORM)
def add_process(request: HttpRequest, ref: str) -> HttpResponse:
    """Link the case to another process."""
    case = the_case(request, ref)
    others = _others(request.actor, case)  # type: ignore[attr-defined]
    return case_form(
        request,
        case,
        "case_processes",
        ProcessForm,
        do=lambda answers: description.link_process(request.actor, ref=ref, **answers),  # type: ignore[attr-defined]
        title="Link to another process",
        form_args={"others": others},
        done="The process is linked.",
    )


@require_http_methods(FORM)
def change_process(request: HttpRequest, ref: str, process_ref: str) -> HttpResponse:
    """Change how a linked process stands."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    linked = cases.process(actor, process_ref)
    names = ("owner", "reference", "status", "began_on", "next_on", "stops", "ended_on", "version")
    after = next((one.ref for one in cases.processes_of(actor, case) if one.pk == linked.after_id), "")
    return case_form(
        request,
        case,
        "case_processes",
        ProcessChangeForm,
        do=lambda answers: description.change_process(actor, ref=process_ref, **answers),
        title=linked.get_kind_display(),
        done="The process is saved.",
        initial={**{name: getattr(linked, name) for name in names}, "after_ref": after},
        form_args={"others": [(other, title) for other, title in _others(actor, case) if other != process_ref]},
        theirs=lambda: [("How it stands", cases.process(actor, process_ref).status)],
    )


def _others(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """The processes of a case for which another may wait."""
    return [(one.ref, one.get_kind_display()) for one in cases.processes_of(actor, case)]


@require_safe
def history(request: HttpRequest, ref: str) -> HttpResponse:
    """What was done on the case and, for the office, who looked at it."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    lines, readers = cases.history(actor, case), cases.readers(actor, case)
    return case_page(request, case, "case_history", "history", "History", lines=lines, readers=readers)


@require_http_methods(FORM)
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close the case with one of the listed outcomes."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case",
        CloseForm,
        template="close_form",
        not_informed=cases.not_informed(actor, case),
        do=lambda answers: submissions.close_case(actor, ref=ref, outcome=answers["outcome"], reason=answers["reason"]),
        title="Close the case",
        done="The case is closed.",
        button="Close the case",
    )


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Open a closed case again."""
    return case_act(
        request,
        ref,
        "case",
        do=lambda: submissions.reopen_case(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The case is open again.",
    )
