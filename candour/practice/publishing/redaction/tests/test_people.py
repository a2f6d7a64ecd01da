"""People of the register are found however they are written, and told apart from words that only look like them."""

from __future__ import annotations

import pytest

from candour.practice.publishing.redaction import Entity, Register, find
from candour.practice.publishing.redaction.tests.cast import KEPT, REGISTER, entities, marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thomasina slept.", "[Thomasina: child] slept."),
        ("Thomasina’s coat.", "[Thomasina: child]’s coat."),
        ("They saw Thomasina Ayodele Brightwell.", "They saw [Thomasina Ayodele Brightwell: child]."),
        ("Re: BRIGHTWELL, Thomasina", "Re: [BRIGHTWELL, Thomasina: child]"),
        ("File Brightwell_T_v2.docx was sent.", "File [Brightwell_T: child]_v2.docx was sent."),
        ("She was called Pim at home.", "She was called [Pim: child] at home."),
        ("We met T. A. Brightwell.", "We met [T. A. Brightwell: child]."),
        ("We met T Brightwell there.", "We met [T Brightwell: child] there."),
        ("TAB was seen.", "[TAB: child] was seen."),
        ("T.A.B. was seen.", "[T.A.B.: child] was seen."),
        ("Thomassina was seen.", "[Thomassina: child?] was seen."),
        ("They saw Thomasina Brigthwell.", "They saw [Thomasina Brigthwell: child?]."),
        ("Krzysztof was there.", "[Krzysztof: father] was there."),
        ("They met Krzysztof OMalley Brightwell.", "They met [Krzysztof OMalley Brightwell: father]."),
        ("They met Mr O'Malley.", "They met [Mr O'Malley: father?]."),
        ("She rang Chris again.", "She rang [Chris: father] again."),
        ("Chidinma van der Eze came.", "[Chidinma van der Eze: mother] came."),
        ("Ms Eze came.", "[Ms Eze: mother] came."),
        ("Mrs van der Ese came.", "[Mrs van der Ese: mother?] came."),
        ("Ms Chidinma came.", "[Ms Chidinma: mother] came."),
        ("The child is Thoma\u00adsina.", "The child is [Thoma\u00adsina: child]."),
        ("The child is Th\u200bomasina.", "The child is [Th\u200bomasina: child]."),
        ("They saw Bright-\nwell, Thomasina.", "They saw [Bright-\nwell, Thomasina: child]."),
        ("Th\u043emasina came.", "[Th\u043emasina: child] came."),
        ("Thomasina C was told.", "[Thomasina: child] C was told."),
        ("Thomasina B was told.", "[Thomasina B: child] was told."),
    ],
)
def test_a_name_is_found_in_every_way_it_is_written(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Will was late.", "[Will: brother] was late."),
        ("Will members please note?", "Will members please note?"),
        ("They will come.", "They will come."),
        ("With Will and Thomasina.", "With [Will: brother] and [Thomasina: child]."),
        ("Siblings: Will (11)", "Siblings: [Will: brother] ([11: brother])"),
        ("Hope was tearful.", "[Hope: grandmother] was tearful."),
        ("There is no hope.", "There is no hope."),
        ("We hope to report.", "We hope to report."),
        ("Hope for a place faded.", "Hope for a place faded."),
        ("WILL: seen at school.", "[WILL: brother]: seen at school."),
        ('She said "will hit me".', 'She said "[will: brother?] hit me".'),
        ('He said "pim hides and chris shouts".', 'He said "[pim: child] hides and [chris: father] shouts".'),
    ],
)
def test_a_name_that_is_also_a_word_is_told_from_the_word(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A HB plan was agreed.", "A HB plan was agreed."),
        ("HB had asked for help.", "[HB: hope] had asked for help."),
        ("mother HB; father KO", "mother [HB: hope]; father KO"),
        ("They met HB's brother.", "They met [HB: hope]'s brother."),
        ("The CP conference met; a CP plan was made.", "The CP conference met; a CP plan was made."),
        ("CP was placed with her aunt.", "[CP: poppy] was placed with her aunt."),
        ("10 May | GP | CP seen, well", "10 May | GP | [CP: poppy] seen, well"),
    ],
)
def test_initials_are_told_from_other_capitals(text: str, expected: str) -> None:
    register = Register(
        (
            Entity("hope", "person", "mother", "", {"names": ("Hope Barrow",)}),
            Entity("poppy", "person", "child", "", {"names": ("Carys Pryce",)}),
        )
    )

    assert marked(text, register) == expected


def test_practitioners_who_may_be_named_are_left_standing_and_taken_for_nobody_else() -> None:
    text = "Dr Siddiqui and Tobias Winterbourne met Thomasina. TW left early. Mr Winterbourne agreed."

    assert marked(text, KEPT) == text.replace("Thomasina", "[Thomasina: child]")
    assert entities(text) == ["doctor", "worker", "child", "worker", "worker"]


def test_a_name_like_that_of_somebody_left_standing_leaves_nobody_standing() -> None:
    assert (
        marked("Her neighbour, Farrah Siddique, came.", KEPT) == "Her neighbour, [Farrah Siddique: stranger 1?], came."
    )


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Mr Barrow said no.", "father"),
        ("Mrs Barrow said no.", "mother"),
        ("AB was arrested.", "father"),
        ("AB was excluded from school.", "child"),
        ("father AB came.", "father"),
        ("Ada came with Ms Barrow.", "child mother"),
    ],
)
def test_who_is_meant_follows_from_title_sex_and_what_is_said(text: str, whose: str) -> None:
    register = Register(
        (
            Entity("child", "person", "child", "", {"names": ("Ada Barrow",), "sex": "f"}),
            Entity("mother", "person", "mother", "", {"names": ("Bess Barrow",), "sex": "f"}),
            Entity("father", "person", "father", "", {"names": ("Alan Barrow",), "sex": "m"}),
        )
    )

    assert entities(text, register) == whose.split()


def test_it_asks_where_two_people_fit() -> None:
    register = Register(
        (
            Entity("one", "person", "brother", "", {"names": ("Noel Ames",)}),
            Entity("two", "person", "brother", "", {"names": ("Noel Barr",)}),
        )
    )

    (span,) = find("Noel was seen.", register)

    assert (span.entity, span.others, span.needs_review) == ("one", ("two",), True)


def test_a_whole_family_is_one_entity_and_all_its_bearers() -> None:
    (span,) = find("The Brightwells had moved.", REGISTER)

    assert (span.kind, span.entity, span.needs_review) == ("family", "child", False)
    assert set(span.others) == {"brother", "father"}


def test_two_people_with_the_same_initials_in_a_list_are_two_people() -> None:
    register = Register(
        (
            Entity("one", "person", "child", "", {"names": ("Tess Kerr",)}),
            Entity("two", "person", "sibling", "", {"names": ("Toby Kerr",)}),
        )
    )

    assert entities("TK and TK are both placed with her.", register) == ["one", "two"]


def test_every_span_says_why() -> None:
    for span in find("Thomassina met Ms Eze on 31 May 2024 at 28 St Brannock's Road.", REGISTER):
        assert span.why
        assert 0 < span.sure <= 1
