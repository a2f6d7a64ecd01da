"""One action of a log: how it stands, who answers for it, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.dates.words import day_words
from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.links.web.presenters import links_shown
from candour.practice.directory import queries as directory
from candour.practice.governance.operations import actions as operations
from candour.practice.governance.queries import action_log, members_of
from candour.practice.governance.queries import actions as queries
from candour.practice.governance.web.forms.actions import (
    AddActionForm,
    CarryForm,
    ChangeActionForm,
    CloseActionForm,
    DropActionForm,
    OwnerForm,
    UpdateActionForm,
)
from candour.practice.governance.web.presenters import actions as presenters

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor

FORM = ["GET", "HEAD", "POST"]


@require_safe
def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action with its updates, where it comes from and its whole history."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action_shown(actor, ref)
    evidence = queries.evidence_of(actor, found.action)
    shown = {
        "title": f"Action {found.action.name}",
        "caption": found.action.group.name,
        "text": found.action.text,
        "state": found.action.state,
        "state_words": found.action.get_state_display(),
        "facts": presenters.facts_of(found),
        "source_meeting": found.source_meeting_ref,
        "buttons": presenters.buttons_of(actor, found),
        "updates": presenters.updates_of(found),
        "history": presenters.history_shown(found),
        "links": links_shown(actor, found.action),
        "log": reverse("action_log", args=[found.action.group.ref]) if found.sees_group else "",
        "evidence": {"name": evidence.name, "ref": evidence.ref, "state": evidence.state} if evidence else None,
    }
    return render(request, "governance/action.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Add an action to the log of a group."""
    actor = request.actor  # type: ignore[attr-defined]
    group = action_log.group_of_log(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.add_action(
            actor,
            group=group,
            item=None,
            text=answers["text"],
            owner=directory.person(actor, answers["owner"]),
            due_on=answers["due_on"],
            co_leads=[directory.person(actor, lead) for lead in answers.get("co_leads", ())],
        )
        return said(request, f"It is in the log as {made.name}.", "action", made.ref)

    return form_page(
        request,
        AddActionForm,
        do=do,
        title="Add an action",
        caption=group.name,
        button="Add the action",
        form_args=_people(actor, group.pk),
        cancel=reverse("action_log", args=[ref]),
    )


@require_http_methods(FORM)
def update(request: HttpRequest, ref: str) -> HttpResponse:
    """Say how the action stands."""
    return _form(
        request,
        ref,
        UpdateActionForm,
        do=lambda actor, answers: operations.update_action(actor, ref=ref, text=answers["text"]),
        title="Say how it stands",
        done="The update is in the log.",
    )


@require_http_methods(FORM)
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close the action with what shows that it was done."""
    return _form(
        request,
        ref,
        CloseActionForm,
        do=lambda actor, answers: operations.close_action(
            actor, ref=ref, evidence=answers["evidence"], upload=answers["upload"]
        ),
        title="Close the action",
        done="The action is closed.",
    )


@require_http_methods(FORM)
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    """Drop the action, with the reason."""
    return _form(
        request,
        ref,
        DropActionForm,
        do=lambda actor, answers: operations.drop_action(actor, ref=ref, because=answers["because"]),
        title="Drop the action",
        done="The action is dropped. It stays in the log with the reason.",
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Reword the action, or give it another owner or date."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action(actor, ref)
    leads = [directory.person_by_id(actor, lead) for lead, _ in queries.co_leads_of(actor, found)]

    def do(actor: Actor, answers: dict[str, Any]) -> None:
        operations.change_action(
            actor,
            ref=ref,
            version=answers["version"],
            text=answers["text"],
            owner=directory.person(actor, answers["owner"]),
            due_on=answers["due_on"],
            co_leads=[directory.person(actor, lead) for lead in answers.get("co_leads", ())],
        )

    return _form(
        request,
        ref,
        ChangeActionForm,
        do=do,
        title="Change the action",
        done="The action is changed. What it was stands in its history.",
        form_args=_people(actor, found.group_id, also=leads),
        initial={
            "text": found.text,
            "owner": found.owner.ref if found.owner else "",
            "co_leads": [lead.ref for lead in leads],
            "due_on": found.due_on,
            "version": found.version,
        },
        theirs=lambda: presenters.facts_of(queries.action_shown(actor, ref)),
    )


@require_http_methods(FORM)
def owner(request: HttpRequest, ref: str) -> HttpResponse:
    """Say who answers for an action that came from an old log without an owner."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action(actor, ref)
    return _form(
        request,
        ref,
        OwnerForm,
        do=lambda actor, answers: operations.resolve_owner(
            actor, ref=ref, owner=directory.person(actor, answers["owner"])
        ),
        title="Say who answers for it",
        done="The action has an owner now.",
        intro=f"The old log says “{found.leads_as_printed}”." if found.leads_as_printed else "",
        form_args={"people": _people(actor, found.group_id)["people"]},
    )


@require_http_methods(FORM)
def carry(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that a meeting carried the action forward, with what was said."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.action(actor, ref)
    meetings = action_log.meetings_held(actor, found.group_id)

    def do(actor: Actor, answers: dict[str, Any]) -> None:
        meeting = next(one for one in meetings if one.ref == answers["meeting"])
        operations.carry_forward(actor, ref=ref, meeting=meeting, text=answers["text"])

    return _form(
        request,
        ref,
        CarryForm,
        do=do,
        title="Carry it forward",
        done="The action is carried forward.",
        intro="" if meetings else "The group has held no meeting yet, so nothing can be carried forward.",
        form_args={"meetings": [(one.ref, day_words(one.starts_at)) for one in meetings]},
    )


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the action again."""

    def do() -> HttpResponse:
        operations.reopen_action(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The action is open again.", "action", ref)

    return act_page(request, do=do, back=reverse("action", args=[ref]))


def _form(
    request: HttpRequest,
    ref: str,
    form_class: type[Form],
    *,
    do: Callable[[Actor, dict[str, Any]], object],
    title: str,
    done: str,
    **options: Any,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cache(lambda: queries.action(actor, ref))
    if request.method != "POST":
        found()  # what is sent is looked up by the operation itself, and again only if it comes back

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(actor, answers)
        return said(request, done, "action", ref)

    return form_page(
        request,
        form_class,
        do=act,
        title=title,
        template="governance/action_form.html",
        caption=lambda: f"Action {found().name}, {found().group.name}",
        about=lambda: found().text,
        button="Save",
        cancel=reverse("action", args=[ref]),
        **options,
    )


def _people(actor: Actor, group_id: int, *, also: list[Any] | None = None) -> dict[str, Any]:
    """Everybody who could own an action, the members of its group first, and who could work on it beside them."""
    in_group = set(members_of(actor, group_id))
    everybody = [(one.pk, one.ref, one.name) for one in directory.people(actor)]
    members = [(ref, name) for pk, ref, name in everybody if pk in in_group]
    others = [(ref, name) for pk, ref, name in everybody if pk not in in_group]
    beside = members + [(one.ref, one.name) for one in also or () if one.pk not in in_group]
    groups = [("Members of the group", members), ("Everybody else", others)]
    return {"people": [(title, pairs) for title, pairs in groups if pairs], "members": beside}
