"""What a paper says when it is opened: Word with its tables, PDF page by page, Excel row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
import pypdfium2
from django.test.client import Client


def words_of_word(content: bytes) -> str:
    """Every paragraph and every cell of a Word document, with single spaces."""
    document = docx.Document(io.BytesIO(content))
    return " ".join(" ".join(_texts(document)).split())


def words_of_pdf(content: bytes) -> str:
    """The text of every page of a PDF, with single spaces."""
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def is_tagged(content: bytes) -> bool:
    """Whether a PDF says that it carries its structure, which screen readers follow."""
    return b"/MarkInfo" in content and b"/StructTreeRoot" in content


def rows_of_excel(content: bytes) -> list[list[Any]]:
    """The rows of the first sheet of an Excel file."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def body_of(response: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def text_of(client: Client, address: str) -> str:
    """A page as its text stands in its source, with single spaces."""
    return " ".join(client.get(address).content.decode().split())


def _texts(document: Any) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield cell.text
