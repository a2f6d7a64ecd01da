"""What can be done with letters: draft them from recommendations, sign, send, chase, and score the reply."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import Fact
from candour.platform.deadlines import parts as deadlines
from candour.platform.workflow.moving import move, save_edit
from candour.practice.directory import roles
from candour.practice.learning import audit_events, messages
from candour.practice.learning.drafting import addressee_in, opening_of
from candour.practice.learning.models import Letter, Recommendation
from candour.practice.learning.queries import letters as queries
from candour.practice.learning.queries.reports import report as report_by_ref
from candour.practice.learning.vocabulary import Answer
from candour.practice.learning.workflow import LETTER
from candour.practice.publishing.queries.guarding import singled_out
from candour.practice.publishing.queries.naming import named_in

REPLY = "letter-reply"
CHASED_EVERY = timedelta(days=14)
CHASED_AT_MOST = 3
_RELATED = ("report", "report__partnership", "recommendation")


@operation
def draft_letter(actor: Actor, *, ref: str) -> Letter:
    """Draft a letter on one recommendation, with its number, page and paragraph. Raises Refused."""
    found = fetch(actor, Recommendation, "report", "report__partnership", ref=ref)
    require(actor, "keep recommendations", found)
    return _draft(actor, found)


@operation
def draft_all(actor: Actor, *, ref: str) -> list[Letter]:
    """Draft a letter on each recommendation of a report that calls for one and has none. Raises Refused for none."""
    report = report_by_ref(actor, ref)
    require(actor, "keep recommendations", report)
    wanted = queries.calling_for_letters(actor, report)
    if not wanted:
        raise Refused("No recommendation without a letter speaks of writing to somebody.")
    return [_draft(actor, one) for one in wanted]


def _draft(actor: Actor, found: Recommendation) -> Letter:
    addressee = addressee_in(found.text)
    letter = Letter.objects.create(
        report=found.report,
        recommendation=found,
        addressee=addressee[:200],
        subject=f"Recommendation {found.report_number or found.number} of {found.report.title}"[:200],
        body=opening_of(
            addressee=addressee,
            partnership=found.report.partnership.name,
            report=found.report.title,
            source=found.report.source,
            where=queries.where_of(found),
            text=found.text,
        ),
        drafted_at=actor.at,
    )
    record(audit_events.LETTER_DRAFTED, subject=letter, number=found.number)
    return letter


@operation
def change_letter(actor: Actor, *, ref: str, version: int, **changes: Any) -> None:
    """Change the draft of a letter. Raises Refused once it is signed, and Conflict if somebody was quicker."""
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    require(actor, "keep recommendations", letter)
    if letter.state != LETTER.start:
        raise Refused("A letter that is signed is not changed. Take it back first.")
    save_edit(letter, version, **{name: value.strip() for name, value in changes.items()})
    record(audit_events.LETTER_CHANGED, subject=letter, number=letter.recommendation.number)


@operation
def drop_letter(actor: Actor, *, ref: str) -> None:
    """Throw the draft of a letter away. Raises Refused once it is signed."""
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    require(actor, "keep recommendations", letter)
    if letter.state != LETTER.start:
        raise Refused("A letter that is signed stays.")
    record(audit_events.LETTER_DROPPED, subject=letter, number=letter.recommendation.number)
    letter.delete()


@operation
def sign_letter(actor: Actor, *, ref: str) -> None:
    """Sign a letter, as a statutory partner or the chair. Raises Refused with reasons.

    Words that may lead to somebody are among them, as a letter goes to an office that need not know who it is about.
    """
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    require(actor, "sign a letter", letter)
    _refuse_what_leads_to_somebody(actor, letter)
    _move(actor, letter, "sign")
    Letter.objects.filter(pk=letter.pk).update(signed_by=actor.label, signed_at=actor.at)


@operation
def unsign_letter(actor: Actor, *, ref: str) -> None:
    """Take a signed letter back to change it; it has to be signed again. Raises Refused with reasons."""
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    _move(actor, letter, "unsign")
    Letter.objects.filter(pk=letter.pk).update(signed_by="", signed_at=None)


@operation
def send_letter(actor: Actor, *, ref: str, reply_by: date) -> None:
    """Note that a letter goes out, and by when it is to be answered. Raises Refused with reasons.

    It is looked through again, as whoever sends it may know of people of whom whoever signed it does not.
    """
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    require(actor, "keep recommendations", letter)
    _refuse_what_leads_to_somebody(actor, letter)
    if reply_by <= actor.today:
        raise Refused("The reply must be asked for after today.")
    changed = {"sent_at": actor.at, "reply_by": reply_by}
    Letter.objects.filter(pk=letter.pk, state="signed").update(**changed)
    letter.sent_at, letter.reply_by = actor.at, reply_by
    _move(actor, letter, "send", due=reply_by.isoformat())
    task = deadlines.Task(
        key=REPLY,
        title=f"Reply to the letter on recommendation {letter.recommendation.number}",
        do_next="Record the reply, or chase it",
        address=f"/letters/{letter.ref}/",
        body=("partnership", letter.report.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=letter, within=None, task=task, on=reply_by)
    messages.letter_sent(actor, letter)


@operation
def chase_letter(actor: Actor, *, ref: str) -> None:
    """Remind the addressee of a letter that is without a reply, and count it. Raises Refused."""
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    require(actor, "keep recommendations", letter)
    if letter.state != "sent":
        raise Refused("Only a letter that was sent and not answered is chased.")
    _chase(actor, letter)


def chase_due_letters(actor: Actor) -> int:
    """Remind the addressees of letters whose reply is late, every fortnight and at most three times. A job."""
    late = Letter.objects.filter(
        Q(chased_at=None) | Q(chased_at__lte=actor.at - CHASED_EVERY),
        state="sent",
        reply_by__lt=actor.today,
        chased_count__lt=CHASED_AT_MOST,
    ).exclude(email="")
    found = list(late.select_related(*_RELATED).order_by("pk"))
    for letter in found:
        _chase_by_itself(actor, letter)
    return len(found)


@operation
def _chase_by_itself(actor: Actor, letter: Letter) -> None:
    _chase(actor, letter)


def _chase(actor: Actor, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(chased_count=F("chased_count") + 1, chased_at=actor.at)
    letter.chased_count += 1
    messages.letter_chased(actor, letter)
    record(audit_events.LETTER_CHASED, subject=letter, number=letter.recommendation.number)


@operation
def record_reply(actor: Actor, *, ref: str, reply: str, text: str, replied_on: date) -> None:
    """Score the reply to a letter: accepted, accepted in part or refused, in its words. Raises Refused with reasons."""
    letter = fetch(actor, Letter, *_RELATED, ref=ref)
    reasons = []
    if reply not in Answer.values or reply == Answer.NONE:
        reasons.append("Say whether it is accepted, accepted in part or refused.")
    if not text.strip():
        reasons.append("Write what the reply says.")
    if replied_on > actor.today:
        reasons.append("A reply cannot come after today.")
    if letter.sent_at is not None and replied_on < letter.sent_at.date():
        reasons.append("A reply cannot come before the letter was sent.")
    if reasons:
        raise Refused(*reasons)
    changed = {"reply": reply, "reply_text": text.strip(), "replied_on": replied_on}
    Letter.objects.filter(pk=letter.pk, state="sent").update(**changed)
    _move(actor, letter, "answer", answer=Answer(reply).label)
    deadlines.meet(actor, owner=letter, key=REPLY)


def _refuse_what_leads_to_somebody(actor: Actor, letter: Letter) -> None:
    said = f"{letter.subject}\n\n{letter.body}"
    if found := [*named_in(actor, said), *singled_out(said)]:
        raise Refused(*found)


def _move(actor: Actor, letter: Letter, key: str, **facts: Fact) -> None:
    number = letter.recommendation.number
    move(actor, letter, LETTER, key, within=None, number=number, **facts)
