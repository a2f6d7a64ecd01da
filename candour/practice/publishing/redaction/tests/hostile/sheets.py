"""Excel files with something left in them."""

from __future__ import annotations

import io
import re

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from candour.platform.exports.tables import Column, Table, write_xlsx
from candour.practice.publishing.redaction.tests.hostile.files import (
    ASIDE,
    MADE_AT,
    NAME,
    Change,
    Hostile,
    declared,
    related,
    repacked,
)

_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def sound() -> bytes:
    """A table as the system writes it."""
    table = Table(
        "Contacts", [Column("Who"), Column("What")], [["Health visitor", "Three visits"], ["School", "One referral"]]
    )
    return write_xlsx([table], reference="CAN-2025-1", made_at=MADE_AT, made_for="the public")


def made() -> list[Hostile]:
    """Every one of them."""
    clean = sound()
    return [
        _file("a name in a cell", "cell", clean, {_SHEET: _instead("Three visits", NAME)}),
        _file(
            "a name over two cells",
            "It tells",
            clean,
            {_SHEET: lambda part: part.replace(b"Health visitor", b"Isolde").replace(b"Three visits", b"Ravensbourne")},
        ),
        _file(
            "a hidden row",
            "row is hidden",
            clean,
            {
                _SHEET: lambda part: re.sub(
                    rb'<row r="(\d+)"([^>]*)>(?=(?:(?!</row>).)*Three visits)', rb'<row r="\1"\2 hidden="1">', part
                )
            },
            "sheets:_read_sheet",
        ),
        _file(
            "a hidden column",
            "column is hidden",
            clean,
            {_SHEET: lambda part: part.replace(b"<col ", b'<col hidden="1" ')},
            "sheets:_hidden_columns",
        ),
        _file(
            "a name as the title of a sheet",
            "title of a sheet",
            clean,
            {_BOOK: _instead('name="Contacts"', f'name="{NAME}"')},
        ),
        _file(
            "a name in the footer", "header or footer", clean, {_SHEET: _instead("<oddFooter>", f"<oddFooter>{NAME} ")}
        ),
        _file(
            "a link to another file",
            "another file",
            clean,
            {
                "xl/externalLinks/externalLink1.xml": b"<externalLink><v>7</v></externalLink>",
                "xl/_rels/workbook.xml.rels": related("externalLink", "externalLinks/externalLink1.xml"),
            },
            "sheets:_KEPT",
        ),
        _file(
            "a pivot table's copy",
            "pivot table",
            clean,
            {
                "xl/pivotCache/pivotCacheRecords1.xml": f'<r><s v="{ASIDE}"/></r>'.encode(),
                "xl/_rels/workbook.xml.rels": related("pivotCacheRecords", "pivotCache/pivotCacheRecords1.xml"),
            },
            "sheets:_KEPT",
        ),
        _file(
            "the settings of a printer",
            "printer",
            clean,
            {
                "xl/printerSettings/printerSettings1.bin": b"\x01\x02\x03",
                "[Content_Types].xml": declared("bin"),
                "xl/_rels/workbook.xml.rels": related("printerSettings", "printerSettings/printerSettings1.bin"),
            },
        ),
        _file(
            "macros",
            "Macros",
            clean,
            {
                "xl/vbaProject.bin": b"Sub Auto_Open()",
                "[Content_Types].xml": declared("bin"),
                "xl/_rels/workbook.xml.rels": related("vbaProject", "vbaProject.bin"),
            },
        ),
        _file(
            "a text left from an emptied cell",
            "no cell shows",
            clean,
            {
                "xl/sharedStrings.xml": f"<sst><si><t>{ASIDE}</t></si></sst>".encode(),
                "xl/_rels/workbook.xml.rels": related("sharedStrings", "sharedStrings.xml"),
            },
            "sheets:_shared",
        ),
        _file(
            "a name in the name of the file", "The name of the file", clean, {}, file="isolde-ravensbourne-figures.xlsx"
        ),
        *_made_with_a_program(),
    ]


def _file(
    name: str, says: str, clean: bytes, changes: dict[str, Change], caught_by: str = "", file: str = "figures.xlsx"
) -> Hostile:
    return Hostile(f"Excel: {name}", file, repacked(clean, changes), says, caught_by)


def _instead(old: str, new: str) -> Change:
    return lambda part: part.replace(old.encode(), new.encode())


def _made_with_a_program() -> list[Hostile]:
    """Files as a spreadsheet program writes them, with its own marks taken away."""
    hidden, unseen, white, barred, nothing, commented, named = books = [openpyxl.Workbook() for _ in range(7)]
    for book in books:
        book.active["A1"] = "Contacts"
    hidden.create_sheet("Notes")["A1"] = ASIDE
    hidden["Notes"].sheet_state = "hidden"
    unseen.create_sheet("Notes")["A1"] = ASIDE
    unseen["Notes"].sheet_state = "veryHidden"
    white.active["A2"], white.active["A2"].font = ASIDE, Font(color="FFFFFFFF")
    barred.active["A2"], barred.active["A2"].fill = ASIDE, PatternFill("solid", fgColor="FF000000")
    nothing.active["A2"], nothing.active["A2"].number_format = ASIDE, ";;;"
    commented.active["A1"].comment = Comment(ASIDE, "a")
    named.defined_names["Note"] = DefinedName("Note", attr_text=f'"{ASIDE}"')
    return [
        Hostile("Excel: a hidden sheet", "figures.xlsx", _plain(hidden), "It is hidden", "sheets:_sheets"),
        Hostile(
            "Excel: a sheet that the program does not list",
            "figures.xlsx",
            _plain(unseen),
            "It is hidden",
            "sheets:_sheets",
        ),
        Hostile("Excel: white words", "figures.xlsx", _plain(white), "white words", "sheets:_Formats"),
        Hostile(
            "Excel: a black bar over words",
            "figures.xlsx",
            _plain(barred),
            "bar of their own colour",
            "sheets:_Formats",
        ),
        Hostile(
            "Excel: a format that shows nothing", "figures.xlsx", _plain(nothing), "shows nothing", "sheets:_Formats"
        ),
        Hostile("Excel: a comment", "figures.xlsx", _plain(commented), "A comment"),
        Hostile("Excel: words as a defined name", "figures.xlsx", _plain(named), "defined name", "sheets:_sheets"),
    ]


def _plain(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return repacked(
        out.getvalue(), {"docProps/core.xml": lambda part: re.sub(rb"<dc:creator[^>]*>.*?</dc:creator>", b"", part)}
    )
