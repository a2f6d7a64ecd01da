"""The sentences in which history is written. Each app declares its own in `audit_events.py`."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
        told = {name: ", ".join(value) if isinstance(value, list) else value for name, value in facts.items()}
        return self.text.format_map(told)


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
