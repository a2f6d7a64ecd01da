"""The reading door of publishing, and where other apps say what is made from their records."""

from candour.practice.publishing.queries.documents import document_from
from candour.practice.publishing.queries.dossiers import dossier_from
from candour.practice.publishing.queries.releases import released_from
from candour.practice.publishing.sources import Alongside, Out, Source, on_source

__all__ = ["Alongside", "Out", "Source", "document_from", "dossier_from", "on_source", "released_from"]
