"""History as it can be read: the lines about one record and its parts, and the state of the chain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Max, Min

from candour.platform.audit_trail.chain import Verified, verify
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.reading import title_of_page
from candour.platform.audit_trail.sentences import Sentence, sentence_of


@dataclass(frozen=True)
class Line:
    """One line of history in words."""

    at: datetime
    who: str
    what: str
    kind: str


@dataclass(frozen=True)
class Reader:
    """Somebody who looked at a record, in the words by which they were known then."""

    who: str
    first_at: datetime
    last_at: datetime
    times: int


def history_of(record: models.Model, *, kinds: tuple[str, ...] = ("change",), newest: int = 200) -> list[Line]:
    """The newest lines about a record and everything within it, newest first.

    The caller must have fetched it as seen.
    """
    entries = Entry.objects.filter(
        within_kind=record._meta.label_lower, within_id=str(record.pk), kind__in=kinds
    ).order_by("-number")[:newest]
    return [line_of(entry) for entry in entries]


def lines_by(person_id: int, *, newest: int = 200, after: int = 0) -> list[Line]:
    """What one person did and read, newest first, without the first `after` lines."""
    entries = Entry.objects.filter(person_id=person_id).order_by("-number")[after : after + newest]
    return [line_of(entry) for entry in entries]


def readers_of(
    records: Collection[models.Model],
    *,
    before: datetime,
    within: models.Model | None = None,
    page: str = "",
) -> dict[int, list[Reader]]:
    """By the id of a record: who had looked at it or at anything in it before a moment, the last first. One query.

    The records are of one kind. With `within`, only the records themselves count, as parts of that one; with `page`,
    only that view. The caller must have fetched the records as seen.
    """
    label = next((one._meta.label_lower for one in records), "")
    wanted = [str(one.pk) for one in records]
    name = "within_id" if within is None else "subject_id"
    if within is None:
        found = Entry.objects.filter(kind="read", at__lt=before, within_kind=label, within_id__in=wanted)
    else:
        whole = {"within_kind": within._meta.label_lower, "within_id": str(within.pk)}
        found = Entry.objects.filter(kind="read", at__lt=before, subject_kind=label, subject_id__in=wanted, **whole)
    if page:
        found = found.filter(facts__page__in=sorted({title_of_page(page), page.replace("_", " ")}))
    seen = found.values(name, "who").annotate(first=Min("at"), last=Max("at"), times=Count("pk"))
    readers: dict[int, list[Reader]] = {}
    for one in seen.order_by("-last", "who"):
        readers.setdefault(int(one[name]), []).append(Reader(one["who"], one["first"], one["last"], one["times"]))
    return readers


def last_left_by(
    person_id: int, sentence: Sentence, records: Collection[models.Model], *, page: str = ""
) -> dict[int, datetime]:
    """By the id of a record: when somebody last left that line about it, such as reading it. The records are of a kind.

    With `page`, only that view counts. One query.
    """
    label = next((one._meta.label_lower for one in records), "")
    lines = Entry.objects.filter(
        person_id=person_id, verb=sentence.key, subject_kind=label, subject_id__in=[str(one.pk) for one in records]
    )
    if page:
        lines = lines.filter(facts__page__in=sorted({title_of_page(page), page.replace("_", " ")}))
    return {int(one["subject_id"]): one["last"] for one in lines.values("subject_id").annotate(last=Max("at"))}


def last_number(sentence: Sentence, record: models.Model) -> int:
    """The number of the newest line of that sentence about a record; 0 if there is none."""
    lines = Entry.objects.filter(verb=sentence.key, subject_kind=record._meta.label_lower, subject_id=str(record.pk))
    return lines.order_by("-number").values_list("number", flat=True).first() or 0


def changed_after(number: int, kinds: Collection[str]) -> set[tuple[str, str]]:
    """Which records of those kinds were changed after that line, or had something within them changed: kind and id."""
    later = Entry.objects.filter(number__gt=number, kind="change")
    of_kinds = later.filter(models.Q(subject_kind__in=kinds) | models.Q(within_kind__in=kinds))
    changed: set[tuple[str, str]] = set()
    for subject_kind, subject_id, within_kind, within_id in of_kinds.values_list(
        "subject_kind", "subject_id", "within_kind", "within_id"
    ):
        changed |= {(subject_kind, subject_id), (within_kind, within_id)}
    return changed


def line_of(entry: Entry) -> Line:
    """An entry in words."""
    return Line(entry.at, entry.who, sentence_of(entry.verb).tell(entry.facts), entry.kind)


def verify_all() -> Verified:
    """Verify the whole chain, entry by entry, without holding it in memory."""
    return verify(Entry.objects.order_by("number").iterator(chunk_size=2000))
