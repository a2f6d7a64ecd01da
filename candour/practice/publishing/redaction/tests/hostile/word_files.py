"""Word files with something left in them."""

from __future__ import annotations

import io

from PIL import Image

from candour.platform.exports.documents import write_docx
from candour.practice.publishing.redaction.tests.hostile.files import (
    ASIDE,
    NAME,
    Change,
    Hostile,
    declared,
    document,
    related,
    repacked,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_PEOPLE = "http://schemas.microsoft.com/office/word/2012/wordml"
_TEXT, _RELATED, _SETTINGS = "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml"


def made() -> list[Hostile]:
    """Every one of them."""
    sound = write_docx(document())
    return [*_in_the_text(sound), *_unseen_in_the_text(sound), *_beside_the_text(sound), *_in_the_archive(sound)]


def _file(
    name: str,
    says: str,
    sound: bytes,
    changes: dict[str, Change],
    caught_by: str = "",
    file: str = "review.docx",
    **archive: bytes,
) -> Hostile:
    return Hostile(f"Word: {name}", file, repacked(sound, changes, **archive), says, caught_by)


def _after(marker: bytes, words: str) -> Change:
    return lambda part: part.replace(marker, marker + words.encode(), 1)


def _paragraph(inner: str) -> Change:
    """A paragraph more, before the end of the text."""
    return lambda part: part.replace(b"<w:sectPr", f"<w:p>{inner}</w:p><w:sectPr".encode(), 1)


def _run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def _in_the_text(sound: bytes) -> list[Hostile]:
    shown = {
        "a name left in a sentence": f"{NAME} was seen.",
        "a nickname left": "At home she was Izzy to everybody.",
        "a misspelt name left": "Isolde Ravensborne was seen.",
        "initials left": "IR was seen on the ward.",
        "a date of birth left": "She was born on 23rd August 2016.",
        "the day of the incident left": "The call came on 19.11.24.",
        "an age left": "She was an eight-year-old girl.",
        "an address left": "They lived at 17 Sallowfield Cres.",
        "a school left": "Staff at Fernhollow rang.",
        "an NHS number left": "NHS 485 777 3456.",
        "a telephone number left": "Ring 07700900471.",
        "a reference left": "Held as LCS 4471902.",
    }
    files = [_file(name, "It tells", sound, {_TEXT: _paragraph(_run(words))}) for name, words in shown.items()]
    split = "".join(_run(piece) for piece in ("Iso", "lde Raven", "sbou", "rne"))
    spaced = " ".join(NAME.replace(" ", ""))
    return [
        *files,
        _file("a name in four pieces of lettering", "It tells", sound, {_TEXT: _paragraph(split)}),
        _file(
            "a name with soft hyphens", "It tells", sound, {_TEXT: _paragraph(_run("Isol\u00adde Ravens\u00adbourne"))}
        ),
        _file("a name with letters set apart", "It tells", sound, {_TEXT: _paragraph(_run(spaced))}),
        _file(
            "a name with letters of another alphabet",
            "It tells",
            sound,
            {_TEXT: _paragraph(_run("Is\u043elde R\u0430vensb\u043eurne"))},
        ),
        _file(
            "a name over two paragraphs",
            "It tells",
            sound,
            {_TEXT: _paragraph(f"{_run('with Isolde')}</w:p><w:p>{_run('Ravensbourne')}")},
        ),
        _file(
            "a name in a header",
            "A header",
            sound,
            {"word/header1.xml": lambda part: part.replace(b"CAN-2025-1", NAME.encode())},
        ),
        _file(
            "a name in the name of the file", "The name of the file", sound, {}, file="Ravensbourne_I_review_final.docx"
        ),
    ]


def _unseen_in_the_text(sound: bytes) -> list[Hostile]:
    change = f'<w:{{0}} {_W} w:id="7" w:author="A" w:date="2025-01-01T00:00:00Z">{{1}}</w:{{0}}>'
    taken_out = change.format("del", f"<w:r><w:delText>{ASIDE}</w:delText></w:r>")
    moved = change.format("moveFrom", _run(ASIDE))
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p>{_run(NAME)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="p" descr="Photograph of {NAME}"/></wp:inline></w:drawing></w:r>'
    )
    hidden = "word:_note_hidden"
    themed = _paragraph(_run(ASIDE, '<w:color w:val="auto" w:themeColor="background1"/>'))
    styled = '<w:style w:type="character" w:styleId="Kept"><w:rPr><w:vanish/></w:rPr></w:style>'
    by_style = '<w:style w:type="character" w:styleId="Built"><w:basedOn w:val="Kept"/></w:style>'
    low = '<w:trHeight w:val="1" w:hRule="exact"/>'
    row = f"<w:tbl><w:tr><w:trPr>{low}</w:trPr><w:tc><w:p>{_run(ASIDE)}</w:p></w:tc></w:tr></w:tbl>"
    return [
        _file("hidden words", "hidden words", sound, {_TEXT: _paragraph(_run(ASIDE, "<w:vanish/>"))}, hidden),
        _file(
            "white words", "white words", sound, {_TEXT: _paragraph(_run(ASIDE, '<w:color w:val="FEFEFE"/>'))}, hidden
        ),
        _file("tiny words", "too small", sound, {_TEXT: _paragraph(_run(ASIDE, '<w:sz w:val="2"/>'))}, hidden),
        _file(
            "words under a black bar",
            "under a bar",
            sound,
            {_TEXT: _paragraph(_run(ASIDE, '<w:highlight w:val="black"/>'))},
            hidden,
        ),
        _file(
            "words in their ground's colour",
            "under a bar",
            sound,
            {_TEXT: _paragraph(_run(ASIDE, '<w:color w:val="334455"/><w:shd w:fill="334455"/>'))},
            hidden,
        ),
        _file("words in the white of the theme", "white words", sound, {_TEXT: themed}, hidden),
        _file(
            "words hidden by the style of their style",
            "hidden words",
            sound,
            {
                _TEXT: _paragraph(_run(ASIDE, '<w:rStyle w:val="Built"/>')),
                "word/styles.xml": lambda part: part.replace(b"</w:styles>", f"{styled}{by_style}</w:styles>".encode()),
            },
            hidden,
        ),
        _file(
            "a row without height",
            "without height",
            sound,
            {_TEXT: lambda part: part.replace(b"<w:sectPr", f"{row}<w:sectPr".encode(), 1)},
            "word:_note_height",
        ),
        _file(
            "words taken out and tracked", "words taken out", sound, {_TEXT: _paragraph(taken_out)}, "word:_note_change"
        ),
        _file("words moved and tracked", "words moved away", sound, {_TEXT: _paragraph(moved)}, "word:_note_change"),
        _file(
            "a field that fetches",
            "fetches words",
            sound,
            {_TEXT: _paragraph('<w:fldSimple w:instr="INCLUDETEXT notes.docx"/>')},
            "word:_note_field",
        ),
        _file(
            "a name in a field",
            "It tells",
            sound,
            {_TEXT: _paragraph(f'<w:r><w:instrText> DOCPROPERTY "{NAME}" </w:instrText></w:r>')},
        ),
        _file("a name in a text box", "text box", sound, {_TEXT: _paragraph(box)}),
        _file(
            "a name as a bookmark",
            "bookmarkStart",
            sound,
            {_TEXT: _paragraph('<w:bookmarkStart w:id="3" w:name="Isolde_Ravensbourne"/>')},
            "word:read_everything_else",
        ),
        _file(
            "a name in a note of the markup",
            "note in the markup",
            sound,
            {_TEXT: lambda part: part.replace(b"<w:body>", f"<w:body><!-- {ASIDE} -->".encode())},
        ),
        _file(
            "a name as alternative text",
            "docPr",
            sound,
            {_TEXT: _paragraph(picture)},
        ),
    ]


def _beside_the_text(sound: bytes) -> list[Hostile]:
    comment = f'<w:comments {_W}><w:comment w:id="1" w:author=""><w:p>{_run(ASIDE)}</w:p></w:comment></w:comments>'
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p>{_run(NAME)}</w:p></w:footnote></w:footnotes>'
    custom = f'<Properties xmlns="{_CUSTOM}"><property name="Case"><x>7</x></property></Properties>'
    people = f'<w15:people xmlns:w15="{_PEOPLE}"><w15:person w15:author="J. T."/></w15:people>'
    template = related("attachedTemplate", "file:///S:/cases/review.dotx", external=True)
    return [
        _file(
            "a comment",
            "A comment",
            sound,
            {"word/comments.xml": comment.encode(), _RELATED: related("comments", "comments.xml")},
        ),
        _file(
            "a name in a footnote",
            "A footnote",
            sound,
            {"word/footnotes.xml": notes.encode(), _RELATED: related("footnotes", "footnotes.xml")},
        ),
        _file(
            "who wrote it",
            "who wrote it",
            sound,
            {"docProps/core.xml": _after(b"<dc:title>", "</dc:title><dc:creator>J. Typist</dc:creator><dc:title>")},
            "word:read_properties",
        ),
        _file(
            "whose company made it",
            "an organisation",
            sound,
            {"docProps/app.xml": lambda part: part.replace(b"<Company/>", b"<Company>Elmsbury Council</Company>")},
            "word:read_properties",
        ),
        _file(
            "properties of its own",
            "own properties",
            sound,
            {
                "docProps/custom.xml": custom.encode(),
                "_rels/.rels": related("custom-properties", "docProps/custom.xml"),
            },
            "word:read_properties",
        ),
        _file(
            "a variable of the document",
            "variable",
            sound,
            {_SETTINGS: _settings(f'<w:docVars><w:docVar w:name="a" w:val="{ASIDE}"/></w:docVars>')},
            "word:_note_settings",
        ),
        _file(
            "changes still being tracked",
            "being tracked",
            sound,
            {_SETTINGS: _settings("<w:trackRevisions/>")},
            "word:_note_settings",
        ),
        _file(
            "people who commented",
            "worked on the draft",
            sound,
            {
                "word/people.xml": people.encode(),
                _RELATED: related("people", "people.xml"),
            },
            "word:_note_kept",
        ),
        _file(
            "data beside the text",
            "Data kept beside",
            sound,
            {
                "customXml/item1.xml": b"<case><year>2024</year></case>",
                _RELATED: related("customXml", "../customXml/item1.xml"),
            },
            "word:_note_kept",
        ),
        _file("a template of somebody's own", "outside", sound, {_RELATED: template}, "word:read_relationships"),
        _file(
            "a link that names somebody",
            "address of a link",
            sound,
            {_RELATED: related("hyperlink", "https://www.facebook.example/isolde.ravensbourne", external=True)},
        ),
    ]


def _in_the_archive(sound: bytes) -> list[Hostile]:
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = f"Photograph of {NAME}"
    Image.new("RGB", (20, 20), "grey").save(picture, "JPEG", exif=exif)
    small = io.BytesIO()
    Image.new("RGB", (20, 20), "grey").save(small, "JPEG")
    image = {"[Content_Types].xml": declared("jpg", "image/jpeg"), _RELATED: related("image", "media/image1.jpg")}
    return [
        _file(
            "a name in the data of a picture",
            "ImageDescription",
            sound,
            {**image, "word/media/image1.jpg": picture.getvalue()},
        ),
        _file(
            "a file behind a picture",
            "after its end",
            sound,
            {**image, "word/media/image1.jpg": small.getvalue() + b"notes " + ASIDE.encode()},
            "pictures:_read_file",
        ),
        _file(
            "a Word file inside",
            "embedded",
            sound,
            {
                "[Content_Types].xml": declared("docx"),
                "word/embeddings/notes.docx": repacked(sound, {_TEXT: _paragraph(_run(NAME))}),
                _RELATED: related("package", "embeddings/notes.docx"),
            },
        ),
        _file(
            "a part that nothing leads to",
            "leads to it",
            sound,
            {"word/old.xml": f"<old>{ASIDE}</old>".encode()},
            "word:note_unconnected",
        ),
        _file("a note on the archive", "carries a note", sound, {}, "packages:_note_archive", comment=ASIDE.encode()),
        _file(
            "something before the archive",
            "stands before",
            sound,
            {},
            "packages:_note_archive",
            before=b"notes: " + ASIDE.encode(),
        ),
        _file(
            "a small picture of the first page",
            "small picture",
            sound,
            {
                "docProps/thumbnail.jpeg": small.getvalue(),
                "[Content_Types].xml": declared("jpeg", "image/jpeg"),
                "_rels/.rels": related("thumbnail", "docProps/thumbnail.jpeg"),
            },
            "word:read_properties",
        ),
        _file(
            "a name declared for another word to stand for it",
            "as it stands",
            sound,
            {
                "word/webSettings.xml": lambda part: part.replace(
                    b"?>", f'?><!DOCTYPE w [<!ENTITY who "{ASIDE}">]>'.encode(), 1
                )
            },
            "packages:_DECLARES",
        ),
        Hostile("Word: cut off in the middle", "review.docx", sound[: len(sound) // 2], "cannot"),
    ]


def _settings(inner: str) -> Change:
    return lambda part: part.replace(b"</w:settings>", inner.encode() + b"</w:settings>", 1)
