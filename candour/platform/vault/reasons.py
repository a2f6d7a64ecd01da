"""Why facts may be shown or used: a short list that apps declare, so that history holds reasons and never free text."""

from __future__ import annotations

_REASONS: dict[str, str] = {}


class UnknownReason(KeyError):
    """A reason was given that no app declares."""


def reason(key: str, words: str) -> str:
    """Declare a reason and give back its key. Raises ValueError if the key is taken."""
    if key in _REASONS:
        raise ValueError(f"There is already a reason {key}.")
    _REASONS[key] = words
    return key


def words_of(key: str) -> str:
    """A reason in words. Raises UnknownReason."""
    try:
        return _REASONS[key]
    except KeyError:
        raise UnknownReason("No app declares this reason.") from None
