"""Letters on recommendations, those that wait for a reply, and recommendations that call for one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.learning.drafting import calls_for_letter
from candour.practice.learning.models import Cell, Letter, Recommendation, Report
from candour.rulebook.language.clocks import day_of


@dataclass(frozen=True)
class LetterBrief:
    """A letter in a list."""

    ref: str
    recommendation: int
    report: str
    report_ref: str
    addressee: str
    state: str
    sent_on: date | None
    reply_by: date | None
    reply: str
    replied_on: date | None
    silent_days: int | None
    """For how many days it is without a reply that was to have come; None where none is late."""
    chased: int


def letter(actor: Actor, ref: str) -> Letter:
    """One letter by its reference. Raises Hidden."""
    return fetch(actor, Letter, "report", "report__partnership", "recommendation", ref=ref)


def letters_of(actor: Actor, report: Report) -> list[LetterBrief]:
    """The letters of a report, by their recommendation."""
    found = seen_by(actor, Letter).filter(report=report).order_by("recommendation__number", "pk")
    return _briefs(actor, list(found.select_related("recommendation", "report")))


def letters_waiting(actor: Actor) -> list[LetterBrief]:
    """Every letter that is not answered, those sent longest ago first."""
    found = seen_by(actor, Letter).exclude(state="answered").select_related("recommendation", "report")
    return _briefs(actor, list(found.order_by("reply_by", "drafted_at", "pk")[:300]))


def calling_for_letters(actor: Actor, report: Report) -> list[Recommendation]:
    """The recommendations of a report that speak of a letter, or of writing to somebody, and have none yet."""
    said: dict[int, list[str]] = defaultdict(list)
    for recommendation_id, text in seen_by(actor, Cell).filter(report=report).values_list("recommendation_id", "text"):
        said[recommendation_id].append(text)
    written = Letter.objects.filter(report=report).values("recommendation_id")
    found = seen_by(actor, Recommendation).filter(report=report).exclude(pk__in=written).order_by("number")
    return [
        one
        for one in found.select_related("report", "report__partnership")
        if calls_for_letter([one.text, *said[one.pk]])
    ]


def where_of(found: Recommendation) -> str:
    """Where a recommendation stands in its report, in words; its row in the matrix is never given for its number."""
    parts = (("recommendation", found.report_number), ("page", found.page), ("paragraph", found.paragraph))
    return ", ".join(f"{name} {value}" for name, value in parts if value)


def _briefs(actor: Actor, found: list[Letter]) -> list[LetterBrief]:
    return [
        LetterBrief(
            ref=one.ref,
            recommendation=one.recommendation.number,
            report=one.report.title,
            report_ref=one.report.ref,
            addressee=one.addressee,
            state=one.state,
            sent_on=day_of(one.sent_at) if one.sent_at else None,
            reply_by=one.reply_by,
            reply=one.get_reply_display(),
            replied_on=one.replied_on,
            silent_days=silent_days(one, actor.today),
            chased=one.chased_count,
        )
        for one in found
    ]


def silent_days(found: Letter, on: date) -> int | None:
    """For how many days after it was sent a letter was without a reply that was late on a day; None where none was."""
    if found.sent_at is None or found.reply_by is None or found.reply_by >= on:
        return None
    if found.replied_on is not None and found.replied_on <= on:
        return None
    return (on - day_of(found.sent_at)).days
