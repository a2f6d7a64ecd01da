"""Every row of every table of worked examples in this folder holds. To add one, add a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.rulebook.answers import ANSWERS
from tests.rulebook.tables import BadTable, Example, a_day, examples_in, files

EXAMPLES = [example for path in files() for example in examples_in(path)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_rulebook_answers_as_the_example_says(example: Example) -> None:
    answered = ANSWERS[example.file](example.row)

    assert answered == {column: example.row[column] for column in answered}


def test_every_file_has_a_runner_and_every_runner_a_file() -> None:
    assert {path.name for path in files()} == set(ANSWERS)


def test_no_file_lost_its_rows() -> None:
    with_rows = {example.file for example in EXAMPLES if ANSWERS[example.file](example.row)}

    assert with_rows == set(ANSWERS)
    assert len(EXAMPLES) >= 400


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_a_file_says_what_its_columns_are(path: Path) -> None:
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    words = rest.partition("\n|")[0]

    assert title.startswith("# ")
    assert "each row gives" in words.lower() or "the first tables say" in words.lower()
    assert words.count(".") >= 1


@pytest.mark.parametrize("file", sorted(ANSWERS))
def test_a_wrong_row_is_caught(file: str) -> None:
    example = next(one for one in EXAMPLES if one.file == file and ANSWERS[file](one.row))

    for column in ANSWERS[file](example.row):
        wrong = replace(example, row=example.row | {column: "Mon 1 Jan 1900"})
        with pytest.raises(AssertionError):
            test_the_rulebook_answers_as_the_example_says(wrong)


def test_a_row_with_a_cell_too_few_is_named(tmp_path: Path) -> None:
    table = tmp_path / "examples.md"
    table.write_text("# Examples\n\n| start | due |\n|---|---|\n| Thu 18 Jun 2020 |\n", encoding="utf-8")

    with pytest.raises(BadTable, match=r"examples\.md:5 has 1 cells, its head has 2"):
        list(examples_in(table))


def test_a_table_ends_where_its_lines_do(tmp_path: Path) -> None:
    table = tmp_path / "examples.md"
    table.write_text("| a | b |\n|---|---|\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |\n", encoding="utf-8")

    assert [example.row for example in examples_in(table)] == [{"a": "1", "b": "2"}, {"c": "3"}]


def test_a_day_must_fall_on_its_weekday() -> None:
    assert a_day("Thu 18 Jun 2020") == date(2020, 6, 18)
    with pytest.raises(BadTable, match="is a Thursday"):
        a_day("Fri 18 Jun 2020")
    with pytest.raises(BadTable, match="is not written like"):
        a_day("18/06/2020")
