"""An old pack of a partnership as it was printed, in one file: agenda, notes, action log, tracker and plan.

It has the shape and the figures of packs as they were: 28 actions under the lines of three meetings, 12 of them closed;
a tracker in two tables; dates by the month only; initials that nobody has. What it says is invented.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx

from candour.platform.exports.documents import Block, Document, Grid, Heading, PageBreak, Paragraph, write_pdf

Rows = Sequence[Sequence[str]]

LOG_HEAD = ("Date", "Action", "Lead", "Update Comments")
AGENDA = (
    ("1", "Welcome, introductions and apologies", "Chair", "1 minute"),
    ("2", "Notes of the last meeting", "All", "5 minutes"),
    ("3", "Action log", "All", "10 minutes"),
    ("4", "Young carers", "DO", "30 minutes"),
    ("5", "Request forms", "DO/LH", "20 minutes"),
    ("6", "Dates of future meetings", "All", "5 minutes"),
)
NOTES = (
    "Notes of the meeting held on 10 September 2020",
    "1. Welcome",
    "All agencies were there.",
    "2. Young carers",
    "Each agency told what it offers to children who look after somebody at home, and what came of it since the last "
    "time that the group looked at it, in the spring of the year before.",
    "Action 2020/17: FS to send the list.",
    "Action: DO to ask the night staff of both hospitals how often children come with a parent who is not well, and to "
    "tell the group in November what they said",
    "3. Dates",
    "AI will circulate the dates.",
)
LOST = (
    "DO to ask the night staff of both hospitals how often children come with a parent who is not well, and to tell "
    "the group in November what they said"
)
"""The action of the notes that never reached the log."""
PLAN = (
    ("Forward plan 2020 – 2021", "", "", ""),
    ("Meeting: 15 October 2020", "", "", ""),
    ("", "Young carers", "All", "Standing item"),
    ("", "Request forms", "DO", "C/F to November"),
    ("Meeting: November 2020 [Date TBC]", "", "", ""),
    ("", "Young carers", "All", "Standing item"),
)
TRACKER_HEAD = (
    "Initials", "Notification Date to NP", "Case Summary/Themes", "Lead Authority", "Update",
    "Presentation to Local SCP", "Published Y/N",
)  # fmt: skip
_TRACKER = Path(__file__).parents[2] / "cases" / "tests" / "samples" / "tracker.csv"

_CLOSED = "On the agenda for 16 07 2020. Close."
_DONE = "Completed 16 07 2020."
_CARRIED = "No answer yet. Asked again at the end of the month, and once more in the week before the meeting. C/F"
_MEETINGS = ("4 June 2020", "16 July 2020", "10 September 2020")
_ACTIONS = (
    ("Put the terms of reference on every partner's website.", "Partnership Managers", _CARRIED),
    ("Bring the draft of the yearly plan to the July meeting.", "DO", _CLOSED),
    ("Ask the violence reduction project for a speaker.", "Daniel Osei/FS", _CLOSED),
    ("Send round what each agency offers young carers.", "AI", _CLOSED),
    ("Set dates for the meetings until March.", "All", _CLOSED),
    ("Compare the two request forms.", "NELFT/LH", _CLOSED),
    ("Find out who trains the night staff.", "AL", _CARRIED),
    ("Ask each school how it tells parents, and who looks after those that were not told.", "DO", _CARRIED),
    ("Book a room for September.", "DO", _CLOSED),
    ("Put the findings into one table, with the agency that each is for.", "DO/LH", _CARRIED),
    ("Send comments on the draft.", "All", _CARRIED),
    ("Send the form that the hospital uses as an example.", "DO", _DONE),
    ("Add audits to the October agenda.", "DO", _DONE),
    ("Send round the leaflet for fathers.", "AI", _DONE),
    ("Send round the leaflet for grandparents.", "LH", _DONE),
    ("Pass the report on sleeping babies to whoever reviews deaths.", "LH", _CARRIED),
    ("Send the list of young carers’ groups.", "FS", ""),
    ("Clear the table of duties with both directors and publish it.", "DO/LH/FS", "Sent by e-mail on 11 09 2020."),
    ("Look again at the words used for an incident in a hospital.", "LH", ""),
    ("Compare the draft form with the older ones, and improve it where they were better.", "DO/LH", ""),
    ("Finish the set of papers, with one look for all of them.", "DO", ""),
    ("Ask whoever reviews deaths to write a page on how the two reviews meet.", "LH", ""),
    ("Put the papers on the plan for October and November.", "DO", _DONE),
    ("Put the tracker on every agenda.", "DO", _DONE),
    ("Send comments on the recommendations.", "All", ""),
    ("Ask the chair whether the time for the recommendations is enough.", "DO", "Asked on 10 09 2020. Awaiting reply."),
    ("Think about whether there is a gap that a review of several cases would fill, and bring that back.", "DO/FS", ""),
    ("Set the other dates of the year, six weeks apart.", "DO/LH", ""),
)
_FIRST_OF = {0: 0, 9: 1, 16: 2}


def log_rows() -> list[tuple[str, ...]]:
    """The rows of the log, each meeting on a line of its own."""
    rows: list[tuple[str, ...]] = []
    for at, (text, lead, update) in enumerate(_ACTIONS):
        if at in _FIRST_OF:
            rows.append((f"Meeting: {_MEETINGS[_FIRST_OF[at]]}", "", "", ""))
        rows.append((f"2020/{at + 1:02}", text, lead, update))
    return rows


def tracker_rows() -> list[tuple[str, ...]]:
    """The rows of the tracker, in its seven columns."""
    return [tuple(row[:7]) for row in list(csv.reader(io.StringIO(_TRACKER.read_text())))[1:]]


def pack_in_pdf() -> bytes:
    """The pack as a PDF with wide pages."""
    tracker = tracker_rows()
    blocks: list[Block] = [
        Heading(1, "Agenda"),
        Grid(AGENDA[0], AGENDA[1:]),
        PageBreak(),
        *(Paragraph(line) for line in NOTES),
        PageBreak(),
        Heading(1, "Action log 2020 – 2021"),
        Grid(LOG_HEAD, log_rows()),
        PageBreak(),
        Heading(1, "Case review tracker"),
        Grid(TRACKER_HEAD, tracker[:4]),
        Paragraph("Notified since:"),
        Grid(TRACKER_HEAD, tracker[4:]),
        Paragraph("What comes next:"),
        Grid(PLAN[0], PLAN[1:]),
    ]
    return in_pdf(*blocks)


def in_pdf(*blocks: Block) -> bytes:
    """Wide pages with these blocks."""
    at = datetime(2020, 10, 8, 9, tzinfo=UTC)
    return write_pdf(Document("Pack", "Pack 7", "Official", at, "Priya Anand", blocks, landscape=True))


def pack_in_word() -> bytes:
    """The pack as a Word file."""
    tracker = tracker_rows()
    return in_word(
        "Agenda",
        AGENDA,
        *NOTES,
        "Action log 2020 – 2021",
        [LOG_HEAD, *log_rows()],
        "Case review tracker",
        [TRACKER_HEAD, *tracker[:4]],
        "Notified since:",
        [TRACKER_HEAD, *tracker[4:]],
        "What comes next:",
        PLAN,
    )


def in_word(*parts: str | Rows) -> bytes:
    """A Word file of paragraphs and tables."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _table(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: docx.document.Document, rows: Rows) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for line, cells in zip(table.rows, rows, strict=True):
        if sum(map(bool, cells)) == 1:
            line.cells[0].merge(line.cells[-1]).text = cells[0]
            continue
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
