"""Searching on PostgreSQL, by a stored vector of the words with an inverted index."""

from __future__ import annotations

from django.db.models import BooleanField, Func, Value

from candour.platform.search.models import Entry
from candour.platform.search.scope import Scope
from candour.platform.search.words import Sought


def newest(sought: Sought, scope: Scope, start: int, end: int) -> list[Entry]:
    """The entries with what is sought within the scope, the newest first, from one place to another."""
    entries = Entry.objects.filter(pk__in=scope.entries) if scope.is_narrow else scope.entries
    found = entries.filter(_matches(sought))
    return list(found.order_by("-at", "-id")[start:end])


def _matches(sought: Sought) -> Func:
    # Words are letters and numbers only, so that in quotation marks none is read as part of the language of queries.
    # The column belongs to the database and not to the model, because SQLite has none like it.
    *roots, last = (f"'{root}'" for root in sought.roots)
    query = " & ".join([*roots, f"({last} | '{sought.beginning}':*)"])
    return Func(
        Value(query), template='"search_entry"."words" @@ %(expressions)s::tsquery', output_field=BooleanField()
    )
