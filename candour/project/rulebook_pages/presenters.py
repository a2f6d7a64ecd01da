"""From the rulebook's declarations to the words in which a reader meets them."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import Any

from candour.platform.dates.words import day_words
from candour.platform.design.rules import source_of, way_of_counting
from candour.project.rulebook_pages.values import (
    CriterionInWords,
    EditionInWords,
    EditionWithRules,
    GroupInWords,
    QuestionInWords,
    ReadingInWords,
    Reference,
    RuleInWords,
    SectionInWords,
    Source,
    StepInWords,
    Telling,
)
from candour.rulebook import index
from candour.rulebook.language.citations import Citation, Edition
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.criteria import CriteriaTest, Together
from candour.rulebook.language.duties import Duty
from candour.rulebook.language.forms import Form, Kind, Question
from candour.rulebook.language.quorums import Quorum
from candour.rulebook.language.timetables import Step, Timetable

KINDS: dict[type, str] = {
    Clock: "Time limit",
    Duty: "Duty to tell",
    CriteriaTest: "Test",
    Form: "Form",
    Quorum: "Quorum",
    Timetable: "Plan of steps",
}
_CASES = {"children": "Children’s cases", "adults": "Adults’ cases", "both": "Children’s and adults’ cases"}
_TOGETHER = {
    Together.ALL: "Every one must be met.",
    Together.ANY: "One is enough.",
    Together.CONSIDER: "Each must be taken into account; none of them decides.",
}
_ANSWERS = {
    Kind.SHORT: "a few words",
    Kind.LONG: "text",
    Kind.DATE: "a date, which may be known only in part",
    Kind.MOMENT: "a date and time",
    Kind.NUMBER: "a number",
    Kind.EMAIL: "an email address",
    Kind.PHONE: "a phone number",
    Kind.YES_NO: "yes or no",
    Kind.YES_NO_UNKNOWN: "yes, no or not known",
    Kind.CHOICE: "one of several answers",
    Kind.CHOICES: "any of several answers",
}


@cache
def in_words(rule: index.Rule) -> RuleInWords:
    """A rule with everything that is known of it."""
    introduced_by = source_of(rule)
    sources = (rule.cites, *(rule.also if isinstance(rule, Clock) else ()))
    values: dict[str, Any] = {
        "locally_set": getattr(rule, "locally_set", ""),
        "note": getattr(rule, "note", ""),
        "repeats": _repeated(rule),
        "limit": None,
        "other_sources": tuple(source(cited) for cited in sources if cited != introduced_by),
    }
    empty = dict.fromkeys(
        ("facts", "readings", "relaxations", "tellings", "steps", "groups", "sections", "differs"), ()
    )
    return RuleInWords(
        name=rule.name,
        key=rule.key,
        kind=KINDS[type(rule)],
        title=rule.title,
        source=source(introduced_by),
        edition=edition_in_words(rule.cites.edition),
        **(values | empty | _of_its_kind(rule)),
    )


@cache
def all_in_words() -> tuple[EditionWithRules, ...]:
    """Every edition with its rules, national guidance first and local protocols last."""
    return tuple(
        EditionWithRules(
            edition_in_words(edition),
            tuple(in_words(rule) for rule in index.rules() if rule.cites.edition == edition),
        )
        for edition in index.editions()
    )


def source(cited: Citation) -> Source:
    """A citation in words."""
    return Source(cited.words, cited.standing, cited.grade.value, cited.grade.explained, cited.edition.link)


def edition_in_words(edition: Edition) -> EditionInWords:
    """An edition in words."""
    return EditionInWords(
        key=edition.key,
        title=edition.title,
        publisher=edition.publisher,
        cases=_CASES[edition.subject],
        applies=_applies(edition),
        link=edition.link,
        note=edition.note,
    )


def reference(rule: index.Rule) -> Reference:
    """A rule as a link to it."""
    return Reference(rule.name, rule.cites.edition.key, rule.key, rule.title)


@singledispatch
def _of_its_kind(rule: index.Rule) -> dict[str, Any]:
    raise TypeError(f"{type(rule).__name__} is no kind of rule.")


@_of_its_kind.register
def _clock(rule: Clock) -> dict[str, Any]:
    by = rule.by.strftime("%H:%M") if rule.by else "the end of the day, London time"
    backwards = rule.allows.words.endswith("before")
    return {
        "facts": _present(
            ("Before" if backwards else "Starts when", rule.starts_when),
            ("Allows", rule.allows.words),
            ("How days are counted", way_of_counting(rule.allows, rule.convention)),
            ("In time until", by),
            ("Falls to", rule.owner),
        ),
        "readings": tuple(
            ReadingInWords(
                reading.key,
                reading.starts_when,
                (reading.convention or rule.convention).words,
                source(reading.cites),
                reading is rule.readings[0],
            )
            for reading in rule.readings
        ),
        "relaxations": tuple((relaxation.says, source(relaxation.cites)) for relaxation in rule.relaxations),
        "tellings": tuple(
            _telling(duty) for duty in index.rules() if isinstance(duty, Duty) and duty.clock.name == rule.name
        ),
    }


@_of_its_kind.register
def _duty(rule: Duty) -> dict[str, Any]:
    return {
        "limit": reference(rule.clock),
        "tellings": (_telling(rule),),
    }


@_of_its_kind.register
def _test(rule: CriteriaTest) -> dict[str, Any]:
    return {
        "facts": _present(("Question", rule.question), ("If it is met", rule.if_met), ("If not", rule.if_not)),
        "groups": tuple(
            GroupInWords(
                group.title,
                _TOGETHER[group.together],
                tuple(
                    CriterionInWords(criterion.text, criterion.hint, source(criterion.cites))
                    for criterion in group.criteria
                ),
            )
            for group in rule.groups
        ),
        "differs": rule.differs,
    }


@_of_its_kind.register
def _form(rule: Form) -> dict[str, Any]:
    return {
        "facts": _present(("What it says first", rule.intro)),
        "sections": tuple(
            SectionInWords(
                section.title,
                section.intro,
                f"Answered once for each {section.one_of}." if section.repeats else "",
                tuple(_question(question) for question in section.questions),
            )
            for section in rule.sections
        ),
    }


@_of_its_kind.register
def _quorum(rule: Quorum) -> dict[str, Any]:
    deputies = "A deputy counts for the seat." if rule.deputies_count else "A deputy does not count."
    return {"facts": _present(("Rule", rule.sentence), ("Deputies", deputies))}


@_of_its_kind.register
def _timetable(rule: Timetable) -> dict[str, Any]:
    late = rule.breaks_limit
    return {
        "facts": _present(
            ("Starts when", rule.starts_when),
            ("How days are counted", rule.convention.words),
            ("Limit that it must keep", f"{rule.limit_days} working days"),
            ("Past the limit", ", ".join(step.title for step in late)),
        ),
        "steps": tuple(_step(step, late) for step in rule.steps),
    }


def _telling(duty: Duty) -> Telling:
    return Telling(reference(duty), _strength(duty), duty.owner, duty.applies_when, duty.tells)


def _strength(duty: Duty) -> str:
    return "The source says “must”" if duty.is_must else "The source says “should”"


def _step(step: Step, late: tuple[Step, ...]) -> StepInWords:
    day = f"Days {step.from_day} to {step.day}" if step.from_day else f"Day {step.day}"
    by = step.by.strftime("%H:%M") if step.by else ""
    return StepInWords(step.key, step.heading, step.title, step.who, day, by, step in late)


def _question(question: Question) -> QuestionInWords:
    return QuestionInWords(
        question.text,
        _ANSWERS[question.kind],
        question.hint,
        question.required,
        tuple(option.text for option in question.options),
    )


def _repeated(rule: index.Rule) -> Reference | None:
    name = rule.reuses if isinstance(rule, Clock | Duty) else ""
    return reference(index.any_rule(name)) if name else None


def _applies(edition: Edition) -> str:
    since = f"from {day_words(edition.in_force_from)}"
    return f"{since} until {day_words(edition.in_force_until)}" if edition.in_force_until else since


def _present(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in facts if text)
