"""Putting records into the index and taking them out, inside the operations that change them."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Model

from candour.platform.search.models import Entry
from candour.platform.search.registry import kind_of
from candour.platform.search.words import indexed


def put(record: Model, *, title: str, body: str, address: str, at: date) -> None:
    """Let a record be found by the words of its title and body, in place of those it was found by before.

    Title and body must hold nothing of the vault. The address is a path, and the day orders the results. Raises
    NotRegistered, and ValueError for an address that is not a path of this site.
    """
    label = record._meta.label_lower
    kind_of(label)
    if not address.startswith("/") or address.startswith("//"):
        raise ValueError("The address of what can be found is a path of this site.")
    shown = "".join(letter if letter.isprintable() else " " for letter in title)
    entry = Entry(kind=label, record_id=record.pk, title=shown[:300], text=indexed(title, body), address=address, at=at)
    Entry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["kind", "record_id"],
        update_fields=["title", "text", "address", "at"],
    )


def drop(record: Model) -> None:
    """Let a record no longer be found."""
    Entry.objects.filter(kind=record._meta.label_lower, record_id=record.pk).delete()


def settle() -> None:
    """Make searching quick again after many records were put in or taken out at once."""
    statements = ["ANALYZE search_entry"]
    if connection.vendor == "sqlite":
        statements = ["INSERT INTO search_words(search_words) VALUES ('optimize')", "ANALYZE"]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
