"""The private notes that a reader keeps beside a paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from candour.platform.design.pages import BY_ONESELF
from candour.practice.governance.operations import paper_notes as operations
from candour.practice.governance.queries.agendas import paper as the_paper
from candour.practice.governance.queries.paper_notes import note_on
from candour.practice.governance.web.forms.meetings import PaperNoteForm
from candour.practice.governance.web.pages import FORM, ask, press


@require_http_methods(FORM)
def keep(request: HttpRequest, ref: str) -> HttpResponse:
    """Write or change my private notes on a paper."""
    actor = request.actor  # type: ignore[attr-defined]
    paper = the_paper(actor, ref)
    note = note_on(actor, paper)
    return ask(
        request,
        PaperNoteForm,
        do=lambda answers: operations.keep_note(actor, paper_ref=ref, **answers),
        title="My private notes",
        done="Your notes are kept. Only you can read them.",
        then=("paper", ref),
        caption=f"Paper {paper.letter}: {paper.title}",
        initial={"text": note.text, "version": note.version} if note else {"version": 0},
        theirs=lambda: [("Your notes", now.text if (now := note_on(actor, paper)) else "You deleted them.")],
        changed=BY_ONESELF,
        button="Keep my notes",
    )


@require_POST
def delete(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete my private notes on a paper."""
    actor = request.actor  # type: ignore[attr-defined]
    the_paper(actor, ref)
    return press(
        request,
        do=lambda: operations.delete_note(actor, paper_ref=ref),
        done="Your notes are deleted.",
        then=("paper", ref),
    )
