"""A report to a committee as Word or PDF, under the heads that the council asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from candour.platform.exports.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    Notice,
    Pairs,
    Paragraph,
    write_docx,
    write_pdf,
)
from candour.platform.guided_forms.queries import answer_words
from candour.practice.governance.queries.committee_reports import FORM_NAME, ReportFacts
from candour.rulebook import index
from candour.rulebook.language.forms import Form

NOT_WRITTEN = "Not written yet."
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


def report_file(facts: ReportFacts, kind: str, *, made_at: datetime, made_for: str) -> bytes:
    """The report as a file of the kind "docx" or "pdf"."""
    document = Document(
        title=f"{facts.to_body}: {facts.subject}",
        reference=facts.meets_on or facts.group,
        classification="Final" if facts.is_final else "Draft",
        made_at=made_at,
        made_for=made_for,
        blocks=_blocks(facts),
    )
    return write_pdf(document) if kind == "pdf" else write_docx(document)


def roman(number: int) -> str:
    """The number as recommendations are numbered: "(iv)"."""
    return f"({_TENS[number // 10 % 10]}{_ONES[number % 10]})"


def _blocks(facts: ReportFacts) -> list[Block]:
    form, heads = index.rule(FORM_NAME, Form), facts.heads
    head = form.section("head")
    pairs = [
        ("Committee", facts.to_body),
        ("Date", facts.meets_on or "To be confirmed"),
        ("Subject", facts.subject),
        *(
            (question.text.rstrip("?"), answer_words(question, heads.get(question.key)) or NOT_WRITTEN)
            for question in head.questions
            if question.key != "objectives" and question.applies(heads)
        ),
    ]
    blocks: list[Block] = [] if facts.is_final else [Notice("Draft. Not to be passed on.")]
    blocks += [Pairs(pairs), Heading(1, head.question("objectives").text), *_lines(heads.get("objectives"))]
    for section in form.sections[1:]:
        blocks.append(Heading(1, section.title))
        if section.repeats:
            asked = heads.get(section.key) or []
            blocks += [Paragraph(text, lead=roman(number)) for number, text in enumerate(asked, 1)]
            blocks += [] if asked else [Paragraph(NOT_WRITTEN)]
            continue
        for question in section.questions:
            if len(section.questions) > 1:
                blocks.append(Heading(2, question.text))
            said = heads.get(question.key)
            blocks += _lines(said) if question.hint else _paragraphs(said)
    return blocks


def _paragraphs(said: Any) -> list[Block]:
    parts = [part.strip() for part in str(said or "").split("\n\n") if part.strip()]
    return [Paragraph(part) for part in parts] or [Paragraph(NOT_WRITTEN)]


def _lines(said: Any) -> list[Block]:
    lines = [line.strip() for line in str(said or "").splitlines() if line.strip()]
    return [Bullets(lines)] if lines else [Paragraph(NOT_WRITTEN)]
