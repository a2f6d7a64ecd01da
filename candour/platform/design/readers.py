"""Who had read something, as rows of the table `design/readers.html`."""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.audit_trail.queries import Reader
from candour.platform.dates.words import moment_words


@dataclass(frozen=True)
class ReaderShown:
    """Somebody who had read something by a day."""

    who: str
    last: str
    times: str


def reader_shown(one: Reader) -> ReaderShown:
    """Somebody who read, with when they last did."""
    return ReaderShown(one.who, moment_words(one.last_at), "Once" if one.times == 1 else f"{one.times} times")
