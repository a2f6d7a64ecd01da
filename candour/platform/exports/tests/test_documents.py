"""Documents: Word and PDF say the same, can be read by everybody, and say nothing of who or what made them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.platform.exports import pdf
from candour.platform.exports.documents import (
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    SignatureLines,
    write_docx,
    write_pdf,
)
from candour.platform.exports.pdf import NoFonts
from candour.platform.files.confined import Limits, Stopped
from conftest import NOW

MARKUP = 'A *bold* #let x = 1 $y$ _z_ @ref <b>&amp;</b> \\ "quoted" // and `code` [U+0041]'
HOSTILE = "\x00\x01a\ud800b\x0b\x1b\u202ec\ufffe\uffff"


def document(*blocks: Any, **changes: Any) -> Document:
    made = Document("Pack for the group", "REF-7", "OFFICIAL-SENSITIVE", NOW, "Ada Example", blocks)
    return replace(made, **changes)


EVERYTHING = (
    Heading(1, "Purpose"),
    Paragraph("What this is about.", lead="In short:"),
    Bullets(["First point", "Second point"]),
    Numbered(["Step one", "Step two"]),
    Numbered(["Other one"]),
    Heading(3, "Details"),
    Pairs([("Lead", "Police"), ("Due", "3 April 2026")]),
    Grid(("Ref", "Action"), [("1", "Write to all"), ("2", "Close")], caption="Actions"),
    Notice("Do not copy."),
    PageBreak(),
    SignatureLines(["Council", "Police"]),
)


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as opened:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in opened]


def words_of(content: bytes) -> str:
    """The text of a PDF in one line, as a screen reader would say it."""
    return re.sub(r"\s+", " ", " ".join(pages_of(content)).replace("\u200b", ""))


def reread(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def raw(content: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part).decode()


def untagged(content: bytes) -> list[str]:
    """What a PDF lacks that a screen reader needs."""
    needed = {"tags": rb"/StructTreeRoot", "language": rb"/Lang\s*\(en-GB\)", "title": rb"/DisplayDocTitle\s+true"}
    needed |= {"standard": rb"<pdfuaid:part>1</pdfuaid:part>", "marks": rb"/MarkInfo\s*<<\s*/Marked\s+true"}
    return [name for name, pattern in needed.items() if not re.search(pattern, content)]


def test_a_pdf_can_be_read_by_everybody() -> None:
    content = write_pdf(document(*EVERYTHING))

    assert untagged(content) == []
    with pypdfium2.PdfDocument(content) as opened:
        assert opened.get_metadata_dict()["Title"] == "Pack for the group"
        assert opened.get_metadata_dict()["Author"] == ""
        assert [(entry.level, entry.get_title()) for entry in opened.get_toc()] == [(0, "Purpose"), (1, "Details")]


def test_a_pdf_without_tags_is_caught() -> None:
    import typst

    assert untagged(typst.compile(b"untagged", format="pdf")) == ["language", "title", "standard"]
    with_nothing = b"%PDF-1.4"
    assert untagged(with_nothing) == ["tags", "language", "title", "standard", "marks"]


def test_a_pdf_says_all_that_the_document_says() -> None:
    words = words_of(write_pdf(document(*EVERYTHING)))

    for said in (
        "Pack for the group Purpose In short: What this is about. • First point • Second point 1. Step one 2. Step two",
        "1. Other one Details Lead Police Due 3 April 2026 Actions Ref Action 1 Write to all 2 Close Do not copy.",
        "For Name Signature Date Council Police",
    ):
        assert said in words


def test_every_page_says_what_it_is_and_for_whom() -> None:
    pages = pages_of(write_pdf(document(*EVERYTHING)))

    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "REF-7 – OFFICIAL-SENSITIVE" in page
        assert "Made for Ada Example, 18 November 2026, 10:00. Reference REF-7" in page
        assert f"Page {number} of 2" in page


def test_a_table_over_pages_repeats_its_head() -> None:
    rows = [(f"R-{number}", "Something to be done by somebody") for number in range(120)]
    pages = pages_of(write_pdf(document(Grid(("Reference", "What is to be done"), rows))))

    assert len(pages) > 2
    assert all("Reference What is to be done" in page for page in pages)


def test_a_document_of_a_hundred_pages_is_made() -> None:
    blocks = [
        block
        for number in range(100)
        for block in (Heading(1, f"Section {number}"), Paragraph("Words of the section. " * 120), PageBreak())
    ]
    pages = pages_of(write_pdf(document(*blocks)))
    word = reread(write_docx(document(*blocks)))

    assert len(pages) == 100
    assert "Section 99" in pages[99]
    assert sum(paragraph.style.name == "Heading 1" for paragraph in word.paragraphs) == 100


def test_the_same_document_gives_the_same_pdf() -> None:
    assert write_pdf(document(*EVERYTHING)) == write_pdf(document(*EVERYTHING))


def test_what_users_wrote_is_never_read_as_markup() -> None:
    blocks = (
        Heading(1, MARKUP), Paragraph(MARKUP, lead=MARKUP), Bullets([MARKUP]), Numbered([MARKUP]),
        Pairs([(MARKUP, MARKUP)]), Grid((MARKUP,), [(MARKUP,)], caption=MARKUP), Notice(MARKUP),
        SignatureLines([MARKUP]),
    )  # fmt: skip
    made = document(*blocks, title=MARKUP, reference=MARKUP, classification=MARKUP, made_for=MARKUP)

    words = words_of(write_pdf(made)).replace("“", '"').replace("”", '"')
    assert words.count(MARKUP) >= 14
    word = reread(write_docx(made))
    assert sum(paragraph.text.count(MARKUP) for paragraph in word.paragraphs) == 8
    assert word.core_properties.title == MARKUP


@pytest.mark.parametrize("writer", [write_docx, write_pdf])
def test_hostile_characters_break_nothing(writer) -> None:
    blocks = (
        Heading(1, HOSTILE), Paragraph(HOSTILE, lead=HOSTILE), Bullets([HOSTILE]), Numbered([HOSTILE]),
        Pairs([(HOSTILE, HOSTILE)]), Grid((HOSTILE,), [(HOSTILE,)], caption=HOSTILE), Notice(HOSTILE),
        SignatureLines([HOSTILE]),
    )  # fmt: skip
    made = document(*blocks, title=HOSTILE, reference=HOSTILE, classification=HOSTILE, made_for=HOSTILE)

    assert len(writer(made)) > 1000


@given(st.text(st.characters(), min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    made = document(
        Heading(1, text), Paragraph(text), Grid((text,), [(text,)], caption=text), Bullets([text]), title=text
    )

    assert untagged(write_pdf(made)) == []
    assert reread(write_docx(made)).core_properties.language == "en-GB"


def test_characters_without_a_shape_are_spelt_out_and_the_others_are_not() -> None:
    words = words_of(write_pdf(document(Paragraph("Zoë Łukasz \U00013000 Ж end"))))

    assert "Zoë Łukasz [U+13000] Ж end" in words


def test_a_very_long_word_stays_on_the_page() -> None:
    address = "https://example.org/" + "abcdefghij" * 30
    content = write_pdf(document(Grid(("Address", "Note"), [(address, "beside it")])))

    assert address in words_of(content).replace(" ", "")
    with pypdfium2.PdfDocument(content) as opened:
        page = opened[0].get_textpage()
        right = [page.get_charbox(number)[2] for number in range(page.count_chars())]
    assert max(right) < 595 - 60


@pytest.mark.parametrize("blocks", [(), (Heading(1, " "),), (Bullets([]),), (Numbered([]),), (Pairs([]),)])
def test_a_document_may_be_almost_empty(blocks: tuple[Any, ...]) -> None:
    assert untagged(write_pdf(document(*blocks, SignatureLines([]), Grid(("Only a head",), []), title=""))) == []
    assert reread(write_docx(document(*blocks, SignatureLines([]), title=""))).core_properties.title == "REF-7"


@pytest.mark.parametrize("bad", [lambda: Grid((), []), lambda: Grid(("A", "B"), [("a",)])])
def test_a_grid_has_a_cell_for_each_column(bad) -> None:
    with pytest.raises(ValueError, match="cell for each column"):
        bad()


def test_a_language_is_one() -> None:
    assert b"/Lang(cy-GB)" in write_pdf(document(language="cy-GB")).replace(b"/Lang (", b"/Lang(")
    with pytest.raises(ValueError, match="not a language"):
        write_pdf(document(language='en", evil'))


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_LIMITS", Limits(seconds=1, megabytes=2048))

    with pytest.raises(Stopped, match="too long"):
        write_pdf(document(Paragraph("word " * 4_000_000)))


def test_missing_fonts_are_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)

    with pytest.raises(NoFonts, match="make assets"):
        write_pdf(document())


def test_word_has_real_headings_and_lists() -> None:
    word = reread(write_docx(document(*EVERYTHING)))

    assert [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs if paragraph.text.strip()] == [
        ("Title", "Pack for the group"),
        ("Heading 1", "Purpose"),
        ("Normal", "In short: What this is about."),
        ("List Bullet", "First point"),
        ("List Bullet", "Second point"),
        ("List Number", "Step one"),
        ("List Number", "Step two"),
        ("List Number", "Other one"),
        ("Heading 2", "Details"),
        ("Caption", "Actions"),
        ("Normal", "Do not copy."),
    ]
    numbers = [
        paragraph._p.pPr.numPr.numId.val for paragraph in word.paragraphs if paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2], "each list begins at 1"


def test_word_marks_the_heads_of_tables() -> None:
    pairs, grid, signatures = reread(write_docx(document(*EVERYTHING))).tables

    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["Ref", "Action"], ["1", "Write to all"], ["2", "Close"],
    ]  # fmt: skip
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert grid.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)
    assert grid._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert grid._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Actions"
    assert pairs._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert [cell.text for cell in signatures.rows[1].cells] == ["Council", "", "", ""]


def test_every_page_of_word_says_what_it_is_and_for_whom() -> None:
    section = reread(write_docx(document(*EVERYTHING))).sections[0]

    assert section.header.paragraphs[0].text == "REF-7 – OFFICIAL-SENSITIVE"
    foot = section.footer.paragraphs[0]
    assert foot.text == "Made for Ada Example, 18 November 2026, 10:00. Reference REF-7. Page  of "
    fields = [field.get(qn("w:instr")) for field in foot._p.findall(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_word_says_nothing_of_who_or_what_made_it() -> None:
    content = write_docx(document(*EVERYTHING))
    word = reread(content)

    properties = word.core_properties
    assert (properties.title, properties.language, properties.subject) == ("Pack for the group", "en-GB", "REF-7")
    assert {properties.author, properties.last_modified_by, properties.comments, properties.keywords} == {""}
    assert properties.created == properties.modified == NOW
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert b"python-docx" not in everything
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert 'w:val="en-US"' not in raw(content, "word/styles.xml")
    assert 'w:lang w:val="en-GB"' in raw(content, "word/styles.xml")


@pytest.mark.parametrize("writer", [write_docx, write_pdf])
def test_a_wide_document_lies_on_its_side(writer) -> None:
    content = writer(document(*EVERYTHING, landscape=True))

    if writer is write_pdf:
        with pypdfium2.PdfDocument(content) as opened:
            assert opened[0].get_width() > opened[0].get_height()
    else:
        section = reread(content).sections[0]
        assert section.page_width > section.page_height


@pytest.mark.parametrize("writer", [write_docx, write_pdf])
def test_what_is_no_block_is_an_error(writer) -> None:
    with pytest.raises(TypeError, match="str"):
        writer(document("just text"))


def test_the_word_files_pass_our_own_inspection() -> None:
    from candour.platform.files.judging import judge

    assert judge(write_docx(document(*EVERYTHING)), "pack.docx").why == ""
    assert judge(write_pdf(document(*EVERYTHING)), "pack.pdf").why == ""
