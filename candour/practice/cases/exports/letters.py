"""The letter to an agency, with the one date by which it must answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Bullets, Document, Heading, Paragraph, SignatureLines
from candour.practice.cases.messages import due_words

CLASSIFICATION = "Official – sensitive"


@dataclass(frozen=True)
class LetterFacts:
    """What a letter says that differs from one to the next."""

    partnership: str
    agency: str
    lead: str
    case_key: str
    is_child: bool
    due_at: datetime
    records_by: date | None
    """By the end of which day the records are to be secured; none where that is done."""
    written_at: datetime
    contact_name: str
    contact_email: str
    contact_phone: str


def request_letter(facts: LetterFacts) -> Document:
    """The letter that asks an agency for its summary. It names nobody but the agency and the office."""
    person = "child" if facts.is_child else "adult"
    review = "rapid review" if facts.is_child else "review"
    secured_by = f" by the end of {day_words(facts.records_by)}" if facts.records_by else ""
    contact = ", ".join(part for part in (facts.contact_name, facts.contact_phone, facts.contact_email) if part)
    return Document(
        title=f"Request for information: case {facts.case_key}",
        reference=f"Case {facts.case_key}",
        classification=CLASSIFICATION,
        made_at=facts.written_at,
        made_for=facts.agency,
        blocks=[
            Paragraph(day_words(facts.written_at)),
            Paragraph(f"Dear {facts.lead or 'safeguarding lead'},"),
            Heading(1, f"{review.capitalize()}: case {facts.case_key}"),
            Paragraph(
                f"{facts.partnership} has been told of a serious incident and is looking at it in a {review}. "
                f"We need to know quickly what each agency knew of the {person} and the family, so that the partners "
                "can decide what kind of review is right and how its learning can be shared."
            ),
            Paragraph("Please do the following."),
            Bullets(
                (
                    "Name one person who leads on this for your agency, and tell us today who it is.",
                    "Secure your records on the family, following your agency's own guidance, and confirm that you "
                    f"have{secured_by}. We tell you when they need no longer be held for this review.",
                    f"Check whether your agency has had any contact with the {person} or the family. "
                    "Their names are shown on the form, which you open with the link in our email.",
                    "If you have had contact, complete the agency summary and have it signed off by a senior manager.",
                    "If you have not, say so on the form. We need that answer too.",
                )
            ),
            Paragraph(f"We need your answer by {due_words(facts.due_at)}.", lead="Return date."),
            Paragraph(f"If you have a question, contact {contact}."),
            Paragraph("Yours sincerely"),
            SignatureLines((facts.contact_name or facts.partnership,)),
        ],
    )
