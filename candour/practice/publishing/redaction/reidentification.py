"""Finds what singles somebody out without naming them: several small facts that stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.register import Register
from candour.practice.publishing.redaction.text.dates import dates_in
from candour.practice.publishing.redaction.text.legible import Legible

_TOGETHER = 3
"""How many kinds of fact in one paragraph are too many."""

_HOSPITAL = re.compile(r"\b(?:[A-Z][\w']+ ){1,4}(?:Hospital|Infirmary|Hospice)\b")
_PLACE = re.compile(
    r"\b(?:lives?|lived|living|moved|from|in|near|born in|housed in|placed in|flat in|house in)\s+(?:the\s+)?"
    r"([A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})"
)
_SCHOOL = re.compile(r"\b(?:[A-Z][\w']+ ){1,4}(?:School|Academy|College|Nursery)\b")
_ORDER = (
    ("age", "an exact age"),
    ("month", "a month or day"),
    ("place", "a place"),
    ("hospital", "a hospital"),
    ("school", "a school"),
    ("weight", "a weight or centile"),
    ("condition", "a condition or injury"),
    ("occupation", "an occupation"),
    ("origin", "a nationality, heritage or faith"),
    ("family", "an unusual family"),
    ("event", "an unusual event"),
)
_MEND = {
    "age": "give an age band",
    "month": "give the season or the year",
    "place": "name the region or none",
    "hospital": "say “a hospital”",
    "school": "say “a school”",
    "weight": "leave it out, or say “underweight”",
    "condition": "name its kind only",
    "occupation": "leave it out unless it matters",
    "origin": "leave it out unless it matters",
    "family": "leave it out unless it matters",
    "event": "tell it in general words",
}


class _Fact(NamedTuple):
    kind: str
    words: str


def reidentifying(text: str, register: Register) -> list[str]:
    """Each paragraph of a text that singles somebody out, as a sentence that says by what and how to mend it.

    Three kinds of fact together are too many, and so are an unusual event and one fact or event more. Names are not
    looked for: that is what `find` does.
    """
    legible = Legible(text)
    allowed = re.compile(
        "|".join(re.escape(phrase) for phrase in sorted(register.allowed, key=len, reverse=True)) or r"(?!)",
        re.IGNORECASE,
    )
    found = []
    for number, paragraph in enumerate(_paragraphs(legible.text), 1):
        facts = list(_facts(allowed.sub(" ", paragraph)))
        kinds = {fact.kind for fact in facts}
        events = {fact.words for fact in facts if fact.kind == "event"}
        if len(kinds) >= _TOGETHER or len(events) > 1 or (events and len(kinds) > 1):
            found.append(_sentence(number, facts))
    return found


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:\d+\.|[-*•|]))", text) if paragraph.strip()]


def _facts(paragraph: str) -> Iterator[_Fact]:
    folded = Legible(paragraph).folded
    searched: tuple[tuple[str, re.Pattern[str], str], ...] = (
        ("hospital", _HOSPITAL, paragraph),
        ("place", _PLACE, paragraph),
        ("school", _SCHOOL, paragraph),
        *(
            (kind, _of(kind), folded)
            for kind in ("age", "weight", "condition", "occupation", "origin", "family", "event")
        ),
    )
    for kind, pattern, where in searched:
        for found in pattern.finditer(where):
            if kind != "place" or found[1].lower().split()[0] not in tables.words("capitalised_words"):
                yield _Fact(kind, " ".join(paragraph[found.start() : found.end()].split()))
    told = next((date for date in dates_in(folded) if date.month is not None), None)
    if told:
        yield _Fact("month", paragraph[told.start : told.end])


@cache
def _of(kind: str) -> re.Pattern[str]:
    words = "|".join(tables.phrases("quasi_identifiers", kind))
    return re.compile(rf"\b(?:{words})(?!\w)")


def _sentence(number: int, facts: list[_Fact]) -> str:
    by_kind = {fact.kind: fact.words for fact in reversed(facts)}
    told = [f"{words} (“{by_kind[kind]}”)" for kind, words in _ORDER if kind in by_kind]
    mend = [_MEND[kind] for kind, _ in _ORDER if kind in by_kind][:2]
    listed = (
        ", ".join(told[:-1]) + f" and {told[-1]}" if len(told) > 1 else f"more than one {told[0].removeprefix('an ')}"
    )
    return f"Paragraph {number} has {listed} together, which can single somebody out. For instance: {'; '.join(mend)}."
