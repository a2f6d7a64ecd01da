"""Measuring “we said this before” on one database: run as `python -m bench.said_before SIZE...`.

The recommendations are spread over fifty reports, each made of common words of the field and a few rarer ones, and half
of them are coded with themes.
"""

from __future__ import annotations

import json
import random
import sys
import time

from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import prepare
from candour.practice.learning.models import Coding, Recommendation, Report, Theme
from candour.practice.learning.operations.said_before import put_words
from candour.practice.learning.queries.said_before import said_before
from tests.cast import Cast, people

BATCH, REPORTS, TIMES = 1000, 50, 7
_COMMON = (
    "agencies should ensure that information assessment risk family parents training supervision record share plan"
    " meeting health police school social visit early help domestic abuse neglect infant home pathway guidance"
    " escalation multi professional curiosity voice referral threshold strategy discharge midwife hospital mental"
)
COMMON = _COMMON.split()
_BEGIN = "interpret bruis sleep father transit alcohol housing dental bath fire harm gang online kin faith"
_END = "ing work mark path line age land ward room side time book call net way fall set out back well"
RARE = [f"{first}{last}" for first in _BEGIN.split() for last in _END.split()]
ASKED = "Interpreting is booked for each family by the midwife, and bruising in infants is recorded at discharge."


def fill(size: int, cast: Cast) -> Recommendation:
    """Put recommendations into reports of one partnership until there are so many, and one that is asked about."""
    partnership, dice = cast.partnership(), random.Random(4)
    reports = list(Report.objects.filter(title__startswith="Bench").order_by("pk"))
    reports += [
        Report.objects.create(
            partnership=partnership, kind="local-review", title=f"Bench {number}", opened_at=timezone.now()
        )
        for number in range(len(reports), REPORTS + 1)
    ]
    themes = [
        Theme.objects.get_or_create(
            key=f"theme-{n}", defaults={"title": f"Theme {n}", "synonyms": RARE[n * 3 : n * 3 + 3]}
        )[0]
        for n in range(60)
    ]
    have = Recommendation.objects.filter(report__in=reports[:REPORTS]).count()
    for first in range(have, size, BATCH):
        with transaction.atomic():
            made = Recommendation.objects.bulk_create(
                Recommendation(
                    report=reports[number % REPORTS],
                    number=number // REPORTS + 1,
                    text=" ".join(dice.choices(COMMON, k=18) + dice.choices(RARE, k=5)),
                    added_at=timezone.now(),
                )
                for number in range(first, min(first + BATCH, size))
            )
            put_words(cast.acting("manager", timezone.now()), made)
            Coding.objects.bulk_create(
                Coding(
                    theme=dice.choice(themes),
                    owner_kind="learning.recommendation",
                    owner_id=one.pk,
                    partnership=partnership,
                    year=2020 + one.pk % 7,
                    coded_at=timezone.now(),
                    coded_by="The bench",
                )
                for one in made[::2]
            )
    asked, _ = Recommendation.objects.get_or_create(
        report=reports[REPORTS], number=1, defaults={"text": ASKED, "added_at": timezone.now()}
    )
    put_words(cast.acting("manager", timezone.now()), [asked])
    Coding.objects.get_or_create(
        theme=themes[0],
        owner_kind="learning.recommendation",
        owner_id=asked.pk,
        defaults={"partnership": partnership, "year": 2026, "coded_at": timezone.now(), "coded_by": "The bench"},
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return asked


def measure(cast: Cast, asked: Recommendation) -> dict[str, float]:
    """How many milliseconds it takes to find what was said before, for the office, at best and at worst."""
    actor, took = cast.acting("manager", timezone.now()), []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = said_before(actor, asked)
        took.append((time.perf_counter() - began) * 1000)
    assert found, "something is found"
    return {"best_ms": min(took), "worst_ms": max(took), "found": len(found)}


def main(sizes: list[int]) -> None:
    """Set up, fill and measure."""
    prepare()
    for size in sizes:
        cast = Cast(people(), timezone.now())
        asked = fill(size, cast)
        print(json.dumps({"size": size, **measure(cast, asked)}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
