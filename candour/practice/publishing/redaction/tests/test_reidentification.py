"""Facts that single somebody out together are named with how to mend them; one by one they pass."""

from __future__ import annotations

import pytest

from candour.practice.publishing.redaction import Register
from candour.practice.publishing.redaction.gate import reidentifying

NOBODY = Register(())


def test_a_summary_of_a_tracker_is_flagged_with_each_of_its_facts() -> None:
    # F42
    # Age, month, weight, hospital and condition of initials went to a wide meeting; that is what this is for.
    (found,) = reidentifying(
        "TQ, 11 weeks old, was admitted to Queen Maud's Hospital in March 2024 weighing 4.1 kg with rib fractures.",
        NOBODY,
    )

    for words in ("11 weeks old", "Queen Maud's Hospital", "March 2024", "4.1 kg", "rib fractures"):
        assert f"“{words}”" in found
    assert "give an age band" in found


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("The partnership met in March 2024 and agreed the training for staff.", False),
        ("Child A, a baby under 1, was taken to a hospital in the spring.", False),
        ("The child, aged 7, lived in Elmsbury with her Albanian father, a taxi driver.", True),
        ("Child A was found in a canal and there was media coverage.", True),
        ("Child A was found in a canal near Elmsbury.", True),
        ("Child A had asthma.", False),
        ("Twins aged 3 were seen by a nurse.", True),
        ("A seven-year-old with cystic fibrosis at Fernhill Academy.", True),
        ("The child [aged 5 to 9] had asthma and was seen by a nurse.", False),
    ],
)
def test_three_kinds_of_fact_or_one_unusual_event_with_another_are_too_many(text: str, flagged: bool) -> None:
    assert bool(reidentifying(text, NOBODY)) is flagged


def test_each_paragraph_is_judged_by_itself() -> None:
    text = "She was aged 7.\n\nHer father was a taxi driver.\n\nThey were Albanian."

    assert reidentifying(text, NOBODY) == []
    assert len(reidentifying(text.replace("\n\n", " "), NOBODY)) == 1


def test_what_the_register_allows_is_no_fact() -> None:
    text = "The child, aged 7, was seen at Elmsbury Hospital in May 2024."

    assert len(reidentifying(text, NOBODY)) == 1
    assert reidentifying(text, Register((), allowed=("Elmsbury Hospital",))) == []
