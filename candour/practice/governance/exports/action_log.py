"""The action log as Word, Excel or CSV, in the columns of the partnership's own table."""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Document, Grid, Paragraph, write_docx
from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.governance.queries.action_log import LogRow

CLASSIFICATION = "Official – sensitive"
COLUMNS = (
    Column("Reference", width=12),
    Column("Meeting date", width=18),
    Column("Action", width=60),
    Column("Lead(s)", width=24),
    Column("Update/comments", width=60),
    Column("Status C/F or Close", width=14),
    Column("Completed", width=18),
)
NOT_KEPT = "What it said then was not kept."
STATUS = {"closed": "Close", "dropped": "Dropped"}


def log_file(
    rows: list[LogRow], kind: str, *, group: str, made_at: datetime, made_for: str, as_of: date | None = None
) -> bytes:
    """The log as a file of the kind "docx", "xlsx" or "csv", as it stands or, as of a past day, as it stood."""
    title = f"Action log: {group}"
    when = f"As it stood on {day_words(as_of)}" if as_of else f"As it stands on {day_words(made_at)}"
    cells = [_cells(row) for row in rows]
    if kind == "csv":
        return write_csv(Table(title, COLUMNS, cells))
    if kind == "xlsx":
        return write_xlsx([Table(title, COLUMNS, cells)], reference=when, made_at=made_at, made_for=made_for)
    return write_docx(
        Document(
            title=title,
            reference=when,
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=[Paragraph(when), Grid(tuple(column.title for column in COLUMNS), cells)],
            landscape=True,
        )
    )


def _cells(row: LogRow) -> tuple[str, ...]:
    return (
        row.name,
        day_words(row.raised_on),
        row.text if row.is_whole else row.text or NOT_KEPT,
        "; ".join(name for name in (row.owner or row.leads_as_printed, *row.co_leads) if name),
        "\n".join(row.said),
        STATUS.get(row.state, "C/F" if row.carried else ""),
        row.ended,
    )
