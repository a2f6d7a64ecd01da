"""Tables and text are read out of PDF as they are seen on its pages, and what cannot be read is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candour.platform.exports.documents import Bullets, Grid, Heading, PageBreak, Paragraph
from candour.platform.files.confined import Confinable
from candour.platform.files.judging import judge
from candour.platform.imports import pdf_tables, reading
from candour.platform.imports.grids import grid, rejoined
from candour.platform.imports.reading import tables_and_gaps, text_and_gaps
from candour.platform.imports.tests.printed import (
    drawn,
    stroke,
    table,
    typeset,
    typeset_table,
    words,
)

pytestmark = pytest.mark.once

HEAD = ("Ref", "Action", "Lead", "When")
ROWS = (
    HEAD,
    ("1", "Write to all", "Police", "Sept 2020"),
    ("2", "Close the office file", "Health/CSC", "???"),
)
WIDTHS = (50, 200, 100, 100)
FULL = "Ask about those taught in a special school,"
"""As much as goes into a line of the second column."""
Row = tuple[str, ...]


def read(content: bytes) -> list[tuple[Row, ...]]:
    """The rows of each table, with nothing left unread."""
    grids, gaps = tables_and_gaps(content, "pdf")
    assert gaps == []
    return [one.rows for one in grids]


def at_once(content: bytes) -> list[tuple[Row, ...]]:
    """The same without a process of its own, to be quick."""
    told, _ = pdf_tables.pdf_tables(content)
    return [one.rows for one in rejoined(grid("", part["rows"], follows=part["follows"]) for part in told["tables"])]


MAKERS: dict[str, Callable[[], bytes]] = {
    "typeset": lambda: typeset_table(ROWS),
    "strokes": lambda: drawn(table(ROWS, WIDTHS)),
    "bars": lambda: drawn(table(ROWS, WIDTHS, strokes=False)),
    "bars in one go": lambda: drawn(table(ROWS, WIDTHS, strokes=False).replace(" re f\n", " re\n") + "f\n"),
    "small on a large sheet": lambda: drawn(f"q .5 0 0 .5 90 200 cm {table(ROWS, WIDTHS)} Q"),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_a_table_with_ruled_lines_from_either_maker(maker: str) -> None:
    content = MAKERS[maker]() if maker != "bars in one go" else _bars_in_one_go()
    assert judge(content, "log.pdf").why == ""
    assert read(content) == [ROWS]


def _bars_in_one_go() -> bytes:
    """As spreadsheets print: all lines of a table are one path."""
    orders = table(ROWS, WIDTHS, strokes=False)
    bars = re.findall(r"^[\d. ]+ re f$", orders, re.MULTILINE)
    lettering = [line for line in orders.splitlines() if not line.endswith(" re f")]
    return drawn("\n".join([one.removesuffix(" f") for one in bars] + ["f", *lettering]))


@pytest.mark.parametrize(
    "entry",
    [
        "/Rotate 90 /MediaBox [0 0 595 842]",
        "/Rotate 270 /MediaBox [0 0 595 842]",
        "/Rotate 180 /MediaBox [0 0 595 842]",
        "/MediaBox [-100 -100 700 900] /CropBox [20 300 560 842]",
    ],
)
def test_pages_that_are_turned_or_cut(entry: str) -> None:
    assert read(drawn(table(ROWS, WIDTHS), page=entry)) == [ROWS]


@pytest.mark.parametrize(
    ("matrix", "box"),
    [("0 1 -1 0 842 0", "/MediaBox [0 0 842 595]"), ("0 -1 1 0 0 595", "/MediaBox [0 0 842 595]")],
)
def test_a_table_that_lies_across_its_page(matrix: str, box: str) -> None:
    assert read(drawn(f"q {matrix} cm {table(ROWS, WIDTHS)} Q", page=box)) == [ROWS]


def test_what_is_written_across_and_turned_back_reads_upright() -> None:
    content = drawn(f"q 0 1 -1 0 595 0 cm {table(ROWS, WIDTHS, top=560)} Q", page="/Rotate 90 /MediaBox [0 0 595 842]")
    assert read(content) == [ROWS]


def test_lines_that_were_wrapped_are_one_and_paragraphs_stay_apart() -> None:
    rows = [
        HEAD,
        ["1", "Write to every one of the schools in the whole\nthree boroughs.\nShort.\nIn May", "DO/\nFS", "May"],
    ]
    assert read(drawn(table(rows, WIDTHS)))[0][1] == (
        "1", "Write to every one of the schools in the whole three boroughs.\nShort.\nIn May", "DO/\nFS", "May",
    )  # fmt: skip


def test_a_word_that_a_line_cut_after_its_hyphen_is_whole_again() -> None:
    rows = [HEAD, ["1", "Ask every one about the whole length of two-\nday course for the school staff", "DO", "May"]]
    assert (
        read(drawn(table(rows, WIDTHS)))[0][1][1]
        == "Ask every one about the whole length of two-day course for the school staff"
    )


def test_merged_cells_are_as_in_word() -> None:
    rows: Any = [HEAD, ["Meeting: 4 May 2020", None, None, None], ["1", "Write", "Police", "May"]]
    assert read(drawn(table(rows, WIDTHS))) == [
        (HEAD, ("Meeting: 4 May 2020", "", "", ""), ("1", "Write", "Police", "May"))
    ]
    above = table([["Ref", "Lead"], ["1", "Police"]], (100, 100), 780)
    below = words(54, 728, "2") + stroke(50, 742, 50, 722) + stroke(150, 742, 150, 722) + stroke(250, 742, 250, 722)
    whole = stroke(50, 742.0, 250, 742.0)
    assert whole in above
    joined = above.replace(whole, stroke(50, 742, 150, 742)) + below + stroke(50, 722, 250, 722)
    assert read(drawn(joined)) == [(("Ref", "Lead"), ("1", "Police"), ("2", "Police"))]


def test_a_title_that_stands_sideways_is_read() -> None:
    sideways = "BT /F1 9 Tf 0 1 -1 0 120 682 Tm (Due on) Tj ET\n"
    high = table([("Ref\n\n", "\n\n", "Lead\n\n"), ("1", "May", "DO")], (50, 60, 60), 720)
    assert read(drawn(high + sideways)) == [(("Ref", "Due on", "Lead"), ("1", "May", "DO"))]


def test_a_word_that_runs_over_a_line_stays_in_its_cell() -> None:
    rows = [("Ref", "Lead Authority", "Update"), ("1", "Police", "None.")]
    assert read(drawn(table(rows, (40, 50, 100)))) == [tuple(rows)]


def test_a_table_without_its_outer_sides_keeps_its_outer_columns() -> None:
    orders = table(ROWS, WIDTHS)
    open_sides = "\n".join(
        line for line in orders.splitlines() if not re.match(r"(50|500) [\d.]+ m \1 [\d.]+ l S", line)
    )
    assert open_sides != orders
    assert read(drawn(open_sides)) == [ROWS]


def test_a_table_over_several_pages_is_one_with_its_head_once() -> None:
    rows = [
        HEAD,
        *((str(number), f"Write letter {number}.", "DO", f"{number % 28 + 1} May 2020") for number in range(90)),
    ]
    assert read(typeset_table(rows)) == [tuple(rows)]


def test_a_table_whose_head_is_not_repeated_goes_on_too() -> None:
    first = [HEAD, *((str(number), "Write.", "DO", "May") for number in range(35))]
    second = [("35", "Close.", "FS", "June"), ("36", "Write.", "DO", "June")]
    content = drawn(table(first, WIDTHS), table(second, WIDTHS))
    assert read(content) == [(*first, *second)]


@pytest.mark.parametrize("between", ["The second group", ""])
def test_two_tables_that_are_not_one_stay_two(between: str) -> None:
    other = [("Name", "Post", "Agency", "Since"), ("Ada", "Nurse", "NELFT", "May")]
    widths = WIDTHS if between else (80, 120, 150, 100)
    content = drawn(table(ROWS, WIDTHS, 150), words(50, 790, between) + table(other, widths))
    assert read(content) == [ROWS, tuple(other)]


def test_a_row_that_a_page_cut_is_one_and_the_person_is_told() -> None:
    long = "Find out from every school how it tells parents, and who looks after those that were not told. " * 8
    rows = [HEAD, *((str(number), long.strip(), "DO", "May 2020") for number in range(12))]
    grids, gaps = tables_and_gaps(typeset_table(rows, landscape=True), "pdf")
    assert [one.rows for one in grids] == [tuple(rows)]
    assert len(gaps) == 1
    assert re.fullmatch(
        r"Pages? [\d, to and]+ begins? with the rest of a row from the page before. It was put to that row.", gaps[0]
    )


def test_a_row_that_goes_on_with_a_small_letter_in_its_first_cell_is_one() -> None:
    first = [HEAD[1:], *(("Write to the schools.", "DO", "May") for _ in range(34)), (FULL, "DO", "May")]
    content = drawn(
        table(first, WIDTHS[1:]), table([HEAD[1:], ("because parents ask.", "", ""), ("Close.", "", "")], WIDTHS[1:])
    )
    grids, gaps = tables_and_gaps(content, "pdf")
    assert [one.rows for one in grids] == [
        (*first[:-1], (f"{FULL} because parents ask.", "DO", "May"), ("Close.", "", ""))
    ]
    assert gaps == ["Page 2 begins with the rest of a row from the page before. It was put to that row."]


def test_a_row_without_a_number_is_no_rest_of_another() -> None:
    first = [HEAD, *((str(number), "Write.", "DO", "May") for number in range(35))]
    content = drawn(table(first, WIDTHS), table([HEAD, ("", "Ask.", "FS", "May"), ("36", "Write.", "DO", "")], WIDTHS))
    assert read(content) == [(*first, ("", "Ask.", "FS", "May"), ("36", "Write.", "DO", ""))]
    doubtful = drawn(table(first, WIDTHS), table([HEAD, ("", "Ask.", "FS", ""), ("36", "Write.", "DO", "")], WIDTHS))
    grids, gaps = tables_and_gaps(doubtful, "pdf")
    assert len(grids[0].rows) == 38
    assert gaps == [
        "Page 2 begins with a row that may be the rest of the last one on the page before. Compare it with the file."
    ]


def test_reading_runs_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def call(function: Confinable, content: bytes, **named: Any) -> tuple[Any, bytes]:
        called.append(function.__name__)
        assert named["limits"].seconds <= 60
        return function(content)

    monkeypatch.setattr(reading.confined, "call", call)
    tables_and_gaps(drawn(table(ROWS, WIDTHS)), "pdf")
    text_and_gaps(drawn(table(ROWS, WIDTHS)), "pdf")
    assert called == ["pdf_tables", "pdf_text"]


def test_letters_that_no_document_can_keep_are_shown_as_such() -> None:
    (rows,) = read(drawn(table([HEAD, ("1", "a \u2022 b", "DO", "May")], WIDTHS)))
    assert rows[1][1] == "a \u2022 b"
    content = typeset_table([HEAD, ("1", "Office fi\ufb01 \x00 flow", "DO", "May")])
    (grid_,) = tables_and_gaps(content, "pdf")[0]
    assert grid_.rows[1][1] == "Office fifi \ufffd flow"


def test_running_text_comes_by_paragraphs_without_tables_and_without_what_every_page_repeats() -> None:
    long = (
        "DO will ask the night staff how often children come with a parent who is not well, and bring that back. " * 3
    )
    content = typeset(
        Heading(1, "Notes of the meeting held on 10 September 2026"),
        Paragraph("1. Welcome"),
        Paragraph(long.strip()),
        Bullets(["One point", "Another point"]),
        Grid(("Ref", "Action"), [("1", "In the table")]),
        Paragraph("Action: DO to write"),
        PageBreak(),
        Paragraph("2. Dates"),
    )
    told, gaps = text_and_gaps(content, "pdf")
    assert gaps == []
    assert told.splitlines()[1:] == [
        "Notes of the meeting held on 10 September 2026",
        "1. Welcome",
        long.strip(),
        "• One point",
        "• Another point",
        "Action: DO to write",
        "2. Dates",
    ]
    assert "Page 1" not in told
    assert "Made for" not in told


CELL = st.text(st.sampled_from("abcdefgijklmnoprstuvwxyzABCDEFGHIJKLMNOP0123456789.,/-()&'  "), max_size=60).map(
    str.strip
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.tuples(st.text("abcdefg", min_size=1, max_size=6), *[CELL] * (width - 1)), min_size=2, max_size=8
    )
)


def run_together(rows: Any) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in rows]


def filled(rows: Any) -> list[list[str]]:
    """The rows as a grid keeps them: without columns at the right that are empty throughout."""
    width = max(number for row in rows for number, cell in enumerate(row, start=1) if cell)
    return run_together(row[:width] for row in rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_any_table_drawn_by_hand_comes_back(rows: Any) -> None:
    cut = [["\n".join(re.findall(r".{1,22}(?: |$)|.{1,22}", cell)) if cell else "" for cell in row] for row in rows]
    (found,) = at_once(drawn(table(cut, [130] * len(rows[0]))))
    assert run_together(found) == filled(rows)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_any_table_set_in_type_comes_back(rows: Any) -> None:
    (found,) = at_once(typeset_table(rows, landscape=True))
    assert run_together(found) == filled(rows)
