"""What can be read of a room: the family, what was said and told, and, for the review team, the practitioners."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, note_list_read, seen_by
from candour.platform.vault import queries as vault
from candour.practice.voice.models import (
    Contribution,
    LogEntry,
    Member,
    Practitioner,
    Reading,
    ReadingComment,
    Room,
    Telling,
)
from candour.practice.voice.queries.readiness import members_in, tellings_in, unmet_in
from candour.practice.voice.vocabulary import Involvement


@dataclass(frozen=True)
class MemberLine:
    """Somebody of the family, in a line for the page of the record that the room belongs to."""

    title: str
    involvement: str
    told: list[str]
    next_contact_on: date | None
    not_invited_because: str
    """Why they are not invited, where they are not."""


@dataclass(frozen=True)
class Summary:
    """A room in a few lines, for the page of the record that it belongs to."""

    address: str
    members: list[MemberLine]
    nobody_because: str
    unmet: list[str]


def room(actor: Actor, ref: str) -> Room:
    """A room by its reference. Raises Hidden."""
    return fetch(actor, Room, "partnership", ref=ref)


def room_of(actor: Actor, record: Model) -> Room | None:
    """The room of a record, if it has one that the actor sees."""
    return seen_by(actor, Room).filter(owner_kind=record._meta.label_lower, owner_id=record.pk).first()


def summary(actor: Actor, record: Model) -> Summary | None:
    """The room of a record in a few lines, with what is still to be done; None where none was opened."""
    found = room_of(actor, record)
    if found is None:
        return None
    told: dict[int, list[str]] = {}
    for one in tellings_in(actor, found):
        if one.told_on:
            told.setdefault(one.member_id, []).append(one.get_about_display())
    lines = [
        MemberLine(
            title_of(one),
            one.get_involvement_display(),
            told.get(one.pk, []),
            one.next_contact_on,
            one.because if one.involvement == Involvement.NOT_INVITED else "",
        )
        for one in members(actor, found)
    ]
    return Summary(reverse("voices", args=[found.ref]), lines, found.nobody_because, unmet_in(actor, found))


def told_in(actor: Actor, room: Room) -> Counter[int]:
    """Of how many things each of the family in a room was told."""
    return Counter(one.member_id for one in tellings_in(actor, room) if one.told_on)


def title_of(member: Member) -> str:
    """Who somebody of the family is, in words that name nobody: "Mother, person 1"."""
    return f"{member.get_relation_display()}, person {member.number}"


def members(actor: Actor, room: Room) -> list[Member]:
    """Everybody of the family who is listed in a room that the caller has fetched as seen."""
    note_list_read(actor, Member, room)
    return members_in(actor, room)


def member(actor: Actor, ref: str) -> Member:
    """Somebody of the family. Raises Hidden."""
    return fetch(actor, Member, "room", "identity", ref=ref)


def names_of(member: Member | Practitioner) -> dict[str, str]:
    """What the vault holds of somebody, masked; the caller has fetched them as seen."""
    return vault.masked(member.identity) if member.identity else {}


def log_of(actor: Actor, member: Member) -> list[LogEntry]:
    """The contact log of somebody and their own words, the newest first."""
    return list(seen_by(actor, LogEntry).filter(member=member).order_by("-on", "-pk"))


def tellings_of(actor: Actor, member: Member) -> dict[str, Telling]:
    """What somebody was told, or why not, by what it was about."""
    return {one.about: one for one in seen_by(actor, Telling).filter(member=member)}


def readings_of(actor: Actor, member: Member) -> list[tuple[Reading, int]]:
    """The readings of drafts by somebody, each with the number of comments that are not answered."""
    found = list(seen_by(actor, Reading).filter(member=member).order_by("on", "pk"))
    unanswered = seen_by(actor, ReadingComment).filter(reading__member=member, answer="")
    waiting = Counter(unanswered.values_list("reading_id", flat=True))
    return [(one, waiting[one.pk]) for one in found]


def reading(actor: Actor, ref: str) -> Reading:
    """A reading of a draft. Raises Hidden."""
    return fetch(actor, Reading, "member__room", ref=ref)


def comments_of(actor: Actor, reading: Reading) -> list[ReadingComment]:
    """The comments made on a draft at a reading, in order."""
    return list(seen_by(actor, ReadingComment).filter(reading=reading).order_by("number"))


def comment(actor: Actor, ref: str, number: int) -> ReadingComment:
    """One comment of a reading by its number. Raises Hidden."""
    return fetch(actor, ReadingComment, reading__ref=ref, number=number)


def practitioners(actor: Actor, room: Room) -> list[Practitioner]:
    """The practitioners of a room whom the actor may hear."""
    note_list_read(actor, Practitioner, room)
    found = seen_by(actor, Practitioner).filter(room=room).select_related("organisation")
    return list(found.order_by("number"))


def practitioner(actor: Actor, ref: str) -> Practitioner:
    """A practitioner whom the actor may hear. Raises Hidden."""
    return fetch(actor, Practitioner, "room", "organisation", "identity", ref=ref)


def contributions_of(actor: Actor, practitioner: Practitioner) -> list[Contribution]:
    """Everything that a practitioner said in the review, in order of date."""
    return list(seen_by(actor, Contribution).filter(practitioner=practitioner).order_by("on", "pk"))
