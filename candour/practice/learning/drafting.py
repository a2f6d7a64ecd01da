"""Which recommendations ask for a letter, to whom it seems to go, and how it begins as a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CALLS = re.compile(r"\bletters?\b|\bwrit(?:e|es|ten|ing) to\b|\bin writing\b", re.IGNORECASE)
_BEGINS = (
    r"\b(?:writes? to|shares? (?:this|the|its)[\w\s]{0,40}? with|requests?|asks?)\s+"
    r"(?P<who>(?:the\s+)?[A-Z][^.;]{2,160}?)"
)
_TO = (
    re.compile(_BEGINS + r"\s+(?:in support|so that|so as|to|about|regarding|that|asking|requesting)\b"),
    re.compile(_BEGINS + r"(?=[,.;]|$)"),
)
"""The words after which an addressee is over; only where there are none of them does punctuation end it."""


def calls_for_letter(texts: Iterable[str]) -> bool:
    """Whether what is recommended, or what bodies are to do about it, speaks of a letter or of writing to somebody."""
    return any(_CALLS.search(text) for text in texts)


def addressee_in(text: str) -> str:
    """To whom a recommendation says to write; empty where it cannot be told, and always for a person to check."""
    found = next((match for match in (ends.search(text) for ends in _TO) if match), None)
    return re.sub(r"^the\s+", "", found["who"].strip()) if found else ""


def opening_of(*, addressee: str, partnership: str, report: str, source: str, where: str, text: str) -> str:
    """The draft of a letter: what is recommended, where it stands, and what is asked."""
    made_by = f", made by {source}" if source else ""
    stands = f" ({where})" if where else ""
    return (
        f"Dear {addressee or 'colleague'}\n\n"
        f"{partnership} has considered “{report}”{made_by}. One of its recommendations{stands} is for you:\n\n"
        f"“{text}”\n\n"
        "Please tell us whether you accept it, accept it in part or refuse it, and your reasons. If you accept it, "
        "please say what you will do, who answers for it and by when.\n\n"
        "Yours sincerely"
    )
