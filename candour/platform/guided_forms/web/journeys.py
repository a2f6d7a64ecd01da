"""The pages of one guided form: its list of tasks, a page for each section, and everything read back before sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from candour.platform.access.policy import Hidden, Refused
from candour.platform.design.pages import overtaken
from candour.platform.guided_forms import checking, operations, queries
from candour.platform.guided_forms.web.fields import SectionForm, initial_from
from candour.platform.workflow.moving import Conflict
from candour.rulebook.language.forms import Form, Section

if TYPE_CHECKING:
    from candour.platform.guided_forms.models import FormAnswers

NEW = -1


@dataclass(frozen=True)
class Journey:
    """A guided form as an app shows it under its own addresses."""

    answers: FormAnswers
    form: Form
    section_address: Callable[[str, int], str]
    """The address of a section's page: its key, and which one where it repeats (0 for the list, NEW for one more)."""
    list_address: str
    title: str
    leave_out: tuple[str, ...] = ()
    """Sections that are not asked here."""
    prefilled: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Answers proposed for sections that nobody has saved yet."""

    @property
    def sections(self) -> list[Section]:
        """The sections that are asked."""
        return [section for section in self.form.sections if section.key not in self.leave_out]


@dataclass(frozen=True)
class TaskShown:
    """A section in the list of tasks."""

    title: str
    href: str
    status: str
    is_done: bool


@dataclass(frozen=True)
class AnswerShown:
    """One answer read back."""

    question: str
    answer: str


@dataclass(frozen=True)
class SectionShown:
    """A section read back."""

    title: str
    href: str
    items: list[tuple[str, list[AnswerShown]]]


def tasks_of(journey: Journey) -> list[TaskShown]:
    """The sections with what is done and what is missing."""
    values = queries.values_of(journey.answers)
    missing = {(miss.section.key) for miss in queries.missing_in(journey.form, values) if miss.is_required}
    tasks = []
    for section in journey.sections:
        said = values.get(section.key)
        required = any(question.required for question in section.questions) and not section.repeats
        done = bool(said) and section.key not in missing
        status = "Done" if done else "To do" if required or section.key in missing else "Optional"
        if section.repeats and said:
            status = f"{len(said)} added"
        tasks.append(TaskShown(section.title, journey.section_address(section.key, 0), status, done))
    return tasks


def read_back(journey: Journey) -> list[SectionShown]:
    """Everything that was said, section by section, with where to change it."""
    values = queries.values_of(journey.answers)
    shown = []
    for section in journey.sections:
        said = values.get(section.key) or ([] if section.repeats else {})
        items = said if isinstance(said, list) else [said]
        names = [
            f"{section.one_of.capitalize()} {number}" if section.repeats else "" for number in range(1, len(items) + 1)
        ]
        answered = [
            (
                name,
                [
                    AnswerShown(question.text, queries.answer_words(question, item.get(question.key)))
                    for question in section.questions
                    if question.applies(item) and item.get(question.key) not in (None, "", [])
                ],
            )
            for name, item in zip(names, items, strict=True)
        ]
        shown.append(SectionShown(section.title, journey.section_address(section.key, 0), answered))
    return shown


def required_missing(journey: Journey) -> list[str]:
    """What must still be answered before the form can be sent, as sentences."""
    values = queries.values_of(journey.answers)
    asked = {section.key for section in journey.sections}
    return [
        f"Answer “{miss.question.text.rstrip('?')}” under “{miss.section.title}”."
        for miss in queries.missing_in(journey.form, values)
        if miss.is_required and miss.section.key in asked
    ] + _unanswered_sections(journey, values)


def faults_of(journey: Journey, today: date) -> list[tuple[str, str]]:
    """Each answer that does not hold, as a sentence, with the address at which to put it right."""
    found = checking.faults_in(journey.form, queries.values_of(journey.answers), today)
    return [(fault.words, journey.section_address(fault.section.key, 0)) for fault in found]


def section_page(request: HttpRequest, journey: Journey, key: str, item: int) -> HttpResponse:
    """Show and save one section. While somebody types, the page saves by itself; what does not hold yet is kept too."""
    try:
        section = journey.form.section(key)
    except KeyError as error:
        raise Hidden from error
    if section.repeats and item == 0 and request.method in ("GET", "HEAD"):
        return _items_page(request, journey, section)
    if not queries.is_place(section, item):
        raise Hidden
    if request.method == "POST":
        return _save(request, journey, section, item)
    row = queries.row_of(journey.answers, section, item)
    if section.repeats and row is None:
        raise Hidden
    values = row.values if row else journey.prefilled.get(section.key, {})
    today = request.actor.today  # type: ignore[attr-defined]
    form = SectionForm(section=section, initial=initial_from(section, values))
    if row and checking.faults_of_section(section, row.values, today):
        form = SectionForm(row.values, section=section)
        form.hold_against(today)
    return _show(request, journey, section, item, form, version=row.version if row else 0)


def new_item_page(request: HttpRequest, journey: Journey, key: str) -> HttpResponse:
    """A page for one more of a section that repeats. Its number is settled here, so that sending it twice adds one."""
    try:
        section = journey.form.section(key)
    except KeyError as error:
        raise Hidden from error
    if not section.repeats:
        raise Hidden
    item = queries.next_item(journey.answers, section)
    return _show(request, journey, section, item, SectionForm(section=section), version=0)


def _items_page(request: HttpRequest, journey: Journey, section: Section) -> HttpResponse:
    rows = [row for row in queries.rows_of(journey.answers) if row.section == section.key]
    first = section.questions[0]
    items = [
        (f"{section.one_of.capitalize()} {number}", queries.answer_words(first, row.values.get(first.key)), row.item)
        for number, row in enumerate(rows, start=1)
    ]
    shown = {
        "title": section.title,
        "journey": journey,
        "section": section,
        "items": [(name, words, journey.section_address(section.key, item)) for name, words, item in items],
        "add_address": journey.section_address(section.key, NEW),
        "add_words": _add_words(section, len(items)),
        "next_address": _next(journey, section),
    }
    return render(request, "guided_forms/items.html", shown)


def _add_words(section: Section, there: int) -> str:
    if there:
        return f"Add another {section.one_of}"
    return f"Add {'an' if section.one_of[:1] in 'aeiou' else 'a'} {section.one_of}"


def _save(request: HttpRequest, journey: Journey, section: Section, item: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = SectionForm(request.POST, section=section)
    is_automatic = "autosave" in request.POST
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    stored: list[tuple[str, str]] = []
    if request.POST.get("remove") and section.repeats and item:
        operations.remove_item(actor, answers=journey.answers, section=section, item=item)
        return HttpResponseRedirect(journey.section_address(section.key, 0))
    try:
        saved = operations.save_section(
            actor, answers=journey.answers, section=section, item=item, values=form.typed, version=version
        )
        version = saved.version
    except Conflict:
        row = queries.row_of(journey.answers, section, item)
        if row is not None:
            stored = [(q.text, queries.answer_words(q, row.values.get(q.key))) for q in section.questions]
        version = row.version if row is not None else 0
        form.is_valid()
        form.refuse([overtaken(stored)])
    except Refused as refused:
        form.is_valid()
        form.refuse(refused.reasons)
    if is_automatic:
        shown = {"form": form, "version": version, "at": actor.at}
        return render(request, "guided_forms/saved.html", shown)
    if not stored and form.hold_against(actor.today):
        after = journey.section_address(section.key, 0) if section.repeats else _next(journey, section)
        return HttpResponseRedirect(after)
    return _show(request, journey, section, item, form, version=version, stored=stored, status=422)


def _next(journey: Journey, section: Section) -> str:
    following = journey.sections[journey.sections.index(section) + 1 :]
    return journey.section_address(following[0].key, 0) if following else journey.list_address


def _show(
    request: HttpRequest,
    journey: Journey,
    section: Section,
    item: int,
    form: SectionForm,
    *,
    version: int,
    stored: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    position = journey.sections.index(section) + 1
    shown = {
        "title": section.title,
        "caption": f"{journey.title}: {position} of {len(journey.sections)}",
        "journey": journey,
        "section": section,
        "item": item,
        "form": form,
        "version": version,
        "stored": stored or [],
        "save_address": journey.section_address(section.key, item),
    }
    return render(request, "guided_forms/section.html", shown, status=status)


def _unanswered_sections(journey: Journey, values: dict[str, Any]) -> list[str]:
    return [
        f"Answer “{section.title}”."
        for section in journey.sections
        if not section.repeats
        and any(question.required for question in section.questions)
        and not values.get(section.key)
        and not any(question.required and question.applies({}) for question in section.questions)
    ]
