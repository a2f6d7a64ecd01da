"""Which words of a text are explained, and what makes a text hard to read."""

from __future__ import annotations

import re

import pytest

from candour.platform.spelling.lint import placeholders
from candour.platform.spelling.plainness import hard_in
from candour.platform.spelling.terms import is_known, places_in
from candour.rulebook.glossary import TERMS


def used(text: str) -> list[str]:
    return [f"{text[one.start : one.end]} = {one.term.word}" for one in places_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the MASH.", ["MASH = Multi-agency safeguarding hub"]),
        (
            "Two SARs, and the LADO’s view.",
            ["SARs = Safeguarding Adults Review", "LADO = Local authority designated officer"],
        ),
        ("Rapid reviews of near misses", ["Rapid reviews = Rapid review", "near misses = Near miss"]),
        ("multi-agency safeguarding\r\nhub", ["multi-agency safeguarding\r\nhub = Multi-agency safeguarding hub"]),
        ("In this LCSPR", ["LCSPR = Child safeguarding practice review"]),
        ("Working Together says so", ["Working Together = Working Together"]),
    ],
)
def test_a_term_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    assert used(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "We are working together.",
        "A mash of potatoes",
        "SAR-2024-01 and https://example.org/SAR/ and sar@example.org",
        "The SARIF file",
        "A rapid\n\nreview",
        "Everybody’s action, case, plan and panel",
    ],
)
def test_what_only_looks_like_a_term_is_left_alone(text: str) -> None:
    assert used(text) == []


def test_what_is_hard_is_told_as_facts() -> None:
    long = "This sentence has one more word than most people read in one go and so it is told of now."
    assert len(long.split()) == 20
    assert hard_in(f"Short. {long}") == ["21 words in 2 sentences. The longest sentence has 20 words."]
    assert hard_in(long.replace("now", "right now")) == [
        "21 words in 1 sentence. The longest sentence has 21 words; 1 of 1 has more than 20."
    ]
    assert hard_in("The MASH and the QZX met the NHS.")[1:] == [
        "Terms that it does not explain: Multi-agency safeguarding hub (MASH). Readers are told below what they mean.",
        "Abbreviations that the glossary does not know: QZX. Write them out.",
    ]
    assert hard_in(" ") == []


@pytest.mark.parametrize(
    "text", ["The multi-agency safeguarding hub (MASH) met.", "The quorum (who must be there) was met."]
)
def test_a_term_with_its_explanation_is_not_told_of(text: str) -> None:
    assert len(hard_in(text)) == 1


def test_an_abbreviation_is_known_with_its_plural_and_no_other() -> None:
    assert [is_known(one) for one in ("SARs", "NHS", "QZX", "sar")] == [True, True, False, False]


@pytest.mark.parametrize("text", ["tbc", "The summary is TBC.", "Written by XX", "To be added", "See ????"])
def test_a_placeholder_is_one_in_small_letters_too(text: str) -> None:
    assert len(placeholders(text)) == 1


def test_a_text_without_an_end_is_no_placeholder() -> None:
    assert placeholders("Members are asked to agree the plan for the year that comes and to say so to the") == []


def test_no_two_terms_are_written_alike_and_all_stand_in_order() -> None:
    forms = [form.casefold() for term in TERMS for form in (term.word, term.short, *term.also) if form]
    assert len(forms) == len(set(forms))
    assert [term.word.casefold() for term in TERMS] == sorted(term.word.casefold() for term in TERMS)
    assert all(term.means.endswith(".") and not term.means.startswith(term.word) for term in TERMS)


@pytest.mark.parametrize("letter", ["\u0130", "\u0131", "\u017f", "\u212a"])
def test_letters_of_other_alphabets_that_look_alike_break_nothing(letter: str) -> None:
    for term in TERMS:
        said = re.sub(r"(?i)[isk]", letter, term.word)
        for text in (said, said.upper(), f"We saw a {said}."):
            assert all(0 <= place.start < place.end <= len(text) for place in places_in(text))


def test_no_more_is_read_than_a_summary_can_hold() -> None:
    assert hard_in("word " * 100_000)[0].startswith("1000 words in 1 sentence.")
