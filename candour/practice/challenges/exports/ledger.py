"""The ledger of challenges with its index, as Word or Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Block, Document, Grid, Heading, Paragraph, write_docx
from candour.platform.exports.tables import Column, Table, write_xlsx
from candour.practice.challenges.queries.index import Index, Line
from candour.practice.challenges.queries.ledger import LedgerRow

CLASSIFICATION = "Official – sensitive"
NONE = "none"
LEDGER = (
    Column("Number", width=12),
    Column("Raised on", width=18),
    Column("Raised by", width=28),
    Column("Body challenged", width=28),
    Column("About", width=24),
    Column("Challenge", width=44),
    Column("How it stands", width=24),
    Column("Stage", width=12),
    Column("Days at stage", "number", width=12),
    Column("No answer, days", "number", width=14),
    Column("Ended on", width=18),
)
BY_BODY = (
    Column("Body challenged", width=36),
    Column("Challenges", "number", width=12),
    Column("Answered", "number", width=12),
    Column("No answer", "number", width=12),
    Column("Not due yet", "number", width=12),
    Column("Resolved", "number", width=12),
    Column("% resolved", "number", width=12),
    Column("Median days to resolution", "number", width=18),
)
PAIRS = (
    Column("Raised by", width=36),
    Column("Body challenged", width=36),
    Column("Challenges", "number", width=12),
    Column("Resolved", "number", width=12),
)


def ledger_file(
    rows: Sequence[LedgerRow],
    index: Index,
    kind: str,
    *,
    partnership: str,
    year: str,
    made_at: datetime,
    made_for: str,
) -> bytes:
    """The ledger and the index of a year as a file of the kind "docx" or "xlsx"."""
    title = f"Challenges between partners: {partnership}"
    tables = [
        Table("Ledger", LEDGER, [_row(row) for row in rows]),
        Table("By body challenged", BY_BODY, [_line(one) for one in (*index.lines, index.together)]),
        Table(
            "Who challenged whom",
            PAIRS,
            [(one.raised_by, one.body, one.challenges, one.resolved) for one in index.pairs],
        ),
    ]
    if kind == "xlsx":
        return write_xlsx(tables, reference=year, made_at=made_at, made_for=made_for)
    blocks: list[Block] = [Paragraph(f"As it stands on {day_words(made_at)}.")]
    for table in tables:
        cells = [[_words(value) for value in row] for row in table.rows]
        blocks += [Heading(1, table.title), Grid(tuple(one.title for one in table.columns), cells, caption=table.title)]
    return write_docx(
        Document(
            title=title,
            reference=year,
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=blocks,
            landscape=True,
        )
    )


def _words(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _row(row: LedgerRow) -> tuple[object, ...]:
    return (
        row.name,
        day_words(row.raised_on),
        row.raised_by,
        row.body,
        row.issue,
        row.title,
        row.state_words,
        f"{row.stage} of {row.last_stage}",
        row.days,
        "" if row.silent_days is None else row.silent_days,
        day_words(row.ended_on),
    )


def _line(line: Line) -> tuple[object, ...]:
    return (
        line.body,
        line.challenges,
        line.answered,
        line.silent,
        line.waiting,
        line.resolved,
        NONE if line.percent is None else line.percent,
        NONE if line.days is None else line.days,
    )
