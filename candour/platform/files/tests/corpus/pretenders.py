"""Files that are not what their name says, that are not taken, or that hold nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator

from candour.platform.files.inspection.refusal import LARGEST
from candour.platform.files.tests.corpus.making import excel, pdf, picture, word, zipped
from candour.platform.files.tests.corpus.sample import Sample

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(56) + b"PE\x00\x00" + bytes(200)
LINUX_PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(200)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
SCRIPT = b"#!/bin/sh\nrm -rf /\n"


def samples() -> Iterator[Sample]:
    yield from _empty()
    yield from _renamed()
    yield from _not_taken()
    yield from _markup()
    yield from _texts()
    yield Sample("too large", "large.txt", b"a" * (LARGEST + 1), "larger than 25 MB")
    yield Sample("too large", "large.csv", b"a,b\n" * (LARGEST // 4 + 1), "larger than 25 MB")


def _empty() -> Iterator[Sample]:
    for name in ("nothing.txt", "nothing.docx", "nothing.pdf", "nothing.png"):
        yield Sample("empty", name, b"", "empty")
    yield Sample("empty", "zeros.docx", bytes(5000), "empty")


def _renamed() -> Iterator[Sample]:
    for name, content in (
        ("program.pdf", PROGRAM),
        ("program.txt", PROGRAM),
        ("program.docx", PROGRAM),
        ("elf.csv", LINUX_PROGRAM),
        ("script.txt", SCRIPT),
        ("picture.jpg", picture("PNG")),
        ("moving.png", picture("GIF")),
        ("text.docx", b"only text"),
        ("sheet.docx", excel()),
        ("letter.xlsx", word()),
        ("archive.docx", zipped([("readme.xml", b"<hello/>")])),
        ("letter.txt", b"{\\rtf1 hello}"),
        ("report.docx", pdf()),
        ("report.txt", pdf()),
    ):
        yield Sample("renamed", name, content, "not what its name says")


def _not_taken() -> Iterator[Sample]:
    for name, content, word_ in (
        ("page.html", PAGE, "not taken"),
        ("drawing.svg", DRAWING, "not taken"),
        ("setup.exe", PROGRAM, "not taken"),
        ("code.js", b"alert(1)", "not taken"),
        ("all.zip", zipped([("minutes.docx", word())]), "not taken"),
        ("letter.docx.exe", PROGRAM, "not taken"),
        ("noextension", b"text", "not taken"),
        (".docx", word(), "not taken"),
        ("old.doc", OLD_OFFICE, "Save it as .docx"),
        ("old.xls", OLD_OFFICE, "Save it as .docx or .xlsx"),
        ("letter.rtf", b"{\\rtf1 hello}", "Save it as .docx"),
    ):
        yield Sample("not taken", name, content, word_)


def _markup() -> Iterator[Sample]:
    for name, content in (
        ("page.txt", PAGE),
        ("page.csv", b"\n\n  " + PAGE),
        ("wide page.txt", PAGE.decode().encode("utf-16")),
        ("drawing.txt", DRAWING),
        ("php.txt", b"notes <?php system('id') ?>"),
    ):
        yield Sample("markup", name, content, "web page or a script")
    yield Sample("markup", "page.jpg", PAGE, "not what its name says")
    yield Sample("markup", "drawing.png", DRAWING, "not what its name says")


def _texts() -> Iterator[Sample]:
    noise = random.Random(5).randbytes(4000)
    yield Sample("not text", "null.csv", b"a,b\n1,\x002\n", "not plain text")
    yield Sample("not text", "noise.txt", b"a" + noise, "not plain text")
    yield Sample("not text", "bell.txt", b"ring \x07", "not plain text")
    yield Sample("not text", "half.txt", b"\xff\xfea", "not plain text")
    for name, cell in (
        ("dde.csv", "=cmd|'/C calc'!A0"),
        ("hidden dde.csv", "@SUM(1+1)*cmd|'/C calc'!A0"),
        ("dde after a comma.csv", "=SUM(1,1)*cmd|'/C calc'!A0"),
        ("spaced dde.csv", "  -2+3+cmd|' /C calc'!A0"),
    ):
        yield Sample("dde", name, f'name,value\nfirst,"{cell}"\n'.encode(), "start a program")
