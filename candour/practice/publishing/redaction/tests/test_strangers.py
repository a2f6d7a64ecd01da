"""People whom the register does not hold are found by what is said of them, and again wherever the text names them."""

from __future__ import annotations

import pytest

from candour.practice.publishing.redaction import unexplained
from candour.practice.publishing.redaction.finding import find
from candour.practice.publishing.redaction.tests.cast import REGISTER, marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A neighbour, Osric Pettifer, rang.", "A neighbour, [Osric Pettifer: stranger 1?], rang."),
        ("They met Mr Pettifer there.", "They met [Mr Pettifer: stranger 1?] there."),
        ("Judge Pettifer ruled.", "[Judge Pettifer: stranger 1?] ruled."),
        ("Osric Pettifer, a lodger, was in.", "[Osric Pettifer: stranger 1?], a lodger, was in."),
        (
            "Visit: Osric Pettifer present, says he is a cousin.",
            "Visit: [Osric Pettifer: stranger 1?] present, says he is a cousin.",
        ),
        ("Her cousin Osric came.", "Her cousin [Osric: stranger 1?] came."),
        ("A man known as Biggz came.", "A man known as [Biggz: stranger 1?] came."),
        ("They saw Thomasina and Zuzu asleep.", "They saw [Thomasina: child] and [Zuzu: stranger 1?] asleep."),
        (
            "Relatives remember Zuzu - as they called her.",
            "Relatives remember [Zuzu: stranger 1?] - as they called her.",
        ),
        ('She refers to the baby as "zuzu".', 'She refers to the baby as "[zuzu: nobody?]".'),
        ('He told staff "z hit me".', 'He told staff "[z: nobody?] hit me".'),
        ("Beatrice Brightwell, an aunt, called.", "[Beatrice Brightwell: stranger 1?], an aunt, called."),
        ("PC 4471 Pettifer attended.", "[PC 4471 Pettifer: stranger 1?] attended."),
    ],
)
def test_somebody_unknown_is_found(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_a_name_once_met_is_found_again_before_and_after() -> None:
    text = "Rose asked us in. A neighbour, Rose Pettifer, rang. Ms Pettifer and Rose agreed. Demand rose."

    assert marked(text) == (
        "[Rose: stranger 1?] asked us in. A neighbour, [Rose Pettifer: stranger 1?], rang. "
        "[Ms Pettifer: stranger 1?] and [Rose: stranger 1?] agreed. Demand rose."
    )


def test_two_strangers_have_two_numbers() -> None:
    assert marked("Mr Quill met Ms Pettifer. Mr Quill left.") == (
        "[Mr Quill: stranger 1?] met [Ms Pettifer: stranger 2?]. [Mr Quill: stranger 1?] left."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The learning echoes Lord Laming's inquiry into the death of Victoria Climbié and the Munro Review.",
        "Under the Children Act 1989 and Working Together to Safeguard Children 2023 agencies must share.",
        "Gillick competence, Clare's Law and Sir Alan Wood's report were discussed by Harrowdene Council.",
        "Ofsted visited. Cafcass wrote. The Independent Scrutineer reported to Parliament on Tuesday.",
        "Social Worker and Health Visitor posts are vacant. Safeguarding Adults Board members met in London.",
        "The Green Paper was noted; the risk is rated Green. Young Carers and Polish speakers were asked.",
    ],
)
def test_public_names_laws_and_offices_are_left_standing(text: str) -> None:
    assert marked(text) == text


def test_what_nobody_explains_is_listed_once() -> None:
    text = "The unit at Quorndale opened. Another at Quorndale closed. Her date of birth was given as 3 April 2011."

    assert unexplained(text, find(text, REGISTER), REGISTER) == ["Quorndale", "3 April 2011"]


def test_what_is_found_or_left_standing_needs_no_explaining() -> None:
    text = "Thomasina met Dr Siddiqui of Harrowdene Council about the Munro Review and the CP plan."

    assert unexplained(text, find(text, REGISTER), REGISTER) == []
