"""What makes a text hard to read for somebody from outside, told as plain facts. They are no gate and no score."""

from __future__ import annotations

import re

from candour.platform.spelling.terms import is_known, places_in

_ENDS = re.compile(r"(?<=[.!?])\s|\n")
_WORD = re.compile(r"\w[\w’'-]*")
_ABBREVIATION = re.compile(r"\b[A-Z](?:[a-z]?[A-Z]|&[A-Z])+s?\b")
MOST = 5_000
"""Characters that are read. What it is for is far shorter, and is refused elsewhere if it is not."""
EASY = 20
"""Words of a sentence that most people read in one go."""


def hard_in(text: str) -> list[str]:
    """How long its sentences are, and which terms and abbreviations it does not explain. Nothing for no words."""
    text = text[:MOST]
    lengths = [count for sentence in _ENDS.split(text) if (count := len(_WORD.findall(sentence)))]
    return [*_length(lengths), *_terms(text), *_unknown(text)] if lengths else []


def _length(lengths: list[int]) -> list[str]:
    total, count = sum(lengths), len(lengths)
    words = (
        f"{_many(total, 'word')} in {_many(count, 'sentence')}. The longest sentence has {_many(max(lengths), 'word')}"
    )
    too_long = sum(length > EASY for length in lengths)
    if too_long:
        return [f"{words}; {too_long} of {count} {'has' if too_long == 1 else 'have'} more than {EASY}."]
    return [f"{words}."]


def _terms(text: str) -> list[str]:
    """Terms that are neither followed by an explanation in brackets nor, if shortened, also written out."""
    used: dict[str, bool] = {}
    said = text.casefold()
    for place in places_in(text):
        form = text[place.start : place.end]
        written_out = place.term.short and form.startswith(place.term.short) and place.term.word.casefold() in said
        explains = text[place.end :].lstrip().startswith("(")
        used[place.term.name] = used.get(place.term.name, False) or bool(written_out) or explains
    names = [name for name, is_explained in used.items() if not is_explained]
    return (
        [f"Terms that it does not explain: {', '.join(names)}. Readers are told below what they mean."] if names else []
    )


def _unknown(text: str) -> list[str]:
    found = dict.fromkeys(hit[0] for hit in _ABBREVIATION.finditer(text) if not is_known(hit[0]))
    return [f"Abbreviations that the glossary does not know: {', '.join(found)}. Write them out."] if found else []


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
