"""Opening a room for the family and practitioners of a record, and saying what happens next."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, owner_of, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.vault.models import Identity
from candour.platform.workflow.moving import save_edit
from candour.practice.voice import audit_events
from candour.practice.voice.models import Member, Practitioner, Room
from candour.practice.voice.workflow import KEEP


@operation
def open_room(actor: Actor, *, owner: Model, partnership_id: int, title: str, address: str) -> Room:
    """Open the room of a record that the caller has fetched as seen. Raises Refused where it is open already.

    `title` is what the record is called, by its pseudonym, and `address` the path of its page that leads here.
    """
    try:
        with transaction.atomic():
            room = Room.objects.create(
                owner_kind=owner._meta.label_lower,
                owner_id=owner.pk,
                partnership_id=partnership_id,
                title=title,
                address=address,
                opened_at=actor.at,
            )
    except IntegrityError as error:
        raise Refused("The page for family and practitioners is open already.") from error
    require(actor, KEEP, room)
    record(audit_events.OPENED, subject=room, within=owner)
    return room


@operation
def describe(actor: Actor, *, ref: str, version: int, nobody_because: str, next_words: str) -> None:
    """Say what happens next, in plain words for the family, and why nobody is listed, where nobody is."""
    room = fetch(actor, Room, ref=ref)
    require(actor, KEEP, room)
    save_edit(room, version, nobody_because=nobody_because.strip(), next_words=next_words.strip())
    record(audit_events.DESCRIBED, subject=room, within=whole_of(actor, room))


def whole_of(actor: Actor, room: Room) -> Model:
    """The record that a room belongs to, in whose history what concerns the family stands. Raises Hidden."""
    return owner_of(actor, room.owner_kind, room.owner_id)


def identity_of(somebody: Member | Practitioner) -> Identity:
    """What the vault holds of somebody whom the caller has fetched as seen. Raises Refused where it holds nothing."""
    if somebody.identity is None:
        raise Refused("No name is kept of them.")
    return somebody.identity
