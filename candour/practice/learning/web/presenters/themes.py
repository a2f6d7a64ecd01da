"""Themes and what was said before as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.platform.dates.words import day_words, moment_words
from candour.practice.learning.lesson_kinds import Likeness
from candour.practice.learning.queries.said_before import Match
from candour.practice.learning.queries.themes import Branch, Coded, Tally, path_of

if TYPE_CHECKING:
    from candour.practice.learning.models import Recommendation

COUNTED = {
    "cases.case": "Cases",
    "learning.recommendation": "Recommendations",
    "learning.lesson": "Lessons",
}
"""What is counted under a theme, by kind of record."""


@dataclass(frozen=True)
class ThemeShown:
    """A theme in the vocabulary."""

    key: str
    title: str
    above: str
    retired: str
    synonyms: str
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class CodedShown:
    """A theme of a record, now or before."""

    key: str
    title: str
    words: str


@dataclass(frozen=True)
class MatchShown:
    """An earlier recommendation beside a new one."""

    ref: str
    text: str
    where: str
    percent: int
    words: str
    themes: str
    said: str
    why: str
    is_again: bool
    said_by: str


def counts_shown(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The numbers of each kind of record, in the order of the columns."""
    return [(title, counts.get(kind, 0)) for kind, title in COUNTED.items()]


def branches(found: Iterable[Branch]) -> list[ThemeShown]:
    """The vocabulary as rows."""
    return [
        ThemeShown(
            key=one.theme.key,
            title=one.theme.title,
            above=path_of(one.theme.parent) if one.theme.parent else "",
            retired=day_words(one.theme.retired_on) if one.theme.retired_on else "",
            synonyms=", ".join(one.theme.synonyms),
            counts=counts_shown(one.counts),
        )
        for one in found
    ]


def tallies(found: Iterable[Tally]) -> list[dict[str, Any]]:
    """The counts of a theme by year and area."""
    return [{"area": one.area, "year": one.year, "counts": counts_shown(one.counts)} for one in found]


def coded(found: Iterable[Coded]) -> tuple[list[CodedShown], list[CodedShown]]:
    """The themes that a record has, and those that it had."""
    now, before = [], []
    for one in found:
        words = f"by {one.coded_by}, {moment_words(one.coded_at)}"
        if one.ended_at is None:
            now.append(CodedShown(one.key, one.title, words))
        else:
            before.append(CodedShown(one.key, one.title, f"until {moment_words(one.ended_at)}, by {one.ended_by}"))
    return now, before


def matches(found: Iterable[Match]) -> list[MatchShown]:
    """The earlier recommendations, each with why it is here."""
    return [
        MatchShown(
            ref=one.earlier.ref,
            text=one.earlier.text,
            where=where(one.earlier),
            percent=round(one.share * 100),
            words=", ".join(one.words),
            themes=", ".join(one.themes),
            said=Likeness(one.said.likeness).label if one.said else "",
            why=one.said.why if one.said else "",
            is_again=bool(one.said and one.said.likeness == Likeness.AGAIN),
            said_by=f"{one.said.said_by}, {moment_words(one.said.said_at)}" if one.said else "",
        )
        for one in found
    ]


def where(found: Recommendation) -> str:
    """Which recommendation it is: its number, its report, whose that is and of when."""
    report = found.report
    number = found.report_number or str(found.number)
    dated = f", {report.published_on.words}" if report.published_on else ""
    return f"Recommendation {number} of {report.title}, {report.partnership.short_name}{dated}"


def recommendation_lines(found: Iterable[Recommendation]) -> list[dict[str, str]]:
    """Recommendations as lines of a list."""
    return [
        {
            "words": one.text,
            "note": f"{one.report.title}, {one.report.published_on.words if one.report.published_on else 'no date'}",
            "address": reverse("said_before", args=[one.ref]),
        }
        for one in found
    ]
