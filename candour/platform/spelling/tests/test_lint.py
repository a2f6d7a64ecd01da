"""What looks unfinished in a text, and what does not."""

from __future__ import annotations

import pytest

from candour.platform.spelling.lint import unfinished


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See the adult review protocol here XX.", "XX"),
        ("The form is to be added.", "to be added"),
        ("Meetings are held on TBC.", "TBC"),
        ("Ask [name of the lead] first.", "[name of the lead]"),
        ("Fill in the form and send it to:", "Fill in the form and send it to:"),
        ("# Criteria\n\n- abuse or neglect of a child is known or", "abuse or neglect of a child is known or"),
        ("# 1 Scope\n\n# 2 Duties\n\nEverybody reports.", "1 Scope"),
        ("# 3 Scope\n\nAll.\n\n# 3 Duties\n\nAll.", "3 Duties"),
        ("The partners meet four times a year and decide together what they look at", "what they look at"),
        ("", ""),
    ],
)
def test_what_looks_unfinished_is_found(text: str, words: str) -> None:
    found = unfinished(text)
    assert len(found) == 1
    assert found[0].words.endswith(words[-40:])


def test_a_finished_text_with_lists_tables_and_masks_is_clean() -> None:
    text = (
        "# 1 Who we are\n[Source: Executive]\n\nWe are three partners:\n\n- the council\n- the police, and\n"
        "- the board.\n\n| Area | Reviews |\n| --- | --- |\n| East | 12 |\n\n# 2 What we saw\n\n"
        "[Name removed] was [aged 5 to 9] when she moved with [person 2]. Ask Max, who knows more."
    )
    assert [one.words for one in unfinished(text.replace("police, and", "police"))] == []
