"""A language model only proposes: what it adds is always for a person to look at, and without one nothing changes."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from candour.practice.publishing.redaction import find
from candour.practice.publishing.redaction.language_model import NoModel, reader_from
from candour.practice.publishing.redaction.tests.cast import REGISTER

TEXT = "Thomasina went to the place by the water with someone from Quorndale."


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("spacy")

    def entity(words: str, label: str) -> SimpleNamespace:
        start = TEXT.index(words)
        return SimpleNamespace(start_char=start, end_char=start + len(words), label_=label)

    def load(folder: Path) -> object:
        if (folder / "broken").exists():
            raise OSError("no model here")
        entities = [entity("Quorndale", "GPE"), entity("Thomasina", "PERSON"), entity("water", "PRODUCT")]
        return lambda text: SimpleNamespace(ents=entities)

    module.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)


@pytest.mark.usefixtures("spacy")
def test_what_it_proposes_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    plain = find(TEXT, REGISTER)
    spans = find(TEXT, REGISTER, reader=reader_from(tmp_path))

    (added,) = [span for span in spans if span not in plain]
    assert TEXT[added.start : added.end] == "Quorndale"
    assert (added.entity, added.needs_review, added.why) == (None, True, "a language model takes it for a place")


@pytest.mark.usefixtures("spacy")
def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()

    with pytest.raises(NoModel, match="cannot be read"):
        reader_from(tmp_path)


def test_without_spacy_or_a_folder_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(NoModel, match="cannot be read"):
        reader_from(tmp_path)
    with pytest.raises(NoModel, match="There is no folder"):
        reader_from(tmp_path / "nowhere")
