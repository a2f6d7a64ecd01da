"""The shape of the code: who points at whom, who reads the clock, who acts, and what every file begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import reading
from tests.architecture.reading import CANDOUR, ROOT, modules

ORDER = reading.order_of_apps()

EDGES = {
    "candour/platform/accounts/adapters.py": "allauth calls it within a request, and knows no actor",
    "candour/platform/accounts/signals.py": "Django calls it at sign-in, before there is an actor",
}
"""Modules that read the clock because a library calls them where nobody carries the moment, with the reason."""

NO_LINE_OF_THEIR_OWN = {
    "save_section": "a form is saved as somebody types; history tells that it was begun and sent",
    "remove_item": "the same",
    "discard": "the same: what was never sent is nobody's record yet",
    "save_notes": "notes are saved as somebody types; history tells that their minutes were begun and made final",
    "save_draft": "a draft is saved as somebody writes, and is nobody else's; history tells that they sent it",
    "look": "proposals of the engine are no decision; the operations that ask for them write what was added",
    "changed": "a part of the operations that decide on mentions, and write so",
    "set_review": "a part of the approval, which writes so",
    "begin_again": "a part of the operations that put an action back, which write so",
    "note": "a part of the operations on an action's life, which write so",
    "put_words": "an index of what the operation that calls it writes, and so a part of its line",
    "refresh": "the tracker's lines are a history of their own",
    "new_link": "a part of the operations that write to an agency, which write so",
    "count_from_awareness": "a part of the operations that say from when people knew, and write so",
}
"""Functions that write without a line of history of their own, with the reason."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


MODELS = [path for path in modules() if path.stem == "models" or path.parent.name == "models"]
OPERATIONS = [path for path in modules() if path.stem == "operations" or path.parent.name == "operations"]


# Relations


@pytest.mark.parametrize("path", MODELS, ids=named)
def test_relations_point_down_by_name_and_add_nothing_to_what_they_point_at(path: Path) -> None:
    assert reading.wrong_relations(path.read_text(encoding="utf-8"), reading.app_of(path), ORDER) == []


def test_every_app_with_models_has_a_place_in_the_order() -> None:
    assert {reading.app_of(path) for path in MODELS} <= set(ORDER)
    assert len(MODELS) >= 20


@pytest.mark.parametrize(
    ("app", "planted", "caught"),
    [
        ("directory", 'models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")', "points up"),
        ("vault", 'models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")', "points up"),
        ("files", 'models.OneToOneField("deadlines.Hold", on_delete=models.CASCADE, related_name="+")', "points up"),
        ("cases", 'ForeignKey(Person, on_delete=models.CASCADE, related_name="+")', "not a string"),
        ("cases", 'models.ForeignKey(to=Person, on_delete=models.CASCADE, related_name="+")', "not a string"),
        ("cases", 'models.ForeignKey("directory.Person", on_delete=models.CASCADE)', "related_name"),
        ("cases", 'models.ManyToManyField("directory.Person", related_name="cases")', "related_name"),
    ],
)
def test_a_wrong_relation_is_caught(app: str, planted: str, caught: str) -> None:
    problems = reading.wrong_relations(f"class Planted(models.Model):\n    held = {planted}\n", app, ORDER)

    assert len(problems) == 1
    assert caught in problems[0]


@pytest.mark.parametrize("to", ["directory.Person", "cases.Case", "self", "Subject", "vault.Identity"])
def test_a_relation_to_its_own_app_or_a_lower_one_is_right(to: str) -> None:
    source = f'held = models.ForeignKey("{to}", on_delete=models.CASCADE, related_name="+")\n'

    assert reading.wrong_relations(source, "cases", ORDER) == []


# The clock


@pytest.mark.parametrize("path", [path for path in modules() if not reading.may_read_the_clock(path)], ids=named)
def test_nobody_reads_the_clock_below_the_web_layer(path: Path) -> None:
    readings = reading.clock_readings(path.read_text(encoding="utf-8"))

    assert bool(readings) is (named(path) in EDGES), readings


@pytest.mark.parametrize(
    "planted",
    [
        "from django.utils import timezone\nat = timezone.now()",
        "from django.utils import timezone\nat = models.DateTimeField(default=timezone.now)",
        "import datetime\nat = datetime.datetime.now(datetime.UTC)",
        "from datetime import date\non = date.today()",
        "from django.utils.timezone import now\nat = now()",
        "import time\nat = time.time()",
        "from time import time\nat = time()",
    ],
)
def test_a_look_at_the_clock_is_caught(planted: str) -> None:
    assert reading.clock_readings(planted) != []


def test_only_edges_may_read_the_clock() -> None:
    may = {named(path) for path in modules() if reading.may_read_the_clock(path)}

    assert "candour/practice/cases/web/views/files.py" in may
    assert "candour/platform/access/middleware.py" in may
    assert "candour/practice/cases/operations/intake.py" not in may
    assert "candour/practice/cases/models/cases.py" not in may


# Operations


@pytest.mark.parametrize("path", OPERATIONS, ids=named)
def test_what_changes_something_takes_the_actor_first(path: Path) -> None:
    assert reading.wrong_operations(path.read_text(encoding="utf-8")) == []


def test_there_are_operations_to_look_at() -> None:
    assert len(OPERATIONS) >= 25


@pytest.mark.parametrize(
    "planted",
    [
        "@operation\ndef close_case(case, actor):\n    pass",
        "@operation\ndef close_case(*, actor, ref):\n    pass",
        "def close_case(case):\n    Case.objects.filter(pk=case.pk).update(closed=True)",
        "def close_case():\n    Case.objects.create()",
    ],
)
def test_an_operation_without_its_actor_is_caught(planted: str) -> None:
    assert len(reading.wrong_operations(planted)) == 1


def test_an_operation_with_its_actor_is_right() -> None:
    assert reading.wrong_operations("@operation\ndef close_case(actor, *, ref):\n    Case.objects.update(a=1)") == []


def test_what_writes_also_writes_history() -> None:
    found = {
        problem.rpartition(" ")[2]
        for path in OPERATIONS
        for problem in reading.unguarded_operations(path.read_text(encoding="utf-8"))
    }

    assert found == set(NO_LINE_OF_THEIR_OWN)


def test_a_write_without_history_is_caught() -> None:
    silent = "def attach(actor, *, ref):\n    Case.objects.filter(ref=ref).update(held=True)\n"

    assert reading.unguarded_operations(silent) == ["line 1: attach"]
    assert reading.unguarded_operations(f"@operation\n{silent}") == []
    assert reading.unguarded_operations(f"{silent}    record(ATTACHED, subject=ref)\n") == []


# First lines and lengths


def test_every_module_says_in_a_sentence_of_its_own_what_it_is_for() -> None:
    assert reading.wrong_first_lines(reading.read(modules())) == []


def test_every_test_module_says_what_it_shows() -> None:
    paths = [*modules(tests=True), *modules(ROOT / "tests", tests=True)]
    inside = [path for path in paths if "tests" in path.parts and path.name != "__init__.py"]
    problems = reading.wrong_first_lines(reading.read(inside))

    assert [problem for problem in problems if "another module" not in problem] == []


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ({"one.py": "import os"}, ["one.py: no first line"]),
        ({"one.py": '"""Utilities"""'}, ["one.py: not a sentence: Utilities"]),
        ({"one.py": '"""Closes cases"""'}, ["one.py: not a sentence: Closes cases"]),
        (
            {"one.py": '"""Closes cases."""', "two.py": '"""Closes cases."""', "three.py": '"""Opens cases."""'},
            [
                "one.py: another module says the same: Closes cases.",
                "two.py: another module says the same: Closes cases.",
            ],
        ),
        ({"one.py": '"""Closes cases.\n\nAt length."""', "two.py": '"""Who may close a case?"""'}, []),
    ],
)
def test_a_module_that_does_not_say_what_it_is_for_is_caught(planted: dict[str, str], caught: list[str]) -> None:
    assert reading.wrong_first_lines(planted) == caught


def test_no_file_is_longer_than_a_reader_takes_in() -> None:
    code = [*modules(tests=True), *modules(ROOT / "tests", tests=True), *modules(ROOT / "bench", tests=True)]
    pages = [path for path in CANDOUR.rglob("*") if path.suffix in (".html", ".css", ".js", ".typ", ".json")]
    ours = [path for path in pages if "vendor" not in path.parts and path.stem != "bank_holidays"]

    assert reading.too_long(reading.read([*code, *ours])) == []


def test_a_file_that_is_too_long_is_caught() -> None:
    assert reading.too_long({"long.py": "x\n" * 401, "right.py": "x\n" * 400}) == ["long.py: 401"]
