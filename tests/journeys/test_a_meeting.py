"""A meeting is held that is not quorate until somebody comes late, with a conflict, and its minutes hide an action."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from candour.practice.governance.models import Action, AgendaItem, Group, Meeting, Minutes
from tests.journeys.walking import Walk

PRESENT = ("Ines Castellan", "Owen Dunmore", "Bea Novak", "Farah Siddiqui")
NOTES = "The group heard that every ward has the checklist.\nAction: DO to ask the hospices for theirs."


@pytest.mark.browser
def test_a_late_arrival_a_conflict_and_an_action_without_a_number(walk: Walk) -> None:
    page = walk.page
    group = Group.objects.get(name="Case Review Working Group", partnership__short_name="Havering SCP")
    meeting = Meeting.objects.get(group=group, state="planned", owner_kind="")
    first, second = AgendaItem.objects.filter(meeting=meeting, removed_at=None).order_by("order")[:2]
    walk.be("Priya Anand")
    walk.go(f"/meetings/{meeting.ref}/live/")
    walk.press("Begin the meeting")
    for name in PRESENT:
        walk.press(f"Is here: {name}")
    walk.press(f"Come to it: {first.title}")
    walk.sees("Not quorate")
    decide(walk, "Do we keep the tracker as it is?", "We keep it.")
    walk.sees("Taken while not quorate")

    # Somebody comes late, and somebody else withdraws from the next item, which keeps its quorum through a late comer.
    walk.press("Is here: Daniel Osei")
    walk.sees("Quorate")
    walk.follow(f"Conflict of interest in {second.title}")
    walk.fill(
        {
            "Who has the conflict?": "Farah Siddiqui",
            "What is the conflict?": "Her own ward",
            "Who takes their place in this item?": "Daniel Osei",
        }
    )
    walk.press("Declare the conflict")
    walk.press("Is here: Leila Hassan")
    walk.press(f"Come to it: {second.title}")
    row = walk.row(second.title)
    expect(row.first).to_contain_text("Farah Siddiqui")
    expect(row.first).to_contain_text("Quorate")
    page.get_by_label("Notes").fill(NOTES)
    expect(page.locator("#saved [data-saved-at]")).to_be_attached()
    decide(walk, "Do we take the checklist, and does the tracker stay?", "We take it, and it stays.")
    walk.press("End the meeting")

    walk.go(f"/groups/{group.ref}/decisions/")
    walk.follow("We keep it.")
    walk.press("It was ratified since")
    walk.fill({"Which later, quorate decision ratifies it?": "We take it, and it stays."})
    walk.press("Ratify")
    walk.sees("By the decision of")

    walk.go(f"/meetings/{meeting.ref}/minutes/")
    walk.press("Finalise and send out")
    walk.sees("1 thing in the minutes is neither numbered as an action nor dismissed with a reason.")
    walk.go(f"/meetings/{meeting.ref}/minutes/")
    walk.follow("Number it")
    walk.fill({"Who answers for it?": "Daniel Osei"})
    walk.press("Save")
    walk.press("Finalise and send out")
    assert Minutes.objects.get(meeting=meeting).state == "final"
    made = Action.objects.get(item=second)
    walk.sees(f"[Action {made.name}]")


def decide(walk: Walk, question: str, decision: str) -> None:
    """Record a decision on the item in hand."""
    walk.press("Record a decision")
    walk.fill({"What was the question?": question, "What was decided?": decision, "Why?": "It serves."})
    walk.press("Save")
