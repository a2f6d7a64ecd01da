"""Whether a line that goes wider may single somebody out: age, month, place and condition, two of them together.

A tracker's line is read beside few others and by people who know the area, so two of these are too many here, where a
longer text may hold three. Names are not looked for: a line is in general words, and its writer has the names.
"""

from __future__ import annotations

import re

from candour.practice.publishing.queries.guarding import singled_out

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "an exact age",
        "give an age band",
        re.compile(
            rf"\b(?:\d{{1,3}}|{_NUMBERS})[- ](?:years?|months?|weeks?|days?)(?:[- ]old|\b)|\baged \d{{1,3}}\b|"
            rf"\b(?:boy|girl|child|baby|man|woman|son|daughter) of (?:\d{{1,3}}|{_NUMBERS})\b",
            re.IGNORECASE,
        ),
    ),
    (
        "a month or day",
        "give the year or none",
        re.compile(
            rf"\b(?:{_MONTHS})\b|\b(?:in|of|on|since|\d{{1,2}}(?:st|nd|rd|th)?) May\b|"
            r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
        ),
    ),
    (
        "a place",
        "name none",
        re.compile(
            r"\b(?:in|at|near|from) (?:the )?(?!(?:January|February|March|April|May|June|July|August|September|October|"
            r"November|December)\b)[A-Z][a-z]+|\b[A-Z][\w’']+ (?:Hospital|School|Academy|College|Nursery|Station|Park|"
            r"Estate|Prison|Road|Street)\b"
        ),
    ),
    (
        "a condition",
        "name its kind only, or leave it out",
        re.compile(
            r"\b(?:epilep\w+|diabet\w+|insulin|cancer|leukaemi\w+|asthma\w*|autis\w+|cystic fibrosis|sickle cell|"
            r"cerebral palsy|down[’']?s syndrome|transplant\w*|rare|syndrome|overdose\w*|amput\w+|paraly\w+|stone|"
            r"anorexi\w+|induced illness|heart condition|schizophreni\w+|dementia)\b",
            re.IGNORECASE,
        ),
    ),
)
_TOGETHER = 2


def identifying_in(*parts: str) -> list[str]:
    """What in the parts of a line is rare together, in sentences that say how to mend it; nothing where it may go."""
    whole = ". ".join(part.strip() for part in parts if part.strip())
    found = [(what, mend, match[0]) for what, mend, pattern in _KINDS if (match := pattern.search(whole))]
    if len(found) < _TOGETHER:
        return singled_out(whole)
    told = [f"{what} (“{words}”)" for what, _, words in found]
    listed = f"{', '.join(told[:-1])} and {told[-1]}"
    mends = "; ".join(mend for _, mend, _ in found[:2])
    return [f"This has {listed} together, which can single somebody out. For instance: {mends}."]
