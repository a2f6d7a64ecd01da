"""Tables as people have them, made for tests in each of the kinds that can be sent."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Rows = Sequence[Sequence[Any]]

W = nsdecls("w")


def word(*tables: Rows, between: Sequence[str] = ()) -> bytes:
    """A Word file of tables. Between one and the next stands an empty line, or the words given."""
    document = docx.Document()
    for number, rows in enumerate(tables):
        if number:
            document.add_paragraph(between[number - 1] if between else "")
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = str(text)
    return saved(document)


def word_of(xml: str) -> bytes:
    """A Word file whose body begins with this markup."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(xml.replace(">", f" {W}>", 1)))
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(rows: Rows, *, merged: str = "", sheet: str = "Sheet1", hidden: Rows = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "d mmm yyyy"}) as book:
        page = book.add_worksheet(sheet)
        if hidden:
            other = book.add_worksheet("Old")
            other.hide()
            for number, row in enumerate(hidden):
                other.write_row(number, 0, row)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if merged:
            page.merge_range(merged, "merged")
    return out.getvalue()


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def text(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
