"""Which words of the field are explained to readers, and where a text uses them. The words come from above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from candour.rulebook.language.terms import Term

_GAP = r"(?:[ \u00a0]|\r?\n)"
"""What may stand between two words of a term: never an empty line, which ends a paragraph."""
_OF_TURKISH = str.maketrans("\u0130\u0131", "ii")
_BEFORE, _AFTER = r"(?<![\w/@#&.-])", r"(?![\w/@]|[.-]\w)"
"""No term begins or ends inside a word, an address or a reference such as SAR-2024."""


@dataclass
class _Known:
    terms: list[Term] = field(default_factory=list)
    everyday: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    by_form: dict[str, Term] = field(default_factory=dict)


_known = _Known()


@dataclass(frozen=True)
class Place:
    """Where a text uses a term."""

    start: int
    end: int
    term: Term


def explain(terms: Iterable[Term], everyday: Iterable[str] = ()) -> None:
    """Have these terms explained on pages, and these abbreviations taken as known to all. Called at start-up."""
    _known.terms = [term for term in terms if term.is_marked]
    _known.everyday = frozenset(everyday)
    _known.by_form = {}
    forms = []
    for term in _known.terms:
        for form in (term.word, *term.also, *filter(None, [term.short])):
            is_exact = term.is_exact or _is_abbreviation(form)
            _known.by_form[form if is_exact else _alike(form)] = term
            forms.append((form, is_exact))
    longest_first = sorted(forms, key=lambda one: len(one[0]), reverse=True)
    either = "|".join(_pattern(form, is_exact) for form, is_exact in longest_first)
    _known.pattern = re.compile(f"{_BEFORE}(?P<form>{either})s?{_AFTER}") if forms else None


def places_in(text: str) -> Iterator[Place]:
    """Every use of a term, in order."""
    for hit in _known.pattern.finditer(text) if _known.pattern else ():
        form = " ".join(hit["form"].split())
        term = _known.by_form.get(form) or _known.by_form.get(_alike(form))
        if term is not None:
            yield Place(hit.start(), hit.end(), term)


def is_known(abbreviation: str) -> bool:
    """Whether an abbreviation is explained or known to all, also with an s at its end."""
    ways = {abbreviation, abbreviation.removesuffix("s")}
    return bool(ways & (_known.by_form.keys() | _known.everyday))


def _pattern(form: str, is_exact: bool) -> str:
    words = _GAP.join(re.escape(word) for word in form.split())
    return words if is_exact else f"(?i:{words})"


def _is_abbreviation(form: str) -> bool:
    return " " not in form and form[1:] != form[1:].lower()


def _alike(form: str) -> str:
    # A pattern that is blind to case takes the letters of Turkish for an i, which folding keeps apart.
    return " ".join(form.split()).translate(_OF_TURKISH).casefold()
