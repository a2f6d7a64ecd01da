"""The rulebook is pure, its editions only declare, and nothing unverified is introduced as law."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from candour.rulebook import index
from candour.rulebook.language.citations import Citation, Edition, Grade
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.criteria import CriteriaTest
from candour.rulebook.language.duties import Duty
from candour.rulebook.language.forms import Form, Kind
from candour.rulebook.language.timetables import Timetable
from tests.architecture.declarations import (
    LANGUAGE,
    ROOT,
    RULEBOOK,
    assigned_names,
    clock_readings,
    edition_files,
    foreign_imports,
    problems_in,
)

RULES = index.rules()
LOCAL_GRADES = {Grade.LOCAL, Grade.FOUNDING_PAPER}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def citations_within(value: object) -> Iterator[Citation]:
    """Every citation that a rule holds, at whatever depth."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for element in value:
            yield from citations_within(element)
    elif is_dataclass(value):
        for field in fields(value):
            yield from citations_within(getattr(value, field.name))


# Purity


@pytest.mark.parametrize("path", sorted(RULEBOOK.rglob("*.py")), ids=named)
def test_the_rulebook_needs_only_the_standard_library_and_never_asks_the_time(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert foreign_imports(source) == []
    assert clock_readings(source) == []


@pytest.mark.parametrize("path", edition_files(), ids=named)
def test_an_edition_only_declares(path: Path) -> None:
    assert problems_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", edition_files(), ids=named)
def test_what_an_edition_declares_is_made_of_the_rulebooks_nouns(path: Path) -> None:
    module = importlib.import_module(module_of(path))

    for name in assigned_names(path.read_text(encoding="utf-8")):
        value = getattr(module, name)
        assert type(value) in (str, int) or type(value).__module__.startswith(f"{LANGUAGE}."), name


def test_there_are_editions_to_look_at() -> None:
    assert len(edition_files()) >= 20


GOOD = '"""An edition."""\n\nfrom candour.rulebook.language.durations import working_days\n\nLIMIT = working_days(15)\n'


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("def limit():\n    return 15", "FunctionDef"),
        ("class Limit:\n    pass", "ClassDef"),
        ("if LIMIT:\n    OTHER = 3", "If"),
        ("for DAY in (1, 2):\n    OTHER = DAY", "For"),
        ("while False:\n    OTHER = 1", "While"),
        ("try:\n    OTHER = 1\nexcept Exception:\n    OTHER = 2", "Try"),
        ("with LIMIT:\n    OTHER = 1", "With"),
        ("import os", "Import"),
        ("from os import path", "from os import path"),
        ("from datetime import datetime", "from datetime import datetime"),
        ("from candour.platform.access import actor", "from candour.platform.access import actor"),
        ("from candour.rulebook_of_mine import thing", "from candour.rulebook_of_mine import thing"),
        ("from candour.rulebook.language.clocks import *", "import *"),
        ("from .clocks import LIMIT", "from .clocks import LIMIT"),
        ("print(LIMIT)", "Expr"),
        ("del LIMIT", "Delete"),
        ("LIMIT.number = 16", "a name that is not in capitals"),
        ("lower = 1", "a name that is not in capitals"),
        ("_HIDDEN = 1", "a name that is not in capitals"),
        ("FIRST, SECOND = (1, 2)", "a name that is not in capitals"),
        ("OTHER += 1", "AugAssign"),
        ("OTHER: int = 1", "AnnAssign"),
        ("OTHER = [working_days(day) for day in (1, 2)]", "ListComp"),
        ("OTHER = tuple(day for day in (1, 2))", "a call of tuple"),
        ("OTHER = lambda: 15", "Lambda"),
        ("OTHER = 15 if LIMIT else 16", "IfExp"),
        ("OTHER = LIMIT or 16", "BoolOp"),
        ("OTHER = 10 + 5", "BinOp"),
        ("OTHER = (1, 2)[0]", "Subscript"),
        ("OTHER = {'days': 15}", "Dict"),
        ("OTHER = f'{LIMIT}'", "JoinedStr"),
        ("OTHER = (*(1, 2), 3)", "Starred"),
        ("OTHER = (NEW := 3)", "NamedExpr"),
        ("OTHER = working_days(*(15,))", "Starred"),
        ("OTHER = working_days(**LIMIT)", "** in a call"),
        ("OTHER = working_days(number=10 + 5)", "BinOp"),
        ("OTHER = working_days(15).ends_on(1, 2, 3)", "a call of working_days(15).ends_on"),
        ("OTHER = eval('15')", "a call of eval"),
        ("OTHER = getattr(LIMIT, 'number')", "a call of getattr"),
        ("OTHER = __import__('os')", "a call of __import__"),
        ("OTHER = LIMIT.__class__", "Attribute"),
        ("OTHER = UNHEARD_OF", "Name"),
        ("OTHER = UNHEARD_OF.cite('chapter 1')", "a call of UNHEARD_OF.cite"),
    ],
)
def test_anything_more_than_a_declaration_is_caught(planted: str, caught: str) -> None:
    assert problems_in(GOOD) == []

    problems = problems_in(GOOD + planted + "\n")

    assert problems
    assert any(caught in problem for problem in problems), problems


def test_an_edition_without_a_docstring_is_caught() -> None:
    assert problems_in("LIMIT = 15\n") == ["line 1: no docstring"]


@pytest.mark.parametrize(
    ("planted", "caught"),
    [("import django", ["django"]), ("from candour.platform import access", ["candour.platform"]), ("import json", [])],
)
def test_a_foreign_import_is_caught(planted: str, caught: list[str]) -> None:
    assert foreign_imports(planted) == caught


def test_a_look_at_the_clock_is_caught() -> None:
    assert clock_readings("from datetime import date\nDAY = date.today()\n") == ["line 2: date.today"]


# Rules and their sources


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_source_and_a_name_of_its_own(rule: index.Rule) -> None:
    assert rule.cites.place
    assert NAME.fullmatch(rule.key)
    assert rule.title
    assert not rule.title.endswith(".")
    assert [other.name for other in RULES].count(rule.name) == 1


@pytest.mark.parametrize("path", [path for path in edition_files() if path.name != "__init__.py"], ids=named)
def test_a_rule_stands_in_the_folder_of_its_edition_and_in_the_index(path: Path) -> None:
    module = importlib.import_module(module_of(path))
    edition = importlib.import_module(module_of(path.parent / "__init__.py")).EDITION

    for name in assigned_names(path.read_text(encoding="utf-8")):
        value = getattr(module, name)
        if isinstance(value, index.Rule):
            assert value.cites.edition is edition, name
            assert value in RULES, f"{name} is not in the index"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_only_what_was_read_is_introduced_as_law(rule: index.Rule) -> None:
    for citation in citations_within(rule):
        assert (citation.standing in ("The law", "National guidance")) is (
            citation.grade in (Grade.STATUTE, Grade.GUIDANCE)
        )
        if citation.grade in (Grade.STATUTE, Grade.GUIDANCE):
            assert citation.edition.link.startswith("https://"), citation.words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_local_paper_never_speaks_for_the_nation(rule: index.Rule) -> None:
    assert (rule.cites.grade in LOCAL_GRADES) is _folder_of(rule).is_relative_to(RULEBOOK / "local")


def test_the_check_sees_the_citations_at_every_depth() -> None:
    clock = index.rule("working-together-2018/rapid-review", Clock)

    assert Grade.REPUBLISHED in {citation.grade for citation in citations_within(clock)}, "that of its relaxation"
    assert Grade.FOUNDING_PAPER in {citation.grade for citation in citations_within(clock)}, "that of a reading"


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_is_explained_and_has_a_standing(grade: Grade) -> None:
    edition = index.editions()[0]

    assert grade.explained.endswith(".")
    assert edition.cite("chapter 1", grade).standing


# Editions


@pytest.mark.parametrize("edition", index.editions(), ids=lambda edition: edition.key)
def test_an_edition_ends_after_it_begins(edition: Edition) -> None:
    assert NAME.fullmatch(edition.key)
    assert edition.subject in ("children", "adults", "both")
    assert edition.in_force_until is None or edition.in_force_from <= edition.in_force_until


@pytest.mark.parametrize("subject", index.CASE_GUIDANCE)
def test_guidance_follows_on_without_a_gap_and_the_last_is_in_force(subject: str) -> None:
    editions = index.CASE_GUIDANCE[subject]

    assert editions[-1].in_force_until is None
    for earlier, later in pairwise(editions):
        assert earlier.in_force_until is not None
        assert (later.in_force_from - earlier.in_force_until).days == 1


def test_2026_repeats_each_limit_of_2023_by_name_and_says_so() -> None:
    repeated = index.clocks_in("working-together-2026")
    originals = index.clocks_in("working-together-2023")

    assert set(repeated) == set(originals)
    for key, clock in repeated.items():
        original = originals[key]
        assert clock.reuses == original.name
        assert clock.note.startswith("The 2026 text was not seen.")
        assert clock.note.endswith(original.note), "the doubts about the rule of 2023 hold for its repetition"
        assert clock.best_source.standing == "Not checked against the text"
        assert replace(clock, cites=original.cites, also=original.also, reuses="", note=original.note) == original


def test_2026_repeats_each_duty_of_2023_by_name_and_says_so() -> None:
    repeated = index.duties_in("working-together-2026")
    originals = index.duties_in("working-together-2023")

    assert set(repeated) == set(originals)
    for key, duty in repeated.items():
        assert duty.reuses == originals[key].name
        assert duty.note.startswith("The 2026 text was not seen.")
        assert duty.note.endswith(originals[key].note)
        assert duty.clock.cites.edition.key == "working-together-2026"


# What rules hold


@pytest.mark.parametrize("clock", [rule for rule in RULES if isinstance(rule, Clock)], ids=lambda rule: rule.name)
def test_a_limit_allows_something_and_its_readings_differ(clock: Clock) -> None:
    assert clock.allows.number >= 1
    assert clock.starts_when
    assert len({reading.key for reading in clock.readings}) == len(clock.readings)
    if clock.readings:
        assert clock.readings[0].starts_when == clock.starts_when
        assert clock.readings[0].convention in (None, clock.convention)
        assert clock.locally_set


@pytest.mark.parametrize("duty", [rule for rule in RULES if isinstance(rule, Duty)], ids=lambda rule: rule.name)
def test_a_duty_tells_somebody_by_a_limit_of_its_own_edition(duty: Duty) -> None:
    assert duty.tells
    assert duty.clock.cites.edition == duty.cites.edition
    assert duty.clock in RULES


@pytest.mark.parametrize("plan", [rule for rule in RULES if isinstance(rule, Timetable)], ids=lambda rule: rule.name)
def test_a_plan_goes_forward_and_names_each_step_once(plan: Timetable) -> None:
    assert len({step.key for step in plan.steps}) == len(plan.steps)
    assert [step.day for step in plan.steps] == sorted(step.day for step in plan.steps)
    assert all(1 <= (step.from_day or step.day) <= step.day for step in plan.steps)


@pytest.mark.parametrize("test", [rule for rule in RULES if isinstance(rule, CriteriaTest)], ids=lambda rule: rule.name)
def test_a_test_asks_each_criterion_once(test: CriteriaTest) -> None:
    keys = [criterion.key for criterion in test.criteria]

    assert len(set(keys)) == len(keys)
    assert all(criterion.text.endswith(".") for criterion in test.criteria)


@pytest.mark.parametrize("form", [rule for rule in RULES if isinstance(rule, Form)], ids=lambda rule: rule.name)
def test_a_form_can_be_filled_in(form: Form) -> None:
    assert len({section.key for section in form.sections}) == len(form.sections)
    for section in form.sections:
        asked: dict[str, set[str] | None] = {}
        for question in section.questions:
            assert question.key not in asked
            assert bool(question.options) is (question.kind in (Kind.CHOICE, Kind.CHOICES))
            if question.only_if:
                answers = asked[question.only_if[0]]
                assert answers is not None
                assert question.only_if[1] in answers
            asked[question.key] = _answers_to(question.kind, {option.key for option in question.options})
        assert bool(section.one_of) is section.repeats


@pytest.mark.parametrize("form", [rule for rule in RULES if isinstance(rule, Form)], ids=lambda rule: rule.name)
def test_names_births_and_addresses_of_people_belong_in_the_vault(form: Form) -> None:
    personal = re.compile(
        r"^(first names|last name|name|your name|date of birth|home address|email|phone)", re.IGNORECASE
    )

    for section in form.sections:
        for question in section.questions:
            assert question.identifies or not personal.match(question.text), f"{section.key}/{question.key}"


def _answers_to(kind: Kind, options: set[str]) -> set[str] | None:
    if kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN):
        return {"yes", "no"} | ({"unknown"} if kind is Kind.YES_NO_UNKNOWN else set())
    return options or None


def _folder_of(rule: index.Rule) -> Path:
    for path in edition_files():
        if path.name == "__init__.py" and importlib.import_module(module_of(path)).EDITION is rule.cites.edition:
            return path.parent
    raise AssertionError(f"No folder declares the edition of {rule.name}.")
