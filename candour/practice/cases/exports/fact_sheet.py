"""The fact sheet of a review for machines, the template of its report, and a request to its reviewer as a letter."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Block, Document, Heading, Pairs, Paragraph, SignatureLines, write_docx
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.workflow_of_reviews import STAGES

if TYPE_CHECKING:
    from candour.practice.cases.models import Case, FullReview, ReviewDuty, ReviewLetter

FORMAT = "candour-review-fact-sheet/1"


def as_json(case: Case, review: FullReview, duties: list[ReviewDuty]) -> str:
    """The fact sheet with the same lines as its page; what is not known is null, and never left out."""
    lines = {name: value or None for name, value in review.fact_sheet()}
    sheet = {
        "format": FORMAT,
        "case": case.key,
        "partnership": case.partnership.name,
        "stage": STAGES[review.state],
        **{_key(name): value for name, value in lines.items()},
        "ended_on": review.ended_on.encode() if review.ended_on else None,
        "published_on": review.published_on.encode() if review.published_on else None,
        "learning_issued_on": review.learning_issued_on.isoformat() if review.learning_issued_on else None,
        "blank": review.blanks,
        "duties": [
            {
                "duty": one.title,
                "owner": one.owner,
                "decided_on": one.decided_on.isoformat() if one.decided_on else None,
                "due_on": one.due_on.isoformat() if one.due_on else None,
                "signed_off_by": one.signed_off_by or None,
                "signed_off_on": one.signed_off_on.isoformat() if one.signed_off_on else None,
            }
            for one in duties
        ],
    }
    return json.dumps(sheet, ensure_ascii=False, indent=2) + "\n"


def report_template(case: Case, review: FullReview, *, made_at: datetime, made_for: str) -> bytes:
    """The report of this type of review, with its headings to write under and its fact sheet at the end."""
    blocks: list[Block] = []
    for number, heading in enumerate(review.type.covers, start=1):
        blocks += [Heading(1, f"{number}. {heading}"), Paragraph("Write here.")]
    lines = tuple((name, value or "Not known yet") for name, value in review.fact_sheet())
    blocks += [Heading(1, "Fact sheet"), Pairs(lines)]
    return write_docx(
        Document(
            title=review.type.title,
            reference=f"Case {case.key}",
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for=made_for,
            blocks=blocks,
        )
    )


def request_in_writing(case: Case, letter: ReviewLetter, *, made_at: datetime) -> bytes:
    """A request to the reviewer as a letter, in the words in which it was recorded."""
    due = [Paragraph(f"Please answer by {day_words(letter.due_on)}.", lead="Answer.")] if letter.due_on else []
    paragraphs = [Paragraph(one) for one in letter.words.splitlines() if one.strip()]
    return write_docx(
        Document(
            title=f"{letter.get_kind_display()}: case {case.key}",
            reference=f"Case {case.key}",
            classification=CLASSIFICATION,
            made_at=made_at,
            made_for="the reviewer",
            blocks=[
                Paragraph(day_words(letter.made_on)),
                Heading(1, f"Review of case {case.key}"),
                *paragraphs,
                *due,
                SignatureLines((f"{letter.made_by}, for {case.partnership.name}",)),
            ],
        )
    )


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")
