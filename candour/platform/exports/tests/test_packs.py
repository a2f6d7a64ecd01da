"""Packs: papers of every kind in one PDF, what becomes of those that cannot be shown, and pages drawn as pictures."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import docx
import pypdfium2
import pytest
import typst
import xlsxwriter
from PIL import Image

from candour.platform.exports import assembling, converting
from candour.platform.exports.documents import Document, Heading, PageBreak, Paragraph, write_pdf
from candour.platform.exports.packs import Assembled, Enclosure, Pack, Section, assemble_pack
from candour.platform.exports.pdf import FONTS

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def paper(*pages: str, landscape: bool = False) -> bytes:
    blocks = [block for words in pages for block in (Heading(1, "Part"), Paragraph(words), PageBreak())][:-1]
    return write_pdf(Document("Paper", "P", "", NOW, "Somebody", blocks, landscape=landscape))


def packed(*parts: Section | Enclosure) -> Assembled:
    return assemble_pack(Pack("A pack", "Pack", "OFFICIAL", NOW, "Somebody", parts))


def labels(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [document.get_page_label(number) for number in range(len(document))]


def words(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def test_each_part_counts_its_own_pages_from_one() -> None:
    made = packed(
        Section("Agenda", "Agenda", [Paragraph("Words")]),
        Enclosure("1A", "1A. First", "pdf", paper("one", "two", "three")),
        Enclosure("1B", "1B. Second", "pdf", paper("four", landscape=True)),
    )
    assert labels(made.content) == ["Agenda-1", "1A-1", "1A-2", "1A-3", "1B-1"]
    assert (made.pages, made.not_shown) == (5, ())
    document = pypdfium2.PdfDocument(made.content)
    assert [page.get_size()[0] > page.get_size()[1] for page in document] == [False, False, False, False, True]


def test_a_paper_of_the_same_title_as_another_has_its_own_label() -> None:
    same = [Enclosure(label, "The same title", "txt", b"Words") for label in ("1A", "2A", "2B")]
    assert labels(packed(*same).content) == ["1A-1", "2A-1", "2B-1"]


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "png", "jpg"])
def test_a_paper_that_is_not_what_it_says_is_named_in_its_place(kind: str) -> None:
    made = packed(Enclosure("1A", "1A. Broken", kind, b"not at all"), Enclosure("1B", "1B. Sound", "txt", b"Sound"))
    assert made.not_shown == ("1A. Broken",)
    assert "could not be shown here" in words(made.content)
    assert "Sound" in words(made.content)


def test_what_somebody_wrote_is_never_read_as_markup() -> None:
    bad = '#panic("x") = Heading $x$ *bold* <part> @ref \\ #import "/etc/passwd"'
    made = packed(Enclosure("1A", bad, "txt", bad.encode()), Section("#1", bad, [Paragraph(bad)]))
    assert words(made.content).count("#panic") == 4
    assert labels(made.content) == ["1A-1", "#1-1"]


def test_a_pdf_that_cannot_be_embedded_goes_in_as_pictures_with_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    content = paper("The first page", "The second page")
    real, tried = assembling._compiled, list[int]()

    def once_not(*arguments: Any) -> Any:
        tried.append(1)
        if len(tried) == 1:
            raise typst.TypstError("cannot embed")
        return real(*arguments)

    monkeypatch.setattr(assembling, "_compiled", once_not)
    part = {"label": "1A", "title": "Paper", "level": 2, "kind": "pdf", "size": len(content)}
    plan = {"title": "T", "language": "en", "region": "GB", "head": "H", "foot": "F", "parts": [part]}
    head = json.dumps(plan).encode()
    answer, made = assembling.assemble(head + content, str(FONTS), 0, len(head))
    assert answer == {"pages": 2, "not_shown": []}
    assert labels(made) == ["1A-1", "1A-2"]
    assert "The first page" not in words(made)
    assert "The first page".encode("utf-16-be").hex().upper().encode() in made or b"first page" in made


def test_word_becomes_blocks_in_order_and_says_how_many_pictures_it_holds() -> None:
    made, out, picture = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (10, 10)).save(picture, "PNG")
    made.add_heading("Head", 1)
    made.add_paragraph("One", style="List Bullet")
    made.add_paragraph("Two", style="List Bullet")
    made.add_table(1, 1).cell(0, 0).text = "Cell"
    made.add_paragraph("After")
    made.add_picture(io.BytesIO(picture.getvalue()))
    made.save(out)
    blocks, across = converting.from_docx(out.getvalue())
    assert not across
    assert [block["block"] for block in blocks] == ["heading", "bullets", "grid", "paragraph", "notice"]
    assert blocks[1]["items"] == ["One", "Two"]
    assert "a picture that is not shown" in blocks[4]["text"]


def test_a_long_and_wide_sheet_is_cut_and_says_so() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Figures")
    for row in range(1100):
        sheet.write_row(row, 0, [row, 2.5, *range(18)])
    book.close()
    blocks, across = converting.from_xlsx(out.getvalue())
    assert across
    assert (len(blocks[0]["rows"]), len(blocks[0]["columns"]), blocks[0]["columns"][:2]) == (999, 14, ["0", "2.5"])
    assert "first 1000 rows and 14 columns" in blocks[1]["text"]
