"""The pages of a PDF as a reader would see them, and the words on them that no reader sees."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from candour.practice.publishing.redaction.gate import pictures
from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings
from candour.practice.publishing.redaction.gate.sight import COPIED, WHITE, Colour, unseen

_INVISIBLE = (3, 7)
_TINY = 3.0
_OPAQUE, _CLEAR = 200, 16
_OUTSIDE = 0.5
_ANY = (-255, -255, -255)
_COVERED = 0.6
_MOST_OBJECTS = 20_000
_LINK = 2
_COVERING = (5, 6, 12, 28)
_NAMES_OF_NOTES = {
    1: "a note",
    3: "free text",
    4: "a line",
    5: "a square",
    8: "a highlight",
    12: "a redaction that was never carried out",
    13: "a stamp",
    17: "an attached file",
    20: "a form field",
    28: "a redaction that was never carried out",
}
_SCALE = 2.0

Box = tuple[float, float, float, float]


class _Shape(NamedTuple):
    order: int
    kind: int
    box: Box
    colour: tuple[int, int, int, int]
    drawn: Any


def read(content: bytes, findings: Findings) -> None:
    """Gather the words of every page, and note what a reader does not see of them."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(content))
    except pypdfium2.PdfiumError:
        findings.leak(
            "The file",
            "It cannot be opened: it is damaged or locked with a password.",
            UNREAD,
        )
        return
    _read_outside_pages(document, findings)
    for number in range(len(document)):
        where = f"Page {number + 1}"
        try:
            page = document[number]
            _read_page(page, where, findings)
        except pypdfium2.PdfiumError:
            findings.leak(where, "It cannot be read.", UNREAD)
    document.close()


def text_of(content: bytes) -> str:
    """All words of the pages, as far as they can be read: for an earlier state of the same file."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    except pypdfium2.PdfiumError:
        return ""


def _read_outside_pages(document: pypdfium2.PdfDocument, findings: Findings) -> None:
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        findings.read(f"The properties of the file, {key}", value)
        if key == "Author":
            findings.leak("The properties of the file, Author", value, "It tells who wrote it.")
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        findings.leak("An attached file", attached.get_name(), "A file is attached that the pages do not show.")
    for bookmark in document.get_toc():
        findings.read("A bookmark", bookmark.get_title())


def _read_page(page: pypdfium2.PdfPage, where: str, findings: Findings) -> None:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    findings.read_lines(
        where, [(f"{where}, line {number}", line) for number, line in enumerate(text.replace("\r", "").split("\n"), 1)]
    )
    _note_annotations(page, where, findings)
    if pdfium.FPDFPage_GetRawThumbnailData(page, None, 0):
        findings.leak(where, "a small picture of the page", "It shows the page as it was when it was drawn.")
    shapes = list(_shapes(page, textpage))
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    covers = [shape for shape in shapes if _covers(shape)]
    _note_unseen(shapes, covers, (left, bottom, right, top), where, findings)
    _note_covered(shapes, covers, where, findings)
    if any(shape.kind == pdfium.FPDF_PAGEOBJ_IMAGE and _area(shape.box) > 2000 for shape in shapes):
        _look_at(page, where, findings)


def _look_at(page: pypdfium2.PdfPage, where: str, findings: Findings) -> None:
    look = pictures.eyes()
    if look is None:
        findings.unseen.append(
            f"{where} has a picture: the words in it were not read, because nothing here can read pictures."
        )
        return
    findings.read(f"{where}, as it looks", look(page.render(scale=_SCALE).to_pil()))


def _note_annotations(page: pypdfium2.PdfPage, where: str, findings: Findings) -> None:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        words = " ".join(filter(None, (_string(note, key) for key in (b"Contents", b"T", b"V", b"TU", b"Subj", b"DA"))))
        findings.read(f"{where}, {_NAMES_OF_NOTES.get(kind, 'a note')}", words)
        if kind != _LINK:
            what = words or _NAMES_OF_NOTES.get(kind, "a note")
            why = COPIED if kind in _COVERING else "It lies over the page and can be moved or opened."
            findings.leak(f"{where}, {_NAMES_OF_NOTES.get(kind, 'a note')}", what, why)
        pdfium.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= 2:
        return ""
    held = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return held.raw[: length - 2].decode("utf-16-le", "replace")


def _shapes(page: pypdfium2.PdfPage, textpage: Any) -> Iterator[_Shape]:
    for order, drawn in enumerate(page.get_objects(max_depth=8, textpage=textpage)):
        if order > _MOST_OBJECTS:
            return
        if drawn.type == pdfium.FPDF_PAGEOBJ_FORM:
            continue
        box = _on_page(drawn)
        if box is not None:
            yield _Shape(order, drawn.type, box, _colour(drawn), drawn)


def _on_page(drawn: Any) -> Box | None:
    """Where a shape lies on the page, through every drawing that it is part of."""
    try:
        left, bottom, right, top = drawn.get_bounds()
    except pypdfium2.PdfiumError:
        return None
    corners = [(left, bottom), (right, bottom), (left, top), (right, top)]
    holder = getattr(drawn, "container", None)
    while holder is not None:
        matrix = holder.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        holder = getattr(holder, "container", None)
    across, along = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(along), max(across), max(along)


def _colour(drawn: Any) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, parts)):
        return 0, 0, 0, 255
    return parts[0].value, parts[1].value, parts[2].value, parts[3].value


def _note_unseen(shapes: list[_Shape], covers: list[_Shape], page: Box, where: str, findings: Findings) -> None:
    for shape in shapes:
        words = _words(shape) if shape.kind == pdfium.FPDF_PAGEOBJ_TEXT else ""
        if not words.strip():
            continue
        why = unseen(shape.colour[:3], _ground(shape, covers))
        if pdfium.FPDFTextObj_GetTextRenderMode(shape.drawn) in _INVISIBLE or shape.colour[3] < _CLEAR:
            why = "invisible words"
        elif _is_tiny(shape, words):
            why = "lettering too small to read"
        elif _share(shape.box, page) < _OUTSIDE:
            why = "words outside the page"
        if why:
            findings.leak(f"{where}: {why}", words, "Nobody sees them, and they can be copied.")


def _is_tiny(shape: _Shape, words: str) -> bool:
    left, bottom, right, top = shape.box
    return top - bottom < _TINY and right - left < _TINY * len(words) and any(map(str.isalpha, words))


def _ground(text: _Shape, covers: list[_Shape]) -> Colour:
    """The colour of what was drawn last under some words; a picture under them can have any."""
    under = [cover for cover in covers if cover.order < text.order and _share(text.box, cover.box) > _COVERED]
    if not under:
        return WHITE
    return _ANY if under[-1].kind == pdfium.FPDF_PAGEOBJ_IMAGE else under[-1].colour[:3]


def _note_covered(shapes: list[_Shape], covers: list[_Shape], where: str, findings: Findings) -> None:
    for shape in shapes:
        if shape.kind != pdfium.FPDF_PAGEOBJ_TEXT or not _words(shape).strip():
            continue
        if any(cover.order > shape.order and _share(shape.box, cover.box) > _COVERED for cover in covers):
            findings.leak(f"{where}: words under a box", _words(shape), COPIED)


def _covers(shape: _Shape) -> bool:
    if shape.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return True
    if shape.kind != pdfium.FPDF_PAGEOBJ_PATH or shape.colour[3] < _OPAQUE:
        return False
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape.drawn, ctypes.byref(filled), ctypes.byref(stroked))
    return filled.value != pdfium.FPDF_FILLMODE_NONE


def _words(shape: _Shape) -> str:
    try:
        return str(shape.drawn.extract())
    except (pypdfium2.PdfiumError, AttributeError, RuntimeError):
        return "words"


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _share(box: Box, other: Box) -> float:
    """How much of a box lies within another."""
    across = max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
    along = max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
    return (
        across * along / _area(box)
        if _area(box)
        else float(other[0] <= box[0] <= other[2] and other[1] <= box[1] <= other[3])
    )
