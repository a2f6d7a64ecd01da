"""The reading door of the public site, and where other apps say what they check in what is written for it."""

from candour.practice.public.guarding import on_written
from candour.practice.public.marks import lines_of
from candour.practice.public.queries.keeping import (
    document_by_ref,
    document_of_source,
    promises_beside,
    site_of_partnership,
)
from candour.practice.public.vocabulary import Status

__all__ = [
    "Status",
    "document_by_ref",
    "document_of_source",
    "lines_of",
    "on_written",
    "promises_beside",
    "site_of_partnership",
]
