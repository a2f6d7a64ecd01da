"""Whom voice tells what: that a page is open to write on, and the code that opens it. Never a word about anybody."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import declare
from candour.practice.voice.models import WritingLink

WRITE = declare(
    "voice.write",
    subject="A page on which you can write",
    body=(
        "{body} has opened a page on which you can write, in your own words and in your own time. "
        "You need no account.\n\n"
        "You do not have to. If you would rather not, do nothing, and nobody will ask you why.\n\n"
        "The page is open until the end of {due}. When you open it you will be sent a code:\n{link}\n\n"
        "Please keep this email to yourself: the page is only for you.\n"
    ),
)
CODE = declare(
    "voice.code",
    subject="Your code",
    body="Your code is {code}. It lasts fifteen minutes and works once.\n\nIf you did not ask for it, do nothing.\n",
)


def address_of(token: str) -> str:
    """The whole address of the page that a link opens."""
    return settings.CANDOUR_BASE_URL + reverse("writing_open", args=[token])


def send_link(actor: Actor, link: WritingLink, token: str) -> None:
    """Send somebody the link with which they write."""
    queue_mail(
        WRITE.key,
        to=link.email,
        dedupe=f"{WRITE.key}:{link.ref}",
        at=actor.at,
        body=link.room.partnership.name,
        due=day_words(link.ends_on),
        link=address_of(token),
    )


def send_code(actor: Actor, link: WritingLink, code: str) -> None:
    """Send the code with which a link opens, to the address to which the link was sent."""
    queue_mail(
        CODE.key,
        to=link.email,
        dedupe=f"{CODE.key}:{link.ref}:{actor.at.timestamp()}",
        at=actor.at,
        code=code,
    )
