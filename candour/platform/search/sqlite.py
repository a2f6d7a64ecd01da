"""Searching on SQLite, by its own full text index."""

from __future__ import annotations

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Value

from candour.platform.search.models import Entry, SqliteWords
from candour.platform.search.scope import Scope
from candour.platform.search.words import Sought

_ID = (1 << 40) - 1
"""The part of a rowid of the index that is the id of the entry; what stands before it is the day."""


def newest(sought: Sought, scope: Scope, start: int, end: int) -> list[Entry]:
    """The entries with what is sought within the scope, the newest first, from one place to another."""
    found = SqliteWords.objects.annotate(entry=F("rowid").bitand(_ID)).filter(_matches(sought))
    if scope.is_narrow:
        found = found.filter(entry__in=scope.entries)
    else:
        found = found.filter(Exists(scope.entries.filter(pk=OuterRef("entry"))))
    ids = list(found.order_by("-rowid").values_list("entry", flat=True)[start:end])
    by_id = Entry.objects.in_bulk(ids)
    return [by_id[id_] for id_ in ids]


def _matches(sought: Sought) -> Func:
    # Words are letters and numbers only, so that in quotation marks none is read as part of the language of queries.
    *roots, last = (f'"{root}"' for root in sought.roots)
    query = " AND ".join([*roots, f'({last} OR "{sought.beginning}"*)'])
    return Func(F("whole"), Value(query), arg_joiner=" MATCH ", template="%(expressions)s", output_field=BooleanField())
