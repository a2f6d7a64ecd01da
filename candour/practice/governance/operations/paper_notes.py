"""Keeping private notes on a paper, and deleting them. Only their writer can do either."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.governance import audit_events
from candour.practice.governance.models import Paper, PaperNote
from candour.practice.governance.queries.paper_notes import note_on


@operation
def keep_note(actor: Actor, *, paper_ref: str, text: str, version: int) -> None:
    """Keep one's own notes on a paper, in place of what they said before. `version` is 0 for the first.

    Raises Refused, and Conflict if they were changed in another window in the meantime.
    """
    paper = _readable(actor, paper_ref)
    if not text.strip():
        raise Refused("Write your notes, or delete them.")
    said = {"text": text.strip(), "number": paper.number, "saved_at": actor.at}
    note = note_on(actor, paper)
    if note is not None:
        save_edit(note, version, **said)
    elif version:
        raise Conflict
    else:
        try:
            with transaction.atomic():
                note = PaperNote.objects.create(
                    person_id=actor.person_id or 0, item_id=paper.item_id, letter=paper.letter, **said
                )
        except IntegrityError as error:
            raise Conflict from error
    record(audit_events.OWN_NOTES_KEPT, subject=note)


@operation
def delete_note(actor: Actor, *, paper_ref: str) -> None:
    """Delete one's own notes on a paper, for good. Raises Refused if there are none."""
    note = note_on(actor, _readable(actor, paper_ref))
    if note is None:
        raise Refused("You keep no notes on this paper.")
    record(audit_events.OWN_NOTES_DELETED, subject=note)
    note.delete()


def _readable(actor: Actor, paper_ref: str) -> Paper:
    paper = fetch(actor, Paper, "item", ref=paper_ref, removed_at=None)
    require(actor, "keep private notes on a paper", paper)
    return paper
