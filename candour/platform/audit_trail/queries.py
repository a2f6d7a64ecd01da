"""History as it can be read: the lines about one record and its parts, and the state of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from candour.platform.audit_trail.chain import Verified, verify
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.sentences import sentence_of


@dataclass(frozen=True)
class Line:
    """One line of history in words."""

    at: datetime
    who: str
    what: str
    kind: str


def history_of(record: models.Model, *, kinds: tuple[str, ...] = ("change",), newest: int = 200) -> list[Line]:
    """The newest lines about a record and everything within it, newest first. The caller must have fetched it as seen."""
    entries = Entry.objects.filter(
        within_kind=record._meta.label_lower, within_id=str(record.pk), kind__in=kinds
    ).order_by("-number")[:newest]
    return [line_of(entry) for entry in entries]


def lines_by(person_id: int, *, newest: int = 200) -> list[Line]:
    """What one person did and read, newest first."""
    return [line_of(entry) for entry in Entry.objects.filter(person_id=person_id).order_by("-number")[:newest]]


def line_of(entry: Entry) -> Line:
    """An entry in words."""
    return Line(entry.at, entry.who, sentence_of(entry.verb).tell(entry.facts), entry.kind)


def verify_all() -> Verified:
    """Verify the whole chain, entry by entry, without holding it in memory."""
    return verify(Entry.objects.order_by("number").iterator(chunk_size=2000))
