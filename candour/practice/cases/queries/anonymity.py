"""Putting pseudonyms in the place of names: what the vault holds of a case is looked for in a text and replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME_PARTS = ("forenames", "surname", "known_as", "name")
SHORTEST = 2


def replacements(case_key: str, people: list[tuple[str, Mapping[str, str]]]) -> list[tuple[re.Pattern[str], str]]:
    """What to look for and what to put in its place, longest first: names, dates of birth, addresses and contacts.

    `people` are the kind of each person ("subject", "relative", "referrer") and what the vault holds of them.
    """
    found: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for kind, facts in people:
        numbers[kind] = numbers.get(kind, 0) + 1
        number = numbers[kind]
        suffix = str(number) if number > 1 else ""
        pseudonym = f"{case_key}{suffix}" if kind == "subject" else f"[{kind} {number} of {case_key}]"
        for name, value in facts.items():
            if name in NAME_PARTS:
                for part in [value, *re.split(r"[\s\-’']+", value)]:
                    if len(part) >= SHORTEST:
                        found.setdefault(part, pseudonym)
            elif len(value) >= SHORTEST and name not in ("relationship", "job"):
                found.setdefault(value, f"[{name.replace('_', ' ')}]")
                for line in value.splitlines():
                    if len(line.strip()) > 5:
                        found.setdefault(line.strip(), f"[{name.replace('_', ' ')}]")
    ordered = sorted(found.items(), key=lambda item: -len(item[0]))
    return [(re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE), instead) for text, instead in ordered]


def anonymised(text: str, patterns: list[tuple[re.Pattern[str], str]]) -> str:
    """A text with what could identify the people of the case replaced. It catches what the vault holds, not more."""
    for pattern, instead in patterns:
        text = pattern.sub(instead, text)
    return text
