"""What is still owed to the family before something can be finished or published."""

from __future__ import annotations

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.voice.models import Member, ReadingComment, Room, Telling
from candour.practice.voice.vocabulary import About, Involvement

NOTHING = "Nothing is recorded of the family. List who of them is kept informed, or write why nobody is."
NOBODY = "Nobody of the family is listed, and no reason is written why not."
TO_FINISH = (About.DECISION,)
TO_PUBLISH = (About.DECISION, About.PUBLICATION)


def unmet(actor: Actor, record: Model, *abouts: str) -> list[str]:
    """Each reason why a record, such as a case, is not fair to its family yet; empty where nothing is owed.

    `abouts` names what they must have been told of, or a reason be written why not: the decision, if none is named,
    and `TO_PUBLISH` before something is published.
    """
    found = seen_by(actor, Room).filter(owner_kind=record._meta.label_lower, owner_id=record.pk).first()
    return unmet_in(actor, found, *abouts) if found else [NOTHING]


def unmet_in(actor: Actor, room: Room, *abouts: str) -> list[str]:
    """The same for a room that the caller has fetched as seen."""
    members = members_in(actor, room)
    if not members and not room.nobody_because:
        return [NOBODY]
    done = {(one.member_id, one.about) for one in tellings_in(actor, room)} if members else set()
    reasons = []
    for member in members:
        who = f"{member.get_relation_display()}, person {member.number},"
        if member.involvement == Involvement.UNASKED:
            reasons.append(f"{who} has not been asked how they want to take part.")
        reasons += [
            f"{who} has not been told of {_in_words(about)}, and no reason is written why not."
            for about in abouts or TO_FINISH
            if (member.pk, about) not in done
        ]
    waiting = seen_by(actor, ReadingComment).filter(reading__member__room=room, answer="").count() if members else 0
    if waiting:
        said = "1 comment of the family on a draft is" if waiting == 1 else f"{waiting} comments on drafts are"
        reasons.append(f"{said} not answered.")
    return reasons


def members_in(actor: Actor, room: Room) -> list[Member]:
    """Everybody of the family in a room that the caller has fetched as seen."""
    return actor.once(("family", room.pk), lambda: list(seen_by(actor, Member).filter(room=room).order_by("number")))


def tellings_in(actor: Actor, room: Room) -> list[Telling]:
    """What each of the family in a room was told, or why not, the earliest first."""
    found = seen_by(actor, Telling).filter(member__room=room).order_by("told_on", "pk")
    return actor.once(("tellings", room.pk), lambda: list(found))


def _in_words(about: str) -> str:
    label = About(about).label
    return label[0].lower() + label[1:]
