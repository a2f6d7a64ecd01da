"""The reading door of publishing."""

from candour.practice.publishing.queries.dossiers import dossier_from
from candour.practice.publishing.queries.releases import released_from

__all__ = ["dossier_from", "released_from"]
