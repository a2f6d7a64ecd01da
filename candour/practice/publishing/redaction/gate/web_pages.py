"""A finished web page: its words, its markup, and what a style hides."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree, html

from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings
from candour.practice.publishing.redaction.gate.packages import Inside
from candour.practice.publishing.redaction.gate.sight import COPIED

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?(?![.\d])|font-size\s*:\s*(?:0|1px|0?\.\d+(?:px|pt|em|rem))|"
    r"text-indent\s*:\s*-\d{3,}|(?:left|top|right|margin-left)\s*:\s*-\d{3,}|(?:width|height|max-height)\s*:\s*0(?:px)?\s*(?:;|$)|clip\s*:\s*rect\(\s*0|"
    r"(?<![-\w])color\s*:\s*(?:#f{3}(?:f{3})?|white|transparent|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.IGNORECASE,
)
_BLACKED = re.compile(r"background(?:-color)?\s*:\s*(?:#0{3}(?:0{3})?|black)", re.IGNORECASE)
_DARK_LETTERS = re.compile(r"(?<![-\w])color\s*:\s*(?:#0{3}(?:0{3})?|black)", re.IGNORECASE)
_MAKERS = ("author", "creator", "generator", "dc.creator", "article:author", "owner", "designer")
_DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=-]+)*),([^\"'\s)]*)", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "ul",
        "ol",
        "title",
        "option",
        "caption",
        "summary",
        "figcaption",
    ]
)
_DRAWING = ("svg", "canvas", "picture", "source", "video", "image", "audio")
_NOBODY = "Nobody sees it on the page, and everybody can read it in the page's source."
_CODE = re.compile(r"^\s*(?:\[if |<!\[endif)", re.IGNORECASE)


def read(content: bytes, findings: Findings, inside: Inside) -> None:
    """Gather all words of a web page, and note whatever could hold some that nobody sees."""
    text = decoded(content)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        findings.leak("The file", "It cannot be read as a web page.", UNREAD)
        findings.read("The file", text)
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            _note_comment(element, findings)
            continue
        _read_element(element, findings)
    findings.read_lines("The page", [(f"The page, line {number}", line) for number, line in enumerate(_lines(root), 1)])
    for found in _DATA.finditer(text):
        inside(_undone(found), f"data in the page ({found[1] or 'text'})", findings)
    after = text.lower().rpartition("</html>")
    if after[1] and after[2].strip():
        findings.leak("After the end of the page", after[2].strip(), _NOBODY)


def _note_comment(element: etree._Element, findings: Findings) -> None:
    words = str(element.text or "")
    if re.search(r"[^\W\d_]", words) and not _CODE.match(words):
        findings.leak("A comment in the page", words, _NOBODY)
        findings.read("A comment in the page", words)


def _read_element(element: etree._Element, findings: Findings) -> None:
    tag = str(element.tag).lower()
    for name, value in element.attrib.items():
        if (
            name not in ("style", "d", "points", "viewbox")
            and re.search(r"[^\W\d_]{2}", str(value))
            and not str(value).startswith("data:")
        ):
            findings.read(f"The {name} of an element {tag}", unquote(str(value)))
    if tag in ("script", "style", "template", "noscript"):
        findings.read(f"An element {tag}", element.text_content())
    if (
        tag == "meta"
        and str(element.get("name", element.get("property", ""))).lower() in _MAKERS
        and element.get("content")
    ):
        findings.leak(
            f"The page's {element.get('name', element.get('property', ''))}",
            str(element.get("content")),
            "It tells who or what made it.",
        )
    words = element.text_content().strip() if tag not in ("html", "body", "head") else ""
    style = str(element.get("style", ""))
    if words and _HIDDEN.search(style):
        findings.leak("An element that its style hides", words, _NOBODY)
    elif (
        words
        and _BLACKED.search(style)
        and (_DARK_LETTERS.search(style) or "color:" not in style.replace("background-color", "").replace(" ", ""))
    ):
        findings.leak("Words under a black bar", words, COPIED)
    if words and (
        element.get("hidden") is not None
        or (str(element.get("aria-hidden", "")).lower() == "true" and tag not in ("svg", "span", "i"))
    ):
        findings.leak("An element that is hidden", words, _NOBODY)
    if tag == "input" and element.get("type") == "hidden" and re.search(r"[^\W\d_]{4}", str(element.get("value", ""))):
        findings.leak("A hidden field", str(element.get("value")), _NOBODY)
    _note_placed(tag, element, findings)


def _note_placed(tag: str, element: etree._Element, findings: Findings) -> None:
    """Note what is placed in the page from elsewhere, or drawn in it. A picture in the page's own data is met there."""
    if tag in _DRAWING or (tag == "img" and not str(element.get("src", "")).startswith("data:")):
        findings.meet_picture(f"An element {tag}")
    if tag in ("object", "embed", "iframe"):
        findings.leak(
            f"An element {tag}",
            str(element.get("src") or element.get("data") or ""),
            "Another document is placed in it.",
        )


def _lines(root: etree._Element) -> list[str]:
    """The words of the page, a line for each block."""
    pieces: list[str] = []

    def walk(element: etree._Element) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            pieces.append(element.tail or "")
            return
        block = element.tag in _BLOCKS
        pieces.append("\n" * block + (element.text or ""))
        for child in element:
            walk(child)
        pieces.append("\n" * block + (element.tail or ""))

    walk(root)
    return [" ".join(line.split()) for line in "".join(pieces).split("\n") if line.strip()]


def _undone(found: re.Match[str]) -> bytes:
    if "base64" in found[2].lower():
        try:
            return base64.b64decode(unquote(found[3]), validate=False)
        except (binascii.Error, ValueError):
            return found[3].encode()
    return unquote_to_bytes(found[3])


def decoded(content: bytes) -> str:
    """Bytes as letters, by their mark or as the web usually has them."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if content[1:2] == b"\0" or content[:1] == b"\0":
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
