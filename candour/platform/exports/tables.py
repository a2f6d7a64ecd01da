"""Tables as CSV and as Excel, in which text is always text and a number always a number."""

from __future__ import annotations

import csv
import io
import math
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeGuard

import xlsxwriter

from candour.platform.exports.lettering import looks_like_formula, printable, watermark
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate

Kind = Literal["text", "number", "date", "money"]

MOST_ROWS = 1_000_000
_LONGEST_CELL = 32_767
_CUT = "… (cut here: Excel holds no more; the whole text is in the CSV file and on the page)"
_LARGEST_NUMBER = 10**15
"""From here on Excel changes the last digits of a number, so a longer one is kept as text."""
_FIRST_YEAR = 1900
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\n\t]")
_FOOTER_LENGTH = 200
_COMMAND = re.compile(r"\s*&\s*")
"""In a footer the sign begins a command."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    title: str
    kind: Kind = "text"
    width: int = 20


@dataclass(frozen=True)
class Table:
    """A table with a title. Each row has a value for each column; a value that is not of the column's kind is text."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


def write_csv(table: Table) -> bytes:
    """The table as CSV in UTF-8 with its mark. Text that looks like a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_harmless(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(column, value) for column, value in zip(table.columns, row, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(tables: Sequence[Table], *, reference: str, made_at: datetime, made_for: str) -> bytes:
    """The tables as sheets of one Excel file, set up for printing, with a line that says for whom it was made."""
    line = watermark(reference, made_for, made_at)
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": folder,
        }
        with xlsxwriter.Workbook(out, options) as book:
            book.set_properties({"title": printable(tables[0].title), "created": made_at.astimezone(UTC)})
            formats = _Formats(book)
            for name, table in zip(_sheet_names(tables), tables, strict=True):
                _write_sheet(book.add_worksheet(name), formats, table, line)
    return out.getvalue()


class _Formats:
    """The few ways in which a cell may look."""

    def __init__(self, book: Any) -> None:
        plain = {"valign": "top"}
        text = plain | {"num_format": "@", "text_wrap": True}
        self.text = book.add_format(text)
        self.guarded = book.add_format(text | {"quote_prefix": True})
        self.title = book.add_format(text | {"bold": True, "bottom": 2, "quote_prefix": True})
        self.number = book.add_format(plain)
        self.money = book.add_format(plain | {"num_format": "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00"})
        self.date = book.add_format(plain | {"num_format": "d mmmm yyyy", "align": "left"})
        self.moment = book.add_format(plain | {"num_format": "d mmmm yyyy hh:mm", "align": "left"})


def _write_sheet(sheet: Any, formats: _Formats, table: Table, line: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_footer("&L" + _COMMAND.sub(" and ", line)[:_FOOTER_LENGTH] + "&RPage &P of &N")
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, _fitting(column.title), formats.title)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        if last > MOST_ROWS:
            raise ValueError(f"An Excel sheet holds no more than {MOST_ROWS} rows.")
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(sheet, formats, last, number, column, value)
    sheet.write_string(last + 2, 0, line, formats.guarded)


def _write_cell(sheet: Any, formats: _Formats, row: int, number: int, column: Column, value: object) -> None:
    if column.kind in ("number", "money") and _is_number(value):
        sheet.write_number(row, number, value, formats.money if column.kind == "money" else formats.number)
        return
    day = _day(value) if column.kind == "date" else None
    if day is not None and day.year >= _FIRST_YEAR:
        sheet.write_datetime(row, number, day, formats.moment if isinstance(day, datetime) else formats.date)
        return
    text = _fitting(_text(value))
    if text:
        sheet.write_string(row, number, text, formats.guarded if looks_like_formula(text) else formats.text)


def _csv_cell(column: Column, value: object) -> object:
    if column.kind in ("number", "money") and _is_number(value):
        return value
    return _harmless(_text(value))


def _harmless(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if looks_like_formula(shown) else shown


def _fitting(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST_CELL else shown[: _LONGEST_CELL - len(_CUT)] + _CUT


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, FuzzyDate):
        return value.words
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER
    return isinstance(value, float | Decimal) and math.isfinite(value) and -_LARGEST_NUMBER < value < _LARGEST_NUMBER


def _day(value: object) -> date | None:
    """The day or moment as Excel keeps it, without a zone; None for what is neither."""
    if isinstance(value, FuzzyDate):
        return value.exact
    if isinstance(value, datetime):
        return value.astimezone(LONDON).replace(tzinfo=None, microsecond=0)
    return value if isinstance(value, date) else None


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Names that Excel takes: short, without certain characters, and each once."""
    names: list[str] = []
    for number, table in enumerate(tables, start=1):
        name = _NOT_IN_A_SHEET_NAME.sub(" ", printable(table.title)).strip("' ")[:31].strip("' ")
        taken = {other.casefold() for other in names} | {"history", ""}
        names.append(name if name.casefold() not in taken else f"{name[:25].strip()} {number}".strip())
    return names
