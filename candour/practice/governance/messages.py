"""Whom governance tells what: always a task and a link, never a word of an agenda or a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import declare
from candour.practice.directory import queries as directory
from candour.practice.governance.models import ItemUpdate, Meeting, Round
from candour.rulebook.language.clocks import LONDON

MINUTES_OUT = declare(
    "governance.minutes_out",
    subject="Minutes of a meeting are out",
    body="The minutes of a meeting of {body} are out.\n\nSign in to read them:\n{link}\n",
)
ROUND_OPEN = declare(
    "governance.round_open",
    subject="Your answer is asked for between meetings",
    body="{body} asks for your answer by {due}.\n\nSign in to read the question and to answer:\n{link}\n",
)


def link(name: str, *args: object) -> str:
    """The whole address of a page."""
    return settings.CANDOUR_BASE_URL + reverse(name, args=args)


def due_words(moment: datetime) -> str:
    """A due moment as a mail says it: "27 November 2026 at 17:00"."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y at %H:%M}"


def minutes_out(actor: Actor, meeting: Meeting, people: Iterable[int]) -> None:
    """Tell the members of a group that minutes are out, once for each time that they went out."""
    page = link("minutes", meeting.ref)
    for address in _addresses(actor, people):
        mark = f"minutes:{meeting.ref}:{actor.at.timestamp():.0f}:{address}"
        queue_mail(MINUTES_OUT.key, to=address, dedupe=mark[:200], at=actor.at, body=meeting.group.name, link=page)


def round_open(actor: Actor, round_: Round, people: Iterable[int]) -> None:
    """Ask the members of a group for their answer, with the deadline and no word of the question."""
    page = link("round", round_.ref)
    for address in _addresses(actor, people):
        queue_mail(
            ROUND_OPEN.key,
            to=address,
            dedupe=f"round:{round_.ref}:{address}"[:200],
            at=actor.at,
            body=round_.group.name,
            due=due_words(round_.closes_at),
            link=page,
        )


def _addresses(actor: Actor, people: Iterable[int]) -> list[str]:
    wanted = set(people)
    return sorted({person.email for person in directory.people(actor).filter(pk__in=wanted) if person.email})


ACTIONS_BEFORE_MEETING = declare(
    "governance.actions_before_meeting",
    subject="Please say how your actions stand",
    body=(
        "A meeting will look at its action log. It is held on {due}. {step}\n\n"
        "Say before then how they stand, or close them with what shows that they were done:\n{link}\n"
    ),
)


def ask_after_actions(actor: Actor, meeting: Meeting, *, to: str, day: str, count: int) -> None:
    """Ask somebody how their open actions stand, once before each meeting."""
    queue_mail(
        ACTIONS_BEFORE_MEETING.key,
        to=to,
        dedupe=f"actions:{meeting.ref}:{to}"[:200],
        at=actor.at,
        due=day,
        step=f"{count} of its open actions {'is' if count == 1 else 'are'} with you.",
        link=settings.CANDOUR_BASE_URL + reverse("my_actions"),
    )


MEETINGS_PLANNED = declare(
    "governance.meetings_planned",
    subject="A meeting is planned",
    body=("{body} meets on {due}.\n\n{step}\n\nSign in to see where, and to put it into your calendar:\n{link}\n"),
)
MEETING_CANCELLED = declare(
    "governance.meeting_cancelled",
    subject="A meeting is cancelled",
    body="The meeting of {body} on {due} is cancelled.\n\nSign in to read why:\n{link}\n",
)
AGENDA_OUT = declare(
    "governance.agenda_out",
    subject="The agenda of a meeting is out",
    body="The agenda of the meeting of {body} on {due} is out.\n\nSign in to read it and its papers:\n{link}\n",
)
UPDATE_CHASED = declare(
    "governance.update_chased",
    subject="An update is still to be sent",
    body=(
        "{body} asked {agency} for a short update, which has not come yet. It is due by {due}.\n\n"
        "Sign in to send it:\n{link}\n"
    ),
)


def meetings_planned(actor: Actor, meetings: list[Meeting], people: Iterable[int]) -> None:
    """Invite the members of a group to meetings: one mail however many they are, with the first and how many follow."""
    if not meetings:
        return
    first, count = meetings[0], len(meetings) - 1
    follow = "1 more meeting follows it." if count == 1 else f"{count} more meetings follow it."
    more = follow if count else "It is one meeting."
    page = link("meeting", first.ref)
    for address in _addresses(actor, people):
        mark = f"planned:{first.ref}:{first.starts_at.timestamp():.0f}:{address}"
        queue_mail(
            MEETINGS_PLANNED.key,
            to=address,
            dedupe=mark[:200],
            at=actor.at,
            body=first.group.name,
            due=due_words(first.starts_at),
            step=more,
            link=page,
        )


def meeting_cancelled(actor: Actor, meeting: Meeting, people: Iterable[int]) -> None:
    """Tell the members of a group that a meeting is cancelled."""
    for address in _addresses(actor, people):
        queue_mail(
            MEETING_CANCELLED.key,
            to=address,
            dedupe=f"cancelled:{meeting.ref}:{address}"[:200],
            at=actor.at,
            body=meeting.group.name,
            due=due_words(meeting.starts_at),
            link=link("meeting", meeting.ref),
        )


def agenda_out(actor: Actor, meeting: Meeting, people: Iterable[int]) -> int:
    """Tell the members of a group that an agenda is out, once for each time that it went out. Returns how many."""
    addresses = _addresses(actor, people)
    for address in addresses:
        queue_mail(
            AGENDA_OUT.key,
            to=address,
            dedupe=f"agenda:{meeting.ref}:{actor.at.timestamp():.0f}:{address}"[:200],
            at=actor.at,
            body=meeting.group.name,
            due=due_words(meeting.starts_at),
            link=link("meeting", meeting.ref),
        )
    return len(addresses)


def chase_update(actor: Actor, update: ItemUpdate, asked: str, addresses: Iterable[str]) -> None:
    """Chase an update with whoever was asked, once before it is due and once after."""
    for address in addresses:
        queue_mail(
            UPDATE_CHASED.key,
            to=address,
            dedupe=f"update:{update.ref}:{actor.at.timestamp():.0f}:{address}"[:200],
            at=actor.at,
            body=update.item.meeting.group.name,
            agency=asked,
            due=due_words(update.due_at),
            link=link("item_update", update.ref),
        )
