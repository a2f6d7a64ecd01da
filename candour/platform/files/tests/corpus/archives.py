"""Archives that unpack to too much, elsewhere, or only with a password, and files that are two kinds in one."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

from candour.platform.files.tests.corpus.making import excel, pdf, picture, rebuilt, word, zipped
from candour.platform.files.tests.corpus.pretenders import PAGE
from candour.platform.files.tests.corpus.sample import Sample


def samples() -> Iterator[Sample]:
    yield from _bombs()
    yield from _names()
    yield from _locked()
    yield from _polyglots()
    yield from _damaged()


def _bombs() -> Iterator[Sample]:
    zeros = bytes(60 * 1024 * 1024)
    yield Sample("bombs", "flat.docx", rebuilt(word(), {"word/media/image1.png": zeros}), "unpacks to far more")
    yield Sample(
        "bombs", "flat.xlsx", rebuilt(excel(), {"xl/worksheets/sheet9.xml": b"<a>" + zeros}), "unpacks to far more"
    )
    two = {"word/media/image1.png": zeros, "word/media/image2.png": zeros}
    yield Sample("bombs", "in pieces.docx", rebuilt(word(), two), "unpacks to far more")
    many = {f"word/media/image{number}.png": b"" for number in range(100_000)}
    yield Sample("bombs", "many parts.docx", rebuilt(word(), many), "more than 2000 parts")
    yield Sample("bombs", "lying header.docx", _lying(rebuilt(word(), {"word/media/image1.png": zeros})), "damaged")
    yield Sample("bombs", "nested.docx", rebuilt(word(), {"word/media/a.zip": zipped([("b", zeros)])}), "embedded")
    yield Sample("bombs", "overlapping.docx", _overlapping(), "two kinds of file")


def _names() -> Iterator[Sample]:
    for name in ("../../evil.xml", "/etc/cron.xml", "word\\..\\evil.xml", "C:evil.xml", "word/./evil.xml"):
        safe = name.replace("/", "_").replace("\\", "_").replace(":", "_")
        yield Sample("names in archives", f"{safe}.docx", rebuilt(word(), {name: b"<a/>"}), "names of its parts")
    twice = zipped([*_parts(word()), ("WORD/document.xml", b"<a/>")])
    yield Sample("names in archives", "twice.docx", twice, "names of its parts")
    yield Sample("names in archives", "link.docx", _linked(), "link to something outside")


def _locked() -> Iterator[Sample]:
    yield Sample("locked", "locked.docx", _flagged(word(), 0x1), "password")
    yield Sample("locked", "strongly locked.xlsx", _flagged(excel(), 0x41), "password")
    rare = zipped(_parts(word()), zipfile.ZIP_LZMA)
    yield Sample("locked", "rare packing.docx", rare, "damaged")


def _polyglots() -> Iterator[Sample]:
    inner = zipped([("evil.html", PAGE)])
    for name, content in (
        ("archive at the end.pdf", pdf() + inner),
        ("words at the end.pdf", pdf() + b"more words"),
        ("archive at the end.png", picture("PNG") + inner),
        ("archive at the end.jpg", picture("JPEG") + inner),
        ("report within.jpg", picture("JPEG", comment=b"%PDF-1.7 ")),
        ("page at the end.docx", word() + PAGE),
        ("comment.docx", _commented(word(), PAGE)),
        ("archive within.txt", b"text\n%PDF-1.7\n"),
        ("archive before.docx", _prefixed(inner, word())),
    ):
        yield Sample("two in one", name, content, "two kinds of file")
    yield Sample("two in one", "page before.docx", _prefixed(PAGE, word()), "not what its name says")
    yield Sample("two in one", "page before.pdf", PAGE + pdf(), "not what its name says")
    yield Sample(
        "two in one", "page within.pdf", pdf().replace(b"\n1 0 obj", b"\n% " + PAGE + b"\n1 0 obj"), "web page"
    )
    yield Sample("two in one", "page at the end.pdf", pdf() + PAGE, "web page")
    yield Sample("two in one", "page within.jpg", picture("JPEG", comment=PAGE), "web page")
    yield Sample("two in one", "page within.png", picture("PNG") + PAGE, "web page")


def _damaged() -> Iterator[Sample]:
    yield Sample("damaged", "cut.docx", word()[:-200], "damaged")
    wrong = bytearray(word())
    wrong[wrong.index(b"word/document.xml") + 60] ^= 0xFF
    yield Sample("damaged", "flipped.docx", bytes(wrong), "damaged")
    broken = rebuilt(word(), change={"word/document.xml": (b"</w:body>", b"")})
    yield Sample("damaged", "broken.docx", broken, "damaged")
    yield Sample("damaged", "only a beginning.docx", b"PK\x03\x04" + bytes(100), "damaged")


def _parts(archive: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


def _lying(archive: bytes) -> bytes:
    """Both headers of the part say that it is 100 bytes long."""
    lying = bytearray(archive)
    name = b"word/media/image1.png"
    local, central = lying.index(name) - 30, lying.rindex(name) - 46
    struct.pack_into("<I", lying, local + 22, 100)
    struct.pack_into("<I", lying, central + 24, 100)
    return bytes(lying)


def _overlapping() -> bytes:
    """Two names in the directory share the content of the first."""
    archive = rebuilt(word(), {"word/media/image1.png": b"1", "word/media/image2.png": b"2"})
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        first = opened.getinfo("word/media/image1.png").header_offset
    overlapping = bytearray(archive)
    struct.pack_into("<I", overlapping, overlapping.rindex(b"word/media/image2.png") - 46 + 42, first)
    return bytes(overlapping)


def _flagged(archive: bytes, flag: int) -> bytes:
    flagged = bytearray(archive)
    name = b"word/document.xml" if b"word/document.xml" in archive else b"xl/workbook.xml"
    struct.pack_into("<H", flagged, flagged.index(name) - 30 + 6, flag)
    struct.pack_into("<H", flagged, flagged.rindex(name) - 46 + 8, flag)
    return bytes(flagged)


def _linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in _parts(word()):
            archive.writestr(name, part)
        link = zipfile.ZipInfo("word/media/link.xml")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _commented(archive: bytes, comment: bytes) -> bytes:
    out = io.BytesIO(archive)
    with zipfile.ZipFile(out, "a") as opened:
        opened.comment = comment
    return out.getvalue()


def _prefixed(before: bytes, archive: bytes) -> bytes:
    return before + archive
