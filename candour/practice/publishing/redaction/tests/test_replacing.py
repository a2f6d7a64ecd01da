"""What stands instead of a name is the same wherever it is named, fits its place, and leaves nothing of the name."""

from __future__ import annotations

import pytest

from candour.practice.publishing.redaction import Span, apply, find, replacements
from candour.practice.publishing.redaction.tests.cast import REGISTER


def redacted(text: str, **choices: str) -> str:
    chosen = {key.replace("__", "/"): words for key, words in choices.items()}
    return apply(text, find(text, REGISTER), replacements(REGISTER, chosen))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thomasina's coat. They saw Brightwell, Thomasina.", "Child A's coat. They saw Child A."),
        ("Chidinma came. They met Ms Eze.", "The mother came. They met the mother."),
        ("The Brightwells moved.", "The [family] moved."),
        ("They live at 28 St Brannock's Road.", "They live at [address removed]."),
        ("NHS 9434765919 was held.", "NHS [number removed] was held."),
        ("Born 14/03/2018.", "Born [date removed]."),
        ("Thomasina is 6 years old.", "Child A is [aged 5 to 9]."),
        ("Chidinma aged 33 came.", "The mother aged [25 to 34] came."),
        ("A neighbour, Osric Pettifer, rang. Osric left.", "A neighbour, [person 1], rang. [person 1] left."),
        ("1.2 Thomasina slept.\n\n- Chidinma rang.", "1.2 Child A slept.\n\n- The mother rang."),
    ],
)
def test_the_usual_words_stand_instead(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"incident": "season"}, "On [spring 2024] Child A fell."),
        ({"incident": "year"}, "On [2024] Child A fell."),
        ({"incident": "a spring day"}, "On a spring day Child A fell."),
        ({"child": "role"}, "On [date removed] the index child fell."),
        ({"child": "removed"}, "On [date removed] [name removed] fell."),
        ({"child": "Sam"}, "On [date removed] Sam fell."),
    ],
)
def test_a_person_chooses_what_stands_instead(choices: dict[str, str], expected: str) -> None:
    assert redacted("On 31 May 2024 Thomasina fell.", **choices) == expected


def test_what_is_known_of_somebody_is_chosen_apart_from_the_name() -> None:
    assert redacted("Thomasina, born 14 March 2018.", child__date="season") == "Child A, born [spring 2018]."


def test_a_season_without_its_year_is_a_season() -> None:
    assert redacted("Her birthday is 14th March.", child__date="season") == "Her birthday is [spring]."


def test_what_is_removed_is_as_long_for_one_as_for_another() -> None:
    words = {
        redacted(f"They live at {place}.")
        for place in ("28 St Brannock's Road", "Flat 3, 28 St Brannock's Road, Harrowdene, QZ3 9LD")
    }

    assert words == {"They live at [address removed]."}


def test_spans_that_overlap_are_replaced_once_and_whole() -> None:
    text = "Thomasina Brightwell came."
    spans = [
        Span(0, 9, "child", "person", "given name", 0.9, needs_review=False),
        Span(5, 20, "brother", "person", "by hand", 0.5, needs_review=False),
    ]

    assert apply(text, spans, {"child": "Child A", "brother": "Child B"}) == "Child A came."


def test_no_span_changes_nothing() -> None:
    assert apply("Nobody came.", [], {}) == "Nobody came."
