"""What is left standing although it is a name: own bodies, published reviews and laws, and what the register allows."""

from __future__ import annotations

import re
from functools import cache

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.text.claims import Claims
from candour.practice.publishing.redaction.text.folding import fold
from candour.practice.publishing.redaction.text.legible import Legible

_REPORT = (
    r"(?:'s?)?\s+(?:serious case |independent |public |statutory |care |national |overview |interim |final )?"
    r"(?:review|report|inquiry|enquiry|recommendations?|test|principles|act|rule|law)s?\b"
)
_HONOURS = r"(?:lord|lady|sir|dame|baroness|professor|dr)\s+(?:\w+\s+)?"


def claim(legible: Legible, allowed: tuple[str, ...], claims: Claims) -> None:
    """Take every stretch that is to be left standing, so that nothing else is found in it."""
    found = [one.span() for one in _published().finditer(legible.folded) if legible.text[one.start()].isupper()]
    found += [one.span() for pattern in _allowed(allowed) for one in pattern.finditer(legible.folded)]
    found += [one.span() for one in _laws().finditer(legible.text)]
    for start, end in found:
        if not claims.holds(start, end):
            claims.add(start, end)


@cache
def _published() -> re.Pattern[str]:
    always, surnames = (
        "|".join(sorted(map(_loose, tables.phrases("public_names", kind)), key=len, reverse=True))
        for kind in ("always", "with report")
    )
    return re.compile(rf"\b(?:(?:{always})\b(?:'s)?|(?:{_HONOURS})?(?:{surnames}){_REPORT})")


@cache
def _laws() -> re.Pattern[str]:
    acts, guidance = ("|".join(tables.phrases("laws", kind)) for kind in ("acts", "guidance"))
    kinds = r"(?:Act|Regulations|Order|Rules|Bill)\b(?:\s+\d{4})?"
    return re.compile(rf"\b(?:{acts})(?:\s+(?:and|of|the|to|with|from|[A-Z][a-z]+)){{0,6}}\s+{kinds}|{guidance}")


def _allowed(allowed: tuple[str, ...]) -> list[re.Pattern[str]]:
    ordered = sorted(
        {phrase.strip() for phrase in allowed if phrase.strip()}, key=lambda phrase: (-len(phrase), phrase)
    )
    return [re.compile(rf"(?<!\w){_loose(phrase)}(?!\w)") for phrase in ordered]


def _loose(phrase: str) -> str:
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", fold(phrase)))
