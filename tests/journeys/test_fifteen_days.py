"""A partnership manager takes a new referral through the fifteen days, to the Panel's reply and its follow-up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.journeys.answering import add_events, sign, write_up_to_the_events, write_what_follows
from tests.journeys.walking import Walk, at, swept

MANAGER, NOTHING = "Priya Anand", "Nothing in the records speaks for it."
OUTLINE = "A girl of fourteen was found by a passer-by after an overdose"
"""Referred on Tuesday 17 November: day 1 of the plan, so day 6 is the 24th and day 15 is Monday 7 December."""
NOTIFIABLE = "Is this a notifiable incident?"
CRITERIA = {
    "The local authority knows or suspects that the child has been abused or neglected.": "Yes",
    "The child died.": "No",
    "The child was seriously harmed.": "Yes",
    "(a) It happened in the local authority's area.": "Yes",
    "(b) It happened outside England while the child was normally resident in the authority's area.": "No",
}
OTHER_TESTS = {
    "Criteria for a local child safeguarding practice review": "The criteria for a local review have been considered.",
    "Criteria for a national child safeguarding practice review": (
        "The criteria for a national review have not been considered."
    ),
    "Criteria for local action": "Local action is called for.",
}
ANSWERS_NO_CONTACT = {
    "Farah Siddiqui": "Barking, Havering and Redbridge University Hospitals NHS Trust",
    "Leila Hassan": "Havering Council Education Services",
    "Owen Dunmore": "Havering Council Children’s Services",
}
POLICE, NELFT = "Metropolitan Police East Area BCU", "NELFT NHS Foundation Trust"
OUTCOME = "Carry out a local child safeguarding practice review"
EVENTS = (
    ("12 6 2026", "Helpline record", "Amara’s father asked for help because she no longer left her room."),
    ("September 2026", "Letter book", "The first appointment was not kept."),
)


@pytest.mark.browser
def test_the_fifteen_days_from_the_referral_to_the_follow_up_of_the_reply(walk: Walk, tmp_path: Path) -> None:
    with at(date(2026, 11, 18), "09:40"):
        key = _receive(walk)
        _settle_whether_it_is_notifiable(walk)
        _the_council_notifies(walk, key, tmp_path)
        _ask_the_agencies(walk, key)
    with at(date(2026, 11, 20), "11:00"):
        _nelft_answers(walk, key)
        for name in ANSWERS_NO_CONTACT:
            _nothing_known(walk, key, name)
    with at(date(2026, 11, 24), "17:30"):
        _chase_the_police(walk, key)
    with at(date(2026, 11, 25), "09:10"):
        _nothing_known(walk, key, "Ines Castellan")
        _release_and_read(walk, key)
    with at(date(2026, 11, 26), "10:02"):
        _meet(walk, key)
        _find_and_recommend(walk)
        _conclude_the_other_tests(walk)
    with at(date(2026, 12, 2), "10:00"):
        _draft(walk, key, tmp_path)
        _comment(walk, key)
    with at(date(2026, 12, 3), "10:00"):
        _finish(walk, key)
        _partners_agree(walk, key)
    with at(date(2026, 12, 4), "11:00"):
        _send(walk, key)
    with at(date(2026, 12, 14), "09:30"):
        _reply(walk, key)


def open_case(walk: Walk, key: str, page: str = "") -> None:
    walk.follow("Cases")
    walk.follow(key)
    if page:
        walk.follow(page)


def _receive(walk: Walk) -> str:
    walk.be(MANAGER)
    walk.follow("Answer the test: Notify the Panel or decide it is not notifiable")
    walk.follow("Overview")
    walk.sees("Not started: 15 working days allowed", "Somebody must see the younger brother today.")
    key = walk.main.locator(".case-head__key").inner_text().removeprefix("Case ")
    walk.follow("the referral and the people")
    walk.sees(OUTLINE)
    walk.sees_nothing_of("Fenwick", "Amara")
    walk.press(f"Is this person already known here? Child {key}2")
    walk.sees("Nobody like this person is known in any case that you can open.")
    walk.follow("Referral and people")
    walk.follow(f"Show the name of Child {key}2")
    walk.fill({"Why do you need to see this?": "To complete a statutory notification"})
    walk.fill({"Say it in your own words": "To tell the council about the younger brother."})
    walk.press("Show it")
    walk.sees("Isaac", "Fenwick", "about 2017")
    walk.follow("Referral and people")
    walk.follow("Change the facts")
    walk.fill({"Themes, in general words": "Not in school; waiting for assessment"})
    walk.press("Save")
    walk.sees("Not in school; waiting for assessment")
    return key


def _settle_whether_it_is_notifiable(walk: Walk) -> None:
    walk.follow("Notification")
    walk.follow("Change when the council became aware")
    walk.fill({"When did the council become aware?": "17 11 2026"})
    walk.press("Save")
    walk.press("Share with every statutory partner")
    walk.fill({"For which legal reason is it shared?": "Each partner has to act for the child’s safety."})
    walk.press("Share it now")
    walk.sees("Havering Council: 18 November 2026, 09:4")
    walk.follow("Tests")
    walk.follow(f"Answer: {NOTIFIABLE}")
    for text, answer in CRITERIA.items():
        walk.fill({text: answer, f"Evidence for: {text}": "Seen on the ward." if answer == "Yes" else NOTHING})
    walk.press("Save")
    walk.sees("5 of 5 answered")
    walk.follow(f"Conclude: {NOTIFIABLE}")
    walk.fill({NOTIFIABLE: "The incident is notifiable.", "Why?": "Neglect is suspected, and the harm will last."})
    walk.press("Save")
    walk.sees("Conclusion: The incident is notifiable.")
    walk.follow("Overview")
    walk.sees("Record the notification")


def _the_council_notifies(walk: Walk, key: str, folder: Path) -> None:
    copy = folder / "notice.pdf"
    copy.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    walk.be("Helen Marsh")
    open_case(walk, key, "Notification")
    walk.press("Lay out the copy sheet")
    walk.sees("2 children: 1 notice needed.", "Amara Fenwick", "3 June 2012")
    parts = [part.inner_text() for part in walk.main.get_by_role("heading", level=2).all()]
    assert parts == [
        "The local authority",
        "The incident",
        "Child 1",
        "Child 2",
        "Family and household",
        "Safeguarding and proceedings",
    ]
    walk.follow("Back to the notification")
    walk.follow("Record that it was sent")
    walk.fill({"On which day?": date(2026, 11, 18), "At what time?": "9.75", "Who sent it?": "Helen Marsh"})
    walk.press("Save")
    walk.is_told("Enter a time like 09:30 or 14:05.")
    walk.fill({"At what time?": "09:30", "Reference that the national service gave": "SIN-2026-007001"})
    walk.fill({"The copy of the notice": str(copy)})
    walk.press("Save")
    walk.sees("Sent in time", "18 November 2026, 09:30 by Helen Marsh, reference SIN-2026-007001", "copy of the notice")


def _ask_the_agencies(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key)
    walk.press("Open the review")
    # Notified on 18 November: the fifteenth working day after it is 9 December.
    walk.sees("Day 0 of 15", "due Wed 9 Dec 2026", "Nobody has been asked yet.")
    walk.follow("Write to the agencies")
    walk.press("Write to agencies")
    walk.press("Write to these agencies")
    walk.is_told("Choose at least one agency.")
    walk.fill(dict.fromkeys([*ANSWERS_NO_CONTACT.values(), POLICE, NELFT], True))
    walk.press("Write to these agencies")
    walk.sees("5 agencies have not answered.")
    expect(walk.row(POLICE)).to_contain_text("by Tue 24 Nov 2026, 17:00")


def _nelft_answers(walk: Walk, key: str) -> None:
    walk.be("Daniel Osei")
    walk.follow(f"Answer the request: Summary of {NELFT} – case {key}")
    walk.sees("Amara", "Fenwick", "Please answer by")
    write_up_to_the_events(walk)
    add_events(walk, *EVENTS)
    walk.follow("Continue")
    write_what_follows(walk, needed="Offer the younger brother a talk this week.")
    walk.press("Send for sign-off")
    walk.sees("It waits for a senior manager’s sign-off", "Secured by Records manager")
    walk.be("Moira Keane")
    walk.follow(f"Sign off the summary: Summary of {NELFT} – case {key}")
    sign(walk, "Moira Keane", "Director of nursing")
    walk.sees("Signed off by Moira Keane, Director of nursing, 20 November 2026, 11:0")


def _nothing_known(walk: Walk, key: str, name: str) -> None:
    walk.be(name)
    walk.follow("Requests to my agency")
    walk.follow(f"Answer for case {key}")
    walk.press("No contact: say so in one step")
    walk.fill({"Who checked the records?": name})
    walk.press("Send this answer")
    walk.sees("Your answer has reached the partnership. There is nothing more to do.")


def _chase_the_police(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Agencies")
    expect(walk.row(POLICE)).to_contain_text("Late: Asked")
    walk.follow(POLICE)
    walk.press("Chase")
    expect(walk.row(POLICE)).to_contain_text("chased 1 time")


def _release_and_read(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Agencies")
    walk.press("Release the returns")
    walk.follow("Chronology")
    walk.sees(f"{key}’s father asked for help")
    walk.press("Add an event")
    walk.fill({"When did it happen?": "around Easter", "Where is it known from?": "School register"})
    walk.fill({"What happened?": "Amara stopped coming to school."})
    walk.press("Save")
    walk.is_told()
    walk.fill({"When did it happen?": "April 2026", "What was done?": "Two letters home."})
    walk.press("Save")
    walk.sees("April 2026", f"{key} stopped coming to school.")
    walk.sees_nothing_of("Amara")
    walk.follow("Give a short name to event 1")
    walk.fill({"A short name for the event": "leaving school"})
    walk.press("Save")
    walk.sees("Short name: leaving school")
    walk.follow("Show it as the sources tell it")
    walk.sees("Amara stopped coming to school.")
    walk.follow("Meeting")
    walk.press("Call the meeting")
    walk.fill({"On which day?": date(2026, 11, 26), "At what time?": "10:00", "Where, or by which link?": "Town hall"})
    walk.press("Save")
    walk.sees("Case Review Working Group, 26 November 2026, 10:00, Town hall", "Not quorate")


def _meet(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Meeting")
    quorum = walk.main.locator(".quorum h2")
    # Five of ten agencies, with the four that have to be there.
    for name in ("Ines Castellan", "Bea Novak", "Ruth Ellison", "Daniel Osei"):
        walk.press(f"Is here {name}")
        expect(quorum).to_have_text("Not quorate")
    walk.press("Deputy is here Carys Yilmaz")
    expect(quorum).to_have_text("Quorate")
    walk.look(again="quorate")
    walk.sees("Carys Yilmaz, standing deputy for Owen Dunmore, since 10:0")
    walk.follow("Raise an immediate action")
    walk.fill({"What must be done at once?": "See him at school today.", "Who does it?": "Leila Hassan"})
    walk.press("Save")
    walk.follow("Record as done: See him at school today.")
    walk.fill({"What was done, and how do you know?": "The school nurse saw him at eleven and rang."})
    walk.press("Save")
    walk.sees("The school nurse saw him at eleven and rang.")


def _find_and_recommend(walk: Walk) -> None:
    walk.follow("Add under Concern")
    walk.fill({"What did the meeting find?": "Nobody asked why she stopped coming to school."})
    walk.fill({"Which agency acts on it?": "Havering Council Education Services"})
    walk.press("Save")
    walk.follow("Add under Recommendation")
    walk.fill({"What did the meeting find?": "A visit within five days of a child’s leaving school."})
    walk.press("Save")
    walk.sees("Nobody asked why she stopped coming to school. (Havering Council Education Services)")
    walk.press("Record the recommendation")
    walk.fill({"Which outcome?": OUTCOME, "Why?": "Nobody held the whole picture."})
    walk.press("Save")
    walk.sees("Made while quorate")
    walk.press("Leaves Adult social care")
    expect(walk.main.locator(".quorum h2")).to_have_text("Not quorate")
    walk.sees("Made while quorate")
    walk.press("End the meeting")
    walk.sees("The meeting has ended. The draft comes next.")


def _conclude_the_other_tests(walk: Walk) -> None:
    walk.follow("Tests")
    for title, conclusion in OTHER_TESTS.items():
        walk.follow(f"Answer: {title}")
        criteria = walk.main.locator("fieldset").all()
        for number, criterion in enumerate(criteria):
            criterion.get_by_role("radio", name="No" if number else "Yes", exact=True).check()
        for evidence in walk.main.get_by_role("textbox").all():
            evidence.fill("As the returns say.")
        walk.press("Save")
        walk.follow(f"Conclude: {title}")
        walk.fill({title: conclusion, "Why?": "It shows what is needed."})
        walk.press("Save")
        walk.sees(f"Conclusion: {conclusion}")


def _draft(walk: Walk, key: str, folder: Path) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Report")
    walk.press("Write the summary and analysis")
    walk.fill({"Summary of facts": "A girl was found after an overdose."})
    walk.fill({"Analysis: what happened, and why": "Nobody asked why she left school."})
    walk.press("Save")
    walk.press("Make a new version")
    with walk.page.expect_download() as download:
        walk.row("Version 1").get_by_role("link", name="Word").click()
    edited = folder / "edited.docx"
    download.value.save_as(edited)
    report = docx.Document(str(edited))
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert "Nobody asked why she left school." in texts
    assert not [text for text in texts if "Amara" in text or "Fenwick" in text]
    report.add_paragraph("A sentence of the head of safeguarding.")
    report.save(str(edited))
    walk.follow("Put back a version edited in Word")
    walk.fill({"Choose the file": str(edited)})
    walk.press("Save")
    walk.sees("Waits to be scanned")
    walk.press("Send the draft for comments")
    walk.sees("The newest version waits to be scanned, so nobody could open it. Try again in a minute.")
    swept()
    walk.press("Send the draft for comments")
    walk.sees("Open until 3 December 2026, 09:30")


def _comment(walk: Walk, key: str) -> None:
    walk.be("Daniel Osei")
    open_case(walk, key, "Report")
    walk.press("Comment")
    walk.fill({"Where in the draft?": "Section 5", "Your comment": "The first call was in May."})
    walk.press("Save")
    walk.sees("The first call was in May.")


def _finish(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Report")
    walk.press("Finish the report")
    walk.press("Finish the report")
    walk.is_told("1 comment is neither accepted nor refused.")
    walk.follow("Report")
    walk.follow("Answer it to Daniel Osei")
    walk.fill({"What do you do with the comment?": "Accepted"})
    walk.press("Save")
    walk.press("Finish the report")
    walk.press("Finish the report")
    walk.sees("The report is finished. Open the decision room for the partners.", "Final, edited in Word")
    walk.follow("Decision room")
    walk.press("Open the decision room")
    walk.fill({"Until which day may the partners answer?": date(2026, 12, 4), "Until what time?": "16:00"})
    walk.press("Open the room")
    walk.sees("3 partners have not answered.")


def _partners_agree(walk: Walk, key: str) -> None:
    for name in ("Helen Marsh", "Marcus Bell", "Grace Adeyemi"):
        walk.be(name)
        walk.follow(f"Open the decision room: Strategic partners sign the final report – case {key}")
        walk.press("Give your position")
        walk.fill({"What is your position?": "Agree", "Your reason": f"Agreed by {name}."})
        walk.press("Give this position")
    walk.sees("All three safeguarding partners, 3 December 2026, 10:0", OUTCOME, "Agreed by Helen Marsh.")


def _send(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    walk.follow(f"Send it to the Panel: Report sent to the national Panel – case {key}")
    walk.press("Record that it was sent")
    walk.fill({"On which day?": date(2026, 12, 4), "At what time?": "10:50"})
    walk.fill({"Receipt or reference, if one came": "Panel receipt 7001"})
    walk.press("Save")
    # From 18 November: two working days in that week, five and five in the next two weeks, make twelve on 4 December.
    walk.sees("12 working days of 15: in time", "It was due Wed 9 Dec 2026", "Panel receipt 7001", "Report as sent")
    walk.follow("Record Agencies that took part")
    walk.fill({"On which day?": date(2026, 12, 4), "At what time?": "10:58", "How?": "By message to the leads"})
    walk.press("Save")
    walk.sees("4 December 2026, 10:58, by Priya Anand: By message to the leads")


def _reply(walk: Walk, key: str) -> None:
    walk.be(MANAGER)
    open_case(walk, key, "Sending and reply")
    walk.press("Record the reply")
    walk.fill({"When did the reply come?": date(2026, 12, 14), "Does the Panel agree with the decision?": "Yes"})
    walk.fill({"What does the Panel say?": "The Panel agrees."})
    walk.fill({"What does it ask for or suggest?": "Say who watches children out of school.\nSend the report."})
    walk.press("Save")
    walk.is_told("Enter the day by which the follow-ups will be answered.")
    walk.fill({"By when will these be answered?": date(2027, 1, 15)})
    walk.press("Save")
    walk.sees("14 December 2026: agrees.")
    walk.follow("Record as done: Say who watches children out of school.")
    walk.fill({"What was done, and how do you know?": "Letter of 14 December."})
    walk.press("Save")
    expect(walk.row("Say who watches children out of school.")).to_contain_text("Done")
    expect(walk.row("Send the report.")).to_contain_text("by 15 January 2027")
    walk.follow("Cases")
    line = walk.row("Not in school; waiting for assessment")
    expect(line).to_contain_text("12 of 15")
    expect(line).to_contain_text("In time")
    expect(line).to_contain_text("Panel has replied: carry out a local child safeguarding practice review")
