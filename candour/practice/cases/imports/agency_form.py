"""Reading a filled-in agency form back: each answer is found by its question, and nothing that was read is dropped."""

from __future__ import annotations

import re
from typing import Any

from candour.platform.imports.reading import read_tables
from candour.practice.cases.vocabulary import WORDS_OF_AN_IDENTITY
from candour.rulebook import index
from candour.rulebook.language.forms import Form, Kind, Question, Section

AGENCY_FORM = "bhr-protocol-2020/agency-summary"
SHOWN_TO_THE_AGENCY = frozenset(words.lower() for words in WORDS_OF_AN_IDENTITY.values())
"""The rows about the family that stand on the form when it is sent out, and so are no answers."""
_YES_NO = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "not known": "unknown", "unknown": "unknown"}


def read_agency_form(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """The answers of a filled-in form by section and question, and the lines that no question was recognised for.

    Raises what the reader of tables raises for a file that is no Word document.
    """
    form = index.rule(AGENCY_FORM, Form)
    asked = {
        _plain(question.text): (section, question)
        for section in form.sections
        if not section.repeats
        for question in section.questions
    }
    sections: dict[str, Any] = {}
    unread: list[str] = []
    for grid in read_tables(content, "docx"):
        rows = [[cell.strip() for cell in row] for row in grid.rows]
        repeating = _repeating(form, rows)
        if repeating is not None:
            _take_items(repeating, rows[1:], sections)
            continue
        for row in rows:
            _take_answer(asked, row, sections, unread)
    return sections, unread


def _take_answer(
    asked: dict[str, tuple[Section, Question]], row: list[str], sections: dict[str, Any], unread: list[str]
) -> None:
    if len(row) < 2 or not row[-1]:
        return
    found = asked.get(_plain(row[0]))
    if found is None:
        if _plain(row[0]) != "question" and _plain(row[0]) not in SHOWN_TO_THE_AGENCY:
            unread.append(": ".join(cell for cell in row if cell))
        return
    section, question = found
    sections.setdefault(section.key, {})[question.key] = _answer(question, row[-1])


def _take_items(section: Section, rows: list[list[str]], sections: dict[str, Any]) -> None:
    items = []
    for row in rows:
        item = {question.key: cell for question, cell in zip(section.questions, row, strict=False) if cell}
        if item:
            items.append(item)
    if items:
        sections[section.key] = items


def _repeating(form: Form, rows: list[list[str]]) -> Section | None:
    head = [_plain(cell) for cell in rows[0]] if rows else []
    for section in form.sections:
        if section.repeats and head == [_plain(question.text) for question in section.questions]:
            return section
    return None


def _answer(question: Question, text: str) -> str:
    if question.kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN):
        return _YES_NO.get(text.lower().strip(" ."), text)
    return text


def _plain(text: str) -> str:
    text = re.sub(r"\((yes|no|,|or|not known| )+\)\s*$", "", text.strip().lower())
    return re.sub(r"[^a-z0-9]+", " ", text).strip()
