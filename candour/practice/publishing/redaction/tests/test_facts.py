"""Days, ages, addresses, organisations and numbers are found by what they mean, and look-alikes are left standing."""

from __future__ import annotations

import pytest

from candour.practice.publishing.redaction.facts.codes import is_health_number
from candour.practice.publishing.redaction.tests.cast import marked


@pytest.mark.parametrize(
    "written",
    [
        "14/03/2018",
        "14/3/18",
        "14.03.18",
        "14-3-2018",
        "2018-03-14",
        "14 March 2018",
        "14th of March 2018",
        "March 14th, 2018",
        "Wednesday 14 March 2018",
        "14 Mar 18",
        "14Mar2018",
        "20180314",
        "14032018",
        "the fourteenth of March 2018",
        "14th March",
    ],
)
def test_a_day_is_found_by_its_value(written: str) -> None:
    assert marked(f"She was born ({written}) there.") == f"She was born ([{written}: child]) there."


@pytest.mark.parametrize(
    "text",
    [
        "The policy was issued on 13 March 2018 and 14/03/2019.",
        "Version 3.2 was agreed at 11.15 on page 14.",
        "The wrong day was the 15th of March.",
    ],
)
def test_another_day_is_left_standing(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thomasina is 6 years old.", "[Thomasina: child] is [6 years old: child]."),
        ("Thomasina, 6, slept.", "[Thomasina: child], [6: child], slept."),
        ("She was a six-year-old girl.", "She was a [six-year-old: child] girl."),
        ("Chidinma aged 33 came.", "[Chidinma: mother] aged [33: mother] came."),
        ("They were 6 and 11 when it began.", "They were [6: child] and [11: brother] when it began."),
        ("Thomasina (6 yrs) fell.", "[Thomasina: child] ([6 yrs: child]) fell."),
        ("At 6, Thomasina could read.", "At [6: child], [Thomasina: child] could read."),
        ("Thomasina is 74/12 old.", "[Thomasina: child] is [74/12 old: child]."),
        ("Children aged 6 and under are seen.", "Children aged 6 and under are seen."),
        ("A six-week check and a 6 month plan.", "A six-week check and a 6 month plan."),
        ("The 0-19 service saw 6 of them.", "The 0-19 service saw 6 of them."),
    ],
)
def test_an_age_that_follows_from_a_date_of_birth_is_found(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "written",
    [
        "Flat 3, 28 St Brannock's Road, Harrowdene, QZ3 9LD",
        "28 St Brannock's Road",
        "28 Saint Brannocks Rd",
        "St Brannock's Road",
        "28, St Brannock's Road",
        "QZ3 9LD",
        "QZ39LD",
        "St Branock's Road",
    ],
)
def test_an_address_is_found_in_full_and_in_part(written: str) -> None:
    assert marked(f"They live at {written} now.") == f"They live at [{written}: home] now."


@pytest.mark.parametrize(
    ("written", "whose"),
    [
        ("St Brannock's C of E Primary School", "school"),
        ("St Brannock's CE Primary", "school"),
        ("St Brannocks School", "school"),
        ("St Brannock's", "school"),
        ("The Old Tannery Medical Practice", "surgery"),
        ("Old Tannery Medical", "surgery"),
        ("Tannery Practice", "surgery"),
        ("Old Tanery Medical Practice", "surgery"),
    ],
)
def test_an_organisation_is_found_in_full_and_in_short(written: str, whose: str) -> None:
    assert marked(f"Letters from {written} were lost.") == f"Letters from [{written}: {whose}] were lost."


@pytest.mark.parametrize(
    ("written", "whose"),
    [
        ("943 476 5919", "child"),
        ("9434765919", "child"),
        ("943-476-5919", "child"),
        ("QQ123456C", "mother"),
        ("QQ 12 34 56 C", "mother"),
        ("07700 900118", "mother"),
        ("07700900118", "mother"),
        ("+44 7700 900118", "mother"),
        ("0044 (0)7700 900118", "mother"),
        ("chidi91@example.com", "mother"),
        ("@chidi.eze", "mother"),
        ("LK19 ZZP", "father"),
        ("lk19zzp", "father"),
        ("LCS/2024-00817", "ref"),
        ("LCS 2024 00817", "ref"),
        ("LCS202400817", "ref"),
        ("thomasina.brightwell@example.com", "child"),
        ("https://www.example.com/thomasina-brightwell", "child"),
    ],
)
def test_a_number_of_the_register_is_found_however_it_is_spaced(written: str, whose: str) -> None:
    assert marked(f"Noted: {written} today.") == f"Noted: [{written}: {whose}] today."


@pytest.mark.parametrize(
    "written",
    [
        "485 777 3457",
        "07911 123456",
        "0113 496 0123",
        "+44 7911 123456",
        "0044 7911 123456",
        "485.777.3457",
        "CV16  9BS",
        "JG103759A",
        "TS16 OTU",
        "someone.else@example.org",
        "@someone_else1",
        "CV16 9BS",
    ],
)
def test_a_number_that_proves_itself_is_found_though_nobody_is_known_by_it(written: str) -> None:
    assert f"[{written}: nobody" in marked(f"Noted: {written} today.")


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 9434765918 for £9,434.76 was paid.",
        "Order 485 777 3456 was raised; see HC 1024 and Cm 5730.",
        "Write to info@harrowdene.example or enquiries@council.example.",
        "The rule is 7.2 and the form is RR3.",
    ],
)
def test_look_alikes_are_left_standing(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [("9434765919", True), ("4857773457", True), ("9434765918", False), ("1111111111", False), ("943476591", False)],
)
def test_the_last_digit_proves_an_nhs_number(digits: str, is_one: bool) -> None:
    # 9434765919: 9x10+4x9+3x8+4x7+7x6+6x5+5x4+9x3+1x2 = 299; 299 mod 11 = 2; 11 - 2 = 9, the last digit.
    assert is_health_number(digits) is is_one
