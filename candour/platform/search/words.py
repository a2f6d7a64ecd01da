"""Words as they are put into the index and looked for, the same on every database.

A record is found by each word as it stands, without its ending, and, for the last word that somebody types, by whatever
begins like it.
"""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.spelling.folding import folded

LONGEST_WORD = 40
MOST_WORDS = 12
_LONGEST_SEARCH = 1000
_LONGEST_TEXT = 200_000
_VOWELS = frozenset("aeiouy")
_IRREGULAR = {"children": "child", "men": "man", "women": "woman", "people": "person"}


@dataclass(frozen=True)
class Sought:
    """What somebody looks for: records with each of these words, of which the last may be only a beginning."""

    roots: tuple[str, ...]
    beginning: str


def sought_in(typed: str) -> Sought | None:
    """What is looked for by what was typed; None if there is no word in it. Words beyond the twelfth do not count."""
    words = [word[:LONGEST_WORD] for word in folded(typed[:_LONGEST_SEARCH]).split()][:MOST_WORDS]
    return Sought(tuple(root(word) for word in words), words[-1]) if words else None


def indexed(*texts: str) -> str:
    """The words of the texts for the index, once each and with their roots, one space between them."""
    words: dict[str, None] = {}
    for word in folded(" ".join(texts)).split():
        words[word[:LONGEST_WORD]] = words[root(word[:LONGEST_WORD])] = None
    text = " ".join(words)
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rpartition(" ")[0]


def root(word: str) -> str:
    """A word without the endings of plural and tense, so that "reviews", "reviewed" and "reviewing" are one."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    word = _present(_singular(word))
    if len(word) > 3:
        word = word.removesuffix("e")
    return word[:-1] if len(word) > 5 and word.endswith("ll") else word


def _singular(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return f"{word[:-3]}y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def _present(word: str) -> str:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3 or _VOWELS.isdisjoint(stem):
            continue
        if word.endswith("eed"):
            return word[:-1] if not _VOWELS.isdisjoint(word[:-3]) else word
        return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "aeioulsz" else stem
    return word
