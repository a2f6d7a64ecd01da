"""What apps above say against words that the office writes for everybody, which come here without being released.

This app knows nobody and may reach no record, so that it cannot tell by itself what would lead to somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Check = Callable[[str, Sequence[str]], list[str]]
"""Given a text, and words that may stand in it, it says in sentences what in it may lead to somebody."""
_checks: list[Check] = []


def on_written(check: Check) -> None:
    """Have every text that is written here checked. Called at start-up."""
    _checks.append(check)


def against_words(text: str, may_stand: Sequence[str]) -> list[str]:
    """What in a text may lead to somebody, as sentences; nothing where it may be read by everybody."""
    return [reason for check in _checks for reason in check(text, may_stand)]
