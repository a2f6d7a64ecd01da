"""Words: endings do not matter, and nothing that is typed or put in is read as anything but words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.platform.search.words import indexed, root, sought_in

FAMILIES = """
review reviews reviewed reviewing
agency agencies
meeting meet meets
notify notified notifies notifying
refer refers referred referring
plan plans planned planning
close closed closes closing
agree agreed agrees agreeing
control controls controlled controlling
install installed installing
process processes processed
church churches
house houses housed housing
child children
woman women
person people persons
case cases
safeguard safeguards safeguarding safeguarded
share shares shared sharing
die died dies
carry carried carries carrying
address addresses addressed
visit visited visiting visits
status statuses
"""

APART = [
    ("bus", "business"),
    ("need", "ne"),
    ("speed", "spe"),
    ("king", "k"),
    ("thing", "the"),
    ("status", "statu"),
    ("crisis", "cris"),
    ("police", "policy"),
    ("general", "generation"),
    ("news", "newham"),
    ("red", "r"),
    ("string", "str"),
]


@pytest.mark.parametrize("family", FAMILIES.strip().split("\n"))
def test_one_word_in_its_forms_is_one(family: str) -> None:
    assert len({root(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert root(one) != root(other)


@pytest.mark.parametrize("word", ["rr", "2020", "naïve", "a1ing", "محمد", "", "ing", "ed", "s", "eed"])
def test_what_is_no_english_word_stays_as_it_is(word: str) -> None:
    assert root(word) == word


@given(st.text(st.characters(codec="ascii", categories=["Ll"])))
def test_a_root_is_never_longer_by_more_than_a_letter_and_never_empty(word: str) -> None:
    assert len(root(word)) <= len(word)
    assert bool(root(word)) == bool(word)


def test_the_index_has_each_word_once_and_its_root() -> None:
    assert indexed("Reviews of Reviews", "RR/2020-03, O’Brien’s") == "reviews review of rr 2020 03 obriens obrien"
    assert indexed("", "") == ""


def test_what_is_looked_for_is_words_and_a_beginning() -> None:
    sought = sought_in(' "Rapid" REVIEWS* OR (neg')

    assert sought is not None
    assert sought.roots == ("rapid", "review", "or", "neg")
    assert sought.beginning == "neg"
    assert sought_in("") is None
    assert sought_in("😀 !!! \x00 ''") is None


def test_very_long_things_are_cut() -> None:
    sought = sought_in("word " * 5000)
    endless = sought_in("x" * 10_000)

    assert sought is not None
    assert endless is not None
    assert len(sought.roots) == 12
    assert endless.beginning == "x" * 40
    assert indexed("y" * 500) == "y" * 40
    assert len(indexed(" ".join(str(number) for number in range(10**5)))) <= 200_000


@given(st.text())
def test_what_is_typed_becomes_letters_and_numbers_only(typed: str) -> None:
    sought = sought_in(typed)

    assert sought is None or all(word.isalnum() for word in (*sought.roots, sought.beginning))


@given(st.text())
def test_everything_is_found_by_its_own_words(text: str) -> None:
    words = set(indexed(text).split())
    sought = sought_in(text)

    assert sought is None or set(sought.roots) <= words
    assert sought is None or any(word.startswith(sought.beginning) for word in words)
