"""Safe readings of drafts: planned, supervised, and every comment answered and the answer told."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import move
from candour.practice.voice import audit_events
from candour.practice.voice.models import Member, Reading, ReadingComment
from candour.practice.voice.operations.family import TO_COME, not_on
from candour.practice.voice.operations.rooms import whole_of
from candour.practice.voice.vocabulary import Answer, Involvement
from candour.practice.voice.workflow import KEEP, READING


@operation
def plan_reading(actor: Actor, *, ref: str, draft: str, on: date, place: str, beside: str) -> Reading:
    """Plan when and where somebody reads a draft, and who sits beside them. Raises Refused with all reasons."""
    member = fetch(actor, Member, "room", ref=ref)
    require(actor, KEEP, member)
    reasons = not_on(actor, member, on)
    if on < actor.today:
        reasons.append("A reading is planned for today or later.")
    if member.involvement in (Involvement.DECLINED, Involvement.NOT_INVITED):
        reasons.append("They are not to be contacted. Change their wishes first, if they have thought again.")
    if reasons:
        raise Refused(*reasons)
    reading = Reading.objects.create(
        member=member, draft=draft.strip(), on=on, place=place.strip(), beside=beside.strip()
    )
    record(
        audit_events.READING_PLANNED,
        subject=reading,
        within=whole_of(actor, member.room),
        number=member.number,
    )
    return reading


@operation
def record_reading(actor: Actor, *, ref: str, on: date, beside: str, kept: str) -> None:
    """Record that the draft was read, on which day, with whom beside, and what they took with them. Raises Refused."""
    reading = _reading(actor, ref)
    reasons = not_on(actor, reading.member, on)
    if on > actor.today:
        reasons.append(TO_COME)
    if not beside.strip():
        reasons.append("Say who sat beside them. A draft is never read alone.")
    if reasons:
        raise Refused(*reasons)
    move(actor, reading, READING, "read", within=whole_of(actor, reading.room), on=on.isoformat())
    Reading.objects.filter(pk=reading.pk).update(on=on, beside=beside.strip(), kept=kept.strip())


@operation
def end_reading(actor: Actor, *, ref: str, because: str) -> None:
    """Record why a planned reading does not take place. Raises Refused without a reason."""
    reading = _reading(actor, ref)
    if not because.strip():
        raise Refused("Say why it does not take place.")
    move(actor, reading, READING, "end", within=whole_of(actor, reading.room))
    Reading.objects.filter(pk=reading.pk).update(because=because.strip())


@operation
def add_comment(actor: Actor, *, ref: str, place: str, text: str) -> ReadingComment:
    """Keep a comment that was made on a draft that was read, as it was made. Raises Refused."""
    reading = _reading(actor, ref)
    if reading.state != "read":
        raise Refused("Record that the draft was read first.")
    number = (ReadingComment.objects.filter(reading=reading).aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            comment = ReadingComment.objects.create(
                reading=reading, number=number, place=place.strip(), text=text, made_at=actor.at
            )
    except IntegrityError as error:
        raise Refused("Somebody else added a comment at the same moment. Save again.") from error
    record(audit_events.COMMENTED, subject=comment, within=whole_of(actor, reading.room), number=number)
    return comment


@operation
def answer_comment(actor: Actor, *, ref: str, number: int, answer: str, words: str) -> None:
    """Accept a comment, saying what changes, or refuse it with the reason. Once. Raises Refused."""
    reading, comment = _comment(actor, ref, number)
    if not words.strip():
        raise Refused("Say what changes." if answer == Answer.ACCEPTED else "Give the reason why it is not accepted.")
    changed = ReadingComment.objects.filter(pk=comment.pk, answer="").update(
        answer=answer, answer_words=words.strip(), answered_at=actor.at, answered_by=actor.label
    )
    if not changed:
        raise Refused("This comment is answered already.")
    record(audit_events.COMMENT_ANSWERED, subject=comment, within=whole_of(actor, reading.room), number=number)


@operation
def tell_answer(actor: Actor, *, ref: str, number: int, on: date) -> None:
    """Record when the family heard the answer to a comment. Raises Refused on a quiet date or before it is answered."""
    reading, comment = _comment(actor, ref, number)
    reasons = not_on(actor, reading.member, on)
    if on > actor.today:
        reasons.append(TO_COME)
    if not comment.answer:
        reasons.append("Answer the comment first.")
    if reasons:
        raise Refused(*reasons)
    if not ReadingComment.objects.filter(pk=comment.pk, told_on=None).update(told_on=on):
        raise Refused("It is recorded already when they heard the answer.")
    record(audit_events.ANSWER_TOLD, subject=comment, within=whole_of(actor, reading.room), number=number)


def _reading(actor: Actor, ref: str) -> Reading:
    reading = fetch(actor, Reading, "member__room", ref=ref)
    require(actor, KEEP, reading)
    return reading


def _comment(actor: Actor, ref: str, number: int) -> tuple[Reading, ReadingComment]:
    reading = _reading(actor, ref)
    found = ReadingComment.objects.filter(reading=reading, number=number).first()
    if found is None:
        raise Hidden
    return reading, found
