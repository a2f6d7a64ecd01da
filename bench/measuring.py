"""Measuring pages on one database: run as `python -m bench.measuring SIZE...` by `python -m bench`, which sets it up.

Each size is reached by adding to the one before. Page and floor take turns, so that whatever else the machine does
falls on both. Prints one line of JSON for each size.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import floor  # noqa: E402
from bench.filling import fill  # noqa: E402
from candour.platform.access.policy import seen_by  # noqa: E402
from candour.platform.search import queries as search_queries  # noqa: E402
from candour.practice.cases.models import Case  # noqa: E402
from candour.project.demonstration import loading  # noqa: E402
from tests.cast import Cast, people  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "25"))
NOT_QUERIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")

Ask = Callable[[Client], Any]


def measure(cast: Cast) -> dict[str, dict[str, float]]:
    """The best time of each page and of its floor, in milliseconds, and how many queries the page makes.

    The best of many turns, because whatever else the machine does can only add.
    """
    ref = seen_by(cast.acting("manager"), Case).filter(state="in-review").latest("pk").ref
    rare = f"N{Case.objects.count() - 1}"
    pages: dict[str, tuple[Ask, Ask]] = {
        "tracker": (lambda client: client.get("/cases/"), lambda client: client.get("/tracker/")),
        "one case": (lambda client: client.get(f"/cases/{ref}/"), lambda client: client.get(f"/cases/{ref}/")),
        "one save": (
            lambda client: client.post(f"/cases/{ref}/tracker/update/", _update()),
            lambda client: client.post(f"/cases/{ref}/save/", _update()),
        ),
        "one search": (
            lambda client: client.get("/search/", {"q": rare}),
            lambda client: client.get("/search/", {"q": rare}),
        ),
    }
    return {name: compare(cast, *asks) for name, asks in pages.items()}


def compare(cast: Cast, page: Ask, least: Ask) -> dict[str, float]:
    """The best time of a page and of its floor, taking turns, and how many queries the page makes."""
    candour, minimal = cast.client("manager"), cast.client("manager")
    # Loaded once: to change the settings at each turn would empty Django's cache of addresses, and the page, which has
    # hundreds of them, would be measured filling it again.
    with override_settings(MIDDLEWARE=[floor.AT_ITS_OWN_ADDRESSES, *floor.MIDDLEWARE]):
        minimal.handler.load_middleware()
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 3):
        here, there = _time(candour, page), _time(minimal, least)
        if turn >= 3:
            times[0].append(here)
            times[1].append(there)
    with CaptureQueriesContext(connection) as made:
        page(candour)
    queries = [one for one in made.captured_queries if not one["sql"].startswith(NOT_QUERIES)]
    return {
        "page": min(times[0]),
        "floor": min(times[1]),
        "queries": len(queries),
    }


def _time(client: Client, ask: Ask) -> float:
    began = time.perf_counter()
    answer = ask(client)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code in (200, 302), answer.status_code
    return spent


def _update() -> dict[str, str]:
    return {
        "update": f"As it stands after {secrets.token_hex(4)}.",
        "submission_key": secrets.token_hex(16),
        "key": secrets.token_hex(16),
    }


def prepare() -> None:
    """Set the database up with the demonstration."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    now = timezone.now()
    if not loading.is_loaded():
        loading.load(now)
    setup_test_environment()
    search_queries.A_MINUTE = 10**6


def main(sizes: list[int]) -> None:
    """Set up, fill and measure."""
    prepare()
    for size in sizes:
        began = time.perf_counter()
        fill(size)
        spent = time.perf_counter() - began
        result = measure(Cast(people(), timezone.now()))
        print(json.dumps({"size": size, "filled_in": spent, "pages": result}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
