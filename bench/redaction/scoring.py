"""Scores what an engine finds against what is marked in documents: the figures that the targets are set in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.redaction.writing import Mark, Written
from candour.practice.publishing.redaction import Span

_NOT_COUNTED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "no",
        "nr",
        "about",
        "of",
        "in",
        "at",
        "on",
        "by",
        "to",
        "from",
        "for",
        "with",
        "into",
        "between",
        "until",
        "since",
        "as",
        "per",
        "near",
        "around",
        "and",
        "or",
        "but",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "s",
        "some",
        "any",
        "all",
    ]
)
_WORD = re.compile(r"\w+")

Engine = Callable[[Written], tuple[list[Span], list[str]]]
"""What finds spans and unexplained words in a document."""


@dataclass
class Figures:
    """What was counted."""

    documents: int = 0
    letters: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    traps_hit: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """A part of a whole, 1 where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0


def score(documents: Sequence[Written], engine: Engine) -> Figures:
    """The figures over some documents."""
    figures = Figures(documents=len(documents))
    for document in documents:
        spans, words = engine(document)
        figures.letters += len(document.text)
        _score_one(document, spans, words, figures)
    return figures


def _score_one(document: Written, spans: list[Span], words: list[str], figures: Figures) -> None:
    counts = figures.counts
    masked = _covered([(span.start, span.end) for span in spans], len(document.text))
    protected: dict[str, list[tuple[bool, Mark]]] = defaultdict(list)
    leaks = known_leaks = 0
    for mark in document.marks:
        hidden = _is_hidden(document.text, masked, mark.start, mark.end)
        protected[mark.entity].append((hidden, mark))
        if mark.kind == "CODE" and mark.known:
            counts["codes"] += 1
            counts["codes found"] += hidden
        if not hidden:
            leaks += 1
            known_leaks += mark.known
            figures.missed.append(
                f"{document.name} {mark.kind} {mark.form}: {_shown(document.text, mark.start, mark.end)}"
            )
        elif mark.kind == "PERSON" and mark.known:
            _score_link(document, spans, mark, figures)
    for entity in protected.values():
        held = all(mark.known for _, mark in entity)
        whole = all(hidden for hidden, _ in entity)
        for kind in ("all", "known" if held else "unknown"):
            counts[f"entities {kind}"] += 1
            counts[f"entities {kind} whole"] += whole
    counts["leaks"] += leaks
    counts["known leaks"] += known_leaks
    counts["documents"] += 1
    counts["clean"] += leaks == 0
    counts["clean of known"] += known_leaks == 0
    _score_precision(document, masked, "masked words", figures)
    for found in re.finditer("|".join(rf"\b{re.escape(word)}\b" for word in words), document.text) if words else ():
        masked[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    _score_precision(document, masked, "with words", figures)


def _score_link(document: Written, spans: list[Span], mark: Mark, figures: Figures) -> None:
    figures.counts["links"] += 1
    at = [span for span in spans if span.start < mark.end and span.end > mark.start and span.entity]
    of_family = mark.form in ("family", "plural", "familyonly")
    right = any(span.entity == mark.entity or (of_family and mark.entity in span.others) for span in at)
    figures.counts["links right"] += right
    if not right:
        found = ", ".join(f"{span.entity} ({span.why})" for span in at) or "nobody"
        figures.wrong.append(
            f"{document.name} {mark.form} of {mark.entity}: {_shown(document.text, mark.start, mark.end)} -> {found}"
        )


def _score_precision(document: Written, masked: bytearray, what: str, figures: Figures) -> None:
    marked = _covered([(mark.start, mark.end) for mark in document.marks], len(document.text))
    for word in _WORD.finditer(document.text):
        start, end = word.span()
        if any(masked[start:end]) and word.group().lower() not in _NOT_COUNTED:
            right = any(marked[start:end])
            figures.counts[what] += 1
            figures.counts[f"{what} right"] += right
            if not right and what == "masked words":
                figures.over.append(f"{document.name}: {_shown(document.text, start, end)}")
    if what != "masked words":
        return
    for trap in document.traps:
        hit = any(
            masked[place] and not marked[place]
            for place in range(trap.start, trap.end)
            if document.text[place].isalnum()
        )
        figures.counts["traps"] += 1
        figures.counts["traps hit"] += hit
        if hit:
            figures.traps_hit.append(f"{document.name} {trap.kind}: {_shown(document.text, trap.start, trap.end)}")


def _is_hidden(text: str, masked: bytearray, start: int, end: int) -> bool:
    """Whether every word that tells something is masked: words such as “of” tell nothing."""
    words = list(_WORD.finditer(text, start, end))
    telling = [word for word in words if word.group().lower() not in _NOT_COUNTED] or words
    return all(masked[place] for word in telling for place in range(word.start(), word.end()))


def _covered(stretches: list[tuple[int, int]], length: int) -> bytearray:
    covered = bytearray(length)
    for start, end in stretches:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 25]}".replace("\n", " / ")
