"""The reading door of publishing."""

from candour.practice.publishing.queries.dossiers import dossier_from

__all__ = ["dossier_from"]
