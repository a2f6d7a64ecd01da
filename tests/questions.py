"""How many questions a page puts to the database, counted alike on every database."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NO_QUESTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK", "SELECT pg_advisory_xact_lock")
"""What begins, ends or waits and asks nothing; PostgreSQL takes a lock where SQLite has one for all."""


def questions(client: Client, address: str) -> list[str]:
    """What the second opening of a page asks: the first one may fill a cache."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answered = client.get(address)
    assert answered.status_code == 200, address
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(NO_QUESTIONS)]
