"""A register takes what the engine knows how to look for, and refuses the rest at once."""

from __future__ import annotations

from datetime import date

import pytest

from candour.practice.publishing.redaction import Entity, Register, Span, apply, find


def test_an_unknown_kind_or_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of entity"):
        Entity("A", "animal")
    with pytest.raises(ValueError, match="no fact called dob, surname"):
        Entity("A", "person", facts={"names": "Ada Barrow", "surname": "Barrow", "dob": "2001-01-01"})


def test_two_entities_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        Register((Entity("A", "person"), Entity("A", "code")))


def test_one_value_and_several_are_read_alike() -> None:
    one = Entity("A", "person", facts={"names": "Ada Barrow", "born_on": "2001-02-03", "aliases": ""})

    assert (one.each("names"), one.one("names"), one.day("born_on")) == (
        ("Ada Barrow",),
        "Ada Barrow",
        date(2001, 2, 3),
    )
    assert (one.each("aliases"), one.day("died_on"), one.each("phones")) == ((), None, ())


@pytest.mark.parametrize(
    "facts",
    [
        {"address": "Rose Cottage, 4 Mill Lane, Dunsworth, QX4 7RT"},
        {"addresses": ("Rose Cottage, 4 Mill Lane, Dunsworth QX47RT",)},
        {"line": "Rose Cottage, 4 Mill Lane", "town": "Dunsworth", "postcode": "QX4 7RT"},
    ],
)
def test_an_address_is_taken_in_one_line_or_in_parts(facts: dict[str, str]) -> None:
    register = Register((Entity("H", "place", facts=facts),))

    for written in ("Rose Cottage, 4 Mill Lane", "4 Mill Lane", "Mill Ln", "QX4 7RT"):
        assert [span.entity for span in find(f"They live at {written} now.", register)] == ["H"], written


@pytest.mark.parametrize(
    "names", ["", "   ", "Q", "Dr", "van der", "O'", "-", "Ada", "Ada  Barrow", "Barrow, Ada", "李伟", "Ада"]
)
def test_no_name_is_too_odd_to_be_taken(names: str) -> None:
    register = Register((Entity("A", "person", facts={"names": names}),))

    assert all(span.start < span.end for span in find("Ada Barrow and Dr Q met 李伟 and Ада at 10.", register))


def test_nothing_is_found_where_nothing_is_known_and_nobody_named() -> None:
    assert find("", Register(())) == []
    assert find("The minutes were agreed.", Register(())) == []


def test_two_spans_in_one_place_are_replaced_by_the_surer() -> None:
    spans = [
        Span(0, 3, None, "person", "by hand", 0.4, needs_review=True),
        Span(0, 3, "A", "person", "given name", 0.9, needs_review=False),
    ]

    assert apply("Ada came.", spans, {"A": "Child A"}) == "Child A came."
