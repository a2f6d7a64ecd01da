"""The office commissions a review and finishes it past a hold; a case is tabled at the joint partnership."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from candour.practice.cases.models import Case, RapidReview
from candour.practice.cases.operations.voices import open_voices
from candour.practice.voice.operations import rooms
from candour.rulebook import index
from tests.cast import Cast
from tests.journeys.walking import Walk, swept

MANAGER = "Priya Anand"
TODAY = date(2026, 11, 18)
JOINT = "BHR Safeguarding Partnership"
TERMS = {
    "What is the review for?": "To learn why refusal was taken as choice.",
    "From when does it look?": "January 2025",
    "Until when?": "September 2026",
    "Key lines of enquiry": "Who weighed capacity?\nWho closed the care?",
}
REVIEWER = {
    "Name": "Tomas Ferreira",
    "Method": "A systems method",
    "How was their independence checked, and what was found?": "No work for any agency here.",
    "Fee in pounds": "9800",
}
FACTS = {"Method": "A systems method", "How was the family invited and involved?": "A friend was met twice."}


@pytest.mark.browser
def test_a_review_is_commissioned_held_and_finished(demonstration_cast: Cast, walk: Walk, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("What was found, in draft.", encoding="utf-8")
    case = Case.objects.get(about="adult", kind="serious-incident")
    manager = demonstration_cast.acting("manager")
    room = open_voices(manager, ref=case.ref)
    rooms.describe(manager, ref=room.ref, version=room.version, nobody_because="His sister has died.", next_words="")
    walk.be(MANAGER)
    walk.go(f"/cases/{case.ref}/reviews/")
    walk.follow("Safeguarding adults review (mandatory)")
    walk.sees("Agree the terms of reference first.", "161 days left")
    _commission(walk)
    _hold(walk, case.ref)
    _draft(walk, draft)
    _sign_off(walk)
    _publish(walk, case.ref)


def _commission(walk: Walk) -> None:
    walk.follow("Commissioning and drafts")
    walk.follow("Draft the terms")
    walk.fill(TERMS)
    walk.press("Save")
    walk.follow("Record that version 1 was agreed")
    walk.fill({"Which body or meeting agreed them?": "The board", "When?": TODAY})
    walk.press("Save")
    walk.follow("Name the reviewer")
    walk.fill(REVIEWER)
    walk.press("Save")
    walk.sees("£9,800.00")
    walk.follow("How it stands")
    walk.press("Begin the review")
    walk.sees("Put in a draft of the report first.")


def _hold(walk: Walk, ref: str) -> None:
    walk.follow("Put the case on hold")
    walk.fill(
        {
            "What does the case wait for?": "The inquest",
            "Why?": "The coroner has asked that nothing is published before.",
            "Whom do you ask how it stands?": "The coroner’s officer",
            "When do you ask next?": date(2026, 12, 9),
        }
    )
    walk.press("Save")
    walk.follow("Reviews that follow")
    walk.follow("Safeguarding adults review (mandatory)")
    walk.sees("On hold: The inquest", "held since 18 November 2026, and the limit goes on")


def _draft(walk: Walk, draft: Path) -> None:
    walk.follow("Commissioning and drafts")
    walk.follow("Put in a draft")
    walk.fill({"What is new in this draft?": "All of it", "Choose the file": str(draft)})
    walk.press("Save")
    swept()
    for stage, link in (
        ("setting-up", "Answer the markers: Being set up"),
        ("under-way", "Answer the markers: Under way"),
        ("with-group", "Answer the markers: Draft with the working group"),
    ):
        walk.follow(link)
        for marker in index.QUALITY_MARKERS:
            if marker.stage == stage:
                walk.fill({f"{marker.title}: {marker.asks}": "Yes", f"{marker.title}: what shows it?": "It was seen."})
        walk.press("Save")
    walk.follow("How it stands")
    walk.press("Put the draft to the working group")
    walk.sees("Sign the quality check of the newest draft first.")
    walk.follow("Commissioning and drafts")
    walk.follow("Group looked at it")
    walk.fill({"On which day?": TODAY})
    walk.press("Save")
    walk.follow("Sign the check")
    walk.fill(
        {
            "Who signs the quality check?": "Ruth Ellison, for the group",
            "What did they find?": "It says why.",
            "The draft may be put to the statutory partners": True,
        }
    )
    walk.press("Save")
    walk.follow("How it stands")
    walk.press("Put the draft to the partners")


def _sign_off(walk: Walk) -> None:
    walk.sees("1 duty is not signed off.", "The fact sheet is blank at: Method")
    walk.follow("Record the sign-off")
    walk.fill({"Who signed it off for that body?": "Yvonne Clarke, chair of the board", "When?": TODAY})
    walk.press("Save")
    walk.follow("Fact sheet")
    walk.follow("Fill in the fact sheet")
    walk.fill(FACTS)
    walk.press("Save")
    walk.sees("A friend was met twice.")
    walk.follow("How it stands")
    walk.press("Sign the report off")


def _publish(walk: Walk, ref: str) -> None:
    walk.sees("The case is on hold. Lift the hold first")
    walk.follow("Record that learning went out")
    walk.fill({"When did learning go out?": TODAY, "What went out, and to whom?": "A briefing to every team."})
    walk.press("Save")
    walk.follow("Look after the hold")
    walk.press("Lift the hold")
    walk.follow("Reviews that follow")
    walk.follow("Safeguarding adults review (mandatory)")
    walk.follow("Record the publication")
    walk.fill({"On which day was it published?": TODAY, "Where?": "The board’s site"})
    walk.press("Save")
    walk.sees("Published", "The board’s site", "A briefing to every team.")


@pytest.mark.browser
def test_a_case_is_tabled_at_the_joint_partnership_in_words_that_find_nobody(
    demonstration_cast: Cast, walk: Walk
) -> None:
    key = RapidReview.objects.select_related("case").get(state="finished").case.key
    walk.be(MANAGER)
    walk.follow("Cases")
    walk.follow("Joint view")
    walk.sees("not tabled at both yet.")
    walk.follow(key)
    walk.follow("Plan a tabling")
    walk.fill({"Where is the case to be tabled?": JOINT})
    walk.press("Save")
    walk.follow("Table it now")
    walk.fill({"Themes, in general words": "Stabbing of a boy of sixteen near Romford in November"})
    walk.fill({"I have checked that nothing here could identify anybody": True})
    walk.press("Save")
    walk.is_told("which can single somebody out")
    walk.fill({"Themes, in general words": "Exploitation; placement at a distance; knife crime"})
    walk.press("Save")
    walk.sees("They see this line and nothing else.")
    walk.go("/joint-view/")
    walk.follow("The joint partnership")
    assert walk.row(key).count() == 1
    walk.go("/joint-view/scrutineer/")
    walk.sees_nothing_of("placement at a distance")
