"""Measuring the action log on one database: run as `python -m bench.action_log SIZE...` by `python -m bench`.

All the actions are in the log of one group, one in ten of them open, as after a working life of minutes.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import Ask, compare, prepare
from candour.platform.access.policy import seen_by
from candour.practice.directory.models import Organisation, Person
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, ActionYear, Group
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast, people

BATCH = 2000
A_YEAR = 4000
OPEN_IS_ONE_IN = 10
OWNERS = ("nelft", "hospital", "teacher", "housing", "police_lead", "childrens_care", "lay", "manager")


def fill(size: int, cast: Cast) -> Group:
    """Put actions into the log of the group that looks at cases until there are so many."""
    group = Group.objects.get(name="Case Review Working Group")
    have = Action.objects.filter(group=group).count()
    owners = [cast.people[key] for key in OWNERS]
    agencies = list(Organisation.objects.order_by("pk")[: len(OWNERS)])
    for first in range(have, size, BATCH):
        with transaction.atomic():
            _add(range(first, min(first + BATCH, size)), group, owners, agencies)
    years = {2026 - number // A_YEAR for number in range(0, size, A_YEAR)}
    for year in years:
        ActionYear.objects.update_or_create(group=group, year=year, defaults={"last": A_YEAR})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return group


def _add(numbers: range, group: Group, owners: list[Person], agencies: list[Organisation]) -> None:
    now = timezone.now()
    actions = []
    for number in numbers:
        is_open = number % OPEN_IS_ONE_IN == 0
        due = date(2026, 1, 1) + timedelta(days=number * 7 % 700)
        actions.append(
            Action(
                group=group,
                year=2026 - number // A_YEAR,
                number=number % A_YEAR + 1,
                state="open" if is_open else "closed",
                text=f"Ask every agency what it does about point {number} and bring the answers to the next meeting.",
                raised_on=due - timedelta(days=60),
                owner=owners[number % len(owners)],
                organisation=agencies[number % len(agencies)],
                due_on=FuzzyDate.on(due),
                due_sort=due,
                carried_count=number % 5,
                closed_on=None if is_open else FuzzyDate.on(due),
                closed_at=None if is_open else now,
                evidence="" if is_open else "The answers were tabled.",
            )
        )
    Action.objects.bulk_create(actions)
    ActionUpdate.objects.bulk_create(
        ActionUpdate(action=action, text="Half of the answers are in.", said_at=now, said_by="An owner")
        for action in actions
    )
    ActionLead.objects.bulk_create(
        ActionLead(action=action, person=owners[(number + 1) % len(owners)])
        for number, action in zip(numbers, actions, strict=True)
        if number % 5 == 0
    )


def measure(cast: Cast, group: Group) -> dict[str, dict[str, float]]:
    """The best time of each page of the log and of its floor, and how many queries the page makes."""
    owner = cast.people["hospital"].ref
    one = seen_by(cast.acting("manager"), Action).filter(group=group, state="open").latest("pk").ref
    log = f"/groups/{group.ref}/actions/"
    by_owner = {"owner": owner, "shows": "late"}
    pages: dict[str, tuple[Ask, Ask]] = {
        "action log": (lambda client: client.get(log), lambda client: client.get(log)),
        "actions of an owner": (lambda client: client.get(log, by_owner), lambda client: client.get(log, by_owner)),
        "one action": (lambda client: client.get(f"/actions/{one}/"), lambda client: client.get(f"/actions/{one}/")),
        "one action saved": (
            lambda client: client.post(f"/actions/{one}/update/", _update()),
            lambda client: client.post(f"/actions/{one}/update/", _update()),
        ),
    }
    return {name: compare(cast, *asks) for name, asks in pages.items()}


def _update() -> dict[str, str]:
    return {
        "text": f"As it stands after {secrets.token_hex(4)}.",
        "submission_key": secrets.token_hex(16),
        "key": secrets.token_hex(16),
    }


def main(sizes: list[int]) -> None:
    """Set up, fill and measure."""
    prepare()
    for size in sizes:
        began = time.perf_counter()
        cast = Cast(people(), timezone.now())
        group = fill(size, cast)
        spent = time.perf_counter() - began
        print(json.dumps({"size": size, "filled_in": spent, "pages": measure(cast, group)}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
