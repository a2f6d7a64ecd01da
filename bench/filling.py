"""Filling a database with many cases: the demonstration's, over and over, each with its clocks and its line."""

from __future__ import annotations

from copy import copy
from typing import TypeVar

from django.db import connection, models, transaction

from candour.platform.deadlines.models import Deadline
from candour.platform.search.index import settle
from candour.platform.search.models import Entry
from candour.practice.cases.models import AgencyRequest, Case, RapidReview, Subject, TeamMember, TrackerLine
from candour.practice.cases.models.cases import new_ref

BATCH = 1000
OPEN_IS_ONE_IN = 10

M = TypeVar("M", bound=models.Model)


def fill(size: int) -> None:
    """Add cases until there are so many. One in ten is open, as after years of use."""
    kind = Case._meta.label_lower
    patterns = list(Case.objects.filter(line__isnull=False, state="in-review").select_related("line").order_by("pk"))
    parts = {
        case.pk: (
            list(Subject.objects.filter(case=case)),
            list(RapidReview.objects.filter(case=case)),
            list(AgencyRequest.objects.filter(case=case)),
            list(Deadline.objects.filter(owner_kind=kind, owner_id=case.pk)),
            list(Entry.objects.filter(kind=kind, record_id=case.pk)),
            list(TeamMember.objects.filter(case=case)),
        )
        for case in patterns
    }
    have = Case.objects.count()
    for first in range(have, size, BATCH):
        with transaction.atomic():
            _add(range(first, min(first + BATCH, size)), patterns, parts)
    settle()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _add(numbers: range, patterns: list[Case], parts: dict[int, tuple[list[models.Model], ...]]) -> None:
    chosen = [patterns[number % len(patterns)] for number in numbers]
    cases = [
        _as_new(case, key=f"N{number}", line=None, **({} if _is_open(number) else {"state": "closed"}))
        for number, case in zip(numbers, chosen, strict=True)
    ]
    Case.objects.bulk_create(cases)
    made = list(zip(numbers, chosen, cases, strict=True))
    lines = [_as_new(pattern.line, case=case, key=case.key, is_open=_is_open(number)) for number, pattern, case in made]
    TrackerLine.objects.bulk_create(lines)
    for case, line in zip(cases, lines, strict=True):
        case.line = line
    Case.objects.bulk_update(cases, ["line"])
    subjects, reviews, requests, deadlines, entries, team = ([], [], [], [], [], [])  # type: ignore[var-annotated]
    for number, pattern, case in made:
        of = parts[pattern.pk]
        ended = None if _is_open(number) else pattern.opened_at
        team += [_as_new(one, case=case) for one in of[5]]
        subjects += [_as_new(one, case=case, identity=None) for one in of[0]]
        reviews += [_as_new(one, case=case) for one in of[1]]
        requests += [(_as_new(one, case=case, collated_by=None), case) for one in of[2]]
        deadlines += [_as_new(one, owner_id=case.pk, met_at=one.met_at or ended) for one in of[3]]  # type: ignore[attr-defined]
        entries += [
            _as_new(one, record_id=case.pk, title=f"Case {case.key}", address=f"/cases/{case.ref}/") for one in of[4]
        ]
    TeamMember.objects.bulk_create(team)
    Subject.objects.bulk_create(subjects)
    RapidReview.objects.bulk_create(reviews)
    review_of = {review.case_id: review for review in reviews}
    for request, case in requests:
        request.review = review_of[case.pk]
    AgencyRequest.objects.bulk_create([request for request, _ in requests])
    Deadline.objects.bulk_create(deadlines)
    Entry.objects.bulk_create(entries)


def _is_open(number: int) -> bool:
    return number % OPEN_IS_ONE_IN == 0


def _as_new(row: M, **changes: object) -> M:
    new = copy(row)
    new._state = copy(row._state)
    new._state.adding, new._state.fields_cache = True, {}  # type: ignore[misc]
    new.pk = None
    if hasattr(new, "ref"):
        new.ref = new_ref()
    for name, value in changes.items():
        setattr(new, name, value)
    return new
