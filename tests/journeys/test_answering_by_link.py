"""Agencies answer without an account: by the link in a letter, in one step, and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from candour.practice.cases.models import Case
from candour.practice.cases.operations import duties, reviews
from candour.project.demonstration.stage import ask
from tests.cast import Cast
from tests.journeys.answering import sign, write_up_to_the_events, write_what_follows
from tests.journeys.walking import Walk, code_in, letter_to, link_in

REQUEST = "Information is needed for a safeguarding review"
SIGN_OFF = "A summary waits for your sign-off"
ON_PAPER = {
    "Has your agency had any contact with the person or the family? (Yes or No)": "Yes",
    "Your name": "Daniel Osei",
    "Your job title": "Named nurse",
    "Email address": "daniel.osei@example.org",
    "Have your agency's records on this family been secured? (Yes or No)": "Yes",
    "What was your agency's involvement with the person and family in the last 12 months?": "Two calls for help.",
    "What is new, what has been seen before, and what could be improved?": "Ask why a child stays away.",
}


@pytest.fixture
def key(walk: Walk, demonstration_cast: Cast) -> str:
    """A case whose agencies have just been written to, with links to this site."""
    manager = demonstration_cast.acting("manager")
    case = Case.objects.get(state="received", kind="serious-incident")
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    reviews.open_review(manager, ref=case.ref)
    ask(manager, case, ["Police", "NELFT", "Havering Education"])
    return case.key


@pytest.mark.browser
def test_a_lead_answers_by_the_link_in_the_letter_and_the_senior_signs_off_by_another(key: str, walk: Walk) -> None:
    _open(walk, "ines.castellan@example.org", REQUEST)
    walk.sees("Metropolitan Police East Area BCU", f"Agency summary – case {key}", "Amara")
    walk.follow("Name the lead")
    walk.fill({"Who leads at the agency?": "Ines Castellan", "Their email address": "ines.castellan@example.org"})
    walk.press("Save")
    walk.follow("Confirm that records are secured")
    walk.fill({"Have the agency’s records been secured?": "Yes"})
    walk.press("Save")
    walk.is_told("Enter the day on which they were secured.")
    walk.fill({"If they have, who secured them?": "The records bureau"})
    walk.fill({"On which day?": date(2026, 11, 17), "At what time?": "16:50"})
    walk.press("Save")
    walk.sees("Secured by The records bureau")
    write_up_to_the_events(walk)
    _a_date_that_is_none_is_refused(walk)
    walk.follow("Continue")
    write_what_follows(walk)
    walk.press("Send for sign-off")
    walk.sees("Under “Key events”, event 1, “When”: “last spring” is no date.")
    walk.follow("Key events")
    walk.follow("Change Event 1")
    walk.fill({"When?": "March 2026"})
    walk.press("Save and continue")
    walk.follow("Back to all questions")
    walk.press("Send for sign-off")
    walk.follow("Send a senior manager a link to sign it off")
    walk.fill({"Email address of the senior manager who signs off": "ines.castellan@example.org"})
    walk.press("Save")
    walk.is_told("Somebody senior to the author signs off, so this must be another address.")
    walk.fill({"Email address of the senior manager who signs off": "chief@example.org"})
    walk.press("Save")
    _open(walk, "chief@example.org", SIGN_OFF)
    sign(walk, "Col Hargreaves", "Detective chief inspector")
    walk.sees("Signed off by Col Hargreaves, Detective chief inspector")
    walk.go("/cases/")
    assert walk.heading() == "Sign in", "a link opens its own request and nothing else"


@pytest.mark.browser
def test_an_agency_that_knows_nobody_says_so_in_one_step(key: str, walk: Walk) -> None:
    _open(walk, "leila.hassan@example.org", REQUEST)
    walk.press("No contact: say so in one step")
    walk.fill({"Who checked the records?": "Leila Hassan"})
    walk.press("Send this answer")
    walk.sees("Your answer has reached the partnership. There is nothing more to do.", "No contact")
    walk.be("Priya Anand")
    walk.follow("Cases")
    walk.follow(key)
    walk.follow("Agencies")
    assert "No contact" in walk.row("Havering Council Education Services").inner_text()


@pytest.mark.browser
def test_an_agency_takes_the_form_fills_it_in_and_puts_it_back(key: str, walk: Walk, tmp_path: Path) -> None:
    _open(walk, "daniel.osei@example.org", REQUEST)
    with walk.page.expect_download() as download:
        walk.main.get_by_role("button", name="The form as Word").click()
    paper = tmp_path / "form.docx"
    download.value.save_as(paper)
    assert download.value.suggested_filename == f"Agency summary {key}.docx"
    _fill_in(paper)
    walk.follow("Put back the filled-in form")
    walk.fill({"Choose the file": str(paper)})
    walk.press("Read the file")
    walk.sees("The answers were read into the summary. Check each of them.", "1 added", "What is still needed (4)")
    walk.follow("Learning")
    assert walk.page.get_by_role("textbox").input_value() == "Ask why a child stays away."
    walk.follow("Back to all questions")
    walk.press("Send for sign-off")
    walk.sees("Answer “Why did things happen as they did, and is this usual or unusual practice”")


def _open(walk: Walk, address: str, subject: str) -> None:
    walk.be_nobody()
    walk.go(link_in(letter_to(address, subject)))
    walk.press("Send me a code")
    code = code_in(letter_to(address, "Your code"))
    walk.fill({"Enter the code that we sent you": "111111" if code != "111111" else "222222"})
    walk.press("Continue")
    walk.is_told("That code is wrong or no longer works. Ask for a new one.")
    walk.fill({"Enter the code that we sent you": code})
    walk.press("Continue")


def _a_date_that_is_none_is_refused(walk: Walk) -> None:
    walk.press("Add an event")
    walk.fill({"When?": "last spring", "Source": "Call log", "What happened?": "A neighbour rang."})
    walk.press("Save and continue")
    walk.is_told("“last spring” is not a date. Write it like 27 3 2026, March 2026 or 2026.")
    walk.follow("Back to all questions")
    walk.follow("Key events")


def _fill_in(paper: Path) -> None:
    form = docx.Document(str(paper))
    for table in form.tables:
        for row in table.rows:
            answer = ON_PAPER.get(row.cells[0].text)
            if answer is not None:
                row.cells[-1].text = answer
        if table.rows[0].cells[0].text == "When?":
            for cell, text in zip(table.rows[1].cells, ("June 2026", "Helpline", "A call.", "A letter."), strict=True):
                cell.text = text
    form.save(str(paper))
