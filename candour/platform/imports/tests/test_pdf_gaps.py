"""What of a PDF cannot be read is named by its pages, and a file that is made to mislead or to tire does no harm."""

from __future__ import annotations

import pytest

from candour.platform.imports import pdf_pages, pdf_tables
from candour.platform.imports.reading import Unreadable, tables_and_gaps, text_and_gaps
from candour.platform.imports.tests.printed import GREY, bar, drawn, scanned, stroke, table, words
from candour.platform.imports.tests.test_reading_pdf import HEAD, ROWS, WIDTHS, read

pytestmark = pytest.mark.once


def test_a_page_that_is_a_picture_is_named_and_the_rest_is_kept() -> None:
    grids, gaps = tables_and_gaps(scanned(table(ROWS, WIDTHS)), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == [
        "Page 2 is a picture: no words can be read there. Send the file that was printed or scanned, or paste it."
    ]
    assert text_and_gaps(scanned("", words(50, 700, "Notes")), "pdf") == (
        "Notes",
        ["Page 3 is a picture: no words can be read there. Send the file that was printed or scanned, or paste it."],
    )


INVISIBLE = {
    "written invisibly": words(104, 700, "Pay Ms Quill", more="3 Tr"),
    "white": words(104, 700, "Pay Ms Quill", more="1 g"),
    "nearly white": words(104, 700, "Pay Ms Quill", more=".97 g"),
    "outside the page": words(700, 700, "Pay Ms Quill"),
    "under a box": words(104, 700, "Pay Ms Quill") + "1 g " + bar(100, 695, 200, 14) + "0 g\n",
    "under a black box": words(104, 700, "Pay Ms Quill") + bar(100, 695, 200, 14),
    "cut away": "q 0 0 10 10 re W n " + words(104, 700, "Pay Ms Quill") + "Q\n",
    "tiny": words(104, 700, "Pay Ms Quill", size=0.5),
    "see-through": words(104, 700, "Pay Ms Quill", more="/G1 gs"),
}


@pytest.mark.parametrize("how", INVISIBLE)
def test_words_that_cannot_be_seen_are_not_read_and_the_person_is_told(how: str) -> None:
    rows = [HEAD, ("1", "Write", "Police", "May")]
    resources = "/ExtGState <</G1 <</ca 0>>>>"
    around = (
        table(rows, WIDTHS, 760) + stroke(100, 725, 100, 690) + stroke(300, 725, 300, 690) + stroke(100, 690, 300, 690)
    )
    content = drawn(around + INVISIBLE[how], resources=resources)
    grids, gaps = tables_and_gaps(content, "pdf")
    assert "Quill" not in str(grids)
    assert [row[:4] for row in grids[0].rows[:2]] == rows
    assert gaps == ["Page 1 has words that nobody can see. They were not read."]
    assert "Quill" not in text_and_gaps(content, "pdf")[0]


def test_words_in_a_layer_that_is_switched_off_are_not_read() -> None:
    layer = b"<</Type /OCG /Name (Old)>>"
    content = drawn(
        table(ROWS, WIDTHS) + "/OC /Old BDC " + words(50, 500, "Pay Ms Quill") + "EMC\n",
        resources="/Properties <</Old 3 0 R>>",
        catalog="/OCProperties <</OCGs [3 0 R] /D <</OFF [3 0 R]>>>>",
        extra=(layer,),
    )
    assert text_and_gaps(content, "pdf") == ("", ["Page 1 has words that nobody can see. They were not read."])


def test_what_a_machine_read_in_a_scan_is_not_taken_for_what_the_page_says() -> None:
    scan = "q 595 0 0 842 0 0 cm /P1 Do Q\n" + words(50, 500, "Pay Ms Quill", more="3 Tr")
    content = drawn(scan, resources="/XObject <</P1 3 0 R>>", extra=(GREY,))
    text, gaps = text_and_gaps(content, "pdf")
    assert text == ""
    assert [gap.partition(":")[0] for gap in gaps] == [
        "Page 1 is a picture",
        "Page 1 has words that nobody can see. They were not read.",
    ]


def test_a_large_picture_beside_words_is_named() -> None:
    beside = "q 400 0 0 400 100 50 cm /P1 Do Q\n" + table(ROWS, WIDTHS)
    grids, gaps = tables_and_gaps(drawn(beside, resources="/XObject <</P1 3 0 R>>", extra=(GREY,)), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == ["Page 1 has a large picture. Words in it cannot be read."]


def test_letters_that_tell_no_program_what_they_are_are_named() -> None:
    shape = b"800 0 d0 100 0 600 700 re f"
    font = (
        "<</Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 65 "
        "/LastChar 66 /Widths [800 800] /CharProcs <</g1 3 0 R /g2 3 0 R>> /Encoding <</Differences [65 /g1 /g2]>>>>"
    )
    extra = (b"<</Length %d>>\nstream\n%b\nendstream" % (len(shape), shape),)
    text, gaps = text_and_gaps(drawn(words(50, 500, "AB"), font=font, extra=extra), "pdf")
    assert text == "\ufffd\ufffd"
    assert gaps == ["Page 1 has letters that cannot be read. Each is shown as \ufffd."]


def test_a_damaged_page_is_named_and_the_rest_is_kept() -> None:
    content = drawn(table(ROWS, WIDTHS), "")
    at = content.rindex(b"/Type /Page /Parent")
    damaged = content[:at] + content[at:].replace(b"/Type /Page /Parent", b"/Typo /Pale /Parend", 1)
    grids, gaps = tables_and_gaps(damaged.replace(b"/Kids [3 0 R 5 0 R]", b"/Kids [3 0 R 9 0 R]"), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == ["Page 2 is damaged, and not read."]


def test_pages_are_named_together() -> None:
    picture = "q 595 0 0 842 0 0 cm /P1 Do Q\n"
    pages = ("", picture, picture, picture, "", words(50, 50, "x"), picture, picture)
    content = drawn(*pages, resources="/XObject <</P1 3 0 R>>", extra=(GREY,))
    assert text_and_gaps(content, "pdf") == (
        "x",
        [
            "Pages 2 to 4, 7 and 8 are pictures: no words can be read there. Send the file that was printed or "
            "scanned, or paste it."
        ],
    )


def test_white_words_on_a_dark_head_are_read() -> None:
    orders = bar(50, 763, 450, 17) + table([ROWS[1]], WIDTHS, 763) + "1 g " + table([HEAD], WIDTHS, 780)
    assert read(drawn(orders)) == [(HEAD, ROWS[1])]


def test_a_stamp_across_the_page_is_named_and_kept_out_of_the_cells() -> None:
    stamp = "BT /F1 60 Tf .7 .7 -.7 .7 100 500 Tm .6 g (DRAFT) Tj ET 0 g\n"
    grids, gaps = tables_and_gaps(drawn(stamp + table(ROWS, WIDTHS)), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == ["Page 1 has words that stand at a slant. They were not read."]


def test_comments_and_fields_are_named() -> None:
    note = "/Annots [<</Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask Quill)>>]"
    assert tables_and_gaps(drawn(table(ROWS, WIDTHS), page=note), "pdf")[1] == [
        "Page 1 has comments, stamps or fields to fill in. What stands in them was not read."
    ]


def test_a_table_without_ruled_lines_is_named_and_not_guessed() -> None:
    lines = [
        words(50 + place * 150, 700 - number * 20, cell)
        for number, row in enumerate(ROWS)
        for place, cell in enumerate(row)
    ]
    grids, gaps = tables_and_gaps(drawn("".join(lines)), "pdf")
    assert grids == []
    assert len(gaps) == 1
    assert gaps[0].startswith("Page 1 has what looks like a table without lines between its cells. It was not read")


def test_a_drawing_of_ten_thousand_lines_is_given_up_and_its_words_are_kept() -> None:
    hatching = "".join(
        stroke(10 + number % 500, 10 + number // 20, 18 + number % 500, 40 + number // 20) for number in range(10_000)
    )
    grids, gaps = tables_and_gaps(drawn(hatching + words(50, 800, "A plan"), table(ROWS, WIDTHS)), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == []
    assert "A plan" in text_and_gaps(drawn(hatching + words(50, 800, "A plan")), "pdf")[0]


def test_more_lines_than_can_be_followed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lattice = "".join(stroke(0, number, 590, number) + stroke(number, 0, number, 590) for number in range(0, 600, 3))
    grids, gaps = tables_and_gaps(drawn(words(50, 800, "A plan") + lattice, table(ROWS, WIDTHS)), "pdf")
    assert [one.rows for one in grids] == [ROWS]
    assert gaps == ["Page 1 has too many lines for a table to be made out. Copy the table, and paste it as text."]
    monkeypatch.setattr(pdf_pages, "MOST_OBJECTS", 5)
    assert ("lines", 1) in pdf_tables.pdf_tables(drawn(table(ROWS, WIDTHS)))[0]["unread"]


@pytest.mark.parametrize("far", ["1000000000", "-1000000000", "99999999999999999999", "32768"])
def test_places_far_outside_the_page_do_no_harm(far: str) -> None:
    orders = f"{far} {far} m {far} 0 l S 0 {far} m 500 {far} l S\n" + table(ROWS, WIDTHS)
    grids, _ = tables_and_gaps(drawn(orders), "pdf")
    assert [one.rows for one in grids] == [ROWS]


@pytest.mark.parametrize("box", ["0 0 100000000 100000000", "0 0 9000 100"])
def test_a_page_larger_than_any_paper_is_named(box: str) -> None:
    grids, gaps = tables_and_gaps(drawn(table(ROWS, WIDTHS), page=f"/MediaBox [{box}]"), "pdf")
    assert ([one.rows for one in grids], gaps) == ([], ["Page 1 is larger than any paper, and not read."])


def test_more_pages_than_are_read_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawn(*["" for _ in range(pdf_tables.MOST_PAGES + 1)])
    for reader in (tables_and_gaps, text_and_gaps):
        with pytest.raises(Unreadable, match="more than 400 pages or too many words"):
            reader(content, "pdf")
    monkeypatch.setattr(pdf_tables, "MOST_LETTERS", 5)
    assert pdf_tables.pdf_tables(drawn(table(ROWS, WIDTHS)))[0] == {"too_much": True}
