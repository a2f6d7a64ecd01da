"""Reads the tables out of what people send: Word, Excel, CSV and text."""

from __future__ import annotations

from typing import Any

from candour.platform.exports.lettering import printable
from candour.platform.files import confined
from candour.platform.files.confined import Confinable, Limits, Stopped
from candour.platform.files.inspection.texts import text_of
from candour.platform.imports.grids import Grid, Unreadable, grid, rejoined
from candour.platform.imports.office_tables import excel_tables, word_tables, word_text
from candour.platform.imports.texts import read_csv, read_pasted

__all__ = ["Grid", "Unreadable", "read_pasted", "read_tables", "text_of_file"]

_LIMITS = Limits(seconds=30, megabytes=1024, answer_megabytes=32)
_OFFICE: dict[str, Confinable] = {"docx": word_tables, "xlsx": excel_tables}
_TEXTS = {"csv": read_csv, "txt": read_pasted}


def read_tables(content: bytes, kind: str) -> list[Grid]:
    """Every table of a file of that kind ("docx", "xlsx", "csv" or "txt"), in order. Raises Unreadable."""
    if kind in _TEXTS:
        try:
            return _TEXTS[kind](text_of(content))
        except ValueError:
            raise Unreadable("The file is not plain text. Save it as CSV in UTF-8, and send that.") from None
    if kind not in _OFFICE:
        raise Unreadable("Tables can be read from Word, Excel, CSV and text files only.")
    try:
        tables, _ = confined.call(_OFFICE[kind], content, limits=_LIMITS)
    except Stopped as stopped:
        raise Unreadable(f"The tables could not be read: {stopped}. Copy the table, and paste it as text.") from None
    return rejoined(_named(number, table) for number, table in enumerate(tables, start=1))


def text_of_file(content: bytes, kind: str) -> str:
    """The running text of a Word or text file, line by line, tables left aside. Raises Unreadable."""
    try:
        if kind == "txt":
            return text_of(content)
        told, _ = confined.call(word_text, content, limits=_LIMITS)
    except ValueError:
        raise Unreadable("The file is not plain text. Save it as text in UTF-8, and send that.") from None
    except Stopped as stopped:
        raise Unreadable(f"The text could not be read: {stopped}. Copy it, and paste it.") from None
    return printable(str(told["text"]))


def _named(number: int, table: dict[str, Any]) -> Grid:
    name = table.get("name") or f"Table {number}"
    return grid(printable(name), table["rows"], is_hidden=table.get("is_hidden", False), follows=table["follows"])
