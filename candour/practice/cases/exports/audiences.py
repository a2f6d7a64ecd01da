"""The tracker for one audience as Excel, CSV, Word or PDF: the same rows and columns as its page."""

from __future__ import annotations

from datetime import datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Block, Document, Grid, Paragraph, write_docx, write_pdf
from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.queries.joint import Version


def version_file(version: Version, kind: str, *, made_at: datetime, made_for: str) -> bytes:
    """A version as a file of the kind "xlsx", "csv", "docx" or "pdf"."""
    title = f"Case review tracker for: {version.title[:1].lower()}{version.title[1:]}"
    when = f"As it stands on {day_words(made_at)}"
    if kind in ("pdf", "docx"):
        rows: list[Block] = [Grid(version.columns, version.rows, title)] if version.rows else []
        blocks = [Paragraph(when), *(rows or [Paragraph("No case is shown.")])]
        document = Document(
            title=title,
            reference=when,
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=blocks,
        )
        return write_pdf(document) if kind == "pdf" else write_docx(document)
    columns = tuple(Column(name, width=24) for name in version.columns)
    table = Table(title="Case review tracker", columns=columns, rows=version.rows)
    if kind == "csv":
        return write_csv(table)
    return write_xlsx([table], reference=when, made_at=made_at, made_for=made_for)
