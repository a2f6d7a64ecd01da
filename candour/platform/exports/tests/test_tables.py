"""Tables: nothing in them is ever run, nothing is hidden in them, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.platform.exports.lettering import looks_like_formula, printable
from candour.platform.exports.tables import Column, Kind, Table, write_csv, write_xlsx
from candour.platform.exports.tests.checking import formulas_in_csv, formulas_in_xlsx, hidden_in_xlsx
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from conftest import NOW

SIGNS = "=+-@|%\u2212\uff1d\uff0b\uff0d\uff20\uff5c\uff05"
BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\ufeff", "\xa0", "\u200b", "\u3000", "\x00", "\x0b", "'"]
TRIGGERS = [
    *(f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS),
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.org?"&A1)',
    "-2+3+cmd|'/C calc'!A0",
    '";=1+1',
    "a;=1+1",
    "a,=1+1",
    "a\n=1+1",
    'a",=1+1',
    "+44 20 7946 0000",
    "-3",
    "http://example.org",
    "\t",
    "\r\n",
]


def table(*values: object, kind: Any = "text", title: str = "Register") -> Table:
    return Table(title, [Column("Reference"), Column("Value", kind)], [("R-1", value) for value in values])


def xlsx(*tables: Table) -> bytes:
    return write_xlsx(tables, reference="REG-1", made_at=NOW, made_for="Ada Example")


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def cells(content: bytes) -> list[Any]:
    """The cells of the second column, without its head."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [sheet.cell(row, 2) for row in range(2, sheet.max_row - 1)]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_text_is_ever_a_formula(trigger: str) -> None:
    kinds: tuple[Kind, ...] = ("text", "number", "date", "money")
    dangerous = Table(trigger, [Column(trigger, kind) for kind in kinds], [[trigger] * len(kinds)])
    in_csv, in_xlsx = write_csv(dangerous), xlsx(dangerous)
    shown = printable(trigger)

    assert formulas_in_csv(in_csv) == []
    assert formulas_in_xlsx(in_xlsx) == []
    assert hidden_in_xlsx(in_xlsx) == []
    assert {cell for row in csv_rows(in_csv) for cell in row} in ({shown}, {f"'{shown}"})
    sheet = openpyxl.load_workbook(io.BytesIO(in_xlsx)).worksheets[0]
    written = [cell for row in sheet.iter_rows(max_row=2) for cell in row]
    assert [(cell.data_type, cell.value) for cell in written] == [("s", shown)] * 8


def test_the_suite_has_enough_triggers() -> None:
    assert len(set(TRIGGERS)) >= 30


def test_a_writer_without_the_guard_is_caught() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["=1+1"])
    book.create_sheet("Secret").sheet_state = "hidden"
    book.properties.creator = "Ada"
    out, careless = io.BytesIO(), io.StringIO()
    book.save(out)
    csv.writer(careless).writerows([["=1+1", "-3", "\ufeff@x", "\tx", "＝1", "fine"]])

    assert formulas_in_xlsx(out.getvalue()) == ["=1+1", "<f>1+1</f>"]
    assert hidden_in_xlsx(out.getvalue()) == ["sheet Secret", "by Ada"]
    assert formulas_in_csv(careless.getvalue().encode()) == ["=1+1", "\ufeff@x", "\tx", "＝1"]


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_no_cell_is_a_formula(text: str) -> None:
    assert formulas_in_csv(write_csv(table(text))) == []
    content = xlsx(table(text))
    assert formulas_in_xlsx(content) == []
    assert [cell.value for cell in cells(content)] in ([printable(text)], [None])


def test_numbers_stay_numbers() -> None:
    numbers = [-3, 0, 7, 2.5, -0.25, Decimal("12.50"), 10**14]

    assert [row[1] for row in csv_rows(write_csv(table(*numbers, kind="number")))[1:]] == [
        "-3", "0", "7", "2.5", "-0.25", "12.50", "100000000000000",
    ]  # fmt: skip
    written = cells(xlsx(table(*numbers, kind="number")))
    assert [cell.data_type for cell in written] == ["n"] * 7
    assert [cell.value for cell in written] == [-3, 0, 7, 2.5, -0.25, 12.5, 10**14]


def test_what_is_not_a_number_in_excel_is_text() -> None:
    odd = [float("nan"), float("inf"), Decimal("NaN"), 10**15, 9434765919, True, None, "-3", "07700 900 123"]
    written = cells(xlsx(table(*odd, kind="number")))

    assert [cell.data_type for cell in written] == ["s", "s", "s", "s", "n", "s", "n", "s", "s"]
    assert [cell.value for cell in written] == [
        "nan", "inf", "NaN", "1000000000000000", 9434765919, "Yes", None, "-3", "07700 900 123",
    ]  # fmt: skip


def test_money_is_a_number_that_looks_like_money() -> None:
    (cell,) = cells(xlsx(table(Decimal("-7545.1"), kind="money")))

    assert (cell.data_type, cell.value) == ("n", -7545.1)
    assert "£" in cell.number_format


def test_dates_are_dates_and_what_is_no_exact_date_is_words() -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    values = [
        date(2026, 3, 27), summer, FuzzyDate.parse("23 3 2018"), FuzzyDate.parse("May 2017"),
        FuzzyDate.parse("about 3 May 2017"), FuzzyDate.parse("TBC"), date(1899, 12, 31), None, "???",
    ]  # fmt: skip
    written = cells(xlsx(table(*values, kind="date")))

    assert [cell.value if cell.data_type == "s" else str(cell.value) for cell in written] == [
        "2026-03-27 00:00:00", "2026-07-02 00:30:00", "2018-03-23 00:00:00", "May 2017",
        "about 3 May 2017", "To be confirmed", "1899-12-31", "None", "???",
    ]  # fmt: skip
    assert [row[1] for row in csv_rows(write_csv(table(*values, kind="date")))[1:]] == [
        "2026-03-27", "2026-07-02 00:30", "23 March 2018", "May 2017",
        "about 3 May 2017", "To be confirmed", "1899-12-31", "", "???",
    ]  # fmt: skip


def test_a_sheet_says_for_whom_it_was_made() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(table("a", "b"))))
    sheet = book.worksheets[0]

    assert sheet.cell(5, 1).value == "Made for Ada Example, 18 November 2026, 10:00. Reference REG-1"
    assert sheet.oddFooter.left.text == "Made for Ada Example, 18 November 2026, 10:00. Reference REG-1"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (book.properties.title, str(book.properties.created)) == ("Register", "2026-11-18 10:00:00")


def test_a_name_cannot_command_the_footer() -> None:
    made_for = "A & B &G&A" + "x" * 400
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([table("a")], reference="&F", made_at=NOW, made_for=made_for)))

    assert book.worksheets[0].oddFooter.left.text.startswith("Made for A and B and G and Axxx")


def test_the_same_table_gives_the_same_file() -> None:
    first, second = xlsx(table("a")), xlsx(table("a"))

    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as two:
        assert [one.read(name) for name in one.namelist()] == [two.read(name) for name in two.namelist()]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Actions"], ["Actions"]),
        (["a/b:c[d]e*f?"], ["a b c d e f"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 25 + " 2"]),
        (["Actions", "ACTIONS"], ["Actions", "ACTIONS 2"]),
        (["", "'quoted'"], ["1", "quoted"]),
        (["History"], ["History 1"]),
        (["\x00\ud800"], ["\ufffd\ufffd"]),
    ],
)
def test_sheets_have_names_that_excel_takes(titles: list[str], names: list[str]) -> None:
    content = xlsx(*(table("a", title=title) for title in titles))

    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == names


def test_a_text_too_long_for_excel_says_that_it_was_cut() -> None:
    text = "a" * 40_000
    (cell,) = cells(xlsx(table(text)))

    assert len(cell.value) == 32_767
    assert cell.value.endswith("the whole text is in the CSV file and on the page)")
    assert csv_rows(write_csv(table(text)))[1][1] == text


def test_text_that_looks_like_an_escape_stays_as_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(table("_x0041_", " a ")))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<t>_x005F_x0041_</t>" in sheet
    assert '<t xml:space="preserve"> a </t>' in sheet


@pytest.mark.parametrize("writer", [write_csv, xlsx])
def test_a_row_of_the_wrong_length_is_an_error(writer) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        writer(Table("Register", [Column("Reference"), Column("Value")], [("R-1",)]))


def test_a_register_of_ten_thousand_rows_is_written() -> None:
    rows = ((f"R-{number}", number, NOW.date() - timedelta(days=number % 700)) for number in range(10_000))
    columns = [Column("Reference"), Column("Number", "number"), Column("Day", "date")]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(Table("Register", columns, rows))), read_only=True).worksheets[0]

    assert sheet.max_row == 10_003


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("a=1", False),
        ("", False),
        ("'", False),
        ("1-2", False),
        ("yes", False),
        ("'=1", True),
        ("﹦1", True),
        ("٪1", False),
    ],
)
def test_what_looks_like_a_formula(text: str, looks: bool) -> None:
    assert looks_like_formula(text) is looks
