"""The pack: one PDF of every kind of paper, labels that a late paper does not move, and nothing that is hidden."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pypdfium2
import pytest
import xlsxwriter
from django.urls import reverse
from PIL import Image

from candour.platform.audit_trail.queries import history_of
from candour.platform.exports.documents import Document, Paragraph, write_pdf
from candour.platform.exports.labelling import NotPlain, with_labels
from candour.platform.files.operations import keep_made
from candour.practice.governance.models import AgendaItem, ItemConflict, Paper
from candour.practice.governance.operations.packs import make_pack
from candour.practice.governance.tests.rooms import Room, room
from tests.cast import Cast


def pdf(words: str, cast: Cast) -> bytes:
    return write_pdf(Document("A paper", "Paper", "", cast.now, "Somebody", [Paragraph(words), Paragraph(f"{words} ")]))


def word(words: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("Background", 1)
    made.add_paragraph(words)
    made.add_paragraph("A point", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left cell", "Right cell"
    made.save(out)
    return out.getvalue()


def excel(words: str) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Figures").write_row(0, 0, [words, 3])
    book.close()
    return out.getvalue()


def image() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(out, "PNG")
    return out.getvalue()


def paper(going: Room, number: int, letter: str, name: str, content: bytes, **more: object) -> Paper:
    item = going.item(number)
    stored = keep_made(going.manager(), name=name, content=content, owner=item)
    return Paper.objects.create(
        item=item,
        title=f"Paper {letter}",
        summary=f"In short, paper {letter} of item {number} asks members to agree.",
        letter=letter,
        file=stored,
        added_at=going.at(0),
        added_by="Somebody",
        **more,
    )


def read(content: bytes) -> tuple[list[str], str, list[str]]:
    """The labels, the text and the bookmarks of a PDF."""
    document = pypdfium2.PdfDocument(content)
    labels = [document.get_page_label(number) for number in range(len(document))]
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return labels, text, [mark.get_title() for mark in document.get_toc()]


def test_one_pdf_holds_every_kind_of_paper_with_bookmarks_labels_and_tags(cast: Cast) -> None:
    # MTG-16
    going = room(cast, begun=False)
    paper(going, 1, "A", "one.pdf", pdf("Words of a PDF", cast))
    paper(going, 1, "B", "two.docx", word("Words of Word"))
    paper(going, 2, "A", "three.xlsx", excel("Words of Excel"))
    paper(going, 2, "B", "four.png", image())
    paper(going, 3, "A", "five.csv", b"Words of a table,2\nx,3\n")
    paper(going, 3, "B", "six.txt", b"Words of a text")
    made = make_pack(going.manager(), ref=going.ref)
    labels, text, marks = read(made.content)
    assert made.not_shown == ()
    assert labels == ["Agenda-1", "1A-1", "1B-1", "2A-1", "2B-1", "3A-1", "3B-1", "Log-1", "Plan-1"]
    for words in ("a PDF", "Word", "Excel", "a table", "a text"):
        assert f"Words of {words}" in text
    for words in ("Background", "A point", "Right cell", "Figures", "2B. Paper B"):
        assert words in text
    assert [mark for mark in marks if mark[0] in "A123FP" and mark != "Background"][:7] == [
        "Agenda",
        "1A. Paper A",
        "1B. Paper B",
        "2A. Paper A",
        "2B. Paper B",
        "3A. Paper A",
        "3B. Paper B",
    ]
    assert b"/StructTreeRoot" in made.content
    assert b"/MarkInfo" in made.content
    assert any("with 9 pages" in line.what for line in history_of(going.fresh))


def test_a_late_paper_does_not_change_page_numbers_that_were_cited(cast: Cast) -> None:
    # F13
    going = room(cast, begun=False)
    paper(going, 1, "A", "one.pdf", pdf("First", cast))
    paper(going, 2, "A", "two.pdf", pdf("Second, cited", cast))
    before, _, _ = read(make_pack(going.manager(), ref=going.ref).content)
    paper(going, 1, "B", "late.pdf", pdf("Late", cast), is_late=True)
    after, text, _ = read(make_pack(going.manager(), ref=going.ref).content)
    assert before == ["Agenda-1", "1A-1", "2A-1", "Log-1", "Plan-1"]
    assert after == ["Agenda-1", "1A-1", "1B-1", "2A-1", "Log-1", "Plan-1"]
    assert "1B. Paper B (late)" in text


def test_a_restricted_paper_is_only_in_the_packs_of_those_who_may_see_it(cast: Cast) -> None:
    # GOV-06, GOV-12
    going = room(cast, begun=False)
    paper(going, 1, "A", "one.pdf", pdf("Open words", cast))
    paper(going, 2, "A", "two.pdf", pdf("Marmalade", cast))
    paper(going, 3, "A", "three.docx", word("Marmalade"))
    ItemConflict.objects.create(
        item=going.item(2), person=cast.people["health"], nature="Own", declared_at=cast.now, declared_by="Her"
    )
    AgendaItem.objects.filter(pk=going.item(3).pk).update(readers="named")
    for key, sees in (("health", False), ("administrator", True)):
        client = cast.client(key)
        page = client.get(reverse("pack", args=[going.ref])).content.decode()
        answer = client.post(reverse("pack_make", args=[going.ref]))
        assert answer["Content-Type"] == "application/pdf"
        labels, text, _ = read(answer.content)
        assert ("2A-1" in labels, "3A-1" in labels, "Marmalade" in text) == (sees, sees, sees)
        assert ("2A. Paper A" in page, "Matter 2" in text) == (sees, sees)
        assert "Open words" in text
    assert cast.client("redbridge").post(reverse("pack_make", args=[going.ref])).status_code == 404


def test_a_paper_that_cannot_be_shown_is_named_and_the_rest_is_there(cast: Cast) -> None:
    going = room(cast, begun=False)
    paper(going, 1, "A", "broken.pdf", b"%PDF-1.7 but no more")
    paper(going, 2, "A", "two.pdf", pdf("Second words", cast))
    held = paper(going, 3, "A", "three.pdf", pdf("Third words", cast))
    held.file.state = "held"
    held.file.save()
    made = make_pack(going.manager(), ref=going.ref)
    labels, text, _ = read(made.content)
    assert made.not_shown == ("1A. Paper A",)
    assert "This paper could not be shown here" in text
    assert "still being checked" in text
    assert "Second words" in text
    assert "Third words" not in text
    assert labels[:4] == ["Agenda-1", "1A-1", "2A-1", "3A-1"]


def test_labels_are_only_added_to_what_our_typesetting_made() -> None:
    with pytest.raises(NotPlain):
        with_labels(b"%PDF-1.7\nno end", [(0, "A")])


def test_a_meeting_without_items_still_has_a_pack(cast: Cast) -> None:
    going = room(cast, begun=False, items=0)
    labels, text, _ = read(make_pack(cast.acting("council", cast.now + timedelta(minutes=1)), ref=going.ref).content)
    assert labels == ["Agenda-1", "Log-1", "Plan-1"]
    assert "There are no items that you can see." in text
