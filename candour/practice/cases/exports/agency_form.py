"""The agency summary as a Word form: one row a question, so that it can be filled in and read back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from candour.platform.exports.documents import Block, Document, Grid, Heading, Notice, Pairs, Paragraph
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.messages import due_words
from candour.practice.cases.vocabulary import identity_words
from candour.rulebook import index
from candour.rulebook.language.forms import Form, Kind, Question

if TYPE_CHECKING:
    from candour.practice.cases.models import AgencyRequest

AGENCY_FORM = "bhr-protocol-2020/agency-summary"
EMPTY_EVENTS = 12
QUESTION, ANSWER = "Question", "Your answer"


def agency_form(request: AgencyRequest, who: list[tuple[str, dict[str, str]]], *, made_at: datetime) -> Document:
    """The form for one agency, with the names that it needs in order to look in its records."""
    form = index.rule(AGENCY_FORM, Form)
    blocks: list[Block] = [
        Heading(1, f"{form.title}: case {request.case.key}"),
        Paragraph(form.intro),
        Paragraph(f"Return it by {due_words(request.due_at)}. Answer in the right-hand column."),
        Notice("This form names the family. Keep it as your agency keeps such papers, and do not forward it by email."),
        Heading(2, "Who it is about"),
    ]
    for kind, facts in who:
        rows = identity_words(facts)
        blocks.append(Heading(3, "Subject" if kind == "subject" else "Family or other"))
        blocks.append(Pairs(tuple(rows)))
    for section in form.sections:
        blocks.append(Heading(2, section.title))
        if section.repeats:
            columns = tuple(question.text for question in section.questions)
            blocks.append(Grid(columns, tuple(("",) * len(columns) for _ in range(EMPTY_EVENTS)), section.title))
        else:
            rows_ = tuple((_asked(question), "") for question in section.questions)
            blocks.append(Grid((QUESTION, ANSWER), rows_, section.title))
    blocks += [
        Heading(2, "Sign-off"),
        Grid(
            (QUESTION, ANSWER),
            (("Name of the senior manager who signs off", ""), ("Post", ""), ("Date", "")),
            "Sign-off",
        ),
    ]
    return Document(
        title=f"{form.title}: case {request.case.key}",
        reference=f"Case {request.case.key}",
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=request.organisation.name,
        blocks=blocks,
    )


def _asked(question: Question) -> str:
    if question.kind is Kind.YES_NO:
        return f"{question.text} (Yes or No)"
    if question.kind is Kind.YES_NO_UNKNOWN:
        return f"{question.text} (Yes, No or Not known)"
    return question.text
