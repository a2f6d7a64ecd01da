"""Finds the addresses of the register: in full, in part, in short and misspelt, and the postcodes by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people.misspelling import slips
from candour.practice.publishing.redaction.register import Entity, Register, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.folding import fold, glue
from candour.practice.publishing.redaction.text.wording import Word, Wording

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s{0,2}(\d[abd-hjlnp-uw-z]{2})\b")
_KINDS_OF_UNIT = "flat|flt|apartment|apt|unit|room|studio|floor"
_LINE = re.compile(
    rf"^(?:(?:{_KINDS_OF_UNIT})\s*[\w-]+,?\s*(?:at\s+)?)?(?P<number>\d+(?:\s?[a-z]\b)?(?:\s?-\s?\d+[a-z]?)?)?[,\s]*(?P<street>.*)$"
)
_PART_OF_A_LINE = re.compile(rf"(?:{_KINDS_OF_UNIT})?\s*\d*\s?[a-z]?")
_UNIT = rf"(?:(?:{_KINDS_OF_UNIT})\.?\s*(?:no\.?\s*)?(?:\d[\w-]*|[a-z])\b\s*,?\s*(?:at\s+)?)?"
_NUMBER = r"(?:\b(?:no\.?\s*|number\s+)?(?:\d{1,4}[a-z]?\s?[/&-]\s?)?\d{1,4}\s?[a-z]?\s*,?\s*)?"
_BEFORE_A_STREET = re.compile(rf"{_UNIT}{_NUMBER}$")
_SPACE = r"[\s,.]*"
_SHORTEST = 5
"""How many letters a street must have for a slip of the pen in it to be told from another street."""


class Address(NamedTuple):
    """An address in its parts, folded."""

    entity: Entity
    street: str
    town: str
    postcode: str
    house: str
    """The name of a house, where a line has no number."""
    number: str


class Addresses:
    """The addresses of a register, ready to be looked for."""

    def __init__(self, register: Register) -> None:
        self.addresses = [address for entity in register.entities for address in _addresses_of(entity)]

    @cached_property
    def _written(self) -> list[tuple[Address, re.Pattern[str]]]:
        return [(address, _pattern(address)) for address in self.addresses if address.street or address.house]

    def spans(self, wording: Wording, claims: Claims) -> Iterator[Span]:
        """Each place where the text tells an address."""
        yield from self._told(wording, claims)
        for address, _ in self._written:
            yield from _misspelt(wording, claims, address)

    def postcodes(self, folded: str, claims: Claims) -> Iterator[Span]:
        """Each postcode, and each first half of one, that stands by itself."""
        coded = [address for address in self.addresses if address.postcode]
        whole = {glue(address.postcode): address.entity for address in coded}
        for found in POSTCODE.finditer(folded):
            entity = whole.get(glue(found.group()))
            if entity and not claims.holds(*found.span()):
                yield from _claimed(claims, entity, *found.span(), "a postcode", 0.99)
        for half, entity in {address.postcode.split()[0]: address.entity for address in coded}.items():
            for found in re.finditer(rf"\b{re.escape(half)}\b(?!\s?\d)", folded):
                if not claims.holds(*found.span()):
                    yield from _claimed(claims, entity, *found.span(), "the first half of a postcode", 0.65)

    def _told(self, wording: Wording, claims: Claims) -> Iterator[Span]:
        """Addresses as they are; of two in one street that whose number is told, and then the longer."""
        found = [
            (address.number not in re.findall(r"\d+", one.group()), one.start() - one.end(), place, one.span())
            for place, (address, pattern) in enumerate(self._written)
            for one in pattern.finditer(wording.legible.folded)
            if wording.legible.text[one.start("street")].isupper()
        ]
        for _, _, place, (start, end) in sorted(found):
            if not claims.holds(start, end):
                yield from _claimed(claims, self._written[place][0].entity, start, end, "an address", 0.97)


def _misspelt(wording: Wording, claims: Claims, address: Address) -> Iterator[Span]:
    *names, kind = address.street.split() or [""]
    if len(glue("".join(names))) < _SHORTEST:
        return
    distinct = [glue(name) for name in names]
    kinds = {glue(form) for form in _street_forms(kind)}
    for word in wording.words:
        last = wording.at(word.at + len(distinct))
        if last is None or not word.capital or not _is_alike(wording, word, last, distinct, kinds):
            continue
        if not claims.holds(word.start, last.end):
            number = _BEFORE_A_STREET.search(wording.before(word.start, 30))
            start = word.start - len(number.group()) if number else word.start
            yield from _claimed(claims, address.entity, start, last.end, "a misspelt address", 0.85)


def _is_alike(wording: Wording, word: Word, last: Word, distinct: list[str], kinds: set[str]) -> bool:
    written = [one.key for one in wording.words[word.at : last.at]]
    same = written == distinct and any(OSA.distance(last.key, kind) < 2 for kind in kinds if len(kind) > 2)
    if not same and last.key not in kinds and not any(slips(last.key, kind) for kind in kinds):
        return False
    return all(
        one in (other, other.removesuffix("s")) or slips(one, other) is not None
        for one, other in zip(written, distinct, strict=True)
    )


def _claimed(claims: Claims, entity: Entity, start: int, end: int, why: str, sure: float) -> Iterator[Span]:
    claims.add(start, end)
    if not entity.kept:
        yield Span(start, end, entity.key, "place", why, sure, needs_review=sure < 0.7)


def _addresses_of(entity: Entity) -> Iterator[Address]:
    if entity.kind not in ("place", "person"):
        return
    line, street = fold(entity.one("line")), fold(entity.one("street"))
    town, postcode = fold(entity.one("town")), fold(entity.one("postcode"))
    if line or street or postcode:
        yield _address(entity, line or street, street, town, postcode)
    for whole in (*entity.each("address"), *entity.each("addresses")):
        yield _in_one_line(entity, fold(whole))


def _in_one_line(entity: Entity, whole: str) -> Address:
    found = POSTCODE.search(whole)
    pieces = [piece.strip() for piece in POSTCODE.sub("", whole).split(",") if piece.strip()] or [""]
    while len(pieces) > 1 and _PART_OF_A_LINE.fullmatch(pieces[0]):
        pieces = [f"{pieces[0]} {pieces[1]}", *pieces[2:]]
    if len(pieces) > 2 and not re.search(r"\d", pieces[0]):
        pieces = [f"{pieces[0]}, {pieces[1]}", *pieces[2:]]
    return _address(entity, pieces[0], "", pieces[1] if len(pieces) > 1 else "", found.group() if found else "")


def _address(entity: Entity, line: str, street: str, town: str, postcode: str) -> Address:
    number, rest = _number_and_street(line)
    house = ""
    if not number and "," in rest:
        house, _, rest = (piece.strip() for piece in rest.partition(","))
        number, rest = _number_and_street(rest)
    code = POSTCODE.search(postcode)
    coded = f"{code[1]} {code[2]}" if code else postcode.strip()
    return Address(entity, street or rest, town, coded, house, re.sub(r"\D", "", number))


def _number_and_street(line: str) -> tuple[str, str]:
    found = _LINE.match(line)
    return (found["number"] or "", found["street"].strip(" ,")) if found else ("", line)


def _pattern(address: Address) -> re.Pattern[str]:
    street = r"[\s.-]*".join(_street_pattern(address.street.split()))
    if address.house:
        name = r"\s+".join(re.escape(word) for word in address.house.split())
        street = rf"{name}{_SPACE}{_NUMBER}{street}|{street}|{name}" if street else name
    outward, _, inward = address.postcode.partition(" ")
    tail = rf"(?:{_SPACE}{re.escape(outward)}(?:\s?{re.escape(inward)})?\b)?" if outward else ""
    if address.town:
        town = r"\s+".join(re.escape(word) for word in address.town.split())
        county = "|".join(tables.phrases("places", "counties"))
        tail = rf"(?:{_SPACE}(?:in\s+)?{town}\b)?(?:{_SPACE}(?:{county})\b)?{tail}"
    return re.compile(rf"{_UNIT}{_NUMBER}(?<![a-z])(?P<street>{street}){tail}")


def _street_pattern(words: list[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        forms = _street_forms(word) if place and place == len(words) - 1 else _saint_forms(word)
        written = [re.escape(form).replace("'", "'?") for form in forms]
        yield "(?:" + "|".join(form + r"\b\.?" * (len(form) < 4) for form in written) + r")\b"


def _street_forms(word: str) -> tuple[str, ...]:
    kinds = tables.pairs("places", "streets")
    whole = word if word in kinds else next((kind for kind, forms in kinds.items() if word in forms), None)
    return tuple(dict.fromkeys((word, whole, *kinds[whole]))) if whole else (word,)


def _saint_forms(word: str) -> tuple[str, ...]:
    return ("saint", "st") if word.strip(".") in ("st", "saint") else (word,)
