"""Turns papers of every kind that is taken in into pages or blocks of a pack. It runs confined, without Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image
from python_calamine import CalamineWorkbook

from candour.platform.exports.lettering import printable

Blocks = list[dict[str, Any]]

MOST_ROWS, MOST_COLUMNS, MOST_PAGES = 1000, 14, 400
_WIDE = 6
"""A table with more columns than this lies across the page."""
_DRAWN_AT = 150 / 72
_LARGEST_SIDE = 2400


def pages_of_pdf(content: bytes, most_text: int) -> list[dict[str, Any]]:
    """The pages of a PDF: number, whether it lies across, and its text for a screen reader."""
    document = pypdfium2.PdfDocument(content)
    if len(document) > MOST_PAGES:
        raise ValueError("too many pages")
    pages = []
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        words = page.get_textpage().get_text_bounded()
        text = " ".join(printable(words).split())[:most_text]
        pages.append({"number": number, "flipped": width > height, "text": text or f"Page {number}, without text."})
    if not pages:
        raise ValueError("no pages")
    return pages


def draw_page(path: Path, place: int, to: Path) -> None:
    """Draw a page of a PDF as a picture."""
    page = pypdfium2.PdfDocument(path)[place]
    page.render(scale=_DRAWN_AT).to_pil().convert("RGB").save(to, "JPEG", quality=80)


def picture(content: bytes, kind: str, root: Path, number: int) -> tuple[str, bool]:
    """Put a picture in place, made smaller where it is large. Returns its name and whether it lies across."""
    image = Image.open(io.BytesIO(content))
    flipped = image.width > image.height
    name = f"{number}.jpg"
    if kind == "jpg" and max(image.size) <= _LARGEST_SIDE and image.mode in ("RGB", "L"):
        (root / name).write_bytes(content)
        return name, flipped
    image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode in ("RGBA", "LA") else None)
    flat.save(root / name, "JPEG", quality=85)
    return name, flipped


def from_docx(content: bytes) -> tuple[Blocks, bool]:
    """A Word file as blocks: headings, paragraphs, lists and tables in order. Pictures are counted, not shown."""
    document = docx.Document(io.BytesIO(content))
    blocks: Blocks = list(_docx_blocks(document))
    pictures = len(document.inline_shapes)
    if pictures:
        many = "a picture that is" if pictures == 1 else f"{pictures} pictures that are"
        blocks.append({"block": "notice", "text": f"This paper holds {many} not shown here. See the file itself."})
    return blocks or [{"block": "notice", "text": "This paper holds no text."}], False


def from_xlsx(content: bytes) -> tuple[Blocks, bool]:
    """A workbook as a table for each sheet."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    blocks: Blocks = []
    is_wide = False
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
        table = [[_cell(value) for value in row] for row in rows]
        made = _grid(table, printable(name))
        is_wide = is_wide or max((len(row) for row in table), default=0) > _WIDE
        blocks += made
    return blocks or [{"block": "notice", "text": "This workbook is empty."}], is_wide


def from_csv(content: bytes) -> tuple[Blocks, bool]:
    """A table of text."""
    rows = [[printable(cell) for cell in row] for row in csv.reader(io.StringIO(_decoded(content)))]
    return _grid(rows, "") or [_nothing()], max((len(row) for row in rows), default=0) > _WIDE


def from_txt(content: bytes) -> tuple[Blocks, bool]:
    """A text, a paragraph for each of its own."""
    parts = [part.strip() for part in printable(_decoded(content)).split("\n\n") if part.strip()]
    return [{"block": "paragraph", "lead": "", "text": part} for part in parts] or [_nothing()], False


TO_BLOCKS: dict[str, Callable[[bytes], tuple[Blocks, bool]]] = {
    "docx": from_docx,
    "xlsx": from_xlsx,
    "csv": from_csv,
    "txt": from_txt,
}


def _docx_blocks(document: Any) -> Iterator[dict[str, Any]]:
    bullets: list[str] = []
    level = 2
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _ended(bullets)
            yield from _grid([[printable(cell.text) for cell in row.cells] for row in part.rows], "")
        elif isinstance(part, Paragraph) and part.text.strip():
            style = (part.style.name if part.style else "") or ""
            if style.startswith(("List", "Bullet")):
                bullets.append(printable(part.text))
                continue
            yield from _ended(bullets)
            if style.startswith(("Heading", "Title")):
                digit = style[-1:]
                level = min(4, level + 1, 2 + (int(digit) if digit.isdigit() else 1))
                yield {"block": "heading", "level": level, "text": printable(part.text)}
            else:
                yield {"block": "paragraph", "lead": "", "text": printable(part.text)}
    yield from _ended(bullets)


def _ended(bullets: list[str]) -> Iterator[dict[str, Any]]:
    if bullets:
        yield {"block": "bullets", "items": list(bullets)}
        bullets.clear()


def _grid(rows: list[list[str]], caption: str) -> Blocks:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if not kept:
        return []
    columns = min(MOST_COLUMNS, max(len(row) for row in kept))
    cut = len(kept) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in kept)
    filled = [[*row, *[""] * columns][:columns] for row in kept[:MOST_ROWS]]
    head, body = filled[0], filled[1:]
    made: Blocks = [{"block": "grid", "columns": head, "rows": body, "caption": caption, "tall": False}]
    if cut:
        words = f"Only the first {MOST_ROWS} rows and {MOST_COLUMNS} columns are shown. See the file itself."
        made.append({"block": "notice", "text": words})
    return made


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return printable(str(value)) if value is not None else ""


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _nothing() -> dict[str, Any]:
    return {"block": "notice", "text": "This paper is empty."}
