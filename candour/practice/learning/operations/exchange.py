"""Sharing with other areas by files: making one, accepting one, and telling what came of it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import move
from candour.practice.directory import queries as directory
from candour.practice.learning import audit_events, exchange, search
from candour.practice.learning.exchange import Shared
from candour.practice.learning.lesson_kinds import AskedState, LessonForm, LessonKind
from candour.practice.learning.models import Asked, Lesson, Received, Share, new_ref
from candour.practice.learning.operations.asked import owe_answer
from candour.practice.learning.queries.exchange import Glimpse, has_outcome, opened
from candour.practice.learning.queries.lessons import kind_words, life_of
from candour.practice.publishing.queries.guarding import singled_out

NOT_YET = ("referred", "declined", "planned", "withdrawn", "closed")
"""States in which a lesson is not passed on: nobody has accepted or issued it yet, or it is over."""


@operation
def share_lesson(actor: Actor, *, ref: str, recipient: str, answer_by: date | None = None) -> Share:
    """Make the file of a lesson for another area; of a stocktake, to be answered by a day. Raises Refused."""
    lesson = fetch(actor, Lesson, "partnership", ref=ref)
    require(actor, "keep lessons", lesson)
    asks = lesson.kind == LessonKind.STOCKTAKE
    reasons = why_not_shared(lesson)
    if not recipient.strip():
        reasons.append("Say for which area the file is.")
    if asks and (answer_by is None or answer_by <= actor.today):
        reasons.append("Leave them at least a day to answer.")
    if reasons:
        raise Refused(*reasons)
    if asks and lesson.state == "draft":
        move(actor, lesson, life_of(lesson.kind), "send", kind=kind_words(lesson.kind))
    known = lesson.published_on if lesson.published_on and lesson.published_on.is_known else None
    reference = new_ref()
    shared = Shared(
        kind=exchange.REQUEST if asks else exchange.LEARNING,
        reference=reference,
        sender=lesson.partnership.name,
        title=lesson.title,
        made_on=actor.today,
        text=lesson.text,
        what="" if asks else lesson.kind,
        for_whom=lesson.audience,
        publisher=lesson.publisher,
        published=known.encode() if known else "",
        link=lesson.link,
        questions=tuple(lesson.questions),
        answer_by=answer_by if asks else None,
    )
    share = Share.objects.create(
        ref=reference,
        lesson=lesson,
        recipient=recipient.strip(),
        content=_safely_written(shared),
        made_at=actor.at,
        made_by=actor.label[:200],
    )
    record(audit_events.SHARE_MADE, subject=share, within=lesson, kind=kind_words(lesson.kind))
    return share


def why_not_shared(lesson: Lesson) -> list[str]:
    """Why a lesson is not passed on as a file, in sentences; none where it may be."""
    reasons = []
    if lesson.kind == LessonKind.PROPOSAL:
        reasons.append("A proposal is decided here first. Share what came of it.")
    elif lesson.state in NOT_YET:
        reasons.append(f"It is “{life_of(lesson.kind).title_of(lesson.state).lower()}”, and so is not passed on.")
    if lesson.is_restricted:
        reasons.append("It came in confidence, and so is not passed on.")
    if Received.objects.filter(lesson=lesson).exists():
        reasons.append("It came from another area. Whoever wants it asks that area.")
    return reasons


@operation
def accept_file(actor: Actor, *, sealed: str, partnership_ref: str = "") -> Lesson:
    """Accept a file of another area: it becomes a lesson of a partnership, or the outcome of a file that went out.

    `sealed` is what the page carried since the file was opened. Raises Refused.
    """
    found = opened(actor, sealed)
    if found.answers is not None:
        return _accept_outcome(actor, found, found.answers)
    shared = found.shared
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep lessons", partnership)
    if Share.objects.filter(ref=shared.reference, lesson__partnership=partnership).exists():
        raise Refused("This file was made here, and is for another area.")
    asks = shared.kind == exchange.REQUEST
    kind = LessonKind.STOCKTAKE if asks else LessonKind.SOURCE
    lesson = Lesson.objects.create(
        partnership=partnership,
        kind=kind,
        state="asked" if asks else life_of(kind).start,
        title=shared.title,
        text=shared.text,
        form="" if asks else LessonForm.ELSEWHERE,
        audience=shared.for_whom,
        publisher=shared.publisher or shared.sender,
        published_on=exchange.published_on(shared.published),
        link=shared.link,
        questions=list(shared.questions),
        raised_by_id=actor.person_id,
        raised_by=actor.label[:200],
        made_at=actor.at,
    )
    asked = _ask_here(actor, lesson, shared.answer_by) if shared.answer_by is not None else None
    try:
        with transaction.atomic():
            Received.objects.create(
                partnership=partnership,
                kind=shared.kind,
                source_ref=shared.reference,
                sender=shared.sender,
                title=shared.title,
                made_on=shared.made_on,
                lesson=lesson,
                asked=asked,
                accepted_at=actor.at,
                accepted_by=actor.label[:200],
            )
    except IntegrityError as error:
        raise Refused("This file was accepted already. You find it among the lessons.") from error
    search.put_lesson(lesson)
    record(audit_events.FILE_ACCEPTED, subject=lesson, kind=kind_words(kind))
    return lesson


@operation
def make_outcome(actor: Actor, *, ref: str) -> str:
    """The file that tells the area that sent one what came of it. Raises Refused where nothing has come of it yet."""
    received = fetch(actor, Received, "lesson", "asked", "partnership", ref=ref)
    lesson, asked = received.lesson, received.asked
    require(actor, "keep lessons", lesson)
    if not has_outcome(received):
        first = "Answer it first, or say why you do not." if asked else "Say first what it means here."
        raise Refused(first)
    answers: tuple[tuple[str, str], ...] = ()
    result, text = exchange.CONSIDERED, lesson.decision
    if asked is not None and asked.state == AskedState.DECLINED:
        result, text = exchange.DECLINED, asked.reason
    elif asked is not None:
        result, answers = exchange.ANSWERED, tuple(zip(asked.questions, asked.answers, strict=True))
    content = _safely_written(
        Shared(
            kind=exchange.OUTCOME,
            reference=received.source_ref,
            sender=received.partnership.name,
            title=received.title,
            made_on=actor.today,
            text=text,
            result=result,
            answers=answers,
        )
    )
    Received.objects.filter(pk=received.pk).update(outcome_made_at=actor.at)
    record(audit_events.OUTCOME_MADE, subject=received, within=lesson, kind=kind_words(lesson.kind))
    return content


def _accept_outcome(actor: Actor, found: Glimpse, share: Share) -> Lesson:
    shared, lesson = found.shared, share.lesson
    require(actor, "keep lessons", lesson)
    said = [f"{question}\n{answer}" for question, answer in shared.answers]
    changed = Share.objects.filter(pk=share.pk, result="").update(
        result=shared.result,
        outcome="\n\n".join([*said, *([shared.text] if shared.text else [])]),
        outcome_from=shared.sender,
        outcome_on=shared.made_on,
        accepted_at=actor.at,
        accepted_by=actor.label[:200],
    )
    if not changed:
        raise Refused("What came of this file was accepted already.")
    record(audit_events.OUTCOME_ACCEPTED, subject=share, within=lesson, kind=kind_words(lesson.kind))
    return lesson


def _ask_here(actor: Actor, lesson: Lesson, answer_by: date) -> Asked:
    asked = Asked.objects.create(
        lesson=lesson,
        area_id=lesson.partnership_id,
        asked_at=actor.at,
        due_on=answer_by,
        title=lesson.title,
        text=lesson.text,
        questions=lesson.questions,
    )
    owe_answer(actor, asked)
    return asked


def _safely_written(shared: Shared) -> str:
    """The file, read once as its receiver will. Raises Refused for words by which somebody could be known."""
    content = exchange.written(shared)
    words = exchange.read(content.encode()).words
    risks = singled_out(words)
    if risks:
        raise Refused(*risks, "Change the text first: files between areas hold nothing by which anybody is known.")
    return content
