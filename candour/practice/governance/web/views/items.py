"""What an item of a meeting leads to: decisions, actions, and conflicts of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candour.platform.access.policy import may
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.directory import queries as directory
from candour.practice.governance.operations import actions, conflicts, decisions
from candour.practice.governance.queries import live as queries
from candour.practice.governance.queries import members_of
from candour.practice.governance.web.forms.live import ConflictForm, DecisionForm, ItemActionForm
from candour.practice.governance.web.presenters.frame import frame
from candour.practice.governance.web.views.live import meeting_form

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def decide(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """Record a decision on the item."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    item = queries.item_of(actor, meeting, item_ref)
    papers = [(paper.ref, f"{paper.letter}. {paper.title}") for paper in queries.papers_of_item(actor, item)]
    return meeting_form(
        request,
        meeting,
        DecisionForm,
        do=lambda answers: decisions.decide(
            actor,
            ref=ref,
            item_ref=item_ref,
            question=answers["question"],
            options=answers["options"].splitlines(),
            decision=answers["decision"],
            reason=answers["reason"],
            told=answers["told"],
            paper_ref=answers.get("paper", ""),
        ),
        title=f"Decision on item {item.order}",
        heading=f"Decision on item {item.order}: {item.title}",
        done="The decision is recorded.",
        form_args={"papers": papers},
    )


@require_http_methods(FORM)
def add_action(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """Put an action that the item raised into the group's log."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    item = queries.item_of(actor, meeting, item_ref)
    return meeting_form(
        request,
        meeting,
        ItemActionForm,
        do=lambda answers: actions.add_action(
            actor,
            group=meeting.group,
            item=item,
            text=answers["text"],
            owner=directory.person(actor, answers["owner"]),
            organisation=None,
            due_on=answers["due_on"],
            co_leads=[directory.person(actor, lead) for lead in answers.get("co_leads", ())],
        ),
        title=f"Action from item {item.order}",
        heading=f"Action from item {item.order}: {item.title}",
        done="The action is in the log.",
        then="minutes" if meeting.ended_at else "meeting_live",
        form_args=people_choices(actor, meeting.group_id),
    )


@require_http_methods(FORM)
def conflict(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """Declare a conflict of interest in the item: for oneself or, as the office, for somebody else."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    item = queries.item_of(actor, meeting, item_ref)
    people = []
    if may(actor, "run meetings", meeting):
        others = [person for person in directory.people(actor) if person.pk != actor.person_id]
        people = [(person.ref, person.name) for person in others]

    def do(answers: dict[str, Any]) -> HttpResponse:
        person = answers.get("person", "")
        conflicts.declare_item_conflict(
            actor,
            ref=ref,
            item_ref=item_ref,
            nature=answers["nature"],
            person_ref=person,
            substitute=answers["substitute"],
        )
        own = "The conflict is declared. You no longer see this item or take part in it."
        return said(request, "The conflict is declared." if person else own, "meeting_live", ref)

    title = f"Conflict of interest in item {item.order}: {item.title}"
    return form_page(
        request,
        ConflictForm,
        do=do,
        title=f"Conflict of interest – {meeting.group.name}",
        heading=title,
        template="governance/meeting_form.html",
        frame=frame(actor, meeting, "meeting_live"),
        intro="Whoever has a conflict does not see the item, its papers, its notes and its decisions, and does not "
        "count towards its quorum.",
        button="Declare the conflict",
        cancel=reverse("meeting_live", args=[ref]),
        form_args={"people": people},
    )


@require_POST
def lift_conflict(request: HttpRequest, ref: str, conflict_id: int) -> HttpResponse:
    """Lift a conflict of interest."""

    def do() -> HttpResponse:
        conflicts.lift_item_conflict(request.actor, ref=ref, conflict_id=conflict_id)  # type: ignore[attr-defined]
        return said(request, "The conflict is lifted.", "meeting_live", ref)

    return act_page(request, do=do, back=reverse("meeting_live", args=[ref]))


def people_choices(actor: Actor, group_id: int) -> dict[str, Any]:
    """Who can be accountable for an action, the members first, and who can work on it with them."""
    members = set(members_of(actor, group_id))
    people = [(person.ref, person.name, person.pk in members) for person in directory.people(actor)]
    inside = [(ref, name) for ref, name, is_member in people if is_member]
    outside = [(ref, name) for ref, name, is_member in people if not is_member]
    grouped = [("In the group", inside), ("Others", outside)] if inside else outside
    return {"people": grouped, "members": inside}
