"""Putting pseudonyms in the place of names: what the vault holds of a case is looked for in a text and replaced."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from candour.practice.cases.queries import identifying
from candour.practice.cases.queries.identifying import words_of

Replacement = tuple[re.Pattern[str], str]
"""What to look for, and what to put in its place."""

Held = Sequence[tuple[str, Mapping[str, str]]]
"""The kind of each person ("subject", "relative", "referrer") and what the vault holds of them."""

OWN_NAMES = ("name", "forenames", "known_as")
SURNAMES = ("surname", "former_surname")
NAMES_OF_OTHERS = ("carer", "lead_practitioner")
FAMILY = "[family name]"


def replacements(case_key: str, people: Held) -> list[Replacement]:
    """What to look for and what to put in its place, longest first: names, dates of birth, addresses and numbers.

    Nothing else that the vault holds is looked for: a job or a relationship is said in words that anybody uses.
    """
    marked = list(_marked(case_key, people))
    family = _family_names(people)
    found: dict[str, tuple[str, str]] = {}
    for facts, pseudonym in marked:
        for name in _names(facts):
            found.setdefault(name.lower(), (name, FAMILY if name.lower() in family else pseudonym))
    for facts, _ in marked:
        for field in NAMES_OF_OTHERS:
            for name in _whole_and_parts(facts.get(field, "")):
                mark = FAMILY if name.lower() in family else f"[{field.replace('_', ' ')}]"
                found.setdefault(name.lower(), (name, mark))
    longest_first = sorted(found.values(), key=lambda pair: -len(pair[0]))
    exact = [each for facts, _ in marked for each in identifying.exactly(facts)]
    return [*exact, *((identifying.name_pattern(name), mark) for name, mark in longest_first)]


def anonymised(text: str, patterns: list[Replacement]) -> str:
    """A text with what could identify the people of the case replaced. It catches what the vault holds, not more."""
    # Letters and their accents are looked at apart, so that a name is found with its accents and without.
    text = unicodedata.normalize("NFD", text)
    for pattern, mark in patterns:
        text = pattern.sub(lambda match, mark=mark: mark + (match.groupdict().get("ending") or ""), text)  # type: ignore[misc]
    return unicodedata.normalize("NFC", text)


def named_in(text: str, patterns: list[Replacement]) -> list[str]:
    """What in a text could identify the people of the case, as it stands there, each once."""
    plain = unicodedata.normalize("NFD", text)
    found = (match[0] for pattern, _ in patterns for match in pattern.finditer(plain))
    return list(dict.fromkeys(unicodedata.normalize("NFC", words) for words in found))


def _marked(case_key: str, people: Held) -> Iterator[tuple[Mapping[str, str], str]]:
    numbers: Counter[str] = Counter()
    for kind, facts in people:
        numbers[kind] += 1
        number = numbers[kind]
        suffix = str(number) if number > 1 else ""
        yield facts, f"{case_key}{suffix}" if kind == "subject" else f"[{kind} {number} of {case_key}]"


def _family_names(people: Held) -> set[str]:
    """The surnames that say of nobody in particular who is meant: those of the subjects, and any that two share."""
    of_subjects, held = set(), Counter[str]()
    for kind, facts in people:
        surnames = {facts.get(field, "").strip().lower() for field in SURNAMES}
        surnames |= {words[-1].lower() for words in (words_of(facts.get("name", "")),) if words}
        held.update(surnames - {""})
        if kind == "subject":
            of_subjects |= surnames - {""}
    parts = {part.lower() for surname in of_subjects for part in words_of(surname)}
    return of_subjects | parts | {surname for surname, holders in held.items() if holders > 1}


def _names(facts: Mapping[str, str]) -> Iterator[str]:
    for surname in (facts.get(field, "").strip() for field in SURNAMES):
        if surname:
            for own in (facts.get("forenames", ""), *words_of(facts.get("forenames", "")), facts.get("known_as", "")):
                if own.strip():
                    yield from (f"{own.strip()} {surname}", f"{surname}, {own.strip()}")
    for field in (*OWN_NAMES, *SURNAMES):
        yield from _whole_and_parts(facts.get(field, ""))


def _whole_and_parts(value: str) -> Iterator[str]:
    parts = words_of(value)
    if len(parts) > 1:
        yield " ".join(parts)
    yield from parts
