"""The words with capitals that nobody has explained: each once, for a person to say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.facts import days, standing
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.readings import is_title
from candour.practice.publishing.redaction.register import Register, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.dates import dates_in
from candour.practice.publishing.redaction.text.legible import Legible
from candour.practice.publishing.redaction.text.wording import Word, Wording, is_given, is_made_of_ordinary


def unexplained(text: str, spans: Iterable[Span], register: Register) -> list[str]:
    """Words with capitals, and days of birth the register does not hold, that no span covers; in order, each once."""
    legible = Legible(text)
    wording = Wording(legible)
    taken = Claims()
    for span in spans:
        taken.add(span.start, span.end)
    left_standing = Claims()
    standing.claim(legible, register.allowed, left_standing)
    known = _known(register)
    found: dict[str, tuple[int, str]] = {}
    for word in wording.words:
        if left_standing.holds(word.start, word.end) or not _asks(wording, word, known):
            continue
        start, end = legible.in_original(word.start, word.end)
        if not taken.holds(start, end):
            found.setdefault(word.key, (start, text[start:end]))
    for start, end in days.unheld_births(legible.folded, list(dates_in(legible.folded)), Claims()):
        begin, finish = legible.in_original(start, end)
        if not taken.holds(begin, finish):
            found.setdefault(text[begin:finish], (begin, text[begin:finish]))
    return [written for _, written in sorted(found.values())]


def _known(register: Register) -> frozenset[str]:
    """What the register itself explains: everybody and everything that is left standing, and its places."""
    compiled = Compiled(register)
    kept = {
        key for key, parts in compiled.parts.items() if all(compiled.people[part.who].entity.kept for part in parts)
    }
    kept |= {letters.lower() for letters in compiled.initials}
    named = {
        word
        for entity in register.entities
        if entity.kind == "organisation" and entity.kept
        for name in (*entity.each("names"), *entity.each("aliases"))
        for word in re.findall(r"[a-z]+", name.lower())
    }
    return frozenset(
        kept | named | {word for phrase in register.allowed for word in re.findall(r"[a-z]+", phrase.lower())}
    )


def _asks(wording: Wording, word: Word, known: frozenset[str]) -> bool:
    if not word.capital or len(word.text) < 2 or word.key in known or is_title(word):
        return False
    if word.key in tables.words("capitalised_words") or word.key in tables.words("acronyms", "all"):
        return False
    if word.upper and len(word.text) < 7 and not is_given(word.key):
        return False
    return not is_made_of_ordinary(word.folded)
