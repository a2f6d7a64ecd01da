"""A language model as one more reader, where somebody has put one: it proposes names, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from candour.practice.publishing.redaction.finding import Reader

_PROPOSED = {
    "PERSON": "a person",
    "PER": "a person",
    "GPE": "a place",
    "LOC": "a place",
    "FAC": "a building",
    "ORG": "an organisation",
    "NORP": "a people",
}


class NoModel(Exception):
    """There is no language model at this place, or nothing that could read it."""


def reader_from(folder: Path) -> Reader:
    """A reader with the spaCy model in a folder. Nothing is ever fetched. Raises NoModel."""
    if not folder.is_dir():
        raise NoModel(f"There is no folder {folder}.")
    try:
        spacy: Any = import_module("spacy")
        model = spacy.load(folder)
    except (ImportError, OSError, ValueError) as error:
        raise NoModel(f"The model in {folder} cannot be read: {error}") from error

    def read(text: str) -> Iterator[tuple[int, int, str]]:
        for found in model(text).ents:
            if found.label_ in _PROPOSED:
                yield found.start_char, found.end_char, _PROPOSED[found.label_]

    return read
