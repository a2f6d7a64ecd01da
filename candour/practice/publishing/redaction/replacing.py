"""What stands in the text instead of a name, the same wherever it is named, and the text with it in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from candour.practice.publishing.redaction.facts.age_forms import years_in
from candour.practice.publishing.redaction.register import Entity, Register, Span
from candour.practice.publishing.redaction.text.dates import Written, dates_in
from candour.practice.publishing.redaction.text.folding import fold
from candour.practice.publishing.redaction.text.legible import Legible

ROLE, PSEUDONYM, AGE_BAND, SEASON, YEAR, REMOVED = "role", "pseudonym", "age band", "season", "year", "removed"
CHOICES = (ROLE, PSEUDONYM, AGE_BAND, SEASON, YEAR, REMOVED)
"""What may be chosen for an entity, or for one kind of its facts; any other words stand as they are written."""

_REMOVED = {
    "person": "[name removed]",
    "family": "[family]",
    "place": "[address removed]",
    "organisation": "[organisation removed]",
    "code": "[number removed]",
    "date": "[date removed]",
    "age": "[age removed]",
}
"""As long for one as for another, so that the length of a gap tells nothing."""

_BANDS = (
    (1, "under 1"),
    (5, "1 to 4"),
    (10, "5 to 9"),
    (16, "10 to 15"),
    (18, "16 to 17"),
    (25, "18 to 24"),
    (35, "25 to 34"),
    (50, "35 to 49"),
    (65, "50 to 64"),
)
_SEASONS = ("winter", "spring", "summer", "autumn")
_EXPANDED = re.compile(r"\{(age band|season|year)\}")
_SAYS_AGED = re.compile(r"\b(?:aged|age of|age)\s+$", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?:]\s+[\"'“‘(]?|\n\s*(?:\d+(?:\.\d+)*\.?\s+|[-*•]\s+)?)$")


def replacements(register: Register, choices: Mapping[str, str]) -> dict[str, str]:
    """The words for each entity (“C”) and for each kind of what is known of it (“C/date”), as chosen or as is usual.

    Choices are given by the same keys. A person is a pseudonym where there is one and a role where not; ages become
    bands, and days are removed.
    """
    found: dict[str, str] = {}
    for entity in register.entities:
        native = entity.kind
        found[entity.key] = _words(
            entity,
            native,
            choices.get(
                entity.key, PSEUDONYM if entity.pseudonym else ROLE if entity.role and native == "person" else REMOVED
            ),
        )
        for kind in _REMOVED:
            if kind != native:
                usual = AGE_BAND if kind == "age" else REMOVED
                found[f"{entity.key}/{kind}"] = _words(entity, kind, choices.get(f"{entity.key}/{kind}", usual))
    return found


def apply(text: str, spans: Iterable[Span], replacements: Mapping[str, str]) -> str:
    """The text with every span replaced. What several spans share is replaced once, and nothing of them is left."""
    pieces, last = [], 0
    for start, end, span in _apart(spans):
        words = replacements.get(f"{span.entity}/{span.kind}") or (
            replacements.get(span.entity or "") if _is_native(span, replacements) else None
        )
        words = words or (f"[person {span.stranger}]" if span.stranger else _REMOVED.get(span.kind, "[removed]"))
        pieces.append(text[last:start])
        pieces.append(_at_its_place(_expanded(words, text[start:end], span.kind, text[:start]), text[:start]))
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


def _apart(spans: Iterable[Span]) -> list[tuple[int, int, Span]]:
    """The spans without overlaps: where some overlap, their whole stretch goes by the surest of them."""
    joined: list[tuple[int, int, Span]] = []
    for span in sorted(spans, key=lambda one: one.place):
        if joined and span.start < joined[-1][1]:
            start, end, other = joined[-1]
            joined[-1] = (start, max(end, span.end), max(other, span, key=lambda one: (one.sure, -one.start)))
        elif span.start < span.end:
            joined.append((span.start, span.end, span))
    return joined


def _is_native(span: Span, replacements: Mapping[str, str]) -> bool:
    """Whether the span is of the entity's own kind, and not of something that is known of it."""
    return f"{span.entity}/{span.kind}" not in replacements


def _words(entity: Entity, kind: str, choice: str) -> str:
    if choice == PSEUDONYM:
        return entity.pseudonym or _words(entity, kind, ROLE)
    if choice == ROLE:
        return f"the {entity.role.removeprefix('the ')}" if entity.role else _REMOVED[kind]
    if choice in (AGE_BAND, SEASON, YEAR):
        return f"{{{choice}}}"
    return _REMOVED[kind] if choice == REMOVED else choice


def _expanded(words: str, written: str, kind: str, before: str) -> str:
    def instead(found: re.Match[str]) -> str:
        told = _band(written) if found[1] == AGE_BAND else _when(written, found[1])
        if found[1] == AGE_BAND and _SAYS_AGED.search(before):
            told = told.replace("aged ", "")
        return told or _REMOVED.get(kind, "[removed]")

    return _EXPANDED.sub(instead, words)


def _band(written: str) -> str:
    years = years_in(fold(written))
    if years is None:
        return ""
    return f"[aged {next((band for limit, band in _BANDS if years < limit), '65 or over')}]"


def _when(written: str, choice: str) -> str:
    date: Written | None = next(dates_in(Legible(written).folded), None)
    if date is None:
        return ""
    year = (
        ""
        if date.year is None
        else str(date.year if date.year > 99 else 2000 + date.year if date.year < 50 else 1900 + date.year)
    )
    if choice == YEAR:
        return f"[{year}]" if year else ""
    if date.month is None:
        return ""
    return f"[{_SEASONS[date.month % 12 // 3]}{' ' + year if year else ''}]"


def _at_its_place(words: str, before: str) -> str:
    """With a capital where a sentence begins."""
    return words[:1].upper() + words[1:] if _OPENING.search(before[-12:]) else words
