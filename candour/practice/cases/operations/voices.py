"""Opening the page of a case's family and practitioners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, require
from candour.practice.cases.models import Case
from candour.practice.voice.operations import rooms

if TYPE_CHECKING:
    from candour.practice.voice.models import Room


def open_voices(actor: Actor, *, ref: str) -> Room:
    """Open the page for family and practitioners of a case. Raises Refused where it is open already."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    return rooms.open_room(
        actor,
        owner=case,
        partnership_id=case.partnership_id,
        title=f"Case {case.key}",
        address=f"/cases/{case.ref}/voices/",
    )
