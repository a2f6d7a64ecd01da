"""How sound files are made, and how parts are put into them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

import docx
import xlsxwriter
from PIL import Image

TYPES = "[Content_Types].xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(text: str = "Minutes") -> bytes:
    document = docx.Document()
    document.add_heading(text)
    document.add_paragraph("A quiet week.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(formula: str = "=SUM(A1:A1)") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Figures")
    sheet.write_number(0, 0, 3)
    sheet.write_formula(1, 0, formula)
    book.close()
    return out.getvalue()


def rebuilt(
    archive: bytes, add: Mapping[str, bytes] | None = None, change: Mapping[str, tuple[bytes, bytes]] | None = None
) -> bytes:
    """The archive with parts added, and within parts one text put in place of another, which must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if change and name in change:
                before, after = change[name]
                assert before in part, f"{name} does not hold {before!r}"
                part = part.replace(before, after, 1)
            new.writestr(name, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def zipped(parts: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def relationships(*entries: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(entries)}</Relationships>'.encode()


def outside(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rIdX" Type="{space}/{kind}" Target="{target}"{mode}/>'


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90 if mode in ("L", "1") else (90, 120, 150)).save(out, kind, **options)
    return out.getvalue()


def pdf(*extra: bytes, catalog: bytes = b"", trailer: bytes = b"", page: bytes = b"") -> bytes:
    """A sound PDF of one page. Extra objects are numbered from 5."""
    drawing = zlib.compress(b"BT /F1 12 Tf 72 720 Td (A quiet week) Tj ET")
    objects = [
        b"<</Type /Catalog /Pages 2 0 R " + catalog + b">>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>> " + page + b">>",
        stream(drawing, b"/Filter /FlateDecode"),
        *extra,
    ]
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (dictionary, len(content), content)
