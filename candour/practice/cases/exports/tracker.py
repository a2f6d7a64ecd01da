"""The tracker as Excel, CSV, Word or PDF, in the columns that the boroughs know, for the partnership office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Block, Document, Grid, Heading, Pairs, Paragraph, write_docx, write_pdf
from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.queries.tracker import Row, open_rows_of
from candour.practice.governance.queries import PackPart

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.governance.models import Meeting

MOST_IN_A_PACK = 200
NOT_IN_WORDS = ("Key", "Working days used", "Working days allowed", "Late", "Why it cannot be counted")
"""Columns that a document says in its heading and in one line about the days."""


@dataclass(frozen=True)
class Part:
    """One column of the tracker: how it is headed and what stands in it."""

    column: Column
    cell: Callable[[Row], object]


PARTS = (
    Part(Column("Key", width=10), lambda row: row.key),
    Part(Column("Notification date to national Panel", width=18), lambda row: row.notified),
    Part(Column("Case summary and themes", width=40), lambda row: row.themes),
    Part(Column("Lead authority", width=12), lambda row: row.lead_authority),
    Part(Column("Update", width=60), lambda row: row.update),
    Part(Column("Presentation to local partnership", width=18), lambda row: row.presented),
    Part(Column("Published", width=14), lambda row: row.published),
    Part(Column("Where it stands", width=24), lambda row: row.state),
    Part(Column("Working days used", "number", 12), lambda row: row.used),
    Part(Column("Working days allowed", "number", 12), lambda row: row.allowed),
    Part(Column("Late", width=10), lambda row: "Late" if row.is_late else ""),
    Part(Column("Why it cannot be counted", width=30), lambda row: row.cannot_count),
    Part(Column("Waits for", width=24), lambda row: row.waits_for),
    Part(Column("Whom to ask", width=24), lambda row: row.ask),
    Part(Column("Next check", width=14), lambda row: row.next_check),
)


def tracker_file(
    rows: list[Row],
    kind: str,
    *,
    as_of: date | None,
    made_at: datetime,
    made_for: str,
    title: str,
) -> bytes:
    """The tracker as a file of the kind "xlsx", "csv", "docx" or "pdf"."""
    when = f"As it stood on {day_words(as_of)}" if as_of else f"As it stands on {day_words(made_at)}"
    if kind in ("pdf", "docx"):
        document = _document(rows, when, made_at, made_for, title)
        return write_pdf(document) if kind == "pdf" else write_docx(document)
    columns = tuple(part.column for part in PARTS)
    table = Table(title=title, columns=columns, rows=[tuple(part.cell(row) for part in PARTS) for row in rows])
    if kind == "csv":
        return write_csv(table)
    return write_xlsx([table], reference=when, made_at=made_at, made_for=made_for)


def pack_parts(actor: Actor, meeting: Meeting) -> list[PackPart]:
    """The tracker of the partnership whose group meets, as far as the reader sees it, for the pack of the meeting."""
    rows = open_rows_of(actor, meeting.group.partnership_id, MOST_IN_A_PACK)
    if not rows:
        return []
    heads = ("Case", "Days", "Where it stands", "Update", "Waits for", "Next check")
    cells = [(row.key, _days(row), row.state, row.update, row.waits_for, row.next_check) for row in rows]
    return [PackPart("Tracker", "Tracker of open cases", [Grid(heads, cells, "Open cases")])]


def _days(row: Row) -> str:
    days = f"{row.used} of {row.allowed}" if row.used is not None else row.cannot_count or "Not started"
    return f"{days}{', late' if row.is_late else ''}"


def _document(rows: list[Row], when: str, made_at: datetime, made_for: str, title: str) -> Document:
    blocks: list[Block] = [Paragraph(when)]
    for row in rows:
        said = [(part.column.title, str(part.cell(row))) for part in PARTS if part.column.title not in NOT_IN_WORDS]
        said = [
            ("Working days", _days(row).replace(", late", " – late")),
            *((name, word) for name, word in said if word),
        ]
        blocks += [Heading(1, f"Case {row.key}"), Pairs(tuple(said))]
    return Document(
        title=title,
        reference=when,
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=made_for,
        blocks=blocks,
    )
