"""The figures of the engine do not fall under their targets, on a few documents of each wording."""

from __future__ import annotations

import pytest

from bench.redaction.measuring import DEVELOPMENT, HELD_OUT, documents, engine, measured, names_hidden
from bench.redaction.scoring import score

FEW = range(900, 906)
TIMED = "seconds for 100,000 letters"
"""Is measured by `python -m bench redaction`: a machine that runs tests is busy with others."""


@pytest.mark.parametrize("wording", [*DEVELOPMENT, HELD_OUT])
def test_every_target_is_met_on_a_few_documents(wording: str) -> None:
    figures, targets = measured(wording, FEW)

    assert figures.counts["entities known"] > 300
    assert [target.name for target in targets if not target.is_met and target.name != TIMED] == [], figures.missed


def test_a_document_is_the_same_every_time() -> None:
    (one, *_), (other, *_) = documents(HELD_OUT, [901]), documents(HELD_OUT, [901])

    assert (one.text, one.marks) == (other.text, other.marks)
    assert all(one.text[mark.start : mark.end].strip() for mark in one.marks)


def test_an_engine_that_finds_nothing_is_seen_to_fail() -> None:
    made = documents(HELD_OUT, [901])
    figures = score(made, lambda document: ([], []))

    assert figures.share("entities known whole", "entities known") == 0
    assert figures.counts["leaks"] == sum(len(document.marks) for document in made)


def test_the_names_of_the_documents_are_hidden_while_it_is_measured() -> None:
    from candour.practice.publishing.redaction.text import wording

    assert wording.is_given("harriet")
    with names_hidden():
        assert not wording.is_given("harriet")
        assert wording.is_given("gertrude")
        engine(documents(HELD_OUT, [901])[0])
    assert wording.is_given("harriet")
