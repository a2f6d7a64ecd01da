"""Names put out of a text: what the vault holds in every form in which it is written, and no word besides."""

from __future__ import annotations

import pytest

from candour.practice.cases.queries.anonymity import anonymised, replacements

CHILD = ("subject", {
    "forenames": "Amara Jane", "surname": "Fenwick", "born_on": "3 June 2012", "carer": "Father",
    "address": "14 Larkfield Close, Romford RM3 9ZZ", "nhs_number": "943 476 5919", "whereabouts": "with grandmother",
})  # fmt: skip
FATHER = ("relative", {"name": "Dev Fenwick", "relationship": "father", "born_on": "1980", "phone": "07700 900 123"})


def of(text: str, *people: tuple[str, dict[str, str]]) -> str:
    return anonymised(text, replacements("WH", people or (CHILD, FATHER)))


@pytest.mark.parametrize("text", [
    "Her father said that the grandmother was with her.",
    "Seen on 3 March 1980 and in 1980, in Romford.",
    "The will was read. He will come in may, and it marks an end.",
    "Born on 13/06/2012 is another child, and so is 3 June 2013.",
    "A practitioner closed the case.",
])  # fmt: skip
def test_words_that_anybody_uses_are_left_alone(text: str) -> None:
    will = ("subject", {"forenames": "Will", "surname": "Close", "carer": "mother", "lead_practitioner": "Not known"})
    assert of(text) == text
    assert of(text, will, FATHER) == text


@pytest.mark.parametrize("written", [
    "3 June 2012", "03 June 2012", "3rd June 2012", "3rd of June, 2012", "3 Jun 2012", "3 Jun 12", "June 3, 2012",
    "June 3rd 2012", "03/06/2012", "3/6/2012", "3/6/12", "03.06.2012", "3-6-2012", "2012-06-03", "03 06 2012",
])  # fmt: skip
def test_a_birth_date_goes_however_it_is_written(written: str) -> None:
    assert of(f"Born {written}, she says.") == "Born [born on], she says."


@pytest.mark.parametrize(("text", "instead"), [
    ("Amara's mother and Amara’s aunt", "WH's mother and WH’s aunt"),
    ("Amaras shoes, AMARA, amara", "WHs shoes, WH, WH"),
    ("Amára came", "WH came"),
    ("Amara Fenwick; Amara Jane Fenwick; Fenwick, Amara; AMARA-JANE", "WH; WH; WH; WH"),
    ("Mr Fenwick rang. The Fenwicks left.", "Mr [family name] rang. The [family name]s left."),
    ("Dev Fenwick and Dev", "[relative 1 of WH] and [relative 1 of WH]"),
    ("At 14 Larkfield Close, RM39ZZ.", "At [address], [address]."),
    ("She went to Larkfield Close.", "She went to [address]."),
    ("NHS 9434765919, tel +44 7700 900123.", "NHS [nhs number], tel [phone]."),
])  # fmt: skip
def test_a_name_goes_in_each_of_its_forms(text: str, instead: str) -> None:
    assert of(text) == instead


@pytest.mark.parametrize(("name", "text", "instead"), [
    ("Will", "Will was seen; he will return with Will's coat.", "WH was seen; he will return with WH's coat."),
    ("May", "May came on 3 May 2026, and may come again.", "WH came on 3 May 2026, and may come again."),
    ("Zoë", "Zoe and Zoë and ZOË", "WH and WH and WH"),
    ("Łucja", "Lucja and Łucja", "WH and WH"),
])  # fmt: skip
def test_a_name_that_is_a_word_or_has_an_accent(name: str, text: str, instead: str) -> None:
    assert of(text, ("subject", {"forenames": name, "surname": "Quennell"})) == instead


def test_a_carer_who_is_named_is_not_the_child() -> None:
    child = ("subject", {"forenames": "Amara", "surname": "Fenwick", "carer": "Mr Dev Obi, lodger"})
    assert of("Mr Obi and Dev Obi were in; the lodger left.", child) == (
        "Mr [carer] and [carer] were in; the lodger left."
    )
