"""Hostile and careless files, each made when it is asked for, with what the gate must say of it."""

from __future__ import annotations

from candour.practice.publishing.redaction.tests.hostile import pdfs, sheets, texts, word_files
from candour.practice.publishing.redaction.tests.hostile.files import Hostile, register


def corpus() -> list[Hostile]:
    """Every hostile file."""
    return [*word_files.made(), *sheets.made(), *pdfs.made(), *texts.made()]


__all__ = ["Hostile", "corpus", "register"]
