"""What the notes of a meeting promise: every form in which people write an action, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.practice.governance.finding_promises import Roster, find, initials_of, numbers_in, sentences

ROSTER = Roster.of(
    ("John Carroll", "Teresa DeVito", "Mark Gilbey-Cross", "Kate Dempsey", "Adrian Loades", "Lesley Perry")
)
NUMBERS = frozenset({"2020/16", "2020/17", "2020/18"})


def kinds(text: str) -> list[str]:
    return [str(one.kind) for one in find(text, roster=ROSTER, numbers=NUMBERS)]


@pytest.mark.parametrize(
    "text",
    [
        "Action: JC to make enquiries with DCI who oversees the MASHs.",
        "ACTION – JC to ask.",
        "Action - to be checked.",
        "Actions: both partners to look.",
        "action point: look again.",
        "AP: look again.",
        "Action point 3: look again.",
        "• Action KD to follow up.",
        "It was noted. Action: KD to ask.",
        "This is still to do.",
        "A to-do for the next meeting.",
        "Follow-up needed with housing.",
        "To be actioned by the office.",
    ],
)
def test_an_action_without_a_number_is_found(text: str) -> None:
    assert kinds(text) == ["action"]


@pytest.mark.parametrize(
    "text",
    [
        "JC will write to the director.",
        "John Carroll will write to the director.",
        "Dempsey will also circulate the table.",
        "KD agreed to send the paper.",
        "Kate Dempsey undertook to send the paper.",
        "It was agreed that LP would publish the terms.",
        "It was agreed to bring this back to the October meeting.",
        "MGC is to ask the trust.",
        "LP needs to clear this with AL.",
        "Partners will send their figures by Friday.",
        "We will return to this.",
        "TDV must speak to the team.",
    ],
)
def test_a_promise_with_a_person_is_found(text: str) -> None:
    assert kinds(text) == ["promise"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "All agencies represented.",
        "Action 2020/17: JC to hold meeting with KD and AL.",
        "Action: KD to publish the terms (2020/18).",
        "The action log was reviewed.",
        "Six actions carried forward.",
        "The numbers will be high.",
        "KD will be on leave.",
        "The review will take place in March.",
        "The CCG and the MPS reported on COVID.",
        "JC thanked the NSPCC.",
        "The MASH is to the left of the LADO.",
    ],
)
def test_what_is_numbered_or_no_promise_is_not_found(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("AI to send the figures", "AI"),
        ("The paper was presented by ZQ.", "ZQ"),
        ("JC and XY agreed the table.", "XY"),
        ("Action: AI to send it (2020/17).", "AI"),
        ("The figures came from WX.", "WX"),
        ("Somebody wrote to ZQ.", "ZQ"),
    ],
)
def test_initials_that_nobody_has_are_found(text: str, who: str) -> None:
    found = [one for one in find(text, roster=ROSTER, numbers=NUMBERS) if one.kind == "person"]
    assert [one.who for one in found] == [who]


def test_a_number_that_is_not_in_the_log_is_questioned_and_one_that_is_written_short_is_known() -> None:
    found = find("Action 2020/19: TDV to review. See 2020/16.", roster=ROSTER, numbers=NUMBERS)
    assert ("number", "2020/19") in [(one.kind, one.who) for one in found]
    assert numbers_in("2020/7 and 2020 / 12") == ["2020/07", "2020/12"]


def test_the_notes_of_september_2020_give_the_lost_action_and_the_unknown_person() -> None:
    # T1, T13, F02
    notes = (
        "All agencies represented.\n"
        "Action 2020/16 – Report scheduled to be shared with CDR Manager for consideration once in post.\n"
        "Action: JC to make enquiries with DCI who oversees the MASHs\n"
        "Action 2020/17: JC to hold meeting with AL and AI to take forward.\n"
        "The table was agreed subject to final confirmation from AL.\n"
        "No AOB.\n"
    )
    found = [(str(one.kind), one.who) for one in find(notes, roster=ROSTER, numbers=NUMBERS)]
    assert found == [("action", "JC"), ("person", "AI")]
    lost = find(notes, roster=ROSTER, numbers=NUMBERS)[0]
    assert lost.what == "JC to make enquiries with DCI who oversees the MASHs"


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("John Carroll", {"JC"}),
        ("Teresa DeVito", {"TD", "TDV"}),
        ("Mark Gilbey-Cross", {"MG", "MGC"}),
        ("Madonna", set()),
        ("Zoë van den Berg", {"ZVDB", "ZB"}),
    ],
)
def test_the_initials_of_a_name(name: str, ways: set[str]) -> None:
    assert initials_of(name) == ways


@given(st.text(max_size=400))
def test_any_text_can_be_searched_and_what_is_found_stands_in_it(text: str) -> None:
    for one in find(text, roster=ROSTER, numbers=NUMBERS):
        assert one.words in text


@given(st.lists(st.sampled_from(["One thing.", "Another one!", "Is it?", "2.5 hours passed."]), max_size=6))
def test_sentences_are_kept_whole(parts: list[str]) -> None:
    assert list(sentences(" ".join(parts))) == parts


@given(st.integers(0, 5), st.sampled_from(["\n", " ", "\n\n- "]))
def test_an_unnumbered_action_is_found_wherever_it_stands(place: int, between: str) -> None:
    lines = ["The figures were noted."] * 5
    lines.insert(place, "Action: JC to ask.")
    assert kinds(between.join(lines)) == ["action"]
