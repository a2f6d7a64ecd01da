"""Files between areas: what little is told of one before it is accepted, and what was sent and accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, seen_by
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.vault.sealing import Unsealable, seal, unseal
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning import exchange
from candour.practice.learning.exchange import Shared
from candour.practice.learning.lesson_kinds import AskedState
from candour.practice.learning.models import Asked, Lesson, Received, Share

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Glimpse:
    """What is told of a file before somebody accepts it. The rest goes to and fro sealed, and is kept nowhere."""

    shared: Shared
    answers: Share | None
    """The file of one's own to which it is the outcome."""
    sealed: str


def glimpse(actor: Actor, content: bytes) -> Glimpse:
    """What little is told of a file that was chosen. Raises Refused for one that cannot be accepted."""
    shared = exchange.read(content)
    held = json.dumps({"at": actor.at.isoformat(), "file": content.decode("utf-8-sig")})
    return Glimpse(shared, _fitting(actor, shared), seal(held, _place(actor)))


def opened(actor: Actor, sealed: str) -> Glimpse:
    """The same again from what the page carried. Raises Refused if it is another's, changed, or from an hour ago."""
    try:
        held = json.loads(unseal(sealed, _place(actor)))
    except Unsealable:
        raise Refused("Choose the file again.") from None
    if actor.at - datetime.fromisoformat(held["at"]) > AN_HOUR:
        raise Refused("You opened the file more than an hour ago. Choose it again.")
    shared = exchange.read(held["file"].encode())
    return Glimpse(shared, _fitting(actor, shared), sealed)


def offices(actor: Actor) -> list[tuple[str, str]]:
    """The partnerships in whose office the reader works, as choices of a form."""
    return [(one.ref, one.name) for one in directory.my_partnerships(actor, *roles.TEAM)]


def shares_of(actor: Actor, lesson: Lesson) -> list[Share]:
    """The files that were made of a lesson, the newest first."""
    return list(seen_by(actor, Share).filter(lesson=lesson).order_by("-made_at", "-pk"))


def share(actor: Actor, ref: str) -> Share:
    """One file that was made, by its reference. Raises Hidden."""
    return fetch(actor, Share, "lesson", ref=ref)


def received(actor: Actor, ref: str) -> Received:
    """One file that was accepted, by its reference. Raises Hidden."""
    return fetch(actor, Received, "lesson", "asked", "partnership", ref=ref)


def source_of(actor: Actor, lesson: Lesson) -> Received | None:
    """The file of another area that a lesson came from, if it came from one and the reader may know."""
    return seen_by(actor, Received).filter(lesson=lesson).select_related("asked").first()


def senders_of(asked: Iterable[Asked]) -> dict[int, str]:
    """The areas that asked by files, in words, by the ids of what they asked. Whoever is asked may know by whom."""
    return dict(Received.objects.filter(asked__in=list(asked)).values_list("asked_id", "sender"))


def has_outcome(found: Received) -> bool:
    """Whether there is something to tell the area that sent a file."""
    if found.asked is not None:
        return found.asked.state not in (AskedState.ASKED, AskedState.REJECTED)
    return bool(found.lesson.decision)


def _fitting(actor: Actor, shared: Shared) -> Share | None:
    """For an outcome, the file that it answers. Raises Refused for what cannot be accepted by anybody here."""
    if shared.made_on > actor.today:
        raise Refused("The file says that it was made on a day to come.")
    if shared.answer_by is not None and out_of_reach(shared.answer_by):
        raise Refused(out_of_reach(shared.answer_by))
    if shared.kind != exchange.OUTCOME:
        return None
    found = seen_by(actor, Share).filter(ref=shared.reference).select_related("lesson__partnership").first()
    if found is None or not may(actor, "keep lessons", found.lesson):
        raise Refused("It answers no file that your office made. Ask the area which file it is about.")
    if found.result:
        raise Refused("What came of this file was accepted already.")
    return found


def _place(actor: Actor) -> str:
    return f"learning.exchange:{actor.person_id}"
