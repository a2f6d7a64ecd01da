"""Finds names without capitals, where the words of somebody are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.context import is_cue
from candour.practice.publishing.redaction.register import Span
from candour.practice.publishing.redaction.text import wording as words_of
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.wording import Wording, is_made_of_ordinary

_NAME = r"(?P<name>[a-z][a-z'-]*)"
_NAMED = re.compile(
    r"\b(?P<how>as|called|known as|nicknamed|named|nickname|name|alias|aka|(?:called|calls) (?:him|her|them))"
    rf"\s+[\"']{_NAME}[\"']"
)
_CALLED = re.compile(
    rf"\b(?:call|calls|called|calling|nicknamed|known to \w+ as)\s+(?:[\w.'-]+\s+){{1,3}}[\"']{_NAME}[\"']"
)
_SPEAKER = re.compile(rf"[\"']{_NAME}\s+(?P<verb>[a-z]+)")
_SAID_OF = re.compile(
    rf"\b(?:said|says|told|disclosed|alleged|that)\s+{_NAME}\s+"
    r"(?:had|has|was|hit|hits|did|does|shouts|shouted|hurt|kicked|slapped|gets|got)\b"
)
_ALWAYS_A_NAME = ("known", "nick", "alias", "aka")
_SHORT = 4


def names_in_quotes(compiled: Compiled, wording: Wording, claims: Claims) -> Iterator[Span]:
    """Each such name that nothing else has found."""
    for found in _found(wording):
        start, end = found.span("name")
        if not claims.holds(start, end):
            claims.add(start, end)
            whose = _by_letter(compiled, found["name"])
            yield Span(
                start, end, whose, "person", "a name in what somebody is quoted as saying", 0.6, needs_review=True
            )


def _found(wording: Wording) -> Iterator[re.Match[str]]:
    folded, text = wording.legible.folded, wording.legible.text
    for found in _NAMED.finditer(folded):
        if len(found["name"]) > 1 and (
            not is_made_of_ordinary(found["name"]) or found["how"].startswith(_ALWAYS_A_NAME)
        ):
            yield found
    yield from _CALLED.finditer(folded)
    for found in _SPEAKER.finditer(folded):
        if is_cue(found["verb"], "quoted speech") and _is_unlike_a_word(found["name"]):
            yield found
    for found in _SAID_OF.finditer(folded):
        if words_of.is_given(found["name"]) and text[found.start("name")].islower():
            yield found


def _is_unlike_a_word(name: str) -> bool:
    if len(name) < _SHORT and not is_cue(name, "short words"):
        return name not in ("i", "a")
    plain = is_made_of_ordinary(name) and not words_of.is_given(name)
    return not plain and not is_cue(name, "no names in quotes")


def _by_letter(compiled: Compiled, name: str) -> str | None:
    """Who has this first letter, if it is one letter and only one person has it."""
    if len(name) > 1:
        return None
    having = [person.entity.key for person in compiled.people if person.entity.one("names")[:1].lower() == name]
    return having[0] if len(having) == 1 else None
