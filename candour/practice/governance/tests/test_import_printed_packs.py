"""Old papers as packs print them: meetings on lines of their own, rows cut by pages, heads that Word numbers itself."""

from __future__ import annotations

import io

import docx

from candour.platform.imports.queries import rows_of
from candour.practice.governance.models import Action, AgendaItem, Apology, Attendance
from candour.practice.governance.tests.test_actions import group, meeting
from candour.practice.governance.tests.test_import_papers import HELD, apply, bring, notes
from tests.cast import Cast

LOG = """The Partnership
Date\tAction\tLead\tUpdate Comments
Meeting: 14 May 2026\t\t\t
2026/01\tTell schools.\tDO\tDone. Close.
2026/02\tAsk the hospital what it\tDO/All\t

\ttells midwives.\t\tNo answer. C/F
Meeting: 10 September 2026\t\t\t
2026/03\tBring the form back.\tXQ\t
Title:\tBriefing paper
To:\tThe partnership
"""
PLAN = """Forward plan 2026 – 2027\t\t\t
Meeting: July 2026 – no meeting held\t\t\t
Meeting: 10 September 2026\t\t\t
\tHousing\tAll\tStanding item
\tSchools\tDO\t
Meeting: 20 November 2026\t\t\t
\tHousing\tAll\tStanding item
"""
AGENDA = "1\tWelcome\tChair\t1 minute\n2\tThe log\tAll\t5 minutes\n3\tDates\tAll\t10 minutes\n\t• 9 October\t\t"
NOTES = """Date:\t10 September 2026

- Welcome**
Daniel Osei welcomed everybody.
- The log**
An updated log was shown.
Action 2026/01 is closed.
3. Schools

Action: DO to ask the colleges.
4. **Dates**
12 November 2026 at 10:00
"""


def word_log() -> bytes:
    """The log as Word has it, with the lines of the meetings merged over the whole width."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for cells in (
        ("Date", "Action", "Lead", "Update Comments"),
        ("Meeting: 14 May 2026",),
        ("2026/01", "Tell schools.", "DO", "Done. Close."),
        ("2026/02", "Ask the hospital.", "All", ""),
        ("Meeting: 10 September 2026",),
        ("2026/03", "Bring the form back.", "XQ", ""),
    ):
        row = table.add_row()
        if len(cells) == 1:
            row.cells[0].merge(row.cells[3]).text = cells[0]
        else:
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_a_log_under_its_meetings_keeps_the_meeting_of_each_action(cast: Cast) -> None:
    run = bring(cast, "action-log", group(), text=LOG)
    assert rows_of(run).count() == 3
    apply(cast, run)
    found = {one.number: one for one in Action.objects.order_by("number")}
    assert [f"{one.raised_on:%d %m}" for one in found.values()] == ["14 05", "14 05", "10 09"]
    assert found[2].text == "Ask the hospital what it tells midwives."
    assert (found[1].state, found[2].state, found[2].carried_count) == ("closed", "open", 1)
    assert found[3].leads_as_printed == "XQ"


def test_the_same_log_as_word_comes_to_the_same_rows(cast: Cast) -> None:
    run = bring(cast, "action-log", group(), name="log.docx", content=word_log())
    assert rows_of(run).count() == 3
    assert ("fine", "“DO” is read as Daniel Osei, of the group.") in notes(run, 1)
    apply(cast, run)
    assert [f"{one:%d %m}" for one in Action.objects.values_list("raised_on", flat=True).order_by("number")] == [
        "14 05",
        "14 05",
        "10 09",
    ]


def test_a_plan_under_its_meetings_says_which_was_not_held(cast: Cast) -> None:
    run = bring(cast, "forward-plan", group(), text=PLAN)
    assert rows_of(run).count() == 4
    assert ("problem", "The row names no item: no meeting held.") in notes(run, 1)


def test_an_agenda_without_a_head_is_read_and_added_up(cast: Cast) -> None:
    at = meeting(HELD)
    run = bring(cast, "agenda", at, text=AGENDA)
    assert ("fine", "The agenda adds to 16 of 120 minutes.") in notes(run, 1)
    apply(cast, run)
    last = AgendaItem.objects.filter(meeting=at).order_by("-order").first()
    assert last is not None
    assert (last.title, last.minutes) == ("Dates 9 October", 10)


def test_whoever_stands_under_apologies_was_not_there(cast: Cast) -> None:
    at = meeting(HELD)
    text = (
        "Name\tTitle\tAgency\nAttendees:\t\t\nDaniel Osei (DO) (from 17:45)\tNurse\tNELFT\n"
        f"Apologies:\t\t\n{cast.people['police_lead'].name}\tInspector\tPolice"
    )
    run = bring(cast, "attendance", at, text=text)
    assert any("17:45 lies outside the meeting." in words for _, words in notes(run, 1))
    apply(cast, run)
    assert Attendance.objects.get(meeting=at).arrived_at.hour == 16, "a printed time is kept"
    assert Apology.objects.get(meeting=at).person == cast.people["police_lead"]


def test_notes_whose_heads_word_numbers_itself_become_items_and_a_lost_action_is_offered(cast: Cast) -> None:
    log = bring(cast, "action-log", group(), text=LOG)
    apply(cast, log)
    run = bring(cast, "notes", group(), text=NOTES)
    assert [row.number for row in rows_of(run)] == [1, 2, 3, 4]
    words = "This action has no number and is not in the log. Put it into the log: Daniel Osei answers for it."
    assert ("correction", words) in notes(run, 3)
    assert notes(run, 2) == [], "a heading that says “log” is no action, and a numbered one is known"


def test_somebody_of_the_directory_is_proposed_and_nobody_replaces_the_first_who_is_named(cast: Cast) -> None:
    outside = cast.people["manager"]
    rows = "Reference\tMeeting date\tAction\tLead(s)\n2026/01\t14 May 2026\tOne.\tPA\n2026/02\t14 May 2026\tTwo.\tDO/PA"
    run = bring(cast, "action-log", group(), text=rows)
    said = f"“PA” is nobody in this group. In the directory it is {outside.name}."
    assert ("correction", said) in notes(run, 1)
    assert ("question", said) in notes(run, 2)
