"""What publishing keeps: governed documents, texts under redaction, and releases."""

from candour.practice.publishing.models.documents import Approval, Document, Edition, Place, Suite, SuiteLogo, new_ref
from candour.practice.publishing.models.dossiers import Dossier, KeptOut, Mark, Named, SourceText
from candour.practice.publishing.models.releases import Copy, Release

__all__ = [
    "Approval",
    "Copy",
    "Document",
    "Dossier",
    "Edition",
    "KeptOut",
    "Mark",
    "Named",
    "Place",
    "Release",
    "SourceText",
    "Suite",
    "SuiteLogo",
    "new_ref",
]
