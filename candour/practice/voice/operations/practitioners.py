"""Hearing practitioners: invited with a promise, kept apart, told what came of it, asked how it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.vault import operations as vault
from candour.practice.directory import queries as directory
from candour.practice.voice import audit_events
from candour.practice.voice.models import Contribution, Practitioner, Room
from candour.practice.voice.operations.family import TO_COME
from candour.practice.voice.permissions import HEAR
from candour.practice.voice.vocabulary import Heard

WITHOUT_WORDS = (Heard.EVENT, Heard.TOLD)
OWN_AGENCY = "You have a post in this agency, so you are not the one to hear its practitioners. Ask a colleague."


@operation
def invite(
    actor: Actor,
    *,
    ref: str,
    organisation_ref: str,
    job: str,
    names: Mapping[str, str],
    invited_on: date,
    promised: bool,
    support: str,
) -> Practitioner:
    """Invite a practitioner who was there, with the promise of how what they say is used. Raises Refused without it."""
    room = fetch(actor, Room, ref=ref)
    require(actor, HEAR, room)
    organisation = directory.organisation(actor, organisation_ref)
    reasons = [TO_COME] if invited_on > actor.today else []
    if not promised:
        reasons.append("Give them the promise first. Nobody is heard without it.")
    if reasons:
        raise Refused(*reasons)
    number = (Practitioner.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            made = Practitioner.objects.create(
                room=room,
                number=number,
                organisation=organisation,
                job=job.strip(),
                invited_on=invited_on,
                promised_on=invited_on,
                support=support.strip(),
            )
    except IntegrityError as error:
        raise Refused("Somebody else invited a practitioner at the same moment. Save again.") from error
    if not seen_by(actor, Practitioner).filter(pk=made.pk).exists():
        raise Refused(OWN_AGENCY)
    given = {name: text for name, text in names.items() if text.strip()}
    if given:
        identity = vault.keep(actor, owner=made, kind="practitioner", facts=given)
        Practitioner.objects.filter(pk=made.pk).update(identity=identity)
    record(audit_events.INVITED, subject=made, within=room, number=number)
    return made


@operation
def hear(actor: Actor, *, ref: str, kind: str, on: date, text: str) -> None:
    """Keep what a practitioner said, that they came to the learning event, or that they were told. Raises Refused."""
    practitioner = fetch(actor, Practitioner, "room", ref=ref)
    require(actor, HEAR, practitioner)
    reasons = [TO_COME] if on > actor.today else []
    if on < practitioner.invited_on:
        reasons.append("This cannot have been before they were invited.")
    if practitioner.declined_on and kind != Heard.TOLD:
        reasons.append("They do not take part.")
    if kind not in WITHOUT_WORDS and not text.strip():
        reasons.append("Write what they said.")
    if reasons:
        raise Refused(*reasons)
    said = Contribution.objects.create(
        practitioner=practitioner, kind=kind, on=on, text=text, made_at=actor.at, made_by=actor.label
    )
    record(audit_events.HEARD, subject=said, within=practitioner.room, number=practitioner.number)


@operation
def decline(actor: Actor, *, ref: str) -> None:
    """Record that a practitioner does not take part. They owe nobody a reason. Raises Refused where it is recorded."""
    practitioner = fetch(actor, Practitioner, "room", ref=ref)
    require(actor, HEAR, practitioner)
    if not Practitioner.objects.filter(pk=practitioner.pk, declined_on=None).update(declined_on=actor.today):
        raise Refused("It is recorded already that they do not take part.")
    record(audit_events.DECLINED, subject=practitioner, within=practitioner.room, number=practitioner.number)
