"""From a section of the rulebook to a Django form that is shown with GOV.UK components."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from candour.platform.design.fields import FuzzyDateField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.platform.guided_forms.checking import LENGTHS, LONGEST, SHORT, faults_of_section
from candour.rulebook.language.forms import Kind, Question, Section

YES_NO = [("yes", "Yes"), ("no", "No")]
YES_NO_UNKNOWN = [*YES_NO, ("unknown", "Not known")]


class SectionForm(Form):
    """One section of a guided form."""

    marks_optional = False
    section: Section

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        self.section = section
        super().__init__(*args, **kwargs)
        for question in section.questions:
            self.add_question(question.key, field_for(question))
        if len(section.questions) == 1:
            self.heading_field = section.questions[0].key
        self._reveal_dependants()

    @property
    def shown_fields(self) -> list[Any]:
        """The fields at the top level; those that depend on an answer stand inside that answer."""
        dependants = {question.key for question in self.section.questions if question.only_if}
        return [field for field in self.visible_fields() if field.name not in dependants]

    def full_clean(self) -> None:
        """A question that does not apply is not asked: its errors are dropped and its answer left out."""
        super().full_clean()
        said = {name: self.data.get(self.add_prefix(name)) for name in self.fields} if self.is_bound else {}
        for question in self.section.questions:
            if self.is_bound and not question.applies(said):
                self.errors.pop(question.key, None)
                self.cleaned_data.pop(question.key, None)

    def hold_against(self, today: date) -> bool:
        """Whether every answer holds on a day; what only the day shows, such as a date to come, becomes an error."""
        self.is_valid()
        for question, why in faults_of_section(self.section, self.typed, today):
            if question.key not in self.errors:
                self.add_error(question.key, why[:1].upper() + why[1:])
        return self.is_valid()

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, whether or not it holds, as it is kept in a draft."""
        typed: dict[str, Any] = {}
        for question in self.section.questions:
            name = self.add_prefix(question.key)
            if question.kind is Kind.CHOICES:
                value: Any = self.fields[question.key].widget.value_from_datadict(self.data, self.files, name)
            else:
                value = str(self.data.get(name, "")).replace("\0", "").strip()[:LONGEST]
            if value:
                typed[question.key] = value
        return typed

    def _reveal_dependants(self) -> None:
        for question in self.section.questions:
            if question.only_if is None:
                continue
            parent, answer = question.only_if
            widget = self.fields[parent].widget
            if isinstance(widget, HintedRadios):
                widget.reveals.setdefault(answer, []).append(self[question.key])


def field_for(question: Question) -> forms.Field:
    """The field for one question."""
    common: dict[str, Any] = {"label": question.text, "required": question.required, "help_text": question.hint}
    if question.kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN, Kind.CHOICE):
        return forms.ChoiceField(choices=_choices(question), widget=_radios(question), **common)
    if question.kind is Kind.CHOICES:
        choices = [(option.key, option.text) for option in question.options]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if question.kind is Kind.DATE:
        return FuzzyDateField(
            **{**common, "help_text": question.hint or "For example 27 3 2026, March 2026 or not known."}
        )
    if question.kind is Kind.EMAIL:
        return forms.EmailField(widget=_text("email", "email"), max_length=LENGTHS[Kind.EMAIL], **common)
    if question.kind is Kind.PHONE:
        return forms.CharField(widget=_text("tel", "tel"), max_length=LENGTHS[Kind.PHONE], **common)
    if question.kind is Kind.NUMBER:
        return forms.IntegerField(widget=_text("text", "off"), **common)
    if question.kind is Kind.LONG:
        return forms.CharField(widget=long_text(6), max_length=LONGEST, **common)
    return forms.CharField(max_length=SHORT, **common)


def initial_from(section: Section, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows at first: the answers that were kept."""
    return {question.key: values.get(question.key, "") for question in section.questions}


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.kind is Kind.YES_NO:
        return YES_NO
    if question.kind is Kind.YES_NO_UNKNOWN:
        return YES_NO_UNKNOWN
    return [(option.key, option.text) for option in question.options]


def _radios(question: Question) -> HintedRadios:
    return HintedRadios(hints={option.key: option.hint for option in question.options if option.hint})


def _text(kind: str, complete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"type": kind, "autocomplete": complete})
