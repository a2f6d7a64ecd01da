"""What can be done with lessons: add, change, lead on to the next step, link, put before a group, and read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, may, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import Conflict, move, save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.operations import plans
from candour.practice.governance.queries import decisions as governance
from candour.practice.learning import audit_events, search
from candour.practice.learning.lesson_kinds import ASKED_BY_STEP, FIELDS, AskedState, LessonKind
from candour.practice.learning.models import Asked, Lesson, LessonLink, Receipt, Recommendation
from candour.practice.learning.operations.themes import code
from candour.practice.learning.queries.lessons import kind_words, life_of
from candour.practice.publishing.queries.guarding import singled_out

REVIEW = "lesson-review"
"""The key of the deadline by which a product is looked at again."""
ANSWER = "learning-answer"
"""The key of the deadline by which an agency or area answers."""
CHANGES_UNTIL = {
    LessonKind.GOOD_PRACTICE: ("referred", "accepted"),
    LessonKind.SOURCE: ("noted", "considered"),
    LessonKind.PRODUCT: ("planned", "issued"),
    LessonKind.PROPOSAL: ("draft", "tabled"),
    LessonKind.STOCKTAKE: ("draft",),
}
"""The states in which what a lesson says may still be changed."""
WIDER = ("accept", "issue", "share")
"""Steps after which many more people read a lesson."""
READ_WIDELY = ("accepted", "issued")
"""The states after such a step in which what it says may still be changed."""


@operation
def add_lesson(
    actor: Actor,
    *,
    partnership_ref: str,
    kind: str,
    facts: Mapping[str, Any],
    recommendation_ref: str = "",
    lesson_ref: str = "",
) -> Lesson:
    """Add a lesson of a kind, as an answer to a recommendation or to another lesson if one is given. Raises Refused."""
    partnership = directory.partnership(actor, partnership_ref)
    is_referral = kind == LessonKind.GOOD_PRACTICE
    require(actor, "refer good practice" if is_referral else "keep lessons", partnership)
    found = fetch(actor, Recommendation, "report", ref=recommendation_ref) if recommendation_ref else None
    other = fetch(actor, Lesson, ref=lesson_ref) if lesson_ref else None
    grown_from = found.report if found else other
    lesson = Lesson.objects.create(
        partnership=partnership,
        kind=kind,
        state=life_of(kind).start,
        raised_by_id=actor.person_id,
        raised_by=actor.label[:200],
        made_at=actor.at,
        owner_kind=grown_from.owner_kind if grown_from else "",
        owner_id=grown_from.owner_id if grown_from else None,
        **_stored(actor, kind, facts),
    )
    if found is not None:
        LessonLink.objects.create(lesson=lesson, recommendation=found)
    if other is not None:
        LessonLink.objects.create(lesson=lesson, other=other)
    search.put_lesson(lesson)
    record(audit_events.LESSON_ADDED, subject=lesson, kind=kind_words(kind))
    return lesson


@operation
def change_lesson(actor: Actor, *, ref: str, version: int, facts: Mapping[str, Any]) -> None:
    """Change what a lesson says while it may still be changed. Raises Refused or Conflict."""
    lesson = fetch(actor, Lesson, ref=ref)
    require(actor, "keep lessons", lesson)
    if lesson.state not in CHANGES_UNTIL[LessonKind(lesson.kind)]:
        raise Refused("This stays as it was when it was passed on or decided.")
    said = _stored(actor, lesson.kind, facts)
    if lesson.state in READ_WIDELY:
        _refuse_to_single_out(said.get("title", lesson.title), said.get("text", lesson.text))
    save_edit(lesson, version, **said)
    search.put_lesson(lesson)
    record(audit_events.LESSON_CHANGED, subject=lesson, kind=kind_words(lesson.kind))


@operation
def lead_on(actor: Actor, *, ref: str, step: str, version: int, facts: Mapping[str, Any]) -> None:
    """Lead a lesson on to the next step of its life, with what that step asks for. Raises Refused or Conflict."""
    lesson = fetch(actor, Lesson, ref=ref)
    life = life_of(lesson.kind)
    if step not in life.moves or step not in ASKED_BY_STEP:
        raise Hidden
    require(actor, life.moves[step].act, lesson)
    changes = {name: facts.get(name) for name in ASKED_BY_STEP[step] if name != "group_decision"}
    if step == "decide":
        changes |= _decided(actor, lesson, facts)
    if (
        step == "issue"
        and changes["review_on"]
        and changes["issued_on"]
        and changes["review_on"] <= changes["issued_on"]
    ):
        raise Refused("It is looked at again after it was issued, not before.")
    if step in WIDER:
        _refuse_to_single_out(lesson.title, lesson.text)
    save_edit(lesson, version, **changes)
    search.put_lesson(lesson)
    move(actor, lesson, life, step, kind=kind_words(lesson.kind))
    if step == "issue":
        _set_review(actor, lesson, lesson.review_on)
    if step in ("withdraw", "close"):
        deadlines.cancel_key(actor, owner=lesson, key=REVIEW)
        for asked in Asked.objects.filter(lesson=lesson, state__in=(AskedState.ASKED, AskedState.REJECTED)):
            deadlines.cancel_key(actor, owner=asked, key=ANSWER, within=lesson)


def _refuse_to_single_out(title: str, text: str) -> None:
    if found := singled_out(f"{title}\n\n{text}"):
        raise Refused(*found)


@operation
def table_proposal(actor: Actor, *, ref: str, group_ref: str, due_on: date, minutes: int) -> None:
    """Put a proposal onto the forward plan of a group, to be decided there. Raises Refused."""
    lesson = fetch(actor, Lesson, ref=ref)
    if lesson.kind != LessonKind.PROPOSAL:
        raise Hidden
    move(actor, lesson, life_of(lesson.kind), "table", kind=kind_words(lesson.kind))
    facts = {
        # A forward plan has no walls: what grew out of a record is named there by its kind alone.
        "title": f"Themed review: {lesson.title}"[:200] if not lesson.owner_kind else "Proposal of a themed review",
        "lead": "",
        "comment": "For decision",
        "minutes": minutes,
        "standing": "once",
        "due_on": due_on,
    }
    plans.plan_item(actor, group_ref=group_ref, facts=facts)


@operation
def link_lesson(actor: Actor, *, ref: str, to: str, to_ref: str) -> None:
    """Link a lesson to a recommendation ("recommendation") or another lesson ("lesson"). Raises Hidden or Refused."""
    lesson = fetch(actor, Lesson, ref=ref)
    require(actor, "keep lessons", lesson)
    if to == "recommendation":
        ends: dict[str, Any] = {"recommendation": fetch(actor, Recommendation, ref=to_ref)}
    else:
        ends = {"other": fetch(actor, Lesson, ref=to_ref)}
        if ends["other"].pk == lesson.pk:
            raise Refused("Choose another lesson than this one.")
    try:
        with transaction.atomic():
            LessonLink.objects.create(lesson=lesson, **ends)
    except IntegrityError as error:
        raise Refused("These two are linked already.") from error
    record(audit_events.LESSON_LINKED, subject=lesson, kind=kind_words(lesson.kind))


@operation
def unlink_lesson(actor: Actor, *, ref: str, link_ref: str) -> None:
    """Take back a link. Raises Hidden or Refused."""
    lesson = fetch(actor, Lesson, ref=ref)
    link = fetch(actor, LessonLink, ref=link_ref, lesson=lesson)
    require(actor, "keep lessons", lesson)
    link.delete()
    record(audit_events.LESSON_UNLINKED, subject=lesson, kind=kind_words(lesson.kind))


@operation
def mark_read(actor: Actor, *, ref: str) -> None:
    """Say that one has read a learning product. Saying it again changes nothing. Raises Refused."""
    lesson = fetch(actor, Lesson, ref=ref)
    if lesson.kind != LessonKind.PRODUCT or lesson.state != "issued" or actor.person_id is None:
        raise Refused("Only a product that was issued can be read.")
    Receipt.objects.get_or_create(lesson=lesson, person_id=actor.person_id, defaults={"read_at": actor.at})
    record(audit_events.LESSON_READ, subject=lesson, kind=kind_words(lesson.kind))


@operation
def code_lesson(actor: Actor, *, ref: str, keys: list[str]) -> None:
    """Give a lesson its themes. Raises Hidden or Refused."""
    found = fetch(actor, Lesson, ref=ref)
    require(actor, "keep lessons", found)
    published = found.published_on.earliest if found.published_on else None
    year = published.year if published else found.made_at.year
    code(actor, found, partnership_id=found.partnership_id, year=year, keys=keys)


def may_change(actor: Actor, lesson: Lesson) -> bool:
    """Whether the actor may change what a lesson says now."""
    return lesson.state in CHANGES_UNTIL[LessonKind(lesson.kind)] and may(actor, "keep lessons", lesson)


def _stored(actor: Actor, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    stored = {name: facts[name] for name in FIELDS[kind] if name in facts}
    if stored.get("agency"):
        stored["agency"] = directory.organisation(actor, str(stored["agency"]))
    elif "agency" in stored:
        stored["agency"] = None
    return stored


def _decided(actor: Actor, lesson: Lesson, facts: Mapping[str, Any]) -> dict[str, Any]:
    """How it was decided: by a meeting, which is named or found in a register, or by the partners, who are named."""
    made = governance.decision(actor, str(facts["group_decision"])) if facts.get("group_decision") else None
    if made is not None and made.group.partnership_id != lesson.partnership_id:
        raise Refused("That decision was taken in another partnership.")
    by = str(facts.get("decided_by") or "").strip() or (made.group.name if made else "")
    if not by:
        raise Refused("Say which meeting or which partners decided.")
    decided_on = facts.get("decided_on")
    if decided_on is not None and decided_on > actor.today:
        raise Refused("The day of the decision lies ahead.")
    return {"group_decision": made, "decided_by": by[:200]}


def _set_review(actor: Actor, lesson: Lesson, on: date | None) -> None:
    if on is None:
        raise Conflict
    task = Task(
        key=REVIEW,
        title=f"Look again at: {lesson.title}"[:200],
        do_next="Bring it up to date, or withdraw it",
        address=reverse("lesson", args=[lesson.ref]),
        body=("partnership", lesson.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=lesson, within=None, task=task, on=on)
