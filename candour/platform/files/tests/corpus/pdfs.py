"""PDF files with scripts, programs, hidden files and locks, in plain sight and disguised."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from candour.platform.files.tests.corpus.making import pdf, stream
from candour.platform.files.tests.corpus.sample import Sample

SCRIPT = b"<</Type /Action /S /JavaScript /JS (app.alert(1))>>"
ESCAPED = b"<</Type /Action /S /J#61vaScr#69pt /J#53 (app.alert(1))>>"
PACKED = b"5 0 " + SCRIPT


def samples() -> Iterator[Sample]:
    yield from _scripts()
    yield from _disguised()
    for name, content, word in (
        ("launch.pdf", pdf(catalog=b"/OpenAction <</S /Launch /F (cmd.exe)>>"), "start a program"),
        ("send.pdf", pdf(catalog=b"/OpenAction <</S /SubmitForm /F (http://example.org)>>"), "start a program"),
        ("goes into another.pdf", pdf(catalog=b"/OpenAction <</S /GoToE /T <<>> >>"), "start a program"),
        ("attachment.pdf", _attached(), "hidden in it"),
        ("note with a file.pdf", pdf(page=b"/Annots [<</Subtype /FileAttachment /FS 5 0 R>>]"), "hidden in it"),
        ("film.pdf", pdf(page=b"/Annots [<</Subtype /RichMedia>>]"), "hidden in it"),
        ("form.pdf", pdf(catalog=b"/AcroForm <</XFA [(a) 5 0 R]>>"), "form of a kind"),
        ("locked.pdf", pdf(b"<</Filter /Standard /V 1>>", trailer=b"/Encrypt 5 0 R"), "password"),
        ("cut.pdf", pdf()[:-40], "cut off"),
        ("nothing.pdf", b"%PDF-1.7\n%%EOF\n", "damaged"),
        ("no pages.pdf", pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0     "), "damaged"),
        ("bomb.pdf", pdf(stream(zlib.compress(bytes(101 * 1024 * 1024), 9), b"/Filter /FlateDecode")), "100 MB"),
    ):
        yield Sample("active pdf", name, content, word)


def _scripts() -> Iterator[Sample]:
    for name, content in (
        ("on opening.pdf", pdf(catalog=b"/OpenAction " + SCRIPT)),
        ("named.pdf", pdf(b"<</Names [(a) 6 0 R]>>", SCRIPT, catalog=b"/Names <</JavaScript 5 0 R>>")),
        ("escaped.pdf", pdf(catalog=b"/OpenAction " + ESCAPED)),
        ("on a page.pdf", pdf(page=b"/AA <</O " + SCRIPT + b">>")),
        ("web link.pdf", pdf(page=b"/Annots [<</Subtype /Link /A <</S /URI /URI (javascript:alert)>>>>]")),
        ("packed.pdf", _packed(PACKED)),
        ("packed and escaped.pdf", _packed(b"5 0 " + ESCAPED)),
        (
            "cut while packed.pdf",
            pdf(stream(zlib.compress(PACKED * 9)[:-6] + b"broken", b"/Type /ObjStm /Filter /FlateDecode")),
        ),
        ("behind a false stream.pdf", pdf(b"% stream\n" + SCRIPT + b"\n% endstream")),
    ):
        yield Sample("pdf scripts", name, content, "holds a script")


def _disguised() -> Iterator[Sample]:
    packed = zlib.compress(PACKED).hex().encode() + b">"
    for name, content in (
        ("twice packed.pdf", pdf(stream(packed, b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"))),
        ("filter elsewhere.pdf", pdf(stream(packed, b"/Type /ObjStm /Filter 6 0 R"), b"/ASCIIHexDecode")),
        ("type elsewhere.pdf", pdf(stream(packed, b"/Type 6 0 R /Filter /ASCIIHexDecode"), b"/ObjStm")),
        ("predicted.pdf", pdf(stream(packed, b"/Type /ObjStm /Filter /FlateDecode /DecodeParms <</Predictor 12>>"))),
        ("far away.pdf", pdf(stream(packed, b"/Type /ObjStm /Pad (" + b" " * 9000 + b") /Filter /ASCIIHexDecode"))),
    ):
        yield Sample("disguised pdf", name, content, "cannot be checked")


def _packed(objects: bytes) -> bytes:
    packed = stream(zlib.compress(objects), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    return pdf(packed)


def _attached() -> bytes:
    return pdf(
        b"<</Type /Filespec /F (a.exe) /EF <</F 6 0 R>>>>",
        stream(b"MZ", b"/Type /EmbeddedFile"),
        catalog=b"/Names <</EmbeddedFiles <</Names [(a.exe) 5 0 R]>>>>",
    )
