"""Web pages, texts, tables and pictures with something left in them."""

from __future__ import annotations

import base64
import io

from PIL import Image, PngImagePlugin

from candour.practice.publishing.redaction.tests.hostile import sheets
from candour.practice.publishing.redaction.tests.hostile.files import ASIDE, NAME, Hostile, repacked

SOUND = (
    "<!doctype html><html lang='en'><head><title>Review of Child A</title></head>"
    "<body><main><h1>Review of Child A</h1><p>Child A was seen.</p></main></body></html>"
)


def made() -> list[Hostile]:
    """Every one of them."""
    return [*_pages(), *_texts(), *_pictures()]


def _page(name: str, says: str, inner: str, caught_by: str = "") -> Hostile:
    return Hostile(
        f"Page: {name}", "review.html", SOUND.replace("</main>", f"{inner}</main>").encode(), says, caught_by
    )


def _pages() -> list[Hostile]:
    picture = base64.b64encode(_noted_png(NAME)).decode()
    element = "web_pages:_read_element"
    return [
        _page("a name in a sentence", "The page, line", f"<p>{NAME} came.</p>"),
        _page("a name in letters that stand for letters", "It tells", "<p>&#73;solde &#82;avensbourne came.</p>"),
        _page("a name over two elements", "It tells", "<p><b>Iso</b>lde <i>Ravens</i>bourne</p>"),
        _page("a comment", "A comment", f"<!-- {ASIDE} -->", "web_pages:_note_comment"),
        _page("words that a style hides", "style hides", f"<p style='display:none'>{ASIDE}</p>", element),
        _page("white words", "style hides", f"<p style='color:#fff'>{ASIDE}</p>", element),
        _page(
            "words moved off the page", "style hides", f"<p style='position:absolute;left:-9999px'>{ASIDE}</p>", element
        ),
        _page(
            "words under a black bar", "black bar", f"<span style='background:#000;color:#000'>{ASIDE}</span>", element
        ),
        _page("a hidden element", "is hidden", f"<p hidden>{ASIDE}</p>", element),
        _page("a hidden field", "hidden field", f"<input type='hidden' name='n' value='{ASIDE}'>", element),
        _page(
            "a name as alternative text", "alt of an element", f"<img src='a.png' alt='Photograph of {NAME}'>", element
        ),
        _page("a name in a link", "href of an element", "<a href='/reviews/isolde-ravensbourne'>Read</a>", element),
        _page("a name in a script", "element script", f"<script>var child='{NAME}';</script>", element),
        _page(
            "a picture in the page with a name in its data",
            "data in the page",
            f"<img alt='' src='data:image/png;base64,{picture}'>",
        ),
        _page("another page in the page", "Another document", "<iframe src='https://example.com/x'></iframe>", element),
        Hostile(
            "Page: who made it",
            "review.html",
            SOUND.replace("<title>", "<meta name='author' content='J. Typist'><title>").encode(),
            "who or what made it",
            element,
        ),
        Hostile("Page: something after its end", "review.html", f"{SOUND} {ASIDE}".encode(), "After the end"),
    ]


def _texts() -> list[Hostile]:
    tagged = "".join(chr(0xE0000 + ord(letter)) for letter in NAME)
    far, below = " " * 400, "\n" * 90
    return [
        Hostile("Text: a name", "notes.txt", f"Line one.\n{NAME} came.".encode(), "Line 2"),
        Hostile("Text: a name in wide letters", "notes.txt", f"\ufeff{NAME} came.".encode("utf-16-le"), "It tells"),
        Hostile(
            "Text: a name with letters between that take no room",
            "notes.txt",
            "Iso\u200blde Ravens\u200bbourne".encode(),
            "It tells",
        ),
        Hostile(
            "Text: letters that take no room",
            "notes.txt",
            "All is well\u200b\u200c\u200b.".encode(),
            "take no room",
            "plain_texts:_UNSEEN",
        ),
        Hostile(
            "Text: a name in letters that are never shown", "notes.txt", f"All is well{tagged}.".encode(), "never shown"
        ),
        Hostile(
            "Text: words far to the right",
            "notes.txt",
            f"All is well.{far}{ASIDE}".encode(),
            "far to the right",
            "plain_texts:_FAR",
        ),
        Hostile(
            "Text: words far below",
            "notes.txt",
            f"All is well.{below}{ASIDE}".encode(),
            "far below",
            "plain_texts:_EMPTY_LINES",
        ),
        Hostile(
            "Text: letters that control a machine",
            "notes.txt",
            b"All is well.\x08\x08\x08\x08",
            "control",
            "plain_texts:_CONTROL",
        ),
        Hostile("CSV: a name", "figures.csv", f"Who,What\nSchool,{NAME}\n".encode(), "Line 2"),
        Hostile(
            "CSV: a formula",
            "figures.csv",
            b'Who,What\nSchool,"=HYPERLINK(""x"")"\n',
            "A formula",
            "plain_texts:_FORMULA",
        ),
        Hostile("CSV: a date of birth", "figures.csv", b"Who,Born\nA,23/08/2016\n", "It tells"),
    ]


def _pictures() -> list[Hostile]:
    return [
        Hostile("Picture: a name in its data", "map.png", _noted_png(NAME), "It tells"),
        Hostile(
            "Picture: words in its data",
            "map.png",
            _noted_png(ASIDE),
            "kept in the file of the picture",
            "pictures:_read_file",
        ),
        Hostile(
            "Picture: something behind it",
            "map.png",
            _noted_png("") + ASIDE.encode(),
            "after its end",
            "pictures:_read_file",
        ),
        Hostile(
            "Picture: a drawing made of words",
            "map.svg",
            f"<svg xmlns='http://www.w3.org/2000/svg'><text>{NAME}</text></svg>".encode(),
            "drawn as text",
        ),
        Hostile(
            "Picture: an archive behind it", "map.png", _noted_png("") + repacked(sheets.sound(), {}), "archive as well"
        ),
        Hostile("File: of a kind that is not known", "notes.bin", bytes(range(256)), "not known"),
    ]


def _noted_png(words: str) -> bytes:
    out, note = io.BytesIO(), PngImagePlugin.PngInfo()
    if words:
        note.add_text("Description", words)
    Image.new("RGB", (20, 20), "grey").save(out, "PNG", pnginfo=note)
    return out.getvalue()
