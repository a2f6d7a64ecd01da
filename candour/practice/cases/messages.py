"""Whom a case tells what: always a task and a link, never a word about anybody."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.accounts.operations import hash_of
from candour.platform.dates.words import day_words, moment_words
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import MailTemplate, declare
from candour.practice.cases.models import AgencyRequest, Case, Referral, Wall
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook.language.clocks import LONDON

NEW_REFERRAL = declare(
    "cases.new_referral",
    subject="A referral has arrived",
    body="A referral has arrived for your partnership.\n\nSign in to see it:\n{link}\n",
)
REFERRAL_RECEIVED = declare(
    "cases.referral_received",
    subject="Your referral has arrived",
    body=(
        "Your referral has arrived at the safeguarding partnership.\n\n"
        "You can add facts and see how it goes on here, with the key you were shown or by signing in:\n{link}\n"
    ),
)
REFERRAL_OUTCOME = declare(
    "cases.referral_outcome",
    subject="There is news of your referral",
    body="There is news of a referral that you made.\n\nSee it here:\n{link}\n",
)
REQUEST = declare(
    "cases.request",
    subject="Information is needed for a safeguarding review",
    body=(
        "{agency} is asked for information for a safeguarding review.\n\n"
        "Please answer by {due}. Open the request here; you will be sent a code, and need no account:\n{link}\n\n"
        "If your agency knows nothing of the family, please say so there. That takes one step, and the review "
        "needs to hear it.\n"
    ),
)
CHASER = declare(
    "cases.chaser",
    subject="Information is still needed for a safeguarding review",
    body=(
        "{agency} has not yet answered a request for a safeguarding review.\n\n"
        "It was asked for by {due}. Open it here:\n{link}\n"
    ),
)
SECURE_AGAIN = declare(
    "cases.secure_again",
    subject="Please secure your records again",
    body=(
        "A safeguarding review for which {agency} held its records is open again.\n\n"
        "Please secure them once more, and confirm it by the end of {due}. You will be sent a code, and need no "
        "account:\n{link}\n"
    ),
)
RECORDS_RELEASED = declare(
    "cases.records_released",
    subject="Records need no longer be held for a safeguarding review",
    body=(
        "On {since} {agency} was asked to secure its records for a safeguarding review.\n\n"
        "They need no longer be held for it. Your agency's own rules apply to them again, and so does anything else "
        "for which they are held, such as an investigation or an inquest.\n\n"
        "Which review it is can be seen here by those who sign in:\n{link}\n"
    ),
)
SIGN_OFF = declare(
    "cases.sign_off",
    subject="A summary waits for your sign-off",
    body=(
        "A summary by {agency} for a safeguarding review waits to be signed off by a senior manager.\n\n"
        "Read it and sign it off here. You will be sent a code, and need no account:\n{link}\n"
    ),
)
CODE = declare(
    "cases.code",
    subject="Your code",
    body="Your code is {code}. It lasts fifteen minutes and works once.\n\nIf you did not ask for it, do nothing.\n",
)
TASK = declare(
    "cases.task",
    subject="Something is waiting for you",
    body="{step}\n\nSign in to see it:\n{link}\n",
)

STEPS = {
    "returns": "The agencies' summaries for a review have been released to you.",
    "draft": "A draft report is open for your comments.",
    "decision": "A decision waits for your position.",
    "chair": "A decision has passed to you.",
    "information": "More information has been given on a decision.",
    "sign-off": "A summary waits for your sign-off.",
    "shared": "An incident has been shared with you.",
    "emergency": "A record was opened in an emergency. Please look at why.",
    "tabled": "A case has been tabled at your partnership.",
    "review-draft": "A draft of a review's report is open to you.",
    "reveal": "All positions on a decision are open.",
}


def link(name: str, *args: object) -> str:
    """The whole address of a page."""
    return settings.CANDOUR_BASE_URL + reverse(name, args=args)


def due_words(moment: datetime) -> str:
    """A due moment as a letter says it: "17:00 on Friday 27 November 2026", "the end of Friday 27 November 2026"."""
    local = moment.astimezone(LONDON)
    day = f"{local:%A} {local.day} {local:%B %Y}"
    return f"the end of {day}" if local.hour == 23 else f"{local:%H:%M} on {day}"


def referral_arrived(actor: Actor, referral: Referral, case: Case) -> None:
    """Tell the partnership office and, where there is an address, the referrer."""
    for address in _office(actor, case):
        _queue(actor, NEW_REFERRAL, address, f"new:{referral.ref}:{address}", link=link("case", case.ref))


def tell_referrer(actor: Actor, referral: Referral, *, to: str, template: MailTemplate, page: str) -> None:
    """Tell a referrer that their referral has arrived, or that there is news of it."""
    _queue(actor, template, to, f"{template.key}:{referral.ref}", link=page)


def ask_agency(
    actor: Actor, request: AgencyRequest, token: str, *, template: MailTemplate = REQUEST, turn: int = 0
) -> None:
    """Ask an agency, or chase it, with a link that opens its own request after a code."""
    _queue(
        actor,
        template,
        request.lead_email or request.to_email,
        f"{template.key}:{request.ref}:{turn}",
        agency=request.organisation.name,
        due=moment_words(request.due_at),
        link=link("answer", token),
    )


def secure_again(actor: Actor, request: AgencyRequest, token: str, *, by: date) -> None:
    """Ask an agency to secure records that were released, with a link that opens its own request after a code."""
    _queue(
        actor,
        SECURE_AGAIN,
        request.lead_email or request.to_email,
        f"secure-again:{request.ref}:{actor.at.timestamp()}",
        agency=request.organisation.name,
        due=day_words(by),
        link=link("answer", token),
    )


def release_records(actor: Actor, request: AgencyRequest) -> None:
    """Tell an agency that its records need no longer be held for a case."""
    _queue(
        actor,
        RECORDS_RELEASED,
        request.lead_email or request.to_email,
        f"released:{request.ref}:{actor.at.timestamp()}",
        agency=request.organisation.name,
        since=day_words(request.sent_at),
        link=link("agency_return", request.ref),
    )


def ask_senior(actor: Actor, request: AgencyRequest, token: str, *, to: str) -> None:
    """Ask a senior manager to sign off, with a link of their own."""
    _queue(
        actor,
        SIGN_OFF,
        to,
        f"sign-off:{request.ref}:{hash_of(token)[:16]}",
        agency=request.organisation.name,
        link=link("answer", token),
    )


def send_code(actor: Actor, request: AgencyRequest, *, to: str, code: str, at: datetime) -> None:
    """Send the code with which a link opens, to the address to which the link was sent."""
    _queue(actor, CODE, to, f"code:{request.ref}:{at.timestamp()}", code=code)


def tell(actor: Actor, step: str, case: Case, people: list[str], page: str, *, mark: str) -> None:
    """Tell people that something waits for them; nobody who is walled off from the case.

    `mark` keeps the same news from being sent twice.
    """
    walled = set(Wall.objects.filter(case=case, lifted_at=None).values_list("person__email", flat=True))
    for address in people:
        if address in walled:
            continue
        _queue(actor, TASK, address, f"{step}:{case.ref}:{mark}:{address}", step=STEPS[step], link=page)


def _office(actor: Actor, case: Case) -> list[str]:
    body = ("partnership", case.partnership_id)
    walled = set(Wall.objects.filter(case=case, lifted_at=None).values_list("person__email", flat=True))
    return sorted({address for role in roles.TEAM for address in directory.addresses_of(actor, body, role)} - walled)


def _queue(actor: Actor, template: MailTemplate, to: str, dedupe: str, **values: str) -> None:
    queue_mail(template.key, to=to, dedupe=dedupe[:200], at=actor.at, **values)
