"""A learning report as Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Paragraph,
    write_docx,
    write_pdf,
)
from candour.practice.learning.queries.half_years import NOTHING, Part


def half_year_file(
    parts: Sequence[Part],
    kind: str,
    *,
    partnership: str,
    period: tuple[date, date],
    written: Sequence[tuple[str, str]],
    is_final: bool,
    made_at: datetime,
    made_for: str,
) -> bytes:
    """The report as a file of the kind "docx" or "pdf". `written` are heads and what people wrote under them."""
    blocks: list[Block] = [] if is_final else [Notice("Draft. Not to be passed on.")]
    for head, text in written:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        blocks += [Heading(1, head), *(Paragraph(line) for line in lines or ["Not written yet."])]
    for part in parts:
        blocks += _part(part)
    document = Document(
        title=f"Learning report of {partnership}",
        reference=f"{day_words(period[0])} to {day_words(period[1])}",
        classification="Official",
        made_at=made_at,
        made_for=made_for,
        blocks=blocks,
    )
    return write_pdf(document) if kind == "pdf" else write_docx(document)


def _part(part: Part) -> list[Block]:
    blocks: list[Block] = [Heading(1, part.title)]
    if part.is_empty:
        return [*blocks, Paragraph(NOTHING)]
    if part.sentences:
        blocks.append(Bullets(part.sentences))
    if part.rows:
        blocks.append(Grid(part.columns, part.rows, caption=part.title))
    return blocks
