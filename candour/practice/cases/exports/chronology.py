"""The chronology as a document or a table, with or without what could identify anybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from candour.platform.exports.documents import Bullets, Document, Grid, Heading, Paragraph
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.queries.chronology import Chronology, source_of

if TYPE_CHECKING:
    from candour.practice.cases.models import Case

COLUMNS = ("When", "Source", "What happened", "What was done")


def chronology_document(
    case: Case, chronology: Chronology, rows: list[tuple[str, str, str, str]], *, made_at: datetime, made_for: str
) -> Document:
    """The merged chronology. `rows` are its events as they are to be read: identified, or anonymised."""
    gaps = [f"{gap.days} days without an event, between {gap.after} and {gap.before}" for gap in chronology.gaps]
    differ = [
        f"{one.what}: {one.first} ({one.first_source}), but {one.second} ({one.second_source})"
        for one in chronology.contradictions
    ]
    return Document(
        title=f"Chronology: case {case.key}",
        reference=f"Case {case.key}",
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=made_for,
        blocks=[
            Heading(1, "Events"),
            Grid(COLUMNS, rows, "Events in order") if rows else Paragraph("No events have been collected."),
            Heading(1, "Gaps"),
            Bullets(gaps) if gaps else Paragraph("There is no gap of three months or more."),
            Heading(1, "Dates that differ"),
            Bullets(differ) if differ else Paragraph("No two sources differ on what was given the same word."),
        ],
    )


def identified_rows(chronology: Chronology) -> list[tuple[str, str, str, str]]:
    """The events as the sources tell them."""
    return [
        (event.happened_on.words if event.happened_on else "", source_of(event), event.event, event.response)
        for event in chronology.events
    ]
