"""PDF: whole, open, and without scripts, programs, hidden files or anything that cannot be looked into."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import suppress

import pypdfium2

from candour.platform.files.inspection.kinds import TWO_IN_ONE
from candour.platform.files.inspection.refusal import LARGEST_UNPACKED, Refusal

_PRINT = "Print it to a new PDF, and send that."
_SCRIPT = f"It holds a script. {_PRINT}"
_HIDDEN_FILE = f"Another file is hidden in it. {_PRINT} Send the other file by itself."
_SENDS = f"It would start a program or send something away. {_PRINT}"
_DISGUISED = f"Part of it is packed in a way that cannot be checked. {_PRINT}"

_GAP = rb"[\x00\t\n\x0c\r ]*"
_FORBIDDEN = re.compile(
    rb"/(?:(?P<script>JavaScript|JS" + _GAP + rb"[(<]|URI" + _GAP + rb"\(\s*(?i:javascript):)"
    rb"|(?P<sends>(?:Launch|ImportData|SubmitForm|GoToE)\b)"
    rb"|(?P<hidden>(?:EmbeddedFiles?|RichMedia|FileAttachment)\b)"
    rb"|(?P<form>XFA" + _GAP + rb"(?:\[|\d|<<))"
    rb"|(?P<locked>Encrypt" + _GAP + rb"(?:\d|<<)))"
)
_WHY = {
    "script": _SCRIPT,
    "sends": _SENDS,
    "hidden": _HIDDEN_FILE,
    "form": f"It is a form of a kind that cannot be checked. {_PRINT}",
    "locked": f"It is locked with a password. {_PRINT}",
}
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PLAIN = re.compile(rb"/Filter" + _GAP + rb"\[?" + _GAP + rb"/(?:FlateDecode|Fl)\b" + _GAP + rb"\]?")
_OBJECTS = b"/ObjStm"
_DICTIONARY = 4096
"""How far back from a stream its dictionary is looked for."""
_PIECE = 1 << 14


def refuse_trailing(content: bytes, kind: str) -> None:
    """Refuse a PDF with something else after its end."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refusal("The PDF is cut off. Save it again, and send that.")
    if content[end + 5 :].strip(b"\0\t\n\x0c\r "):
        raise Refusal(TWO_IN_ONE)


def refuse_active(content: bytes, kind: str) -> None:
    """Refuse scripts, programs, hidden files and locks, in plain sight or spelt in escapes."""
    _refuse_in(content)


def refuse_packed(content: bytes, kind: str) -> None:
    """Refuse the same in whatever is packed within, and packing that cannot be undone to look."""
    left, packs = LARGEST_UNPACKED, 0
    for match in _STREAM.finditer(content):
        dictionary = _dictionary_before(content, match.start())
        if _OBJECTS in dictionary:
            packs += 1
            _refuse_disguise(dictionary)
        elif b"/Image" in dictionary:
            continue
        unpacked = _unpacked(content, match.end(), left)
        left -= len(unpacked)
        if left <= 0:
            raise Refusal(f"It unpacks to more than 100 MB. {_PRINT}")
        _refuse_in(unpacked)
        if _OBJECTS in _spelt_out(unpacked):
            raise Refusal(_DISGUISED)
    if _spelt_out(content).count(_OBJECTS) != packs:
        raise Refusal(_DISGUISED)


def refuse_broken(content: bytes, kind: str) -> None:
    """Refuse what no reader can open, and what a reader finds in it that a search did not."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        attached = document.count_attachments()
        scripts = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)
    except pypdfium2.PdfiumError:
        raise Refusal(f"The PDF is damaged or locked. {_PRINT}") from None
    if scripts:
        raise Refusal(_SCRIPT)
    if attached:
        raise Refusal(_HIDDEN_FILE)


CHECKS = (refuse_trailing, refuse_active, refuse_packed, refuse_broken)


def _refuse_in(part: bytes) -> None:
    found = _FORBIDDEN.search(_spelt_out(part))
    if found:
        raise Refusal(_WHY[str(found.lastgroup)])


def _spelt_out(part: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)


def _dictionary_before(content: bytes, stream: int) -> bytes:
    earliest = max(0, stream - _DICTIONARY)
    return _spelt_out(content[max(earliest, content.rfind(b"obj", earliest, stream)) : stream])


def _refuse_disguise(dictionary: bytes) -> None:
    rest = _PLAIN.sub(b"", dictionary, count=1)
    if b"/Filter" in rest or b"/DecodeParms" in rest:
        raise Refusal(_DISGUISED)


def _unpacked(content: bytes, start: int, most: int) -> bytes:
    """As much as unpacks of a stream, since readers too make do with the sound beginning of a damaged one."""
    unpacking = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    while start < len(content) and not unpacking.eof and size < most:
        before = unpacking.copy()
        piece = unpacking.unconsumed_tail + content[start : start + _PIECE]
        try:
            part = unpacking.decompress(piece, most - size)
        except zlib.error:
            parts.append(_sound_beginning(before, piece))
            break
        start += _PIECE
        size += len(part)
        parts.append(part)
    return b"".join(parts)


def _sound_beginning(unpacking: zlib._Decompress, piece: bytes) -> bytes:
    parts: list[bytes] = []
    with suppress(zlib.error):
        for place in range(len(piece)):
            parts.append(unpacking.decompress(piece[place : place + 1]))
    return b"".join(parts)
