"""The gate lets through what is rebuilt from reviewed text, runs confined, and says what it could not look at."""

from __future__ import annotations

import io
import sys
from types import ModuleType, SimpleNamespace

import pytest
from PIL import Image, ImageDraw

from candour.platform.exports.documents import write_docx, write_pdf
from candour.platform.exports.labelling import with_labels
from candour.platform.files import confined
from candour.practice.publishing.redaction import gate
from candour.practice.publishing.redaction.gate import Leak, black_boxes, check_bytes, check_file, pictures
from candour.practice.publishing.redaction.gate.reading import checked, register_as_data, register_from
from candour.practice.publishing.redaction.tests.hostile import corpus, register, sheets, texts
from candour.practice.publishing.redaction.tests.hostile.files import NAME, document
from candour.practice.publishing.redaction.tests.hostile.pdfs import Pdf

REGISTER = register()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("review.docx", write_docx(document())),
        ("review.pdf", write_pdf(document())),
        ("pack.pdf", with_labels(write_pdf(document()), [(0, "5A")])),
        ("figures.xlsx", sheets.sound()),
        ("review.html", texts.SOUND.encode()),
        ("notes.txt", b"Child A was seen by the health visitor."),
        ("figures.csv", b"Who,What\nSchool,One referral\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_rebuilt_from_reviewed_text_passes(name: str, content: bytes) -> None:
    assert check_bytes(content, name, REGISTER) == []


def test_a_name_stops_the_file_and_the_answer_comes_out_of_its_confines() -> None:
    leaks = check_bytes(f"All is well.\n{NAME} was seen.".encode(), "notes.txt", REGISTER)

    assert leaks == [Leak("Line 2", f"All is well. {NAME} was seen.", "It tells the whole name.")]


def test_what_cannot_be_read_in_time_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LIMITS", confined.Limits(seconds=0))

    (leak,) = check_bytes(b"All is well.", "notes.txt", REGISTER)

    assert leak.where == "The file"
    assert "could not be read" in leak.what


def test_words_that_reviewers_let_stand_pass_only_where_the_engine_was_unsure() -> None:
    text = b"At home she was Isold to some."
    sure = f"{NAME} was seen.".encode()

    assert check_bytes(text, "notes.txt", REGISTER) != []
    assert check_bytes(text, "notes.txt", REGISTER, settled=["Isold"]) == []
    assert check_bytes(sure, "notes.txt", REGISTER, settled=[NAME]) != []


def test_a_register_goes_into_the_confines_and_comes_out_the_same() -> None:
    again = register_from(register_as_data(REGISTER))

    assert register_as_data(again) == register_as_data(REGISTER)
    assert again.anchor_on == REGISTER.anchor_on


def picture_of(words: str) -> bytes:
    image = Image.new("RGB", (400, 80), "white")
    ImageDraw.Draw(image).text((10, 30), words, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_black_box_over_words_is_told_to_whoever_sends_it() -> None:
    boxed = {hostile.name: hostile for hostile in corpus()}

    for name in ("PDF: a black box over words", "Word: words under a black bar", "Page: words under a black bar"):
        (leak,) = black_boxes(boxed[name].content, boxed[name].file)
        assert "an aside" in leak.what
        assert leak.why == "They can be copied from under the box or bar that hides them."
    assert black_boxes(write_pdf(document()), "review.pdf") == []


def test_white_words_on_a_dark_ground_are_seen_and_pass() -> None:
    shown = Pdf("0 0 0.3 rg 60 690 400 24 re f\nq BT 1 g /F1 12 Tf 72 700 Td (Contents) Tj ET Q\n").written()

    assert checked(shown, "review.pdf", REGISTER, [])[0] == []


def test_without_a_reader_of_pictures_it_says_what_was_not_looked_at() -> None:
    found = check_file(picture_of(NAME), "map.png", REGISTER)

    assert found.leaks == []
    assert [words for words in found.unseen if "were not read" in words] == found.unseen != []


def test_with_a_reader_of_pictures_a_name_in_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ModuleType("tesserocr")
    reader.image_to_text = lambda image: f"Drawing by {NAME}, {image.width}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tesserocr", reader)
    pictures.eyes.cache_clear()
    try:
        leaks, unseen = checked(picture_of("x"), "map.png", REGISTER, [])
    finally:
        pictures.eyes.cache_clear()

    assert [(leak.where, leak.why) for leak in leaks] == [
        ("The picture map.png, what it shows", "It tells the whole name.")
    ]
    assert unseen == []


def test_the_gate_reads_a_long_file_to_its_end() -> None:
    text = "Nothing of note happened in the long meeting about thresholds and forms.\n" * 2_000 + NAME

    leaks, _ = checked(text.encode(), "notes.txt", REGISTER, [])

    assert [leak.where for leak in leaks] == ["Line 2001"]


def test_a_stub_reader_is_not_left_behind() -> None:
    assert pictures.eyes() is None or not isinstance(pictures.eyes(), SimpleNamespace)
