"""The pages of minutes: reading them, settling what was found, making them final, agreeing them, taking them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may
from candour.platform.design.page_words import PageWords
from candour.platform.design.pages import act_page, said
from candour.platform.exports.answers import attachment
from candour.practice.governance.exports.minutes import minutes_file
from candour.practice.governance.operations import minutes as operations
from candour.practice.governance.operations import redacting
from candour.practice.governance.queries import live as meetings
from candour.practice.governance.queries import minutes as queries
from candour.practice.governance.web.forms.minutes import AgreeForm, DismissForm, NumberForm
from candour.practice.governance.web.presenters import minutes as presenters
from candour.practice.governance.web.presenters.frame import frame
from candour.practice.governance.web.views.items import people_choices
from candour.practice.governance.web.views.live import meeting_form
from candour.practice.publishing import queries as publishing

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.governance.models import Meeting

FORM = ["GET", "HEAD", "POST"]


@require_safe
def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes with the items that the reader may read and, for the office, what is still to be settled."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = meetings.held_meeting(actor, ref)
    may_run = may(actor, "run meetings", meeting)
    found = queries.minutes_of(actor, meeting)
    shown: dict[str, Any] = {
        "title": f"Minutes – {meeting.group.name}",
        "heading": "Minutes",
        "frame": frame(actor, meeting, "minutes"),
        "may_run": may_run,
        "is_held": meeting.ended_at is not None,
        "page_words": PageWords(),
    }
    if found is not None and (may_run or found.state != "draft"):
        whole = queries.minutes_shown(actor, meeting, queries.minutes_by_meeting(actor, meeting))
        shown["minutes"] = presenters.page(whole)
        redaction = publishing.dossier_from(actor, meeting) if may_run and found.state != "draft" else None
        shown["redaction"] = redaction.ref if redaction else ""
        shown["may_redact"] = not meeting.owner_kind
        if may_run and found.state == "draft":
            lines = presenters.hits(queries.hits_of(actor, meeting))
            shown["hits"] = lines
            shown["waiting"] = sum(not line.is_settled for line in lines)
    return render(request, "governance/minutes.html", shown)


@require_http_methods(FORM)
def number(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Give what was found a number of the log."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting, hit = _hit(actor, ref, key)
    log = [(name, f"{name}: {text}") for name, text in queries.open_actions(actor, meeting)]
    return meeting_form(
        request,
        meeting,
        NumberForm,
        do=lambda answers: operations.number_finding(
            actor,
            ref=ref,
            key=key,
            existing=answers["existing"],
            text=answers["text"],
            owner_ref=answers["owner"],
            due_on=answers["due_on"],
            co_leads=answers.get("co_leads", ()),
        ),
        title="Give it a number",
        done="It is in the log.",
        then="minutes",
        intro=f"Item {hit.item_number}: “{hit.found.words}”",
        initial={"text": hit.found.what},
        form_args={"existing": log, **people_choices(actor, meeting.group_id)},
    )


@require_http_methods(FORM)
def dismiss(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Dismiss what was found, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting, hit = _hit(actor, ref, key)
    return meeting_form(
        request,
        meeting,
        DismissForm,
        do=lambda answers: operations.dismiss_finding(actor, ref=ref, key=key, because=answers["because"]),
        title="Dismiss it",
        done="It is dismissed, with your reason.",
        then="minutes",
        intro=f"Item {hit.item_number}: “{hit.found.words}”",
    )


@require_POST
def finalise(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the minutes final and send them out."""
    return _act(
        request,
        ref,
        lambda: operations.finalise(request.actor, ref=ref),  # type: ignore[attr-defined]
        "The minutes are final. The members have been sent a link to them.",
    )


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take final minutes back to change them."""
    return _act(
        request,
        ref,
        lambda: operations.take_back(request.actor, ref=ref),  # type: ignore[attr-defined]
        "The minutes are a draft again.",
    )


@require_POST
def redact(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare a redacted copy: hand the final minutes over to be redacted."""

    def act() -> HttpResponse:
        made = redacting.prepare_redacted_copy(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The redaction is open. Decide on every mention.", "redaction", made)

    return act_page(request, do=act, back=reverse("minutes", args=[ref]))


@require_http_methods(FORM)
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a later meeting agreed the minutes, with its amendments."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = meetings.held_meeting(actor, ref)
    queries.minutes_by_meeting(actor, meeting)
    return meeting_form(
        request,
        meeting,
        AgreeForm,
        do=lambda answers: operations.agree(
            actor, ref=ref, item_ref=answers["item"], amendments=presenters.amendments_of(answers["amendments"])
        ),
        title="The minutes were agreed",
        done="It is recorded that the minutes were agreed.",
        then="minutes",
        form_args={"items": presenters.items_to_agree(queries.items_that_could_agree(actor, meeting))},
    )


@require_safe
def take_out(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The minutes as a Word or PDF file, with the items that the reader may read."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = meetings.held_meeting(actor, ref)
    found = queries.minutes_by_meeting(actor, meeting)
    if found.state == "draft" and not may(actor, "run meetings", meeting):
        raise Hidden
    whole = queries.minutes_shown(actor, meeting, found)
    content = minutes_file(whole, kind, made_for=actor.label, made_at=actor.at)
    return attachment(content, f"minutes-{meeting.starts_at:%Y-%m-%d}", kind)


def _hit(actor: Actor, ref: str, key: str) -> tuple[Meeting, queries.Hit]:
    meeting = meetings.held_meeting(actor, ref)
    if not may(actor, "run meetings", meeting):
        raise Hidden
    hit = queries.hit(actor, meeting, key)
    if hit is None:
        raise Hidden
    return meeting, hit


def _act(request: HttpRequest, ref: str, do: Any, done: str) -> HttpResponse:
    def act() -> HttpResponse:
        do()
        return said(request, done, "minutes", ref)

    return act_page(request, do=act, back=reverse("minutes", args=[ref]))
