"""What a form says so far, what is still missing, and the form itself in the edition under which it was begun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to
from candour.platform.dates.words import written
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.guided_forms.permissions import begun_by
from candour.rulebook import index
from candour.rulebook.language.forms import Form, Kind, Question, Section

Values = dict[str, Any]
LAST_ITEM = 10_000
"""The highest number in a section that repeats, where some were taken out and others added."""


@dataclass(frozen=True)
class Missing:
    """A question that has no answer yet."""

    section: Section
    question: Question
    item: int

    @property
    def is_required(self) -> bool:
        """Whether the form cannot be sent without it."""
        return self.question.required


def form_of(answers: FormAnswers) -> Form:
    """The form in the edition under which it was begun."""
    return index.rule(answers.form_name, Form)


def rows_of(answers: FormAnswers) -> list[SectionAnswers]:
    """Every section that was saved, in order."""
    return list(SectionAnswers.objects.filter(answers=answers).order_by("section", "item"))


def row_of(answers: FormAnswers, section: Section, item: int) -> SectionAnswers | None:
    """One section as it was last saved; None if it was not."""
    return SectionAnswers.objects.filter(answers=answers, section=section.key, item=item).first()


def next_item(answers: FormAnswers, section: Section) -> int:
    """The number that one more of a repeating section would have."""
    last = SectionAnswers.objects.filter(answers=answers, section=section.key).aggregate(last=Max("item"))["last"]
    return int(last or 0) + 1


def is_place(section: Section, item: int) -> bool:
    """Whether a section can have an answer of that number: 0 where it does not repeat, from 1 where it does."""
    return 1 <= item <= LAST_ITEM if section.repeats else item == 0


def values_of(answers: FormAnswers) -> Values:
    """Everything that the form says: for each section its answers, or a list of them where it repeats. One query."""
    return _values(answers, rows_of(answers))


def values_of_each(forms: Iterable[FormAnswers]) -> dict[int, Values]:
    """Everything that each of several forms says, by its id. One query."""
    each = {answers.pk: answers for answers in forms}
    rows: dict[int, list[SectionAnswers]] = {id_: [] for id_ in each}
    for row in SectionAnswers.objects.filter(answers__in=each).order_by("section", "item"):
        rows[row.answers_id].append(row)
    return {id_: _values(answers, rows[id_]) for id_, answers in each.items()}


def _values(answers: FormAnswers, rows: Iterable[SectionAnswers]) -> Values:
    repeating = {section.key for section in form_of(answers).sections if section.repeats}
    values: Values = {key: [] for key in repeating}
    for row in rows:
        if row.section in repeating:
            values[row.section].append(row.values)
        else:
            values[row.section] = row.values
    return values


def answers_for(actor: Actor, owner: Model, form_name: str) -> FormAnswers | None:
    """The newest filling-in of a form for a record that the actor sees; None if nobody began."""
    return FormAnswers.objects.filter(belongs_to(actor, owner), form_name=form_name).order_by("-started_at").first()


def draft_of(actor: Actor, form_name: str) -> FormAnswers | None:
    """The form that the actor's account began last, for no record yet, and has not sent; None if there is none."""
    mine = FormAnswers.objects.filter(begun_by(actor))
    return mine.filter(form_name=form_name, submitted_at=None).order_by("-saved_at", "-pk").first()


def missing_in(form: Form, values: Values) -> list[Missing]:
    """Every question that applies and has no answer, in the form's order."""
    missing: list[Missing] = []
    for section in form.sections:
        said = values.get(section.key) or ({} if not section.repeats else [])
        items = said if isinstance(said, list) else [said]
        for number, item in enumerate(items, start=1 if section.repeats else 0):
            missing.extend(
                Missing(section, question, number)
                for question in section.questions
                if question.applies(item) and item.get(question.key) in (None, "", [])
            )
    return missing


def answer_words(question: Question, value: Any) -> str:
    """An answer as it is read back: the option's text, a date in words, or the text itself."""
    if value in (None, "", []):
        return ""
    if question.kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN):
        return {"yes": "Yes", "no": "No", "unknown": "Not known"}.get(str(value), str(value))
    if question.kind is Kind.DATE:
        return written(str(value))
    options = {option.key: option.text for option in question.options}
    if isinstance(value, list):
        return ", ".join(options.get(str(one), str(one)) for one in value)
    return options.get(str(value), str(value))
