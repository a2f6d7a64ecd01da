"""The list of what is kept about a person, as a Word document for the person who reads it before it is given out."""

from __future__ import annotations

from datetime import date, datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Block, Bullets, Document, Heading, Notice, Pairs, Paragraph, write_docx
from candour.platform.subject_access.queries import Kept
from candour.rulebook.language.clocks import day_of

FIRST = (
    "Read every document that is named here, and take out what is about other people, before you give a copy to the "
    "person. Where giving something could seriously harm somebody, ask for advice first."
)


def list_of_what_is_kept(kept: list[Kept], *, received_on: date, made_at: datetime, made_for: str) -> bytes:
    """The list as Word."""
    blocks: list[Block] = [
        Notice(FIRST),
        Pairs((("Request received", day_words(received_on)), ("List made", day_words(day_of(made_at))))),
    ]
    for number, one in enumerate(kept, start=1):
        blocks.append(Heading(1, f"{number}. {one.record}"))
        blocks.append(Pairs((("Kept since", day_words(one.kept_on)), *one.facts)))
        if one.documents:
            blocks += [Paragraph("Documents of this record, to be read first:"), Bullets(one.documents)]
        if one.others:
            blocks.append(Paragraph(f"Other people in this record: {one.others}. Nothing of theirs is in this list."))
    return write_docx(
        Document(
            title="What is kept about the person who asks",
            reference="A request for access",
            classification="OFFICIAL-SENSITIVE",
            made_at=made_at,
            made_for=made_for,
            blocks=blocks,
        )
    )
