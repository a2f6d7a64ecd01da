"""Lessons, what was asked and small reports as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.platform.dates.words import day_words, moment_words
from candour.platform.workflow.moving import Offered
from candour.practice.learning.lesson_kinds import ASKED_BY_STEP, AskedState, DecidedBy, LessonForm, LessonKind
from candour.practice.learning.queries.lessons import Reach, asked_words, life_of
from candour.practice.learning.queries.near_misses import Gathering
from candour.practice.learning.web.presenters.themes import where

if TYPE_CHECKING:
    from candour.practice.learning.models import Asked, ClusterSize, Lesson, LessonLink, NearMiss

MARKS = {
    AskedState.ASKED: "open",
    AskedState.DECLINED: "unknown",
    AskedState.ANSWERED: "soon",
    AskedState.ACCEPTED: "met",
    AskedState.REJECTED: "late",
}
PLACES = {"table": "lesson_table", "send": "lesson_ask"}
"""Steps that have a page of their own beside the one that asks for what a step needs."""


@dataclass(frozen=True)
class LessonRow:
    """A lesson in the register."""

    ref: str
    title: str
    kind: str
    state: str
    where: str
    made: str


@dataclass(frozen=True)
class StepShown:
    """A step that a lesson may take, or why it cannot yet."""

    title: str
    address: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AskedShown:
    """What was asked of one agency or area."""

    ref: str
    body: str
    state: str
    mark: str
    due: str
    answer: str
    by: str
    reason: str
    may_judge: bool


def rows(found: Iterable[Lesson]) -> list[LessonRow]:
    """Lessons as rows of the register."""
    return [
        LessonRow(
            ref=one.ref,
            title=one.title,
            kind=kind_of(one),
            state=life_of(one.kind).title_of(one.state),
            where=one.partnership.short_name + (f", {one.agency.short_name}" if one.agency else ""),
            made=day_words(one.made_at.date()),
        )
        for one in found
    ]


def kind_of(one: Lesson) -> str:
    """What a lesson is, and in which form."""
    kind = LessonKind(one.kind).label
    return f"{kind}: {LessonForm(one.form).label.lower()}" if one.form else kind


def facts(one: Lesson) -> list[tuple[str, str]]:
    """What a lesson says of itself, as pairs of name and value, without what is empty."""
    decided = f"{DecidedBy(one.decided_how).label}: {one.decided_by}" if one.decided_how else ""
    reason = {"accepted": "What makes it good practice", "declined": "Why it is not taken further"}.get(
        one.state, "Why"
    )
    pairs = [
        ("Agency", one.agency.name if one.agency else ""),
        ("For whom", one.audience),
        ("Published by", one.publisher),
        ("Published", one.published_on.words if one.published_on else ""),
        ("Where it is", one.link),
        ("What it rests on", one.data),
        ("Options", "\n".join(one.options)),
        ("Questions", "\n".join(one.questions)),
        ("Issued", day_words(one.issued_on) if one.issued_on else ""),
        ("To be looked at again", day_words(one.review_on) if one.review_on else ""),
        ("Decided by", decided),
        ("Decided on", day_words(one.decided_on) if one.decided_on else ""),
        ("Decision" if one.kind != LessonKind.STOCKTAKE else "What came of it", one.decision),
        (reason, one.reason),
        ("Raised by", f"{one.raised_by}, {moment_words(one.made_at)}"),
    ]
    return [(name, value) for name, value in pairs if value]


def steps(one: Lesson, found: Iterable[Offered]) -> list[StepShown]:
    """The steps that a lesson may take; what a step's own page asks for is no reason against it."""
    shown = []
    for offer in found:
        key = offer.move.key
        asks = key in ASKED_BY_STEP
        address = reverse(PLACES[key], args=[one.ref]) if key in PLACES else ""
        if asks:
            address = reverse("lesson_step", args=[one.ref, key])
        needs = {need(one).because for need in offer.move.needs} if asks else set()
        shown.append(StepShown(offer.move.title, address, tuple(why for why in offer.reasons if why not in needs)))
    return shown


def links(one: Lesson, found: Iterable[LessonLink]) -> list[dict[str, Any]]:
    """What a lesson is linked to, from either end."""
    shown = []
    for link in found:
        other = link.other if link.lesson_id == one.pk else link.lesson
        if link.recommendation is not None:
            words, address = where(link.recommendation), reverse("said_before", args=[link.recommendation.ref])
            note = link.recommendation.text
        else:
            assert other is not None, "a link has two ends"
            words, address, note = f"{kind_of(other)}: {other.title}", reverse("lesson", args=[other.ref]), ""
        shown.append(
            {"ref": link.ref, "words": words, "address": address, "note": note, "is_own": link.lesson_id == one.pk}
        )
    return shown


def asked_rows(found: Iterable[Asked], today: date, *, may_judge: bool) -> list[AskedShown]:
    """What was asked of whom, and what they answered."""
    return [
        AskedShown(
            ref=one.ref,
            body=asked_words(one),
            state="Late" if is_late(one, today) else AskedState(one.state).label,
            mark="late" if is_late(one, today) else MARKS[AskedState(one.state)],
            due=day_words(one.due_on),
            answer=answer_words(one),
            by=f"{one.answered_by}, {moment_words(one.answered_at)}" if one.answered_at else "",
            reason=one.reason,
            may_judge=may_judge and one.state == AskedState.ANSWERED,
        )
        for one in found
    ]


def is_late(one: Asked, today: date) -> bool:
    """Whether an answer is overdue."""
    return one.state in (AskedState.ASKED, AskedState.REJECTED) and one.due_on < today


def answer_words(one: Asked) -> str:
    """An answer in words; empty for none."""
    if one.answered_at is None or one.state == AskedState.DECLINED:
        return ""
    if one.services is not None:
        return f"Reached {one.reached} of {one.services} services, talked about in {one.discussed}. {one.tested}"
    pairs = zip(one.questions, one.answers, strict=False)
    return "\n".join(f"{question} {answer}" for question, answer in pairs)


def reach_words(found: Reach) -> str:
    """How far a product came, in a sentence; empty where nobody was asked."""
    if not found.asked:
        return ""
    heard = f"{found.answered} of {found.asked} agencies have answered"
    if not found.services:
        return f"{heard}."
    return (
        f"{heard}: it reached {found.reached} of {found.services} services and was talked about in {found.discussed}."
    )


def waiting(found: Iterable[Asked], today: date, senders: Mapping[int, str]) -> list[dict[str, Any]]:
    """What waits for an answer of the reader's own. `senders` names the areas that asked by a file."""
    return [
        {
            "ref": one.ref,
            "title": one.title,
            "from": senders.get(one.pk) or one.lesson.partnership.short_name,
            "of": asked_words(one),
            "due": day_words(one.due_on),
            "mark": "late" if is_late(one, today) else "open",
        }
        for one in found
    ]


def gatherings(found: Iterable[Gathering]) -> list[dict[str, Any]]:
    """The themes of small reports, with how many there are."""
    return [
        {
            "theme": one.theme,
            "key": one.theme_key,
            "where": one.partnership,
            "number": one.number,
            "needed": one.needed,
            "areas": one.areas,
            "proposal": one.proposal_ref,
        }
        for one in found
    ]


def near_misses(found: Iterable[NearMiss]) -> list[dict[str, Any]]:
    """Small reports as rows."""
    return [
        {
            "month": f"{one.month:%B %Y}",
            "theme": one.theme.title,
            "area": one.area or "Not given",
            "where": one.partnership.short_name,
            "proposal": one.proposal.ref if one.proposal else "",
        }
        for one in found
    ]


def sizes(found: Iterable[ClusterSize]) -> list[dict[str, Any]]:
    """How many small reports propose a review, by partnership."""
    return [
        {
            "ref": one.partnership.ref,
            "where": one.partnership.short_name,
            "words": f"{one.reports} of one theme within {one.months} months",
        }
        for one in found
    ]
