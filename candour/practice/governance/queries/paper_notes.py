"""The private notes that somebody keeps on papers: their own, and never anybody else's."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.governance.models import Meeting, Paper, PaperNote


def note_on(actor: Actor, paper: Paper) -> PaperNote | None:
    """The actor's own notes on a paper, from whichever version of it they were written beside."""
    return seen_by(actor, PaperNote).filter(item_id=paper.item_id, letter=paper.letter).first()


def noted_in(actor: Actor, meeting: Meeting) -> set[tuple[int, str]]:
    """The item and letter of each paper of a meeting on which the actor keeps notes."""
    own = seen_by(actor, PaperNote).filter(item__meeting=meeting)
    return set(own.values_list("item_id", "letter"))
