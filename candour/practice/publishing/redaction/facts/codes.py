"""Finds numbers and codes that lead to somebody: those of the register, and any that prove themselves by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.facts.addresses import POSTCODE
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.register import Entity, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.folding import fold, glue


class Pattern(NamedTuple):
    """A form in which a code is written, and how sure it is that it is one."""

    form: re.Pattern[str]
    why: str
    sure: float


EMAIL = re.compile(r"[a-z0-9][\w.+'-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
WEB = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]*[\w/]")
_HANDLE = re.compile(r"(?<![\w.])@[\w][\w.]*\w")
_PHONE = re.compile(
    r"(?<![\d/])(?:\(?\+?\s?44\)?[\s-]*(?:\(0\)[\s-]*)?|\(?0044\)?[\s-]*|\(?0\)?)(?:\d[\s-]?\)?[\s-]?){8,9}\d(?![\d])"
)
_NHS = re.compile(r"(?<![\d-])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?![\d-]|,\d)")
_PAGES_OF_PEOPLE = re.compile("|".join(tables.phrases("codes", "pages of people")))
_NAMES_A_CODE = "|".join(tables.phrases("codes", "named"))
_NAMES_AN_ACCOUNT = "|".join(tables.phrases("codes", "accounts"))

_BY_FORM = (
    Pattern(
        re.compile(r"\b[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
        "a National Insurance number",
        0.99,
    ),
    Pattern(re.compile(r"\b[a-hj-pr-y]{2}(?:0[1-9]|[1-7]\d)\s?[a-hj-pr-z]{3}\b"), "the number of a vehicle", 0.9),
    Pattern(re.compile(r"\b[a-hj-np-tv-z]\d{12}\b|\b[a-hj-np-tv-z]\d{11}[a-z]\b"), "a unique pupil number", 0.95),
    Pattern(re.compile(r"\b\d{2,4}/\d{4,7}[a-hj-np-rt-z]\b"), "a number of the Police National Computer", 0.85),
    Pattern(re.compile(r"\bgb\d{2}\s?[a-z]{4}(?:\s?\d{2,4}){3,5}\b"), "a bank account", 0.95),
    Pattern(re.compile(r"\b\d{2}-\d{2}-\d{2}\s+\d{8}\b"), "a bank account", 0.95),
    Pattern(re.compile(r"///[a-z]+\.[a-z]+\.[a-z]+"), "a place in three words", 0.95),
    Pattern(re.compile(r"\b5[0-9]\.\d{3,},\s*-?[0-9]\.\d{3,}"), "a place on the map", 0.95),
)
_BY_NAME = re.compile(
    rf"\b(?:{_NAMES_A_CODE})[\s.:#-]*(?:is|was|held as|for \w+ held as|no|number|ref|id)?[\s.:#(]*"
    r"(?P<code>(?:[a-z]{1,6}[\s/-]?)?\d[\da-z]*(?:[/ -]?\d[\da-z]*)*[a-z]?)\b"
)
_BY_ACCOUNT = re.compile(
    rf"\b(?:{_NAMES_AN_ACCOUNT})\s*(?:name|username|account|handle|id|is|as|:|called|under)*\s*[\"']?"
    r"(?P<code>[a-z][\w.]*[\d_.][\w.]*\w)"
)


def spans(compiled: Compiled, folded: str, claims: Claims) -> Iterator[Span]:
    """Each code in the text: what the register holds first, then what proves itself by its form or by what names it."""
    yield from _addresses_of_the_net(compiled, folded, claims)
    yield from _of_the_register(compiled, folded, claims)
    yield from _health_numbers(folded, claims)
    for pattern in _BY_FORM:
        yield from _claimed(claims, pattern.form.finditer(folded), pattern.why, pattern.sure)
    for found in _PHONE.finditer(folded):
        digits = re.sub(r"\D", "", found.group())
        if len(digits.lstrip("0").removeprefix("44").lstrip("0")) in (9, 10):
            yield from _claimed(claims, [found], "a telephone number", 0.97)
    for found in _BY_NAME.finditer(folded):
        if sum(letter.isdigit() for letter in found["code"]) >= 4 and not _is_day(found["code"]):
            yield from _one(
                claims, found.start("code"), found.end("code"), None, "a number that the words before name", 0.9
            )
    for found in _BY_ACCOUNT.finditer(folded):
        yield from _one(claims, found.start("code"), found.end("code"), None, "the name of an account", 0.85)


def is_health_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last proves the others."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest % 11 == int(digits[9]) and rest != 10


def _health_numbers(folded: str, claims: Claims) -> Iterator[Span]:
    for found in _NHS.finditer(folded):
        digits = re.sub(r"\D", "", found.group())
        named = bool(re.search(r"\bnhs\b[^\n]{0,12}$", folded[max(0, found.start() - 24) : found.start()]))
        other = re.search(
            r"\b(?:invoice|order|purchase|po|account|charity|company)\b[^\n.]{0,16}$",
            folded[max(0, found.start() - 30) : found.start()],
        )
        if is_health_number(digits) and not other:
            yield from _claimed(claims, [found], "an NHS number, by its check digit", 0.97)
        elif named:
            yield from _claimed(claims, [found], "called an NHS number, though its check digit is wrong", 0.8)


def _of_the_register(compiled: Compiled, folded: str, claims: Claims) -> Iterator[Span]:
    for value, entity, why in _held(compiled):
        for found in _loosely(value).finditer(folded):
            if not claims.holds(*found.span()):
                claims.add(*found.span())
                if not entity.kept:
                    yield Span(*found.span(), entity.key, "code", why, 0.99, needs_review=False)


def _held(compiled: Compiled) -> Iterator[tuple[str, Entity, str]]:
    """Every code that the register holds, the longest first, so that no part of one is taken for another."""
    facts = (
        ("nhs_number", "the NHS number that the register holds"),
        ("ni_number", "the National Insurance number that the register holds"),
        ("phones", "a telephone number that the register holds"),
        ("emails", "an email address that the register holds"),
        ("handles", "the name of an account that the register holds"),
        ("vehicles", "a vehicle that the register holds"),
        ("references", "a reference that the register holds"),
        ("values", "a code that the register holds"),
    )
    held = [
        (value, entity, why)
        for entity in compiled.register.entities
        for fact, why in facts
        for value in entity.each(fact)
    ]
    return iter(sorted(held, key=lambda one: -len(glue(one[0]))))


def _loosely(value: str) -> re.Pattern[str]:
    """The code with or without the spaces and strokes between its letters and digits."""
    letters = glue(value)
    if value.startswith("@") or "@" in value:
        return re.compile(rf"(?<![\w.]){re.escape(fold(value))}(?![\w])|@{re.escape(fold(value).lstrip('@'))}(?![\w])")
    groups = re.findall(r"[a-z]+|\d", letters)
    between = r"[\s/_.:-]{0,3}"
    start = r"(?<![a-z\d])"
    if letters.isdigit() and letters.startswith("0") and len(letters) in (10, 11):
        spaced = r"[\s()-]{0,3}".join(letters[1:])
        return re.compile(rf"(?:\(?(?:\+|00)?44\)?[\s-]*(?:\(0\))?[\s-]*|{start}\(?0[\s-]?){spaced}(?!\d)")
    return re.compile(start + between.join(groups) + r"(?![a-z\d])")


def _addresses_of_the_net(compiled: Compiled, folded: str, claims: Claims) -> Iterator[Span]:
    for found in EMAIL.finditer(folded):
        local = found.group().partition("@")[0]
        entity = _whose(compiled, found.group()) or _named_in(compiled, local)
        if entity is None and re.split(r"[._-]", local)[0] in tables.words("codes", "offices"):
            continue
        if entity and entity.kept:
            claims.add(*found.span())
            continue
        yield from _one(claims, *found.span(), entity, "an email address", 0.97 if entity else 0.9)
    for found in WEB.finditer(folded):
        entity = _named_in(compiled, found.group())
        if (entity and not entity.kept) or _PAGES_OF_PEOPLE.search(found.group()):
            yield from _one(claims, *found.span(), entity, "a web page that leads to somebody", 0.95)
    for found in _HANDLE.finditer(folded):
        entity = _whose(compiled, found.group()) or _named_in(compiled, found.group())
        yield from _one(claims, *found.span(), entity, "the name of an account", 0.9)


def _whose(compiled: Compiled, written: str) -> Entity | None:
    for entity in compiled.register.entities:
        if any(fold(value) == written for fact in ("emails", "handles") for value in entity.each(fact)):
            return entity
    return None


def _named_in(compiled: Compiled, address: str) -> Entity | None:
    """The person whose names stand in an address; the one with most of them."""
    pieces = [piece for piece in re.split(r"[^a-z]+", address) if len(piece) > 2]
    best: tuple[float, int] | None = None
    for piece in pieces:
        for part in compiled.parts.get(piece, ()):
            count = sum(1 for other in pieces for same in compiled.parts.get(other, ()) if same.who == part.who)
            score = (part.cost - count - 2 * (part.role == "whole"), part.who)
            best = min(best, score) if best else score
    if best is None:
        best = _within(compiled, pieces)
    return compiled.people[best[1]].entity if best else None


def _within(compiled: Compiled, pieces: list[str]) -> tuple[float, int] | None:
    """Names that begin or end a longer piece, as in “emekaxo”."""
    found = [
        (-float(len(key)), part.who)
        for piece in pieces
        for key, parts in compiled.parts.items()
        if len(key) > 3 and (piece.startswith(key) or piece.endswith(key))
        for part in parts
        if part.cost < 0.3
    ]
    return min(found, default=None)


def postcodes(folded: str, claims: Claims) -> Iterator[Span]:
    """Postcodes that are no part of an address the register holds."""
    for found in POSTCODE.finditer(folded):
        yield from _one(claims, *found.span(), None, "a postcode", 0.75, kind="place", review=True)


def _claimed(
    claims: Claims, found: Iterator[re.Match[str]] | list[re.Match[str]], why: str, sure: float
) -> Iterator[Span]:
    for one in found:
        yield from _one(claims, *one.span(), None, why, sure)


def _one(
    claims: Claims,
    start: int,
    end: int,
    entity: Entity | None,
    why: str,
    sure: float,
    *,
    kind: str = "code",
    review: bool = False,
) -> Iterator[Span]:
    if not claims.holds(start, end):
        claims.add(start, end)
        yield Span(start, end, entity.key if entity else None, kind, why, sure, review or sure < 0.85)


def _is_day(code: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}[/ -]\d{1,2}[/ -]\d{2,4}", code))
