"""The sentences in which history is written. Each app declares its own in `audit_events.py`."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from candour.platform.dates.words import day_words, moment_words

Fact = str | int | bool | None | list[str]
Kind = Literal["change", "read", "refusal"]


@dataclass(frozen=True)
class Sentence:
    """One sentence of history, with named places for its facts."""

    key: str
    text: str
    kind: Kind

    @property
    def places(self) -> frozenset[str]:
        """The facts that the sentence needs."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.text) if name)

    def tell(self, facts: Mapping[str, Fact]) -> str:
        """The sentence with its facts in place."""
        return self.text.format_map({name: _in_words(value) for name, value in facts.items()})


def _in_words(fact: Fact) -> Fact:
    """A fact as it is read: a list with commas; a day or moment, which is kept as 2026-11-18, as people write it."""
    if isinstance(fact, list):
        return ", ".join(fact).replace("_", " ")
    if not isinstance(fact, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", fact):
        return fact
    try:
        return moment_words(datetime.fromisoformat(fact)) if "T" in fact else day_words(date.fromisoformat(fact))
    except ValueError:
        return fact


_SENTENCES: dict[str, Sentence] = {}


class UnknownSentence(KeyError):
    """History names a sentence that no app declares."""


def sentence(key: str, text: str, *, kind: Kind = "change") -> Sentence:
    """Declare a sentence. Raises ValueError if the key is taken."""
    if key in _SENTENCES:
        raise ValueError(f"There is already a sentence {key}.")
    declared = Sentence(key, text, kind)
    _SENTENCES[key] = declared
    return declared


def sentence_of(key: str) -> Sentence:
    """The sentence of that key. Raises UnknownSentence."""
    try:
        return _SENTENCES[key]
    except KeyError as error:
        raise UnknownSentence(key) from error


def all_sentences() -> tuple[Sentence, ...]:
    """Every declared sentence, by key."""
    return tuple(_SENTENCES[key] for key in sorted(_SENTENCES))
