"""PDF files made for tests by two makers: the typesetting of exports, and drawing orders written out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from candour.platform.exports.documents import Block, Document, Grid, write_pdf

Rows = Sequence[Sequence[str]]

_WIDTH, _HEIGHT = 595, 842
FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
_PADDING, _LEADING = 4.0, 11.0


def typeset(*blocks: Block, landscape: bool = False) -> bytes:
    """A PDF of these blocks with the typesetting of exports."""
    at = datetime(2026, 11, 29, 9, tzinfo=UTC)
    return write_pdf(Document("Papers", "BWG 7", "Official", at, "Priya Anand", blocks, landscape=landscape))


def typeset_table(rows: Rows, *, landscape: bool = False) -> bytes:
    """A PDF of one table, its head on every page."""
    return typeset(Grid(rows[0], rows[1:]), landscape=landscape)


def words(left: float, base: float, text: str, size: float = 9, more: str = "") -> str:
    """The order to write a line, from a place that counts from the lower left corner. `more` comes before it."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {more} /F1 {size} Tf 1 0 0 1 {left} {base} Tm ({escaped}) Tj ET\n"


def bar(left: float, bottom: float, width: float, height: float) -> str:
    """The order to fill a bar, as word processors draw the lines of tables."""
    return f"{left} {bottom} {width} {height} re f\n"


def stroke(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left} {bottom} m {right} {top} l S\n"


def table(
    rows: Rows, widths: Sequence[float], top: float = 780, *, left: float = 50, head: float = 0, strokes: bool = True
) -> str:
    """The orders to draw a table. The lines of each cell are cut where its text has line ends.

    An empty first row of `rows` is none; a cell that is None is one with the cell to its left.
    """
    orders, above = [], top
    edges = [left + sum(widths[:place]) for place in range(len(widths) + 1)]
    line = stroke if strokes else lambda a, b, c, d: bar(a, b, max(0.5, c - a), max(0.5, d - b))
    for row in rows:
        height = 2 * _PADDING + _LEADING * max(1, *(str(cell or "").count("\n") + 1 for cell in row))
        orders.append(line(edges[0], above, edges[-1], above))
        for place, cell in enumerate(row):
            if cell is None:
                continue
            orders.append(line(edges[place], above - height, edges[place], above))
            for number, text in enumerate(cell.split("\n")):
                orders.append(words(edges[place] + _PADDING, above - _PADDING - 9 - number * _LEADING, text))
        orders.append(line(edges[-1], above - height, edges[-1], above))
        above -= height
    orders.append(line(edges[0], above, edges[-1], above))
    return "".join(orders)


def drawn(
    *pages: str, page: str = "", resources: str = "", catalog: str = "", font: str = FONT, extra: Sequence[bytes] = ()
) -> bytes:
    """A PDF of pages with these drawing orders. `page` goes into each page's own entry; extra objects count from 3."""
    first = 3 + len(extra)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>".encode(),
        f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>".encode(),
    ]
    objects += extra
    box = "" if "/MediaBox" in page else f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
    for number, orders in enumerate(pages):
        contents = f"{first + 2 * number + 1} 0 R"
        objects.append(
            f"<</Type /Page /Parent 2 0 R {box} /Contents {contents} /Resources <</Font <</F1 {font}>> {resources}>> "
            f"{page}>>".encode()
        )
        inner = orders.encode("cp1252")
        objects.append(b"<</Length %d>>\nstream\n%b\nendstream" % (len(inner), inner))
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
    return bytes(out)


GREY = (
    b"<</Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4>>\n"
    b"stream\n\x00\xff\xff\x00\nendstream"
)
"""A picture of four points, to be drawn as /P1."""


def scanned(*others: str) -> bytes:
    """A PDF of pages, and a last one that is a picture throughout."""
    return drawn(*others, "q 595 0 0 842 0 0 cm /P1 Do Q\n", resources="/XObject <</P1 3 0 R>>", extra=(GREY,))
