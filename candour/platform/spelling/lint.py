"""Finds what looks unfinished in a text: placeholders, sentences that stop, numbers given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLACEHOLDERS = (
    (re.compile(r"\bX{2,}\b|\bx{3,}\b"), "stands for something that is still missing"),
    (re.compile(r"\bT\.?B\.?[CADN]\.?\b", re.IGNORECASE), "something is still to be settled"),
    (
        re.compile(
            r"\bto be (?:added|confirmed|completed|inserted|agreed|decided|written|supplied|updated)\b", re.IGNORECASE
        ),
        "something is still to be done",
    ),
    (re.compile(r"\b(?:insert|add)\s+(?:here|text|name|date|link|logo)\b", re.IGNORECASE), "something is to be put in"),
    (re.compile(r"\blorem ipsum\b", re.IGNORECASE), "is text to fill a page"),
    (re.compile(r"\?{2,}|_{4,}|\.{5,}|…{2,}"), "is a gap to be filled in"),
    (
        re.compile(
            r"[\[<](?:insert|name|date|title|link|address|organisation|number|area|borough)\b[^\]>\n]{0,40}[\]>]",
            re.IGNORECASE,
        ),
        "is a box to be filled in",
    ),
)
_MASKS = re.compile(r"\[[^\]]*(?:removed|family|aged|person \d)[^\]]*\]", re.IGNORECASE)
"""What a redaction puts in the place of a name."""
_STOPS = re.compile(
    r"\b(?:and|or|the|a|an|of|to|for|with|by|from|in|on|at|that|which|who|is|are|was|were|must|should|will|if|when|as)"
    r"$|[,–(-]$",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?", ":", ";", "”", '"', "’", ")", "]")
_NUMBERED = re.compile(r"^#{1,4}\s+(\d+(?:\.\d+)*)[.)]?\s")
_LONG = 60


@dataclass(frozen=True)
class Unfinished:
    """A place that looks unfinished: its line, the words, and why."""

    line: int
    words: str
    why: str


def unfinished(text: str) -> list[Unfinished]:
    """Every place of a text that looks unfinished, in order."""
    lines = text.splitlines()
    found = placeholders(text)
    found += _stopping(lines)
    found += _numbered_twice(lines)
    if not text.strip():
        found.append(Unfinished(1, "", "There is no text yet."))
    return sorted(set(found), key=lambda one: (one.line, one.why))


def placeholders(text: str) -> list[Unfinished]:
    """Only the places of a text that stand for something still missing, in order."""
    return [one for number, line in enumerate(text.splitlines(), 1) for one in _in_line(number, line)]


def _in_line(number: int, line: str) -> Iterator[Unfinished]:
    plain = _MASKS.sub("", line)
    for pattern, why in _PLACEHOLDERS:
        for hit in pattern.finditer(plain):
            yield Unfinished(number, hit[0], f"“{hit[0]}” {why}.")


def _stopping(lines: list[str]) -> Iterator[Unfinished]:
    """Lines that stop in the middle: at a little word, at a colon with nothing after it, or long and without an end."""
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if not words or words.startswith("|"):
            continue
        after = next((one.strip() for one in lines[number:] if one.strip()), "")
        if words.startswith("#"):
            if not after or (after.startswith("#") and _level(after) <= _level(words)):
                yield Unfinished(number, words.lstrip("# "), "Nothing stands under this heading.")
        elif words.endswith(":"):
            if not after or after.startswith("#"):
                yield Unfinished(number, words[-40:], "Nothing follows the colon.")
        elif _STOPS.search(words) or (
            len(words) > _LONG and not words.startswith(("-", "*", "[")) and not words.endswith(_ENDS)
        ):
            yield Unfinished(number, words[-40:], "This sentence stops.")


def _numbered_twice(lines: list[str]) -> Iterator[Unfinished]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        hit = _NUMBERED.match(line)
        if hit:
            if hit[1] in seen:
                yield Unfinished(number, line.lstrip("# "), f"Another section is numbered {hit[1]} too.")
            seen.add(hit[1])


def _level(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))
