"""A letter on a recommendation as Word, on the partnership's behalf."""

from __future__ import annotations

from datetime import datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Document, Heading, Paragraph, SignatureLines, write_docx
from candour.practice.learning.models import Letter

CLASSIFICATION = "Official"


def letter_file(letter: Letter, *, made_at: datetime, made_for: str) -> bytes:
    """The letter with its reply-by date and whoever signed it; marked as a draft until it is signed."""
    said = [part.strip() for part in letter.body.split("\n\n") if part.strip()]
    ends = said[-1:] if said and said[-1].lower().startswith("yours") else []
    reply = [Paragraph(f"Please reply by {day_words(letter.reply_by)}.")] if letter.reply_by else []
    signed = f"{letter.signed_by}, {day_words(letter.signed_at)}" if letter.signed_by else ""
    blocks = [
        Paragraph(letter.addressee),
        Paragraph(day_words(letter.sent_at or letter.signed_at or letter.drafted_at)),
        *([] if letter.signed_by else [Paragraph("Draft, not signed.")]),
        Heading(1, letter.subject),
        *(Paragraph(part) for part in (said[: -len(ends)] if ends else said)),
        *reply,
        *(Paragraph(part) for part in ends),
        Paragraph(f"Signed by {signed}") if signed else SignatureLines((letter.report.partnership.name,)),
        Paragraph(f"For {letter.report.partnership.name}"),
    ]
    return write_docx(
        Document(
            title=letter.subject,
            reference=f"Letter on recommendation {letter.recommendation.number}",
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=blocks,
        )
    )
