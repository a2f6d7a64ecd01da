"""Tables are read out of what people send, and nothing that was printed is lost."""

from __future__ import annotations

import io
import time as time_
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import docx
import pytest
import xlsxwriter

from candour.platform.files.confined import Confinable
from candour.platform.imports import reading
from candour.platform.imports.grids import Grid
from candour.platform.imports.reading import Unreadable, read_pasted, read_tables
from candour.platform.imports.tests.documents import cell, excel, saved, text, word, word_of

pytestmark = pytest.mark.once

HEAD = ("Ref", "Action", "Lead")
ROWS = (HEAD, ("1", "Write to all", "Police"), ("2", "Close", "Health"))


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    f"<w:txbxContent>{text('in a box')}</w:txbxContent></mc:Choice>"
    f"<mc:Fallback><w:txbxContent>{text('in a box')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def rows(grids: list[Grid]) -> list[tuple[tuple[str, ...], ...]]:
    return [grid.rows for grid in grids]


def test_a_word_table() -> None:
    (grid,) = read_tables(word(ROWS), "docx")

    assert (grid.name, grid.rows) == ("Table 1", ROWS)


def test_a_word_table_cut_by_a_page_is_one_again() -> None:
    second = (HEAD, ("3", "Third", "All"))

    (grid,) = read_tables(word(ROWS, second), "docx")

    assert grid.rows == (*ROWS, ("3", "Third", "All"))


@pytest.mark.parametrize(
    ("second", "between"), [((HEAD, ("3", "Third", "All")), ["Another group"]), ((("Ref", "Other", "Lead"),) * 2, [""])]
)
def test_two_word_tables_that_are_not_one_stay_two(second, between: list[str]) -> None:
    assert len(read_tables(word(ROWS, second, between=between), "docx")) == 2


def test_merged_cells_in_word() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for number, row in enumerate((HEAD, ("1", "Write", "Police"), ("2", "Close", ""), ("All boards", "", ""))):
        for place, words in enumerate(row):
            table.cell(number, place).text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).merge(table.cell(3, 2))

    (grid,) = read_tables(saved(document), "docx")

    assert grid.rows == (HEAD, ("1", "Write", "Police"), ("2", "Close", "Police"), ("All boards", "", ""))


def test_a_merged_head_in_word_keeps_its_columns_apart() -> None:
    table = (
        "<w:tbl><w:tr>" + cell(text("Ref")) + cell(text("When"), '<w:gridSpan w:val="2"/>') + cell(text("Lead"))
        + "</w:tr><w:tr>" + "".join(cell(text(words)) for words in ("1", "3 May", "noon", "Police")) + "</w:tr></w:tbl>"
    )  # fmt: skip

    assert rows(read_tables(word_of(table), "docx")) == [
        (("Ref", "When", "", "Lead"), ("1", "3 May", "noon", "Police"))
    ]


def test_what_word_wraps_round_text_does_not_hide_it() -> None:
    pieces = (
        "<w:p><w:r><w:t>plain </w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>control </w:t></w:r></w:sdtContent></w:sdt>"
        '<w:hyperlink><w:r><w:t>link </w:t></w:r></w:hyperlink><w:ins w:id="1"><w:r><w:t>added </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>deleted</w:delText><w:t>deleted</w:t></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
        '<w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>" + text("second") + BOX
    )
    control = f"<w:sdt><w:sdtContent>{cell(text('in a control'))}</w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tr>{cell(pieces)}{control}</w:tr></w:tbl>"

    assert rows(read_tables(word_of(table), "docx")) == [
        (("plain control link added a b\nc-[symbol F0FC]\n\nsecond\nin a box", "in a control"),)
    ]


def test_rows_that_were_deleted_with_changes_tracked_are_not_there() -> None:
    kept, gone = cell(text("kept")), cell(text("gone"))
    marked = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{gone}</w:tr>'
    table = f"<w:tbl><w:tr>{kept}</w:tr>{marked}<w:sdt><w:sdtContent><w:tr>{kept}</w:tr></w:sdtContent></w:sdt></w:tbl>"

    assert rows(read_tables(word_of(table), "docx")) == [(("kept",), ("kept",))]


def test_a_table_within_a_table_is_read_in_both_places() -> None:
    inner = f"<w:tbl><w:tr>{cell(text('in'))}{cell(text('side'))}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr>{cell(text('outer') + inner + text('after'))}</w:tr></w:tbl>"

    assert rows(read_tables(word_of(table), "docx")) == [(("outer\nin | side\nafter",),), (("in", "side"),)]


def test_an_excel_sheet() -> None:
    (grid,) = read_tables(excel(ROWS, sheet="Action log"), "xlsx")

    assert (grid.name, grid.is_hidden) == ("Action log", False)
    assert grid.rows == ROWS


def test_values_of_excel_as_a_reader_sees_them() -> None:
    values = [
        3, 3.0, -7545.1, 0.1 + 0.2, 1e300, True, date(2026, 3, 27), datetime(2026, 3, 27, 9, 30),  # noqa: DTZ001
        time(9, 5), "  padded  text ", "two\nlines", "=SUM(1)", "#N/A",
    ]  # fmt: skip
    (grid,) = read_tables(excel([["v"], *([value] for value in values)]), "xlsx")

    assert [row[0] for row in grid.rows[1:]] == [
        "3", "3", "-7545.1", "0.3", "1e+300", "Yes", "2026-03-27", "2026-03-27 09:30", "09:05",
        "padded text", "two\nlines", "0", "#N/A",
    ]  # fmt: skip


def test_durations_are_hours_and_minutes() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Length")
        sheet.write_datetime(1, 0, timedelta(hours=30, minutes=5), book.add_format({"num_format": "[h]:mm"}))

    assert rows(read_tables(out.getvalue(), "xlsx")) == [(("Length",), ("30:05",))]


def test_cells_merged_downwards_in_excel_stand_in_every_row() -> None:
    (grid,) = read_tables(excel([["Ref", "Lead"], ["1", ""], ["2", ""]], merged="B2:B3"), "xlsx")

    assert grid.rows == (("Ref", "Lead"), ("1", "merged"), ("2", "merged"))


def test_a_sheet_that_excel_does_not_show_is_marked() -> None:
    shown, hidden = read_tables(excel(ROWS, hidden=[HEAD, ("9", "Old", "x")]), "xlsx")

    assert (shown.is_hidden, hidden.is_hidden, hidden.name) == (False, True, "Old")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_whatever_separates_its_cells(delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(row) for row in (*ROWS, ("3", '"Two lines:\r\n£5, yes; no | maybe"', "Häuser"))]

    (grid,) = read_tables("\r\n".join(lines).encode(encoding), "csv")

    assert grid.rows == (*ROWS, ("3", "Two lines:\n£5, yes; no | maybe", "Häuser"))


TABBED = "Ref\tAction\tLead\n1\tWrite to all\tPolice\n2\tClose\tHealth"


@pytest.mark.parametrize(
    "pasted",
    [
        TABBED,
        TABBED.replace("\n", "\r\n") + "\r\n",
        f"Action log of the group\n\n{TABBED}\n\nEnd of the log",
        "| Ref | Action | Lead |\n|-----|:------:|-----:|\n| 1 | Write to all | Police |\n| 2 | Close | Health |",
        "Ref | Action | Lead\n--- | --- | ---\n1 | Write to all | Police\n2 | Close | Health",
        "Ref,Action,Lead\n1,Write to all,Police\n2,Close,Health",
        "\ufeffRef;Action;Lead\n1;Write to all;Police\n2;Close;Health\n",
    ],
)
def test_a_pasted_table(pasted: str) -> None:
    (grid,) = read_pasted(pasted)

    assert grid.rows == ROWS


@pytest.mark.parametrize(
    ("pasted", "row"),
    [
        ('Ref\tAction\tLead\n1\t"Write\nto ""all"""\tPolice', ("1", 'Write\nto "all"', "Police")),
        ('Ref\tAction\tLead\n1\t"Noted" and closed\tPolice', ("1", '"Noted" and closed', "Police")),
        ('Ref\tAction\tLead\n1\t"Never ends\tPolice', ("1", '"Never ends', "Police")),
        ("Ref\tAction\tLead\n1\tWrite\nto all\tPolice", ("1", "Write\nto all", "Police")),
        ("Ref\tAction\tLead\n1\tWrite\nto all\nof them\tPolice", ("1", "Write\nto all\nof them", "Police")),
        ("Ref\tAction\tLead\n1\tWrite\tPolice\nand fire\n2\tClose\tAll", ("1", "Write", "Police\nand fire")),
        ("Ref\tAction\tLead\n1\tWrite", ("1", "Write", "")),
        ("Ref\tAction\tLead\n1\tWrite\tPolice\textra", ("1", "Write", "Police", "extra")),
        ("| Ref | Action | Lead |\n| 1 | a \\| b<br>c | Police |", ("1", "a | b\nc", "Police")),
    ],
)
def test_cells_of_several_lines_and_odd_rows(pasted: str, row: tuple[str, ...]) -> None:
    (grid,) = read_pasted(pasted)

    assert grid.rows[1] == row


def test_several_tables_in_the_text_of_a_document() -> None:
    dump = (
        f"Meeting:\tBHR\t\nDate:\t15 October\tTime\n\nAction log\n{TABBED}\n\n"
        "Ref\tAction\tLead\n3\tThird\tAll\n\nOther figures\n\nYear\tCases\n2025\t7\n"
    )

    grids = read_pasted(dump)

    assert rows(grids) == [
        (("Meeting:", "BHR", ""), ("Date:", "15 October", "Time")),
        (*ROWS, ("3", "Third", "All")),
        (("Year", "Cases"), ("2025", "7")),
    ]
    assert [grid.name for grid in grids] == ["Table 1", "Table 2", "Table 3"]


@pytest.mark.parametrize("pasted", ["", "   \n\n", "\t\t\n\t", "\x00", "|\n|"])
def test_no_table_at_all(pasted: str) -> None:
    assert rows(read_pasted(pasted)) in ([], [(("\ufffd",),)], [(("|",), ("|",))])


@pytest.mark.parametrize(
    "vast",
    [
        "a\tb\n" + "1\t2\n" * 20_000,
        "a\tb\n\n" * 60_000,
        "a" + "\tb" * 200 + "\n1\t2",
        "a" + ",b" * 200,
        "a,b\n" * 20_001,
        "a\tb\n" + "x\n" * 100_001,
    ],
)
def test_what_is_vast_is_refused_in_words_and_soon(vast: str) -> None:
    began = time_.process_time()

    with pytest.raises(Unreadable, match="in smaller parts"):
        read_pasted(vast)

    assert time_.process_time() - began < 5


def test_many_small_tables_are_read_soon() -> None:
    began = time_.process_time()

    (grid,) = read_pasted("Ref\tLead\n1\tx\n\n" * 30_000)

    assert len(grid.rows) == 30_001
    assert time_.process_time() - began < 5


@pytest.mark.parametrize("text_", ['a,"' + "x" * 1_100_000 + '",b'])
def test_text_that_is_no_table_is_refused_in_words(text_: str) -> None:
    with pytest.raises(Unreadable, match="could not be read as a table"):
        read_pasted(text_)


def test_characters_that_no_database_can_keep_are_shown_as_such() -> None:
    (grid,) = read_pasted("Ref\tAct\x00ion\n1\t\ud800\x0b")

    assert grid.rows == (("Ref", "Act\ufffdion"), ("1", "\ufffd"))


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"PK\x03\x04 nothing", "docx", "paste it as text"),
        (b"PK\x03\x04 nothing", "xlsx", "paste it as text"),
        (b"%PDF-1.7", "pdf", "paste it as text"),
        (b"\x89PNG", "png", "from Word, Excel, PDF, CSV and text files only"),
        (b"\xff\xfea", "csv", "not plain text"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(content: bytes, kind: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_tables(content, kind)


def test_a_sheet_that_claims_to_be_endless_is_given_up() -> None:
    content = excel([["a"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</row>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
            new.writestr(name, part)

    with pytest.raises(Unreadable, match="could not be read"):
        read_tables(out.getvalue(), "xlsx")


def test_reading_runs_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def call(function: Confinable, content: bytes, **named: Any) -> tuple[Any, bytes]:
        called.append(function.__name__)
        return function(content)

    monkeypatch.setattr(reading.confined, "call", call)
    read_tables(word(ROWS), "docx")
    read_tables(excel(ROWS), "xlsx")

    assert called == ["word_tables", "excel_tables"]
