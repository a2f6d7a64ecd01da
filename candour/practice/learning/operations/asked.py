"""Asking agencies and other areas: how far a product reached, and the questions of a stocktake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import Conflict, move, save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning import audit_events
from candour.practice.learning.lesson_kinds import AskedState, LessonKind
from candour.practice.learning.models import Asked, Lesson, Received
from candour.practice.learning.operations.lessons import ANSWER
from candour.practice.learning.queries.lessons import asked_words, kind_words, life_of


@operation
def ask_about(
    actor: Actor, *, ref: str, organisations: Sequence[str] = (), areas: Sequence[str] = (), due_on: date
) -> int:
    """Ask agencies and other areas about a product or a stocktake; whoever was asked is left out. Raises Refused."""
    lesson = fetch(actor, Lesson, ref=ref)
    require(actor, "keep lessons", lesson)
    if lesson.kind not in (LessonKind.PRODUCT, LessonKind.STOCKTAKE):
        raise Refused("Only a learning product or a stocktake is sent out.")
    if lesson.kind == LessonKind.PRODUCT and lesson.state != "issued":
        raise Refused("Issue the product first.")
    if due_on <= actor.today:
        raise Refused("Leave them at least a day to answer.")
    if not organisations and not areas:
        raise Refused("Choose at least one agency or area.")
    if lesson.kind == LessonKind.STOCKTAKE and lesson.state == "draft":
        move(actor, lesson, life_of(lesson.kind), "send", kind=kind_words(lesson.kind))
    if lesson.kind == LessonKind.STOCKTAKE and lesson.state != "asked":
        raise Refused("This stocktake is closed.")
    asked = [Asked(lesson=lesson, organisation=directory.organisation(actor, one)) for one in organisations]
    asked += [Asked(lesson=lesson, area=directory.partnership(actor, one)) for one in areas]
    before = {(one.organisation_id, one.area_id) for one in Asked.objects.filter(lesson=lesson)}
    new = [one for one in asked if (one.organisation_id, one.area_id) not in before]
    for one in new:
        if one.area_id == lesson.partnership_id:
            raise Refused("A stocktake goes to other areas than one’s own.")
        one.asked_at, one.due_on = actor.at, due_on
        one.title, one.text, one.link, one.questions = lesson.title, lesson.text, lesson.link, lesson.questions
        one.save()
        owe_answer(actor, one)
        record(audit_events.ASKED_OF, subject=one, within=lesson, body=asked_words(one), due=due_on.isoformat())
    if not new:
        raise Refused("All of them have been asked already.")
    return len(new)


@operation
def answer_reach(
    actor: Actor, *, ref: str, version: int, services: int, reached: int, discussed: int, tested: str
) -> None:
    """Answer how many services of an agency a product reached, and how it was tested. Raises Refused or Conflict."""
    asked = _open(actor, ref)
    if asked.lesson.kind != LessonKind.PRODUCT:
        raise Refused("This asks other questions.")
    if not 0 <= discussed <= reached <= services:
        raise Refused(
            "It cannot have reached more services than there are, or been talked about in more than it reached."
        )
    _answer(actor, asked, version, services=services, reached=reached, discussed=discussed, tested=tested.strip())


@operation
def answer_stocktake(actor: Actor, *, ref: str, version: int, answers: Sequence[str]) -> None:
    """Answer every question of a stocktake. Raises Refused or Conflict."""
    asked = _open(actor, ref)
    said = [answer.strip() for answer in answers]
    if asked.lesson.kind != LessonKind.STOCKTAKE or len(said) != len(asked.questions) or not all(said):
        raise Refused("Answer every question.")
    _answer(actor, asked, version, answers=said)


@operation
def decline_asked(actor: Actor, *, ref: str, version: int, reason: str) -> None:
    """Decline to answer, with the reason; nothing else is kept. Raises Refused or Conflict."""
    asked = _open(actor, ref)
    if not reason.strip():
        raise Refused("Say why.")
    save_edit(
        asked,
        version,
        state=AskedState.DECLINED,
        reason=reason.strip(),
        answers=[],
        answered_at=actor.at,
        answered_by=actor.label[:200],
    )
    deadlines.cancel_key(actor, owner=asked, key=ANSWER, within=asked.lesson)
    record(audit_events.DECLINED_BY, subject=asked, within=asked.lesson, body=asked_words(asked))


@operation
def judge_answer(actor: Actor, *, ref: str, version: int, is_accepted: bool, reason: str) -> None:
    """Accept an answer, or send it back with the reason, to be given again. Raises Refused or Conflict."""
    asked = fetch(actor, Asked, "lesson", "organisation", "area", ref=ref)
    require(actor, "keep lessons", asked.lesson)
    if asked.state != AskedState.ANSWERED:
        raise Refused("There is no answer to accept.")
    if Received.objects.filter(asked=asked).exists():
        raise Refused("The area that asked says whether it accepts the answer.")
    if not reason.strip():
        raise Refused("Say why.")
    state = AskedState.ACCEPTED if is_accepted else AskedState.REJECTED
    save_edit(asked, version, state=state, reason=reason.strip(), judged_at=actor.at, judged_by=actor.label[:200])
    if not is_accepted:
        deadlines.reopen(actor, owner=asked, key=ANSWER, within=asked.lesson)
    record(audit_events.ANSWER_JUDGED, subject=asked, within=asked.lesson, body=asked_words(asked), outcome=state.label)


def _open(actor: Actor, ref: str) -> Asked:
    asked = fetch(actor, Asked, "lesson", "organisation", "area", ref=ref)
    require(actor, "answer what was asked", asked)
    if asked.state not in (AskedState.ASKED, AskedState.REJECTED):
        raise Refused("This has been answered already.")
    if asked.lesson.state not in ("issued", "asked"):
        raise Refused("Nobody waits for this answer any more.")
    return asked


def _answer(actor: Actor, asked: Asked, version: int, **facts: object) -> None:
    changed = Asked.objects.filter(pk=asked.pk, version=version, state=asked.state).update(
        state=AskedState.ANSWERED,
        answered_at=actor.at,
        answered_by=actor.label[:200],
        version=F("version") + 1,
        **facts,
    )
    if not changed:
        raise Conflict
    deadlines.meet(actor, owner=asked, key=ANSWER, within=asked.lesson)
    record(audit_events.ASKED_ANSWERED, subject=asked, within=asked.lesson, body=asked_words(asked))


def owe_answer(actor: Actor, asked: Asked) -> None:
    """Have whoever is asked answer by the day that was set, inside an operation."""
    organisation = asked.organisation_id
    task = Task(
        key=ANSWER,
        title=f"Answer: {asked.title}"[:200],
        do_next="Answer, or say why not",
        address=reverse("asked", args=[asked.ref]),
        body=("organisation", organisation) if organisation else ("partnership", asked.area_id or 0),
        role=roles.SAFEGUARDING_LEAD if organisation else roles.PARTNERSHIP_MANAGER,
        overseer=("partnership", asked.lesson.partnership_id),
    )
    deadlines.set_day(actor, owner=asked, within=asked.lesson, task=task, on=asked.due_on)
