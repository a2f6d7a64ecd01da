"""Sound files as people have them, which must pass."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import openpyxl
from docx.shared import Inches
from PIL import Image

from candour.platform.files.tests.corpus.making import excel, outside, pdf, picture, rebuilt, relationships, word
from candour.platform.files.tests.corpus.sample import Sample


def samples() -> Iterator[Sample]:
    for name, content in (
        ("minutes.docx", word()),
        ("MINUTES.DOCX", word()),
        ("with a link, a picture and a table.docx", _rich_word()),
        ("with a contents field.docx", _field("TOC \\o &quot;1-3&quot; \\h")),
        ("figures.xlsx", excel()),
        ("text with a bar.xlsx", excel('=CONCATENATE(A1," | ",Figures!A1)')),
        ("by another program.xlsx", _openpyxl()),
        ("loose old drawing.xlsx", rebuilt(excel(), {"xl/drawings/vmlDrawing1.vml": b"<xml><br><v:shape></xml>"})),
        ("report.pdf", pdf()),
        ("opens at a page.pdf", pdf(catalog=b"/OpenAction [3 0 R /Fit]")),
        ("with a web link.pdf", pdf(page=b"/Annots [<</Subtype /Link /A <</S /URI /URI (https://example.org)>>>>]")),
        ("saved twice.pdf", pdf() + pdf()[9:]),
        ("list.csv", "Agency;Answer\r\nPolice;Yes\r\n".encode("utf-8-sig")),
        ("windows.csv", "Agency,Answer\r\nHäusliche Pflege,£5 – “yes”\r\n".encode("cp1252")),
        ("negative.csv", b"a,b\n-3,+44 20 7946 0000\n=1+1,@home | garden\n"),
        ("notes.txt", "Łódź ✓ – notes\n".encode()),
        ("initials.txt", b"MZ said: <3 | wonderful!\n- one | two!\n"),
        ("unicode.txt", "Note\n".encode("utf-16")),
        ("plan.png", picture("PNG")),
        ("with transparency.png", picture("PNG", mode="RGBA")),
        ("photo.jpg", picture("JPEG")),
        ("photo.JPEG", picture("JPEG")),
        ("grey.jpeg", picture("JPEG", mode="L")),
        ("print.jpg", _cmyk()),
        ("two views.jpg", _two_views()),
        ("its own template.docx", _template("file:///C:\\Users\\jo\\Templates\\Council report.dotx")),
        ("forty million points.png", picture("PNG", (8000, 5000), "1")),
    ):
        yield Sample("genuine", name, content)


def _rich_word() -> bytes:
    document = docx.Document()
    document.add_picture(io.BytesIO(picture("PNG")), width=Inches(1))
    document.add_table(3, 3).cell(0, 0).text = "Action"
    out = io.BytesIO()
    document.save(out)
    links = outside("hyperlink", "https://example.org/a?b=c"), outside("hyperlink", "mailto:office@example.org")
    return rebuilt(out.getvalue(), {"word/_rels/footnotes.xml.rels": relationships(*links)})


def _field(instruction: str) -> bytes:
    field = f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p>'.encode()
    return rebuilt(word(), change={"word/document.xml": (b"<w:sectPr", field + b"<w:sectPr")})


def _template(target: str) -> bytes:
    return rebuilt(word(), {"word/_rels/settings.xml.rels": relationships(outside("attachedTemplate", target))})


def _two_views() -> bytes:
    """A picture as some telephones take it, with a second one behind it."""
    out = io.BytesIO()
    views = [Image.new("RGB", (40, 30), colour) for colour in ("grey", "white")]
    views[0].save(out, "MPO", save_all=True, append_images=views[1:])
    return out.getvalue()


def _openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "=SUM(B1:B9)"
    sheet["B1"] = 3
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cmyk() -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (30, 30), (10, 20, 30, 40)).save(out, "JPEG")
    return out.getvalue()
