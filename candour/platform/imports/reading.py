"""Reads the tables out of what people send: Word, Excel, PDF, CSV and text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from candour.platform.exports.lettering import printable
from candour.platform.files import confined
from candour.platform.files.confined import Confinable, Limits, Stopped
from candour.platform.files.inspection.texts import text_of
from candour.platform.imports.grids import Grid, Unreadable, grid, rejoined
from candour.platform.imports.office_tables import excel_tables, word_tables, word_text
from candour.platform.imports.pdf_tables import MOST_PAGES, pdf_tables, pdf_text
from candour.platform.imports.texts import read_csv, read_pasted

__all__ = ["Grid", "Unreadable", "read_pasted", "read_tables", "tables_and_gaps", "text_and_gaps"]

_LIMITS = Limits(seconds=30, megabytes=1024, answer_megabytes=32)
_LIMITS_OF_PDF = Limits(seconds=60, megabytes=1024, answer_megabytes=32)
_DOCUMENTS: dict[str, Confinable] = {"docx": word_tables, "xlsx": excel_tables, "pdf": pdf_tables}
_RUNNING: dict[str, Confinable] = {"docx": word_text, "pdf": pdf_text}
_TEXTS = {"csv": read_csv, "txt": read_pasted}
WITH_TEXT = frozenset((*_RUNNING, "txt"))
"""The kinds of files of which the running text can be read."""

_GAPS = {
    "picture": "{are} a picture: no words can be read there. Send the file that was printed or scanned, or paste it.",
    "part": "{have} a large picture. Words in it cannot be read.",
    "hidden": "{have} words that nobody can see. They were not read.",
    "slanted": "{have} words that stand at a slant. They were not read.",
    "letters": "{have} letters that cannot be read. Each is shown as \ufffd.",
    "notes": "{have} comments, stamps or fields to fill in. What stands in them was not read.",
    "lines": "{have} too many lines for a table to be made out. Copy the table, and paste it as text.",
    "damaged": "{are} damaged, and not read.",
    "large": "{are} larger than any paper, and not read.",
    "unruled": "{have} what looks like a table without lines between its cells. It was not read: copy it, and paste it "
    "as text, or send it as Word or Excel.",
    "cut": "{begin} with the rest of a row from the page before. It was put to that row.",
    "doubt": "{begin} with a row that may be the rest of the last one on the page before. Compare it with the file.",
}
"""What is said of pages, by what could not be read of them."""
_ONE = {"are": "is", "have": "has", "begin": "begins"}


def tables_and_gaps(content: bytes, kind: str) -> tuple[list[Grid], list[str]]:
    """Every table of a file of that kind ("docx", "xlsx", "pdf", "csv" or "txt") in order, and what could not be read.

    The latter in sentences. Raises Unreadable.
    """
    if kind in _TEXTS:
        try:
            return _TEXTS[kind](text_of(content)), []
        except ValueError:
            raise Unreadable("The file is not plain text. Save it as CSV in UTF-8, and send that.") from None
    if kind not in _DOCUMENTS:
        raise Unreadable("Tables can be read from Word, Excel, PDF, CSV and text files only.")
    try:
        told, _ = confined.call(_DOCUMENTS[kind], content, limits=_limits(kind))
    except Stopped as stopped:
        raise Unreadable(f"The tables could not be read: {stopped}. Copy the table, and paste it as text.") from None
    tables, unread = (told, []) if kind != "pdf" else (_whole(told)["tables"], told["unread"])
    return rejoined(_named(number, table) for number, table in enumerate(tables, start=1)), _sentences(unread)


def read_tables(content: bytes, kind: str) -> list[Grid]:
    """Every table of a file, for whoever does not ask what could not be read. Raises Unreadable."""
    return tables_and_gaps(content, kind)[0]


def text_and_gaps(content: bytes, kind: str) -> tuple[str, list[str]]:
    """The running text of a Word, PDF or text file, line by line, tables left aside, and what could not be read.

    The latter in sentences. Raises Unreadable.
    """
    try:
        if kind == "txt":
            return text_of(content), []
        told, _ = confined.call(_RUNNING[kind], content, limits=_limits(kind))
    except ValueError:
        raise Unreadable("The file is not plain text. Save it as text in UTF-8, and send that.") from None
    except Stopped as stopped:
        raise Unreadable(f"The text could not be read: {stopped}. Copy it, and paste it.") from None
    return printable(str(_whole(told)["text"])), _sentences(told.get("unread", ()))


def _limits(kind: str) -> Limits:
    return _LIMITS_OF_PDF if kind == "pdf" else _LIMITS


def _whole(told: dict[str, Any]) -> dict[str, Any]:
    if told.get("too_much"):
        raise Unreadable(
            f"The PDF has more than {MOST_PAGES} pages or too many words. Print the pages that you need to a PDF of "
            "their own, and send that."
        )
    return told


def _named(number: int, table: dict[str, Any]) -> Grid:
    name = table.get("name") or f"Table {number}"
    return grid(printable(name), table["rows"], is_hidden=table.get("is_hidden", False), follows=table["follows"])


def _sentences(unread: Iterable[Sequence[Any]]) -> list[str]:
    pages: dict[str, list[int]] = {}
    for kind, number in unread:
        pages.setdefault(kind, []).append(number)
    return [_sentence(text, pages[kind]) for kind, text in _GAPS.items() if kind in pages]


def _sentence(text: str, numbers: Sequence[int]) -> str:
    verbs = _ONE if len(numbers) == 1 else {verb: verb for verb in _ONE}
    said = text.format(**verbs)
    return f"{_pages(numbers)} {said if len(numbers) == 1 else said.replace('are a picture', 'are pictures')}"


def _pages(numbers: Sequence[int]) -> str:
    """Pages by their numbers, such as "Pages 2 to 4 and 7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = [
        part
        for span in spans
        for part in ([f"{span[0]} to {span[-1]}"] if len(span) > 2 else [str(number) for number in span])
    ]
    words = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {words}"
