"""A finished PDF: its pages, its objects of every saving, and whatever is attached to it."""

from __future__ import annotations

import hashlib
import re

from candour.practice.publishing.redaction.gate import pdf_objects, pdf_pages, pdf_strings, pictures
from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings
from candour.practice.publishing.redaction.gate.packages import Inside
from candour.practice.publishing.redaction.gate.pdf_objects import Stream

_GAP = rb"[\x00\t\n\x0c\r ]*"
_FILLED_IN = "What was filled in can be read and changed."
_TELLTALE = (
    (
        rb"/(?:JavaScript|JS)" + _GAP + rb"[(<\d/]",
        "A script",
        "It runs when the file is opened, and its words are not on the pages.",
    ),
    (
        rb"/(?:EmbeddedFiles?|FileAttachment|Filespec)\b",
        "An attached file",
        "A file is attached that the pages do not show.",
    ),
    (rb"/OCProperties\b", "Layers that can be switched on and off", "What is switched off is not seen, and is there."),
    (rb"/PieceInfo\b", "Notes of the program that made it", "They can hold the document as it was before."),
    (rb"/AcroForm\b" + _GAP + rb"(?:\d|<<)", "A form", _FILLED_IN),
    (rb"/XFA\b", "A form of a kind that cannot be checked", _FILLED_IN),
    (rb"/Thumb\b", "Small pictures of the pages", "They show the pages as they were when they were drawn."),
    (rb"/Encrypt\b", "A lock", UNREAD),
    (
        rb"/(?:Launch|SubmitForm|ImportData|GoToE|RichMedia)\b",
        "Something that acts when it is opened",
        "It can send away what is in the file.",
    ),
)
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_MADE_BY = re.compile(r"<(?:dc:creator|pdf:Author|photoshop:AuthorsPosition)[^>]*>(.*?)</", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DRAWN_INLINE = re.compile(rb"(?:^|\s)BI\s[^<>]{2,400}?\sID\s")
"""A picture that stands among the drawing of a page itself."""
_PACKETS = (b"<?xpacket", b"<x:xmpmet")
_NO_WORDS = (b"/Image", b"/FontFile", b"/XRef", b"/Length1")
_SHORTEST_NAME = 8


def read(content: bytes, findings: Findings, inside: Inside) -> None:
    """Gather all words of a PDF, and note whatever could hold some that nobody sees."""
    pdf_pages.read(content, findings)
    _note_savings(content, findings)
    _read_objects(pdf_objects.without_streams(content), "The file", findings)
    for stream in pdf_objects.streams(content):
        _read_stream(stream, findings, inside)
    start, end = content.find(b"%PDF-"), content.rfind(b"%%EOF")
    _note_around(content[: max(0, start)], "Before the beginning of the file", findings)
    _note_around(content[end + 5 :] if end >= 0 else b"", "After the end of the file", findings)


def _note_around(rest: bytes, where: str, findings: Findings) -> None:
    if rest.strip(b"\0\t\n\x0c\r "):
        findings.leak(where, f"{len(rest)} bytes", "Something is hidden where no reader of PDFs looks.")
        findings.read(where, pictures.printable_of(rest))


def _note_savings(content: bytes, findings: Findings) -> None:
    ends = pdf_objects.savings(content)
    if len(ends) < 2:
        return
    # Our own packs are saved a second time, to give the pages their labels: only the catalogue is then replaced.
    if len(ends) > 2 or any(not _CATALOGUE.search(body) for body in pdf_objects.replaced(content)):
        what = f"It was saved {len(ends)} times, each on top of the one before."
        findings.leak("The file", what, "The earlier states can be read from it.")
    for number, end in enumerate(ends[:-1], 1):
        findings.read(f"The file at its saving number {number}", pdf_pages.text_of(content[:end] + b"\n"))


def _read_objects(part: bytes, where: str, findings: Findings) -> None:
    spelt = pdf_strings.unescaped(part)
    for telltale, what, why in _TELLTALE:
        if re.search(telltale, spelt):
            findings.leak(where, what, why)
    said = dict.fromkeys(text for text in pdf_strings.strings(part) if _has_words(text))
    place = f"{where}: a string that the pages may not show"
    findings.read_lines(place, [(place, text) for text in said])
    names = sorted(name for name in pdf_strings.names(part) if len(name) >= _SHORTEST_NAME)
    findings.read_lines(f"{where}: names inside", [(f"{where}: a name inside", name) for name in names])


def _has_words(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) > 2


def _read_stream(stream: Stream, findings: Findings, inside: Inside) -> None:
    where, dictionary, data = f"Part {stream.number} of the file", stream.dictionary, stream.data
    if _IMAGE.search(dictionary):
        findings.meet_picture(f"A picture in part {stream.number}", hashlib.sha256(data).hexdigest())
    elif _DRAWN_INLINE.search(data):
        findings.meet_picture(f"A picture among the drawing of part {stream.number}")
    if stream.packing:
        if stream.packing in (b"DCTDecode", b"DCT"):
            pictures.read(data, f"in part {stream.number}", findings)
    elif stream.is_unreadable:
        findings.leak(where, "It is packed in a way that cannot be undone, or is too large.", UNREAD)
    elif b"/ObjStm" in dictionary:
        _read_objects(data, where, findings)
    elif b"/Metadata" in dictionary or b"/XML" in dictionary or data.lstrip()[:9] in _PACKETS:
        _read_description(data, findings)
    elif b"/EmbeddedFile" in dictionary or data[:4] in (b"PK\x03\x04", b"%PDF"):
        findings.read(f"An attached file, part {stream.number}", pictures.printable_of(data))
        inside(data, f"attached file in part {stream.number}", findings)
    elif not any(kind in dictionary for kind in _NO_WORDS):
        place = f"{where}, which draws or notes something"
        said = [text for text in pdf_strings.strings(data) if _has_words(text) and text.isprintable()]
        findings.read_lines(place, [(place, text) for text in said])


def _read_description(data: bytes, findings: Findings) -> None:
    text = data.decode("utf-8", "replace") if b"\0" not in data else data.decode("utf-16", "replace")
    findings.read("The description of the file (XMP)", _TAG.sub(" ", text))
    findings.read("The description of the file (XMP), its markup", " ".join(re.findall(r'"([^"]+)"', text)))
    for found in _MADE_BY.finditer(text):
        words = _TAG.sub(" ", found[1]).strip()
        if words:
            findings.leak("The description of the file (XMP)", words, "It tells who wrote it.")
