"""A meeting live: the quorum at a glance, the item in hand with its notes, who is there, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Refused, may
from candour.platform.design.forms import Form
from candour.platform.design.page_words import PageWords
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.workflow.moving import Conflict
from candour.practice.directory import queries as directory
from candour.practice.governance.operations import live as operations
from candour.practice.governance.operations.notes import put_together
from candour.practice.governance.queries import live as queries
from candour.practice.governance.web.forms.live import ApologyForm, CameForm, LeftForm, NotesForm, time_on
from candour.practice.governance.web.presenters import live as presenters
from candour.practice.governance.web.presenters.frame import frame

if TYPE_CHECKING:
    from candour.practice.governance.models import Meeting

FORM = ["GET", "HEAD", "POST"]


@require_safe
def live(request: HttpRequest, ref: str) -> HttpResponse:
    """The meeting as it stands this minute."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    found = queries.live(actor, meeting)
    in_hand = found.in_hand
    may_run = may(actor, "run meetings", meeting)
    shown = {
        "title": f"Meeting – {meeting.group.name}",
        "heading": "The meeting",
        "frame": frame(actor, meeting, "meeting_live"),
        "quorum": presenters.bar(found.quorum),
        "item_quorum": presenters.item_bar(found),
        "calls": presenters.calls(found),
        "seats": presenters.seats(found),
        "items": presenters.items(found),
        "in_hand": presenters.in_hand(in_hand),
        "decisions": presenters.decisions(found.decisions),
        "actions": presenters.actions(found.actions),
        "papers": [(one.letter, one.title, one.file.ref, one.summary) for one in queries.papers_of_item(actor, in_hand)]
        if in_hand
        else [],
        "conflicts": presenters.conflicts(found.conflicts),
        "state": meeting.state,
        "began": presenters.clock(meeting.began_at),
        "may_run": may_run,
        "is_on": may_run and meeting.state == "under-way",
        "now": actor.at.isoformat(),
        "page_words": PageWords(),
    }
    return render(request, "governance/live.html", shown)


@require_POST
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin the meeting."""
    return _act(request, ref, lambda actor: operations.begin_meeting(actor, ref=ref), "The meeting has begun.")


@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End the meeting and go on to its minutes."""

    def do() -> HttpResponse:
        operations.close_meeting(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The meeting has ended. This is the draft of its minutes.", "minutes", ref)

    return act_page(request, do=do, back=reverse("meeting_live", args=[ref]))


@require_POST
def here(request: HttpRequest, ref: str, seat_id: int, person_ref: str) -> HttpResponse:
    """Note with one press that the holder of a seat, or their standing deputy, is there."""
    return _act(
        request,
        ref,
        lambda actor: operations.mark_here(actor, ref=ref, seat_id=seat_id, person_ref=person_ref),
        "The attendance is noted.",
    )


@require_http_methods(FORM)
def came(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that somebody else came, at another time, or by link."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    seats = queries.seats_at(actor, meeting)
    likely = {person for seat in seats for person in (seat.holder_id, seat.deputy_id) if person}
    people = sorted(directory.people(actor), key=lambda person: (person.pk not in likely, person.name))
    return meeting_form(
        request,
        meeting,
        CameForm,
        do=lambda answers: operations.mark_here(
            actor,
            ref=ref,
            seat_id=int(answers["seat"]),
            person_ref=answers["person"],
            at=time_on(meeting.starts_at, answers["at"]),
            by_link=answers["by_link"],
        ),
        title="Who is there?",
        done="The attendance is noted.",
        button="Note that they are there",
        form_args={
            "seats": [
                (str(seat.seat_id), f"{seat.title} ({seat.holder or 'vacant'})") for seat in seats if not seat.present
            ],
            "people": [(person.ref, person.name) for person in people],
        },
    )


@require_POST
def leave(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Note that whoever is in a seat leaves now."""
    return _act(
        request,
        ref,
        lambda actor: operations.mark_left(actor, ref=ref, seat_id=seat_id),
        "It is noted that they left.",
    )


@require_http_methods(FORM)
def left(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Note that whoever is in a seat left, and when."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    return meeting_form(
        request,
        meeting,
        LeftForm,
        do=lambda answers: operations.mark_left(
            actor, ref=ref, seat_id=seat_id, at=time_on(meeting.starts_at, answers["at"])
        ),
        title="When did they leave?",
        done="It is noted that they left.",
    )


@require_http_methods(FORM)
def apology(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Send an apology for one's own seat, or note one for somebody else's."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    seat = operations.seat_to_apologise_for(actor, meeting, seat_id)
    is_office = may(actor, "run meetings", meeting)
    return meeting_form(
        request,
        meeting,
        ApologyForm,
        do=lambda answers: operations.apologise(actor, ref=ref, seat_id=seat_id, sends=answers["sends"]),
        title=f"{'Note an apology' if is_office else 'Send your apology'}: {seat.title}",
        done="The apology is noted.",
        then="meeting_live" if is_office else "meeting",
    )


@require_POST
def no_apology(request: HttpRequest, ref: str, seat_id: int) -> HttpResponse:
    """Take back an apology."""
    actor = request.actor  # type: ignore[attr-defined]
    then = "meeting_live" if may(actor, "run meetings", queries.held_meeting(actor, ref)) else "meeting"
    return _act(
        request,
        ref,
        lambda actor: operations.take_back_apology(actor, ref=ref, seat_id=seat_id),
        "The apology is taken back.",
        then,
    )


@require_POST
def open_item(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """Come to an item."""
    return _act(
        request, ref, lambda actor: operations.open_item(actor, ref=ref, item_ref=item_ref), "This item is in hand."
    )


@require_http_methods(FORM)
def notes(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """The notes of an item: saved as somebody types, and never over what somebody else wrote."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = queries.held_meeting(actor, ref)
    item = queries.item_of(actor, meeting, item_ref)
    if request.method == "POST" and "autosave" in request.POST:
        return _save_as_typed(request, ref, item_ref)
    if request.method == "POST" and "both" in request.POST:
        return _keep_both(request, ref, item_ref)
    return meeting_form(
        request,
        meeting,
        NotesForm,
        do=lambda answers: operations.save_notes(
            actor, ref=ref, item_ref=item_ref, text=answers["text"].replace("\r\n", "\n"), version=_version(request)
        ),
        title=f"Notes of item {item.order}",
        heading=f"Notes of item {item.order}: {item.title}",
        done="The notes are saved.",
        template="governance/notes.html",
        initial={"text": item.notes},
        version=item.notes_version,
        theirs=lambda: [("Their notes", queries.item_of(actor, meeting, item_ref).notes)],
        save_address=reverse("item_notes", args=[ref, item_ref]),
    )


def _keep_both(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    def do() -> HttpResponse:
        put_together(request.actor, ref=ref, item_ref=item_ref, text=request.POST.get("text", ""))  # type: ignore[attr-defined]
        return said(request, "Both texts are in the notes. Read them through.", "item_notes", ref, item_ref)

    return act_page(request, do=do, back=reverse("item_notes", args=[ref, item_ref]))


def _save_as_typed(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    version = _version(request)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    shown: dict[str, Any] = {"at": actor.at, "version": version}
    try:
        shown["version"] = operations.save_notes(actor, ref=ref, item_ref=item_ref, text=text, version=version)
    except Conflict:
        shown["is_overtaken"], shown["theirs"] = (
            True,
            queries.item_of(actor, queries.held_meeting(actor, ref), item_ref).notes,
        )
    except Refused as refused:
        shown["reasons"] = refused.reasons
    return render(request, "governance/notes_saved.html", shown)


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def meeting_form(
    request: HttpRequest,
    meeting: Meeting,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    heading: str = "",
    then: str = "meeting_live",
    template: str = "governance/meeting_form.html",
    **options: Any,
) -> HttpResponse:
    """A form on a page of a meeting. What `do` returns is thrown away; then the page named by `then` says `done`."""

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, then, meeting.ref)

    return form_page(
        request,
        form_class,
        do=act,
        title=f"{title} – {meeting.group.name}",
        heading=heading or title,
        template=template,
        frame=frame(request.actor, meeting, then),  # type: ignore[attr-defined]
        cancel=reverse(then, args=[meeting.ref]),
        **options,
    )


def _act(
    request: HttpRequest, ref: str, do: Callable[[Any], Any], done: str, then: str = "meeting_live"
) -> HttpResponse:
    def act() -> HttpResponse:
        do(request.actor)  # type: ignore[attr-defined]
        return said(request, done, then, ref)

    return act_page(request, do=act, back=reverse(then, args=[ref]))
