"""The tracker as Excel, CSV or PDF, in the columns that the boroughs know, with the days and the holds beside them."""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Document, Heading, Pairs, Paragraph, write_pdf
from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.queries.tracker import Row

COLUMNS = (
    Column("Key", width=10),
    Column("Notification date to national Panel", width=18),
    Column("Case summary and themes", width=40),
    Column("Lead authority", width=12),
    Column("Update", width=60),
    Column("Presentation to local partnership", width=18),
    Column("Published", width=14),
    Column("Working days used", "number", 12),
    Column("Working days allowed", "number", 12),
    Column("Late", width=10),
    Column("Why it cannot be counted", width=30),
    Column("Waits for", width=24),
    Column("Whom to ask", width=24),
    Column("Next check", width=14),
)


def tracker_file(
    rows: list[Row], kind: str, *, as_of: date | None, made_at: datetime, made_for: str, title: str
) -> bytes:
    """The tracker as a file of the kind "xlsx", "csv" or "pdf"."""
    when = f"As it stood on {day_words(as_of)}" if as_of else f"As it stands on {day_words(made_at)}"
    if kind == "pdf":
        return write_pdf(_document(rows, when, made_at, made_for, title))
    table = Table(title=title, columns=COLUMNS, rows=[_cells(row) for row in rows])
    if kind == "csv":
        return write_csv(table)
    return write_xlsx([table], reference=when, made_at=made_at, made_for=made_for)


def _cells(row: Row) -> tuple[object, ...]:
    return (
        row.key,
        row.notified,
        row.themes,
        row.lead_authority,
        row.update,
        row.presented,
        row.published,
        row.used,
        row.allowed,
        "Late" if row.is_late else "",
        row.cannot_count,
        row.waits_for,
        row.ask,
        row.next_check,
    )


def _document(rows: list[Row], when: str, made_at: datetime, made_for: str, title: str) -> Document:
    blocks: list[object] = [Paragraph(when)]
    for row in rows:
        days = f"{row.used} of {row.allowed}" if row.used is not None else row.cannot_count or "Not started"
        pairs = (
            ("Notified to the national Panel", row.notified),
            ("Themes", row.themes),
            ("Lead authority", row.lead_authority),
            ("Where it stands", row.state),
            ("Update", row.update),
            ("Presented to the local partnership", row.presented),
            ("Published", row.published),
            ("Working days", f"{days}{' – late' if row.is_late else ''}"),
            ("Waits for", row.waits_for),
            ("Whom to ask", row.ask),
            ("Next check", row.next_check),
        )
        blocks += [Heading(1, f"Case {row.key}"), Pairs(tuple((name, value) for name, value in pairs if value))]
    return Document(
        title=title,
        reference=when,
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=made_for,
        blocks=blocks,  # type: ignore[arg-type]
    )
