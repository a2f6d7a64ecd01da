"""Facts as they are shown to whoever has given no reason to see more."""

from __future__ import annotations

from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

HELD = "held in the vault"
_DOTS = "••••"
_DAY_SUFFIX = "_on"


def masked(name: str, text: str) -> str:
    """A fact masked by its name: of a day the year, of all else only that it is held. Initials can tell who it is.

    Every mask of a kind has one length, whatever it hides.
    """
    if name.endswith(_DAY_SUFFIX):
        return f"•• •• {_year(text)}"
    return HELD


def _year(text: str) -> str:
    for read in (FuzzyDate.decode, FuzzyDate.parse):
        try:
            date = read(text.strip())
        except NotADate:
            continue
        return f"{date.year:04}" if date.is_known else _DOTS
    return _DOTS
