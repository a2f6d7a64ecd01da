"""Minutes as a Word or PDF file, with the items that the reader may read and no trace of any other."""

from __future__ import annotations

from datetime import datetime

from candour.platform.dates.words import day_words, moment_words
from candour.platform.exports.documents import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Pairs,
    Paragraph,
    write_docx,
    write_pdf,
)
from candour.practice.governance.queries.minutes import ItemMinuted, MinutesShown

CLASSIFICATION = "OFFICIAL – SENSITIVE"


def minutes_file(shown: MinutesShown, kind: str, *, made_for: str, made_at: datetime) -> bytes:
    """The minutes as "docx" or "pdf"."""
    document = minutes_document(shown, made_for=made_for, made_at=made_at)
    return write_docx(document) if kind == "docx" else write_pdf(document)


def minutes_document(shown: MinutesShown, *, made_for: str, made_at: datetime) -> Document:
    """The minutes as a document, from which Word and PDF are made."""
    meeting, minutes = shown.meeting, shown.minutes
    blocks: list[Block] = []
    if minutes.state == "draft":
        blocks.append(Notice("Draft. Not to be passed on."))
    blocks.append(
        Pairs(
            [
                ("Group", meeting.group.name),
                ("Held", moment_words(meeting.began_at or meeting.starts_at)),
                ("Ended", moment_words(meeting.ended_at) or "Not yet"),
                ("Place", meeting.place or ("By link" if meeting.link else "Not given")),
                ("State", minutes.get_state_display()),
            ]
        )
    )
    blocks.append(Heading(1, "Attendance"))
    if shown.attended:
        rows = [(seat, who, how) for seat, who, how in shown.attended]
        blocks.append(Grid(("Seat", "Who", "How"), rows, "Who was there"))
    if shown.apologies:
        blocks.append(Grid(("Seat", "Who", "Who came instead"), shown.apologies, "Apologies"))
    for item in shown.items:
        blocks += _item(item)
    if shown.amendments:
        blocks.append(Heading(1, "Amendments with which they were agreed"))
        blocks.append(
            Bullets([f"{one.text} ({one.asked_by})" if one.asked_by else one.text for one in shown.amendments])
        )
    if minutes.agreed_on_item is not None:
        blocks.append(Paragraph(f"Agreed at the meeting of {day_words(minutes.agreed_on_item.meeting.starts_at)}."))
    return Document(
        title=f"Minutes of {meeting.group.name}, {day_words(meeting.starts_at)}",
        reference=f"Minutes {day_words(meeting.starts_at)}",
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=made_for,
        blocks=blocks,
    )


def _item(item: ItemMinuted) -> list[Block]:
    blocks: list[Block] = [Heading(1, f"{item.number}. {item.title}")]
    facts = [("Presented by", item.presenter), ("Quorum", item.quorum), ("Withdrew", ", ".join(item.withdrew))]
    stated = [(name, value) for name, value in facts if value]
    if stated:
        blocks.append(Pairs(stated))
    blocks += [Paragraph(line) for line in item.notes.splitlines() if line.strip()]
    for made in item.decisions:
        blocks.append(Heading(2, "Decision"))
        if made["mark"]:
            blocks.append(Notice(made["mark"]))
        pairs = [
            ("Question", made["question"]),
            ("Options", made["options"]),
            ("Decision", made["decision"]),
            ("Reason", made["reason"]),
            ("Who took part", made["by"]),
            ("Quorum", made["quorum"]),
            ("Told", made["told"]),
        ]
        blocks.append(Pairs([(name, value) for name, value in pairs if value]))
    if item.actions:
        rows = [(one["name"], one["text"], one["owner"], one["due"]) for one in item.actions]
        blocks.append(Grid(("Number", "Action", "Owner", "Due"), rows, f"Actions of item {item.number}"))
    return blocks
