"""Measuring recommendations on one database: run as `python -m bench.recommendations SIZE...` by `python -m bench`.

So many recommendations over reports of ten, each answered by one body, and as many actions: as in a large partnership
after decades; half of the recommendations have one of sixty themes. Measured are the matrix of one report, the
roll-up by body, by report and by theme, and the plan of one report.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import Ask, compare, prepare
from candour.practice.directory.models import Organisation, Partnership, Person
from candour.practice.learning.models import Cell, Coding, PlanAction, Recommendation, Report, ReportBody, Theme
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast, people

A_REPORT = 10
THEMES = 60
BATCH = 200
"""How many reports are written at once."""
BODIES = ("NELFT", "BHRUT", "Police", "Havering Children", "Havering Housing", "NEL ICB")
STATES = ("planned", "done", "evidenced", "retested", "sustained")
KINDS = ("action", "action", "action", "question", "not-applicable", "")


def fill(size: int, cast: Cast) -> Report:
    """Add reports of ten recommendations until there are so many recommendations and actions. Returns the newest."""
    havering = Partnership.objects.get(short_name="Havering SCP")
    bodies = [Organisation.objects.get(short_name=name) for name in BODIES]
    owners = [cast.people[key] for key in ("nelft", "hospital", "police_lead", "childrens_care", "housing", "nurse")]
    have = Recommendation.objects.count()
    wanted = max(0, size - have) // A_REPORT
    for first in range(0, wanted, BATCH):
        with transaction.atomic():
            _add(range(first, min(first + BATCH, wanted)), havering, bodies, owners)
    _code(havering)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Report.objects.latest("pk")


def _add(numbers: range, partnership: Partnership, bodies: list[Organisation], owners: list[Person]) -> None:
    now = timezone.now()
    reports = Report.objects.bulk_create(
        Report(partnership=partnership, kind="audit", title=f"Audit {number}", opened_at=now) for number in numbers
    )
    columns = ReportBody.objects.bulk_create(
        ReportBody(report=report, order=1, title=bodies[number % len(bodies)].short_name,
                   organisation=bodies[number % len(bodies)])
        for number, report in zip(numbers, reports, strict=True)
    )  # fmt: skip
    made = Recommendation.objects.bulk_create(
        Recommendation(
            report=report, number=row, text=f"Ask every agency what it does about point {row}.", added_at=now
        )
        for report in reports
        for row in range(1, A_REPORT + 1)
    )
    column_of = {column.report_id: column for column in columns}
    cells = Cell.objects.bulk_create(
        Cell(report_id=one.report_id, recommendation=one, body=column_of[one.report_id],
             kind=KINDS[place % len(KINDS)], text="As it was put.")
        for place, one in enumerate(made)
    )  # fmt: skip
    PlanAction.objects.bulk_create(
        PlanAction(
            report_id=cell.report_id,
            body_id=cell.body_id,
            cell=cell,
            number=place % A_REPORT + 1,
            state=STATES[place % len(STATES)],
            text=f"Bring the answers to point {place} to the next meeting.",
            owner=owners[place % len(owners)],
            due_on=FuzzyDate.on(_due(place)),
            due_sort=_due(place),
            added_at=now,
        )
        for place, cell in enumerate(cells)
    )


def _code(partnership: Partnership) -> None:
    kind = Recommendation._meta.label_lower
    themes = [Theme.objects.get_or_create(key=f"bench-{n}", defaults={"title": f"Theme {n}"})[0] for n in range(THEMES)]
    coded = Coding.objects.filter(owner_kind=kind, theme__in=themes).values("owner_id")
    wanted = Recommendation.objects.filter(report__title__startswith="Audit").exclude(pk__in=coded).order_by("pk")
    places = list(wanted.values_list("pk", "number"))
    Coding.objects.bulk_create(
        (
            Coding(theme=themes[pk % THEMES], owner_kind=kind, owner_id=pk, partnership=partnership, year=2020 + pk % 7,
                   coded_at=timezone.now(), coded_by="The bench")
            for pk, number in places
            if number % 2
        ),
        batch_size=1000,
    )  # fmt: skip


def _due(place: int) -> date:
    return date(2026, 1, 1) + timedelta(days=place * 7 % 700)


def measure(cast: Cast, report: Report) -> dict[str, dict[str, float]]:
    """The best time of each page and of its floor, and how many queries the page makes."""
    matrix, plan = f"/learning/reports/{report.ref}/", f"/learning/reports/{report.ref}/plan/"
    roll_up = "/learning/how-they-stand/"
    pages: dict[str, tuple[Ask, Ask]] = {
        "matrix of a report": (lambda client: client.get(matrix), lambda client: client.get(matrix)),
        "plan of a report": (lambda client: client.get(plan), lambda client: client.get(plan)),
        "roll-up by body": (lambda client: client.get(roll_up), lambda client: client.get(roll_up)),
        "roll-up by report": (
            lambda client: client.get(roll_up, {"by": "report"}),
            lambda client: client.get(roll_up, {"by": "report"}),
        ),
        "roll-up by theme": (
            lambda client: client.get(roll_up, {"by": "theme"}),
            lambda client: client.get(roll_up, {"by": "theme"}),
        ),
    }
    return {name: compare(cast, *asks) for name, asks in pages.items()}


def main(sizes: list[int]) -> None:
    """Set up, fill and measure."""
    prepare()
    for size in sizes:
        began = time.perf_counter()
        cast = Cast(people(), timezone.now())
        report = fill(size, cast)
        spent = time.perf_counter() - began
        print(json.dumps({"size": size, "filled_in": spent, "pages": measure(cast, report)}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
