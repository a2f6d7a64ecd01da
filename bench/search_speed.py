"""How long a search takes among 100,000 entries, for rare and common words and for those who see all, some or nothing.

Run with DATABASE_URL pointing to a database that may be filled and thrown away:
    python -m bench.search_speed
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model, Q  # noqa: E402

from candour.platform.access import policy  # noqa: E402
from candour.platform.access.actor import Actor  # noqa: E402
from candour.platform.access.models import EmergencyAccess  # noqa: E402
from candour.platform.allowances.models import Used  # noqa: E402
from candour.platform.search import queries  # noqa: E402
from candour.platform.search.index import settle  # noqa: E402
from candour.platform.search.models import Entry  # noqa: E402
from candour.platform.search.registry import register  # noqa: E402
from candour.platform.search.words import indexed  # noqa: E402
from candour.platform.vault.models import Rotation  # noqa: E402

ENTRIES = int(os.environ.get("ENTRIES", "100000"))
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SEEN = {"all of them": 3, "one in twenty": 2, "fifty": 1, "none": 9}
WORDS = {
    "in every one": "common",
    "in one of a hundred": "medium",
    "in five": "rareword",
    "in none": "nowhere",
    "every one and one of a hundred": "common medium",
    "two letters": "ba",
    "one letter": "b",
    "three words": "common common ba",
}


def fill() -> None:
    """Put in entries of two kinds, each belonging to one of three people, with sixty words of a long-tailed kind."""
    random.seed(1)
    letters = ("bcdfghjklmnprstvwz", "aeiou")
    words = ["".join(random.choice(letters[n % 2]) for n in range(2 * random.randint(2, 4))) for _ in range(30_000)]
    chances = [1 / (rank + 1) for rank in range(len(words))]
    owners: dict[type[Model], list[Model]] = {EmergencyAccess: [], Rotation: []}
    texts: list[tuple[str, date]] = []
    for number in range(1, ENTRIES + 1):
        extra = ["common"] + ["medium"] * (number % 100 == 0) + ["rareword"] * (number % (ENTRIES // 5) == 0)
        body = " ".join([*random.choices(words, weights=chances, k=60), *extra])
        texts.append((body, date(2020, 1, 1) + timedelta(days=random.randint(0, 2000))))
        person = 1 if number % (ENTRIES // 50) == 0 else 2 if number % 20 == 0 else 3
        if number % 2:
            owners[Rotation].append(Rotation(what="keys", under=str(person), begun_at=NOW))
        else:
            owners[EmergencyAccess].append(
                EmergencyAccess(person_id=person, record_kind="x", record_id=0, opened_at=NOW, ends_at=NOW)
            )
    began = time.perf_counter()
    with transaction.atomic():
        for model, rows in owners.items():
            made = model._default_manager.bulk_create(rows, batch_size=2000)
            Entry.objects.bulk_create(
                [
                    Entry(
                        kind=model._meta.label_lower,
                        record_id=row.pk,
                        title="A title",
                        text=indexed(body),
                        address="/x/",
                        at=at,
                    )
                    for row, (body, at) in zip(made, texts[:: 2 if model is Rotation else 1], strict=False)
                ],
                batch_size=2000,
            )
    print(f"Put in {Entry.objects.count():,} entries in {time.perf_counter() - began:.1f} s.")
    began = time.perf_counter()
    settle()
    print(f"Settled in {time.perf_counter() - began:.1f} s.")


def declare() -> None:
    """Let each of the three people see what is theirs, and the third everything."""
    policy._sees.pop(EmergencyAccess, None)
    policy._sees.pop(Rotation, None)
    rules = policy.Policy("bench")

    @rules.sees(EmergencyAccess)
    def _(actor: Actor) -> Q:
        """Their own, or all."""
        return policy.EVERYTHING if actor.person_id == SEEN["all of them"] else Q(person_id=actor.person_id)

    @rules.sees(Rotation)
    def _(actor: Actor) -> Q:
        """Their own, or all."""
        return policy.EVERYTHING if actor.person_id == SEEN["all of them"] else Q(under=str(actor.person_id))

    register(EmergencyAccess, called="Folder")
    register(Rotation, called="Paper")


def measure() -> None:
    """Time each search, leaving the limit of searches in a minute out of the way."""
    queries.A_MINUTE = 10**6
    head = "".join(f"{seen:>16}" for seen in SEEN)
    print(f"{'milliseconds, median':34}{head}")
    for title, words in WORDS.items():
        row = []
        for number in SEEN.values():
            actor = Actor("person", "somebody", NOW, person_id=number, account_id=number)
            times = []
            for _ in range(7):
                began = time.perf_counter()
                found = queries.find(actor, words)
                times.append((time.perf_counter() - began) * 1000)
            row.append(f"{statistics.median(times):10.1f} ({len(found.found):2})")
        print(f"{title:34}{''.join(f'{cell:>16}' for cell in row)}")
    print(f"Counting the searches took {_counting():.1f} ms of each.")


def _counting() -> float:
    actor = Actor("person", "somebody", NOW, person_id=1, account_id=1)
    began = time.perf_counter()
    for _ in range(20):
        queries.take(actor, "searches", each="minute", at_most=10**6)
    return (time.perf_counter() - began) * 50


if __name__ == "__main__":
    print(f"{connection.vendor}, {ENTRIES:,} entries")
    call_command("migrate", verbosity=0)
    declare()
    if not Entry.objects.exists():
        fill()
    Used.objects.all().delete()
    measure()
    sys.exit(0)
