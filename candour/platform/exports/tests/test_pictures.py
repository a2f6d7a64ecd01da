"""Pictures in documents: drawn anew by us and never taken as they come, with words that say what they show."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from PIL import Image, ImageDraw

from candour.platform.exports.documents import Document, Heading, Picture, Pictures, write_docx, write_pdf
from candour.platform.exports.drawing import HIGHEST, WIDEST, marks_of, redrawn, size_of
from candour.platform.files import confined
from conftest import NOW


def drawing(kind: str = "PNG", size: tuple[int, int] = (800, 300), **saved: Any) -> bytes:
    """A picture as somebody sends it: larger than ours, and see-through where its kind can be."""
    image = Image.new("RGB" if kind == "JPEG" else "RGBA", size, "white" if kind == "JPEG" else (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(20, 90, 160))
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def ours(**how: Any) -> bytes:
    return redrawn(drawing(**how))[1]


def test_a_picture_is_drawn_anew_small_on_white_and_without_hidden_words() -> None:
    place = Image.Exif()
    place[0x010E] = "Jonas Brightwell"
    sent = drawing("JPEG", exif=place.tobytes(), comment=b"Jonas Brightwell")
    assert b"Jonas" in sent
    _, made = confined.call(redrawn, sent)
    assert b"Jonas" not in made
    assert size_of(made) == (320, HIGHEST), "800 by 300 points within 360 by 120"
    assert size_of(ours(size=(900, 100))) == (WIDEST, 40)
    with Image.open(io.BytesIO(ours())) as image:
        assert image.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255), "see-through becomes white"
        assert set(image.info) <= {"transparency"}


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40, drawing()[:200]]
)
def test_what_is_no_picture_is_not_drawn(content: bytes) -> None:
    with pytest.raises(ValueError, match="no picture"):
        redrawn(content)


def test_only_a_picture_of_ours_with_words_is_put_in() -> None:
    with pytest.raises(ValueError, match="no picture of ours"):
        Picture(drawing(), "Logo of the council")
    with pytest.raises(ValueError, match="no picture of ours"):
        Picture(drawing("JPEG", (300, 100)), "Logo of the council")
    with pytest.raises(ValueError, match="says in words"):
        Picture(ours(), " ")
    assert Picture(ours(), "Logo").printed == (4.0, 1.5)
    assert Picture(ours(size=(900, 100)), "Logo").printed == (5.0, 0.556)


def test_word_and_pdf_show_it_with_its_words() -> None:
    one, two = ours(), ours(size=(300, 300))
    logos = Pictures([Picture(one, "Logo of Havering Council"), Picture(two, 'Logo of "A & B"')])
    document = Document("Protocol", "Version 1", "Havering SCP", NOW, "the public", [logos, Heading(1, "Scope")])
    word = write_docx(document)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        kept = {archive.read(name) for name in archive.namelist() if "media" in name}
    assert kept == {one, two}, "byte for byte ours"
    shapes = docx.Document(io.BytesIO(word)).element.iter(qn("wp:docPr"))
    assert [shape.get("descr") for shape in shapes] == ["Logo of Havering Council", 'Logo of "A & B"']
    made = write_pdf(document)
    assert b"pdfuaid" in made
    page = pypdfium2.PdfDocument(io.BytesIO(made))[0]
    images = [one for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert [image.get_px_size() for image in images] == [size_of(one), size_of(two)]
    assert len(re.findall(rb"/S\s*/Figure", made)) == 2
    assert b"Logo of Havering Council" in made


def test_each_picture_is_known_by_its_bytes_and_by_its_pixels() -> None:
    assert len(set(marks_of(ours())) | set(marks_of(ours(size=(300, 300))))) == 4
    assert marks_of(ours()) == marks_of(ours())
