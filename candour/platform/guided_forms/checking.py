"""Whether what a form says holds: drafts keep whatever was typed, and nothing is sent before each answer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candour.platform.guided_forms.queries import Values
from candour.rulebook.language.forms import Form, Kind, Question, Section
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

LONGEST = 20_000
LENGTHS = {Kind.LONG: LONGEST, Kind.EMAIL: 254, Kind.PHONE: 60, Kind.DATE: 60, Kind.NUMBER: 20}
SHORT = 400
MOST_ITEMS = 50
"""How many a section that repeats may hold."""


@dataclass(frozen=True)
class Fault:
    """An answer that does not hold, and why."""

    section: Section
    item: int
    question: Question
    why: str

    @property
    def words(self) -> str:
        """The fault as a sentence that says where it stands."""
        one = f", {self.section.one_of} {self.item}" if self.section.repeats else ""
        return f"Under “{self.section.title}”{one}, “{self.question.text.rstrip('?')}”: {self.why}"


def faults_in(form: Form, values: Values, today: date) -> list[Fault]:
    """Every answer of a form that does not hold, in the form's order. Questions without an answer are no faults."""
    faults = []
    for section in form.sections:
        said = values.get(section.key) or {}
        for number, item in enumerate(said if section.repeats else [said], start=1 if section.repeats else 0):
            faults += [
                Fault(section, number, question, why) for question, why in faults_of_section(section, item, today)
            ]
    return faults


def faults_of_section(section: Section, said: Mapping[str, Any], today: date) -> list[tuple[Question, str]]:
    """The answers of one section, or of one that repeats, that do not hold, each with why."""
    found = [
        (question, _why_not(question, said[question.key], today))
        for question in section.questions
        if said.get(question.key) not in (None, "", []) and question.applies(said)
    ]
    return [(question, why) for question, why in found if why]


def _why_not(question: Question, value: Any, today: date) -> str:
    if question.kind is Kind.CHOICES:
        chosen = value if isinstance(value, list) else [value]
        known = {option.key for option in question.options}
        return "" if all(one in known for one in chosen) else "choose from the list."
    text = str(value)
    if question.kind in (Kind.CHOICE, Kind.YES_NO, Kind.YES_NO_UNKNOWN):
        return "" if text in _answers(question) else "choose one of the answers."
    longest = LENGTHS.get(question.kind, SHORT)
    if len(text) > longest:
        return f"write at most {longest} characters; there are {len(text)}."
    if question.kind is Kind.DATE:
        return _why_no_date(question, text, today)
    return _why_no_email(text) if question.kind is Kind.EMAIL else ""


def _answers(question: Question) -> set[str]:
    if question.kind is Kind.YES_NO:
        return {"yes", "no"}
    if question.kind is Kind.YES_NO_UNKNOWN:
        return {"yes", "no", "unknown"}
    return {option.key for option in question.options}


def _why_no_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return f"“{text[:80]}” is not an email address. Write it like name@example.com."
    return ""


def _why_no_date(question: Question, text: str, today: date) -> str:
    try:
        read = FuzzyDate.parse(text)
    except NotADate:
        return f"“{text}” is no date. Write 27 3 2026, March 2026, 2026 or not known."
    if not question.may_be_ahead and read.earliest is not None and read.earliest > today:
        return f"{read.words} has not come yet. Check the date."
    return ""
