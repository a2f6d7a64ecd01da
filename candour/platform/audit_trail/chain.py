"""The chain: how an entry is sealed onto the one before it, and how the whole is verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from candour.platform.audit_trail.models import Entry

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Break:
    """The first place at which the chain does not hold."""

    number: int
    because: str


@dataclass(frozen=True)
class Verified:
    """What verification found."""

    entries: int
    root: str
    """The hash of the last entry: kept elsewhere, it proves that nothing before it was changed or cut off."""
    broken_at: Break | None


def canonical(entry: Entry) -> bytes:
    """The bytes over which an entry's hash is taken. The form is fixed for ever: a new one would break old chains."""
    parts = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.verb,
        entry.kind,
        entry.who,
        entry.person_id,
        entry.account_id,
        entry.subject_kind,
        entry.subject_id,
        entry.within_kind,
        entry.within_id,
        entry.facts,
        entry.previous_hash,
    ]
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(entry: Entry, previous: Entry | None) -> None:
    """Give the entry its number, the hash of the one before it, and its own hash."""
    entry.number = previous.number + 1 if previous else 1
    entry.previous_hash = previous.hash if previous else BEGINNING
    entry.hash = hashlib.sha256(canonical(entry)).hexdigest()


def verify(entries: Iterable[Entry]) -> Verified:
    """Go through the entries in order of number and stop at the first that does not follow from the one before."""
    number, root = 0, BEGINNING
    for entry in entries:
        if entry.number != number + 1:
            return Verified(number, root, Break(number + 1, f"entry {number + 1} is missing"))
        if entry.previous_hash != root:
            return Verified(number, root, Break(entry.number, "it does not follow from the entry before it"))
        if entry.hash != hashlib.sha256(canonical(entry)).hexdigest():
            return Verified(number, root, Break(entry.number, "its content was changed"))
        number, root = entry.number, entry.hash
    return Verified(number, root, None)
