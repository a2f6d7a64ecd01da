"""Notes that two people wrote at once: putting both texts together so that neither is lost."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.workflow.moving import Conflict
from candour.practice.governance.operations.live import save_notes
from candour.practice.governance.queries.live import held_meeting, item_of

_TRIES = 5


def put_together(actor: Actor, *, ref: str, item_ref: str, text: str) -> None:
    """Save the notes that stand with every line of this text that they lack. Raises Conflict after some tries."""
    for _ in range(_TRIES):
        item = item_of(actor, held_meeting(actor, ref), item_ref)
        whole = joined(item.notes, text.replace("\r\n", "\n"))
        try:
            save_notes(actor, ref=ref, item_ref=item_ref, text=whole, version=item.notes_version)
        except Conflict:
            continue
        return
    raise Conflict


def joined(theirs: str, mine: str) -> str:
    """Their text, and after it each line of mine that it does not have, in order."""
    have = {line.strip() for line in theirs.splitlines()}
    more = [line for line in mine.splitlines() if line.strip() and line.strip() not in have]
    return "\n".join(filter(None, [theirs.rstrip(), *more])) if more else theirs
