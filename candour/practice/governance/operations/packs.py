"""Making the pack of a meeting: assembled outside any transaction, in a process of its own, and noted in history."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.operation import operation, record
from candour.platform.exports.packs import Assembled, assemble_pack
from candour.platform.files.confined import Stopped
from candour.practice.governance import audit_events
from candour.practice.governance.exports.pack import pack_of
from candour.practice.governance.models import Meeting
from candour.practice.governance.queries.live import held_meeting
from candour.practice.governance.queries.packs import contents_of


def make_pack(actor: Actor, *, ref: str) -> Assembled:
    """Make the pack of a meeting with what the actor may see. Raises Refused where it cannot be assembled."""
    meeting = held_meeting(actor, ref)
    pack = pack_of(contents_of(actor, meeting), made_for=actor.label, made_at=actor.at)
    try:
        made = assemble_pack(pack)
    except Stopped as stopped:
        raise Refused(
            f"The pack could not be assembled: {stopped}. Take out the largest paper and try again."
        ) from None
    _note(actor, meeting, made.pages)
    return made


@operation
def _note(actor: Actor, meeting: Meeting, pages: int) -> None:
    record(audit_events.PACK_MADE, subject=meeting, group=meeting.group.name, pages=pages)
