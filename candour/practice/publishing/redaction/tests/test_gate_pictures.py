"""The gate lets through exactly the pictures that were put in, in files of every kind, and no other picture."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from candour.platform.exports.documents import Document, Heading, Paragraph, Picture, Pictures, write_docx, write_pdf
from candour.platform.exports.drawing import marks_of
from candour.platform.exports.tests.test_pictures import drawing, ours
from candour.practice.publishing.redaction.gate.findings import Leak
from candour.practice.publishing.redaction.gate.reading import checked
from candour.practice.publishing.redaction.tests.hostile import register
from conftest import NOW

REGISTER = register()
LOGO, OTHER = ours(), ours(size=(300, 300))
PUT_IN = marks_of(LOGO)


def finished(kind: str, *pictures: bytes) -> bytes:
    """A finished file with pictures at its head."""
    if kind == "html":
        shown = "".join(
            f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}" alt="A logo">' for one in pictures
        )
        return f"<!doctype html><html><head><title>A</title></head><body>{shown}<p>Seen.</p></body></html>".encode()
    logos = [Pictures([Picture(one, "A logo") for one in pictures])] if pictures else []
    document = Document("A", "Version 1", "", NOW, "the public", [*logos, Heading(1, "One"), Paragraph("Seen.")])
    return write_docx(document) if kind == "docx" else write_pdf(document)


def leaks(kind: str, content: bytes, pictures: tuple[str, ...] | None = PUT_IN) -> list[Leak]:
    return checked(content, f"document.{kind}", REGISTER, [], pictures)[0]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_the_pictures_that_were_put_in_pass_and_no_other_does(kind: str) -> None:
    assert leaks(kind, finished(kind, LOGO)) == []
    assert leaks(kind, finished(kind)) == []
    both = finished(kind, LOGO, OTHER)
    (found,) = leaks(kind, both)
    assert found.what == "A picture that was not put in."
    assert leaks(kind, both, (*PUT_IN, *marks_of(OTHER))) == []
    assert len(leaks(kind, both, ())) == (1 if kind == "html" else 2)
    assert leaks(kind, both, None) == [], "of a file that somebody sends, pictures are no matter here"


def test_a_picture_that_was_changed_or_hidden_in_a_word_file_is_met() -> None:
    word = finished("docx", LOGO)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as was, zipfile.ZipFile(out, "w") as now:
        for name in was.namelist():
            part = was.read(name)
            now.writestr(name, part + b"x" if "media" in name else part)
        now.writestr("word/media/image9.png", drawing())
    found = [leak.where for leak in leaks("docx", out.getvalue()) if leak.what == "A picture that was not put in."]
    assert found == ["The picture word/media/image1.png", "The picture word/media/image9.png"]


@pytest.mark.parametrize(
    "placed",
    [
        '<img src="https://example.org/logo.png" alt="">',
        '<img src="/logo.png" alt="">',
        '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>',
        "<canvas></canvas>",
        f'<img src="data:image/png;base64,{base64.b64encode(drawing()).decode()}" alt="">',
        f'<p style="background:url(data:image/png;base64,{base64.b64encode(drawing()).decode()})">Seen.</p>',
    ],
)
def test_whatever_else_a_page_shows_as_a_picture_is_met(placed: str) -> None:
    page = finished("html", LOGO).replace(b"<p>Seen.</p>", f"<p>Seen.</p>{placed}".encode())
    assert any(leak.what == "A picture that was not put in." for leak in leaks("html", page))


def test_a_picture_among_the_drawing_of_a_pdf_page_is_met() -> None:
    drawn = b"q 100 0 0 100 50 600 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q"
    part = b"900 0 obj\n<< /Length 73 >>\nstream\n" + drawn + b"\nendstream\nendobj\n"
    content = finished("pdf", LOGO)
    spliced = content.replace(b"%%EOF", part + b"%%EOF")
    assert any(leak.what == "A picture that was not put in." for leak in leaks("pdf", spliced))
