"""Finds everything in a text that must be masked, and says of each place whom it speaks of and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from candour.practice.publishing.redaction.facts import ages, codes, days, standing
from candour.practice.publishing.redaction.facts.addresses import Addresses
from candour.practice.publishing.redaction.facts.organisations import Organisations
from candour.practice.publishing.redaction.people.compiled import Compiled
from candour.practice.publishing.redaction.people.held import People
from candour.practice.publishing.redaction.people.strangers import Strangers
from candour.practice.publishing.redaction.register import Register, Span
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.dates import dates_in
from candour.practice.publishing.redaction.text.legible import Legible
from candour.practice.publishing.redaction.text.wording import Wording

Reader = Callable[[str], Iterable[tuple[int, int, str]]]
"""Something else that proposes names: given a text it gives start, end and a word for what it takes it for."""


def find(text: str, register: Register, *, reader: Reader | None = None) -> list[Span]:
    """Each stretch of the text that must be masked, in order. The same text and register always give the same spans."""
    spans = Finder(register).find(text)
    if reader:
        spans += _proposed(text, reader, spans)
    return sorted(spans, key=lambda span: span.place)


class Finder:
    """A register made ready once, to be looked for in many texts."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.compiled = Compiled(register)
        self.addresses = Addresses(register)
        self.organisations = Organisations(register)

    def find(self, text: str) -> list[Span]:
        """What `find` answers, without a language model."""
        legible = Legible(text)
        return sorted((_in_original(legible, span) for span in _found(legible, self)), key=lambda span: span.place)


def _found(legible: Legible, finder: Finder) -> list[Span]:
    wording = Wording(legible)
    compiled, claims = finder.compiled, Claims()
    standing.claim(legible, finder.register.allowed, claims)
    found = list(codes.spans(compiled, legible.folded, claims))
    written = list(dates_in(legible.folded))
    found += days.spans(compiled, legible.folded, written, claims)
    for one in written:
        if one.year is not None and one.month is not None and not claims.holds(one.start, one.end):
            claims.add(one.start, one.end)
    found += finder.addresses.spans(wording, claims)
    found += finder.organisations.spans(wording, claims)
    found += finder.addresses.postcodes(legible.folded, claims)
    found += codes.postcodes(legible.folded, claims)
    people = People(compiled, wording, claims)
    named = list(people.spans())
    found += named
    found += ages.spans(compiled, legible.folded, written, named, claims)
    found += Strangers(compiled, people, named + people.kept).spans()
    return found


def _in_original(legible: Legible, span: Span) -> Span:
    start, end = legible.in_original(span.start, span.end)
    return replace(span, start=start, end=end)


def _proposed(text: str, reader: Reader, spans: list[Span]) -> list[Span]:
    taken = Claims()
    for span in spans:
        taken.add(span.start, span.end)
    proposed = []
    for start, end, what in sorted(reader(text)):
        if start < end and not taken.holds(start, end):
            taken.add(start, end)
            proposed.append(
                Span(start, end, None, "person", f"a language model takes it for {what}", 0.5, needs_review=True)
            )
    return proposed
