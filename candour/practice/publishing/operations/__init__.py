"""The doing door of publishing."""

from candour.practice.publishing.operations.dossiers import Handed, Known, open_dossier, read_texts

__all__ = ["Handed", "Known", "open_dossier", "read_texts"]
