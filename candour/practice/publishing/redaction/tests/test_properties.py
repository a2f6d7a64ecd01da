"""What must hold for every text: places lead back, nothing masked is left, and the answer is always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candour.practice.publishing.redaction import apply, find, replacements, unexplained
from candour.practice.publishing.redaction.tests.cast import REGISTER
from candour.practice.publishing.redaction.text.folding import fold
from candour.practice.publishing.redaction.text.legible import Legible

ROOT = Path(__file__).resolve().parents[5]
HIDING = "\u00ad\u200b\u00a0\u2019\u2011\u201c\ufb01\u0301\r\n\t\u0430\ufffe"
LETTERS = st.text(alphabet=st.one_of(st.sampled_from(f"Thomasina Brightwell{HIDING}"), st.characters()), max_size=60)
PIECES = [
    "Thomasina",
    "Brightwell",
    "Ms",
    "Eze",
    "Will",
    "was",
    "and",
    "14 March 2018",
    "aged 6",
    "HOPE",
    "said",
    ".",
    ",",
    "\n",
    "Pim's",
    "28 St Brannock's Road",
    "QZ3 9LD",
    "9434765919",
    '"',
    "(",
    ")",
    "T.",
    "O'Malley-Brightwell",
    "Osric",
    "neighbour,",
    "the",
    "@chidi.eze",
]
WORDS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
SLOWLY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOWLY
@given(LETTERS)
def test_every_place_leads_back_to_the_letters_it_came_from(text: str) -> None:
    legible = Legible(text)

    assert len(legible.folded) == len(legible.text)
    last = 0
    for place in range(len(legible.text)):
        start, end = legible.in_original(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start if legible.text[place] == text[start:end] else max(last, start)
    assert legible.in_original(0, len(legible.text))[1] <= len(text)


@SLOWLY
@given(st.text(max_size=40))
def test_folding_changes_no_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@SLOWLY
@given(st.one_of(LETTERS, WORDS))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = find(text, REGISTER)

    assert spans == sorted(spans, key=lambda span: span.place)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert {span.entity for span in spans} <= {None, *(entity.key for entity in REGISTER.entities)}
    assert all(isinstance(word, str) for word in unexplained(text, spans, REGISTER))


@SLOWLY
@given(WORDS)
def test_nothing_that_is_masked_is_left_in_its_place(text: str) -> None:
    spans = find(text, REGISTER)
    gap = "\u25a0"
    keys = {span.entity or "" for span in spans}
    masked = apply(
        text, spans, {name: gap for key in keys for name in (key, *(f"{key}/{span.kind}" for span in spans))}
    )

    outside, last = [], 0
    for span in spans:
        outside.append(text[last : span.start])
        last = span.end
    outside.append(text[last:])
    pieces = iter(outside)
    assert masked.startswith(next(pieces))
    assert all(piece in masked for piece in pieces)
    for span in spans:
        if len(text[span.start : span.end]) > 8 and span.entity:
            assert masked.count(text[span.start : span.end]) == "".join(outside).count(text[span.start : span.end])


def test_a_redacted_text_is_clean_when_it_is_searched_again() -> None:
    text = (
        "Thomasina Brightwell (b. 14/03/2018), known as Pim, lived at 28 St Brannock's Road with Ms Eze and Will, 11. "
        "On 31 May 2024 Krzysztof rang 07700 900118. St Brannock's school and the Old Tannery knew. TAB was 6."
    )
    redacted = apply(text, find(text, REGISTER), replacements(REGISTER, {}))

    assert [span for span in find(redacted, REGISTER) if span.entity] == []


SCRIPT = """
import json
from candour.practice.publishing.redaction import find
from candour.practice.publishing.redaction.tests.cast import REGISTER
text = (
    "WB and TB met HVE. Mr Brightwell, the Brightwells and Noel told Ms Eze and Osric Pettifer that Thomassina, "
    "Chris and Krzys saw Pim, 6, and Will, 11, on 14 March at St Brannock's with TAB, and T. Brightwell-Eze came."
)
print(json.dumps([[s.start, s.end, s.entity, s.others, s.why, s.sure, s.stranger] for s in find(text, REGISTER)]))
"""


def test_the_answer_does_not_depend_on_the_seed_of_hashes() -> None:
    answers = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (0, 1, 2, 3, 77)
    }

    assert len(answers) == 1
    assert len(json.loads(answers.pop())) > 10
