"""A meeting before it is held: its agenda in order, its papers, and sending it out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.page_words import PageWords
from candour.platform.spelling.plainness import hard_in
from candour.platform.workflow.moving import Conflict
from candour.practice.governance.operations import agendas as operations
from candour.practice.governance.operations import plans
from candour.practice.governance.queries import agendas as queries
from candour.practice.governance.queries.forecast import forecast_of, own_seats
from candour.practice.governance.queries.meetings import own_meeting
from candour.practice.governance.queries.paper_notes import note_on, noted_in
from candour.practice.governance.web.forms.meetings import ChangeItemForm, ItemForm, PaperForm, SummaryForm
from candour.practice.governance.web.pages import FORM, ask, people_choices, press
from candour.practice.governance.web.presenters import meetings as presenters
from candour.practice.governance.web.presenters.forecast import forecast_shown
from candour.practice.governance.web.presenters.frame import frame

PAPER_FORM = "governance/paper_form.html"
FACTS = ("title", "presenter", "minutes", "domain", "readers")


@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """The agenda of a meeting with its papers and updates, how full it is, and what came late."""
    actor = request.actor  # type: ignore[attr-defined]
    found = own_meeting(actor, ref)
    agenda = queries.agenda_of(actor, found)
    may_run = may(actor, "run meetings", found)
    shown = {
        "title": f"Agenda – {found.group.name}",
        "heading": "Agenda",
        "frame": frame(actor, found, "meeting"),
        "where": presenters.where(found),
        "items": presenters.items(agenda, actor.at, noted_in(actor, found)),
        "hidden": agenda.hidden,
        "full": presenters.length_words(agenda),
        "is_over": bool(agenda.length) and agenda.minutes > agenda.length,
        "papers_due": "" if found.is_short_notice else day_words(agenda.papers_due_on),
        "papers_are_late": not found.is_short_notice
        and found.agenda_out_at is None
        and found.state == "planned"
        and agenda.papers_due_on < actor.today,
        "out": moment_words(found.agenda_out_at),
        "forecast": forecast_shown(forecast_of(actor, found, [one.item for one in agenda.items])),
        "own_seats": own_seats(actor, found),
        "late": presenters.late_by_author(agenda.late_papers),
        "may_run": may_run,
        "may_change": may_run and found.state == "planned",
        "may_add": may_run and found.state in ("planned", "under-way"),
        "may_carry": may_run and found.state != "under-way",
        "state": found.state,
        "page_words": PageWords(),
    }
    return render(request, "governance/meeting.html", shown)


@require_http_methods(FORM)
def add_item(request: HttpRequest, ref: str) -> HttpResponse:
    """Put an item on the agenda."""
    actor = request.actor  # type: ignore[attr-defined]
    found = own_meeting(actor, ref)
    people, members = people_choices(actor, found.group_id)
    return ask(
        request,
        ItemForm,
        do=lambda answers: operations.add_item(
            actor, ref=ref, facts=_facts(answers, people), reader_refs=_named(answers)
        ),
        title="Add an item",
        done="The item is on the agenda.",
        then=("meeting", ref),
        caption=_caption(found),
        initial={"minutes": 10, "domain": "both", "readers": "group"},
        form_args={"people": people, "members": members},
        button="Add the item",
    )


@require_http_methods(FORM)
def change_item(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an item of the agenda."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.item(actor, ref)
    people, members = people_choices(actor, found.meeting.group_id)
    initial: dict[str, Any] = {name: getattr(found, name) for name in FACTS}
    initial["presenter_person"] = found.presenter_person.ref if found.presenter_person else ""
    return ask(
        request,
        ChangeItemForm,
        do=lambda answers: operations.change_item(
            actor,
            item_ref=ref,
            version=answers["version"],
            facts=_facts(answers, people),
            reader_refs=_named(answers),
        ),
        title="Change the item",
        done="The item is changed.",
        then=("meeting", found.meeting.ref),
        caption=_caption(found.meeting),
        initial=initial | {"named": queries.readers_of(actor, found), "version": found.version},
        form_args={"people": people, "members": members},
        theirs=lambda: [("Item", queries.item(actor, ref).title), ("Presenter", queries.item(actor, ref).presenter)],
    )


@require_POST
def move_item(request: HttpRequest, ref: str, way: str) -> HttpResponse:
    """Move an item up or down."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.item(actor, ref)
    return press(
        request,
        do=lambda: operations.move_item(actor, item_ref=ref, up=way == "up"),
        done=f"“{found.title}” is moved {way}.",
        then=("meeting", found.meeting.ref),
    )


@require_POST
def remove_item(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an item off the agenda."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.item(actor, ref)
    return press(
        request,
        do=lambda: operations.remove_item(actor, item_ref=ref),
        done="The item is off the agenda.",
        then=("meeting", found.meeting.ref),
    )


@require_POST
def carry_item(request: HttpRequest, ref: str) -> HttpResponse:
    """Carry an item forward to the next meeting."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.item(actor, ref)
    return press(
        request,
        do=lambda: operations.carry_item(actor, item_ref=ref),
        done="The item is carried forward.",
        then=("meeting", found.meeting.ref),
    )


@require_POST
def fill(request: HttpRequest, ref: str) -> HttpResponse:
    """Take what belongs here from the forward plan."""
    actor = request.actor  # type: ignore[attr-defined]
    return press(
        request,
        do=lambda: plans.fill_agenda(actor, ref=ref),
        done="Everything of the forward plan that belongs to this meeting is on its agenda.",
        then=("meeting", ref),
    )


@require_POST
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the agenda out to the members."""
    actor = request.actor  # type: ignore[attr-defined]
    return press(
        request,
        do=lambda: operations.send_agenda(actor, ref=ref),
        done="The agenda is out. Its members are told by mail.",
        then=("meeting", ref),
    )


@require_http_methods(FORM)
def add_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a paper to an item."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.item(actor, ref)
    return ask(
        request,
        PaperForm,
        do=lambda answers: operations.add_paper(
            actor,
            item_ref=ref,
            title=answers["title"],
            author=answers["author"],
            summary=answers["summary"],
            upload=answers["file"],
        ),
        template=PAPER_FORM,
        hard=hard_in(request.POST.get("summary", "")),
        title="Add a paper",
        done="The paper is added. It can be opened once the virus check is over.",
        then=("meeting", found.meeting.ref),
        caption=f"{_caption(found.meeting)}, item {found.order}: {found.title}",
        initial={"author": found.presenter},
        button="Add the paper",
    )


@require_http_methods(FORM)
def replace_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a later version of a paper."""
    actor = request.actor  # type: ignore[attr-defined]
    paper = queries.paper(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        if paper.replaced_by_id is not None:
            raise Conflict
        operations.add_paper(
            actor,
            item_ref=paper.item.ref,
            title=answers["title"],
            author=answers["author"],
            summary=answers["summary"],
            upload=answers["file"],
            replaces_ref=ref,
        )

    return ask(
        request,
        PaperForm,
        do=do,
        template=PAPER_FORM,
        hard=hard_in(request.POST.get("summary", paper.summary)),
        title="Add a later version",
        done="The later version is added under the same letter.",
        then=("meeting", paper.item.meeting.ref),
        caption=f"Paper {paper.letter} of item {paper.item.order}, version {paper.number}",
        initial={"title": paper.title, "author": paper.author, "summary": paper.summary},
        button="Add the version",
    )


@require_http_methods(FORM)
def change_summary(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the plain summary of a paper."""
    actor = request.actor  # type: ignore[attr-defined]
    paper = queries.paper(actor, ref)
    return ask(
        request,
        SummaryForm,
        do=lambda answers: operations.change_summary(actor, ref=ref, **answers),
        template=PAPER_FORM,
        hard=hard_in(request.POST.get("summary", paper.summary)),
        title="Plain summary",
        done="The summary is saved.",
        then=("paper", ref),
        caption=f"Paper {paper.letter}: {paper.title}",
        initial={"summary": paper.summary, "version": paper.version},
        theirs=lambda: [("Summary", queries.paper(actor, ref).summary)],
    )


@require_safe
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """A paper with every version of it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.paper(actor, ref)
    meeting = found.item.meeting
    is_open = meeting.state in ("planned", "under-way") and found.replaced_by_id is None
    may_change = may(actor, "run meetings", meeting) and is_open
    shown = {
        "title": f"Paper {found.letter} – {meeting.group.name}",
        "heading": f"Paper {found.letter}: {found.title}",
        "frame": frame(actor, meeting, "meeting"),
        "versions": [presenters.paper(one) for one in queries.versions_of(actor, found)],
        "ref": found.ref,
        "letter": found.letter,
        "summary": found.summary,
        "page_words": PageWords(),
        "hard": hard_in(found.summary) if may_change else [],
        "may_change": may_change,
        "note": presenters.own_notes(note_on(actor, found)),
        "may_note": may(actor, "keep private notes on a paper", found),
    }
    return render(request, "governance/paper.html", shown)


@require_POST
def remove_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a paper off its item."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.paper(actor, ref)
    return press(
        request,
        do=lambda: operations.remove_paper(actor, ref=ref),
        done="The paper is off the agenda.",
        then=("meeting", found.item.meeting.ref),
    )


def _facts(answers: dict[str, Any], people: list[Any]) -> dict[str, Any]:
    """What is said of an item, with the name of the person who presents it where none was typed."""
    facts = {name: answers[name] for name in FACTS}
    ref = answers["presenter_person"]
    names = {person: name for _, pairs in people for person, name in pairs}
    if ref and not facts["presenter"]:
        facts["presenter"] = names.get(ref, "")
    return facts | {"presenter_ref": ref}


def _named(answers: dict[str, Any]) -> list[str]:
    return list(answers.get("named", ()))


def _caption(meeting: Any) -> str:
    return f"{meeting.group.name}, {moment_words(meeting.starts_at)}"
