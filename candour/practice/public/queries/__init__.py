"""The reading door of the public site."""

from candour.practice.public.marks import lines_of
from candour.practice.public.queries.keeping import (
    document_by_ref,
    document_of_source,
    promises_beside,
    site_of_partnership,
)
from candour.practice.public.vocabulary import Status

__all__ = ["Status", "document_by_ref", "document_of_source", "lines_of", "promises_beside", "site_of_partnership"]
