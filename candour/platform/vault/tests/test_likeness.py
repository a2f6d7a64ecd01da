"""Likeness: people written down in two ways share a mark, people who only look a little alike share none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.platform.vault.likeness.marks import Likeness, marks_to_keep, marks_to_seek

BORN = "2019-03-14"
NAMES = st.text(st.characters(codec="utf-8"), max_size=40)


def person(forenames: str = "", surname: str = "", born_on: str = "", **more: str) -> dict[str, str]:
    return {"forenames": forenames, "surname": surname, "born_on": born_on, **more}


def strongest(kept: dict[str, str], sought: dict[str, str]) -> Likeness | None:
    held = marks_to_keep(kept)
    return max((likeness for mark, likeness in marks_to_seek(sought).items() if mark in held), default=None)


SAME_ALL = (90, "the same surname, forename and date of birth")


@pytest.mark.parametrize(
    ("kept", "sought"),
    [
        (("Ann", "Example"), ("ANN", "example")),
        (("Zoë", "Müller"), ("Zoe", "Muller")),
        (("Ann", "O’Brien"), ("Ann", "O'BRIEN")),
        (("Ann", "O'Brien"), ("Ann", "OBrien")),
        (("Ann", "O'Brien"), ("Ann", "O Brien")),
        (("Ann", "Smith-Jones"), ("Ann", "Smith Jones")),
        (("Ann", "Smith-Jones"), ("Ann", "Jones")),
        (("Ann", "Smith"), ("Ann", "Jones Smith")),
        (("Ann", "de la Cruz"), ("Ann", "Cruz")),
        (("Ann", "Mac Donald"), ("Ann", "McDonald")),
        (("Mohammed", "Ali"), ("Muhammad", "Aly")),
        (("Mohammed", "Ali"), ("Mo", "Ali")),
        (("Ali", "Mohamud"), ("Mohammed", "Ali")),
        (("Ayesha", "Chowdhury"), ("Aisha", "Choudhry")),
        (("Abdirahman", "Yusuf"), ("Abdul-Rahman", "Yousef")),
        (("Alexander", "Reed"), ("Alex", "Reed")),
        (("Alexandra", "Reed"), ("Alex", "Reed")),
        (("Elizabeth", "Reed"), ("Lizzie", "Reed")),
        (("Katarzyna", "Nowak"), ("Kasia", "Nowak")),
        (("Łukasz", "Wójcik"), ("Lukasz", "Wojcik")),
        (("Ann Marie", "Reed"), ("Marie", "Reed")),
        (("Mary-Jane", "Reed"), ("Maryjane", "Reed")),
        (("Nguyễn Thị", "Hồng"), ("Nguyen", "Hong")),
        (("محمد", "علی"), ("محمد", "علی")),
    ],
)
def test_the_same_name_is_known_however_it_is_written(kept: tuple[str, str], sought: tuple[str, str]) -> None:
    found = strongest(person(*kept, BORN), person(*sought, BORN))
    turned_round = strongest(person(*sought, BORN), person(*kept, BORN))

    assert found is not None
    assert (found.strength, found.why) == SAME_ALL
    assert turned_round == found


@pytest.mark.parametrize(
    ("kept", "sought", "expected"),
    [
        # All three agree on the day of birth, and on less and less besides.
        (
            person("Bella", "Brown", BORN),
            person("Della", "Braun", BORN),
            (60, "date of birth, and a surname that sounds"),
        ),
        (person("Ann", "Reed", BORN), person("Abel", "Quick", BORN), (30, "date of birth and first letter")),
        (person("Ann", "Reed", BORN), person("Ivy", "Quick", BORN), None),
        # Without a date of birth, or with another one, only the sound of both names speaks.
        (person("Catherine", "Hussain"), person("Katherine", "Hossain"), (40, "sound the same")),
        (person("Ann", "Reed", BORN), person("Ann", "Read", "2019-03-15"), (40, "sound the same")),
        (person("Ann", "Reed"), person("Ivy", "Reed"), None),
        (person("Ann", "Reed"), person("Ann", "Quick"), None),
        # A home is shared by strangers, unless they were born on the same day.
        (
            person("Ann", "Reed", BORN, address="1 Any Street\nRM1 3BB"),
            person("Ivy", "Quick", BORN, address="Flat 9, 1 Any St, rm13bb"),
            (70, "the same date of birth and postcode"),
        ),
        (
            person("Ann", "Reed", "2001-01-01", address="1 Any Street RM1 3BB"),
            person("Ivy", "Quick", BORN, address="1 Any Street RM1 3BB"),
            None,
        ),
        (person(nhs_number="943 476 5919"), person("Ivy", "Quick", nhs_number="9434765919"), (100, "NHS number")),
        (person(nhs_number="943 476"), person("Ivy", "Quick", nhs_number="943476"), None),
        (person(), person(), None),
        (person("Unknown", "Baby", BORN), person("Unknown", "Baby", BORN), None),
        (person("Unborn", "Reed"), person("Baby", "Reed"), None),
        (person("Bo", "Li"), person("Bo", "Lo"), None),
        (person("Robert", "Reed", BORN, known_as="Ziggy"), person("Ziggy", "Reed", BORN), SAME_ALL),
        (person("Ann", "Reed", BORN, former_surname="Quick"), person("Ann", "Quick", BORN), SAME_ALL),
    ],
)
def test_what_two_people_have_in_common_is_said(
    kept: dict[str, str], sought: dict[str, str], expected: tuple[int, str] | None
) -> None:
    found = strongest(kept, sought)

    if expected is None or found is None:
        assert (found, expected) == (None, None)
        return
    assert found.strength == expected[0]
    assert expected[1] in found.why


@pytest.mark.parametrize(
    ("kept", "sought", "strength"),
    [
        ("2019-03-14", "14 March 2019", 90),
        ("2019-03-14", "14/03/2019", 90),
        ("2019-03-14", "2019-03-15", 40),  # another day: only the sound of the names is left
        ("2019-03-14", "March 2019", 70),
        ("March 2019", "2019-03-14", 70),
        ("March 2019", "2019-03", 70),
        ("2019-03", "2019-04", 40),
        ("2019-03-14", "2019", 50),
        ("2019", "2019-03-14", 50),
        ("2019", "March 2019", 50),
        ("2019-03", "about March 2019", 50),
        ("2019", "2018", 40),
        ("2019-03-14", "about 2019", 50),
        ("unknown", "unknown", 40),
        ("unknown", "2019", 40),
        ("yesterday", "yesterday", 40),
    ],
)
def test_dates_known_in_part_agree_as_far_as_they_are_known(kept: str, sought: str, strength: int) -> None:
    found = strongest(person("Ann", "Reed", kept), person("Ann", "Reed", sought))

    assert found is not None
    assert found.strength == strength


def test_twins_are_told_apart_but_found() -> None:
    found = strongest(person("Ann", "Reed", BORN), person("Ivy", "Reed", BORN))

    assert found == Likeness(60, "the same date of birth, and a surname that sounds the same")


def test_a_mark_says_nothing_by_itself() -> None:
    marks = marks_to_keep(person("Ann", "Reed", BORN, address="1 Any Street RM1 3BB", nhs_number="9434765919"))

    assert all(len(mark) == 64 and set(mark) <= set("0123456789abcdef") for mark in marks)
    assert len(marks) > 10


@given(NAMES, NAMES, st.dates(), st.text(max_size=80), st.text(max_size=12))
def test_everybody_is_like_themselves_or_without_marks(
    forenames: str, surname: str, born_on: object, address: str, nhs_number: str
) -> None:
    facts = person(forenames, surname, str(born_on), address=address, nhs_number=nhs_number)

    kept, sought = marks_to_keep(facts), marks_to_seek(facts)

    assert bool(kept) == bool(kept & sought.keys())
    assert len(kept) < 1000


def test_a_name_without_end_makes_few_marks() -> None:
    endless = " ".join(f"Alex{chr(97 + number % 26)} Sam Jo Lizzie" for number in range(5000))

    assert len(marks_to_keep(person(endless, endless, BORN, address="RM1 3BB " * 5000))) < 1000
