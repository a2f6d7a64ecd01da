"""Looks for formulas and hidden parts in what was written, by other routes than the writers take."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl

UNSEEN = "\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff"
FORMULA = re.compile(f"^[{UNSEEN}]*[=+\\-@|%\u2212\uff1d\uff0b\uff0d\uff20\uff5c\uff05]|^[\t\r\n]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
HIDDEN_PARTS = re.compile(
    r"comments|externalLinks|pivot|vba|customXml|connections|drawing|embeddings|revision|custom\.xml"
)


def formulas_in_csv(content: bytes) -> list[str]:
    """The cells that a spreadsheet might run."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row if FORMULA.search(cell) and not NUMBER.fullmatch(cell)]


def formulas_in_xlsx(content: bytes) -> list[str]:
    """The cells of the type formula, and the formulas in the raw sheets."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "sheets/sheet" in name]
    return cells + [formula for sheet in sheets for formula in re.findall(r"<f[ >/].*?>|<hyperlink .*?>", sheet)]


def hidden_in_xlsx(content: bytes) -> list[str]:
    """Everything in the file that a reader does not see."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    hidden = [f"sheet {sheet.title}" for sheet in book if sheet.sheet_state != "visible"]
    hidden += [f"name {name}" for name in book.defined_names]
    for sheet in book:
        hidden += [f"name {name}" for name in sheet.defined_names if name not in ("Print_Titles", "_xlnm.Print_Titles")]
        hidden += [f"row {number}" for number, row in sheet.row_dimensions.items() if row.hidden]
        hidden += [f"column {letter}" for letter, column in sheet.column_dimensions.items() if column.hidden]
    who = book.properties
    hidden += [f"by {by}" for by in (who.creator, who.lastModifiedBy, who.description, who.keywords) if by]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        hidden += [name for name in archive.namelist() if HIDDEN_PARTS.search(name)]
        names = re.findall(r'<definedName name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    return hidden + [f"name {name}" for name in names if name != "_xlnm.Print_Titles"]
