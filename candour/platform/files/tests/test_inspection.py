"""Every file of the corpus gets its verdict, in time and within memory, and no check could be left out."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import Image

from candour.platform.files import confined
from candour.platform.files.inspection import inspecting, office, pdfs, texts
from candour.platform.files.inspection.inspecting import inspect
from candour.platform.files.judging import LIMITS, judge
from candour.platform.files.tests.corpus import all_samples
from candour.platform.files.tests.corpus.hidden import SECRET, carrying_secrets
from candour.platform.files.tests.corpus.sample import Sample
from candour.platform.files.tests.measured import inspect_measured

pytestmark = pytest.mark.once

SECONDS, MEGABYTES = 5, 300


@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: sample.id)
def test_every_file_gets_its_verdict(sample: Sample) -> None:
    found, _ = confined.call(inspect_measured, sample.content, limits=LIMITS, name=sample.name)

    assert sample.refused in found["why"]
    assert bool(found["why"]) == bool(sample.refused)
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES


def test_the_corpus_is_as_large_as_it_was_meant_to_be() -> None:
    samples = all_samples()

    assert len(samples) >= 60
    assert len({sample.family for sample in samples}) >= 16
    assert len({sample.id for sample in samples}) == len(samples)
    assert sum(not sample.refused for sample in samples) >= 20


@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: sample.id)
def test_a_reason_repeats_nothing_of_the_file(sample: Sample) -> None:
    planted = "Xanthippe"
    why = inspect(sample.content, f"{planted} {sample.name}")[0]["why"]

    assert planted not in why
    assert not re.search(r"[<>\\{}]|xml|/word|example\.org", why.replace(".docx", ""))


@pytest.mark.parametrize("sample", list(carrying_secrets()), ids=lambda sample: sample.id)
def test_pictures_keep_their_pixels_and_nothing_else(sample: Sample) -> None:
    kept = judge(sample.content, sample.name).content

    assert SECRET.encode() not in kept
    assert b"51" not in kept.replace(b"\x00", b"") or SECRET[:4].encode() not in kept
    with Image.open(io.BytesIO(sample.content)) as before, Image.open(io.BytesIO(kept)) as after:
        assert after.size == before.size
        assert after.getexif().get_ifd(0x8825) == {}
        assert set(after.getexif()) <= {0x0112}
        assert after.getexif().get(0x0112) == before.getexif().get(0x0112)
        assert after.convert("RGB").getpixel((5, 5)) == before.convert("RGB").getpixel((5, 5))


def test_other_files_are_kept_byte_for_byte() -> None:
    for sample in all_samples():
        if sample.family == "genuine" and sample.name.endswith((".docx", ".xlsx", ".pdf", ".csv", ".txt")):
            assert judge(sample.content, sample.name).content == sample.content


def missed() -> list[str]:
    """The files whose verdict is wrong."""
    return [
        sample.id
        for sample in all_samples()
        if sample.family != "large pictures"
        and bool(inspect(sample.content, sample.name)[0]["why"]) != bool(sample.refused)
    ]


def plants() -> list[tuple[object, str, object]]:
    """Each check left out in turn."""
    lists = ((inspecting, "ARCHIVE_CHECKS"), (inspecting, "TEXT_CHECKS"), (pdfs, "CHECKS"))
    left_out: list[tuple[object, str, object]] = [
        (module, name, tuple(check for check in getattr(module, name) if check is not gone))
        for module, name in lists
        for gone in getattr(module, name)
        if gone is not texts.refuse_unreadable
    ]
    return [
        *left_out,
        (inspecting, "refuse_second_kind", lambda content, kind: None),
        (office, "refuse_another_kind", lambda content, archive, kind: None),
        (office, "refuse_markup", lambda name, part: None),
        (texts, "refuse_second_kind", lambda content, kind: None),
        (texts, "_CONTROLS", re.compile("(?!)")),
        (office, "_RUNS", re.compile("(?!)")),
        (office, "_HIDES", re.compile("(?!)")),
        (office, "_FETCHES", re.compile("(?!)")),
    ]


@pytest.mark.parametrize("plant", plants(), ids=lambda plant: f"{plant[1]}")
def test_a_check_that_is_left_out_is_noticed(
    plant: tuple[object, str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name, instead = plant
    monkeypatch.setattr(module, name, instead)

    assert missed()


def test_with_every_check_in_place_nothing_is_missed() -> None:
    assert missed() == []


def test_a_file_that_cannot_be_inspected_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from candour.platform.files import judging
    from candour.platform.files.tests import misbehaving

    monkeypatch.setattr(judging, "inspect", misbehaving.crash)

    found = judge(b"text", "notes.txt")

    assert found.why.startswith("It could not be checked")
    assert found.content == b"text"


def test_the_corpus_is_made_of_real_archives() -> None:
    for sample in all_samples():
        if sample.family == "genuine" and sample.name.endswith((".docx", ".xlsx")):
            assert zipfile.ZipFile(io.BytesIO(sample.content)).testzip() is None
