"""How long a closed case is kept, and what keeps it longer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.retention.kinds import Kept, Staying
from candour.practice.cases.models import Case, FullReview, LinkedProcess
from candour.practice.publishing import queries as publishing

LINKED = "Another process about the same events goes on."


def needed(actor: Actor, records: Sequence[Model]) -> dict[int, list[str]]:
    """By the id of a case: why it is needed beyond its time."""
    ids = [record.pk for record in records]
    reasons: dict[int, list[str]] = {}
    linked = LinkedProcess.objects.filter(case__in=ids, ended_on__isnull=True)
    for case_id in set(linked.values_list("case_id", flat=True)):
        reasons.setdefault(case_id, []).append(LINKED)
    return reasons


def stays(records: Sequence[Model]) -> dict[int, list[Staying]]:
    """By the id of a case: the versions of its reports that were released to the public."""
    cases = [record.pk for record in records]
    reviews = dict(FullReview.objects.filter(case__in=cases).values_list("pk", "case_id"))
    found: dict[int, list[Staying]] = {}
    for review, staying in publishing.released_from(FullReview, reviews).items():
        found.setdefault(reviews[review], []).extend(staying)
    return found


CLOSED_CASE = Kept(
    key="closed-case",
    model=Case,
    title="closed case",
    began="closed_at",
    begins="the day on which it was closed",
    body="partnership_id",
    years=15,
    source="No national period was found. One English partnership, North Somerset, keeps reviews and their papers so.",
    address=lambda case: reverse("case_history", args=[case.ref]),  # type: ignore[attr-defined]
    needed=needed,
    stays=stays,
)
