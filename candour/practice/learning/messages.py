"""Whom learning tells what: always a task and a link, never a word of a recommendation or a name."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import declare
from candour.practice.learning.models import Letter, Report

UPDATE_ASKED = declare(
    "learning.update_asked",
    subject="Please say how your actions stand",
    body=(
        "{body} asks how the actions of an action plan stand, by {due}. Some of them are with you.\n\n"
        "Sign in to say how they stand, or what shows that they were done:\n{link}\n"
    ),
)
LETTER_SENT = declare(
    "learning.letter_sent",
    subject="A letter asks for your reply",
    body="{body} has written to you about its recommendations, and asks for your reply by {due}.\n\n{step}\n",
)
LETTER_CHASED = declare(
    "learning.letter_chased",
    subject="A letter is still without your reply",
    body="{body} wrote to you about its recommendations, and asked for your reply by {due}.\n\n{step}\n",
)


def ask_for_update(actor: Actor, report: Report, *, to: str, by: date) -> None:
    """Ask somebody how their actions of a plan stand, once for each time that the office asks."""
    queue_mail(
        UPDATE_ASKED.key,
        to=to,
        dedupe=f"plan-updates:{report.ref}:{actor.at.timestamp():.0f}:{to}"[:200],
        at=actor.at,
        body=report.partnership.name,
        due=day_words(by),
        link=settings.CANDOUR_BASE_URL + reverse("action_plan", args=[report.ref]),
    )


def letter_sent(actor: Actor, letter: Letter) -> None:
    """Tell the addressee that a letter is on its way and by when it is to be answered."""
    _about_letter(actor, letter, LETTER_SENT.key, "The letter follows. Reply to the office that sends it.")


def letter_chased(actor: Actor, letter: Letter) -> None:
    """Remind the addressee of a letter, once for each time that it is chased."""
    _about_letter(actor, letter, LETTER_CHASED.key, "If you have replied, please tell the office that wrote.")


def _about_letter(actor: Actor, letter: Letter, template: str, step: str) -> None:
    if not letter.email or letter.reply_by is None:
        return
    queue_mail(
        template,
        to=letter.email,
        dedupe=f"{template}:{letter.ref}:{letter.chased_count}"[:200],
        at=actor.at,
        body=letter.report.partnership.name,
        due=day_words(letter.reply_by),
        step=step,
    )
