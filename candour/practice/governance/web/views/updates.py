"""Updates for an item: asking agencies and groups, and the page on which one is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from candour.platform.dates.words import moment_words
from candour.practice.directory import queries as directory
from candour.practice.governance.operations import updates as operations
from candour.practice.governance.queries import agendas as queries
from candour.practice.governance.queries import structure
from candour.practice.governance.web.forms.meetings import AskUpdatesForm, UpdateTextForm
from candour.practice.governance.web.pages import FORM, ask
from candour.practice.governance.web.presenters import meetings as presenters
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, day_of


@require_http_methods(FORM)
def ask_for(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask agencies and groups for a short update on an item."""
    actor = request.actor  # type: ignore[attr-defined]
    item = queries.item(actor, ref)
    group = item.meeting.group
    agencies = [(one.ref, one.name) for one in directory.organisations_for(actor, group.partnership_id)]
    groups = [
        (one.ref, one.name) for one in structure.living_groups(actor, apart_from=group.pk) if one.parent_id == group.pk
    ]

    def do(answers: dict[str, Any]) -> None:
        day = answers["due_on"]
        operations.ask_updates(
            actor,
            item_ref=ref,
            organisation_refs=answers.get("agencies", ()),
            group_refs=answers.get("groups", ()),
            due_at=datetime.combine(day, END_OF_DAY, LONDON).astimezone(UTC),
        )

    return ask(
        request,
        AskUpdatesForm,
        do=do,
        title="Ask for updates",
        done="The updates are asked for. They are chased until they come.",
        then=("meeting", item.meeting.ref),
        caption=f"{group.name}, item {item.order}: {item.title}",
        initial={"due_on": day_of(item.meeting.starts_at) - timedelta(days=group.papers_before)},
        form_args={"agencies": agencies, "groups": groups},
        button="Ask for updates",
    )


@require_http_methods(FORM)
def update(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the update that my agency or group is asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.update(actor, ref)
    line = presenters.update_line(found, actor.at)
    return ask(
        request,
        UpdateTextForm,
        do=lambda answers: operations.send_update(actor, ref=ref, version=answers["version"], text=answers["text"]),
        title="Send an update",
        done="The update is sent. It can be corrected until the meeting begins.",
        then=("item_update", ref),
        caption=f"{found.item.meeting.group.name}, {moment_words(found.item.meeting.starts_at)}",
        intro=f"{line['body']} is asked for a short update on “{found.item.title}” by {line['due']}. "
        + (f"It was received on {line['received']} from {line['from']}." if found.received_at else ""),
        initial={"text": found.text, "version": found.version},
        theirs=lambda: [("Update", queries.update(actor, ref).text)],
        button="Send the update",
    )
